// What scripts add to the public pages: menus that close, the advisor in place, first-party counting. Every page works without it.

import { begin as beginRecommending } from "./recommended.js";
import { begin as beginTracking } from "./tracking.js";

const panel = document.querySelector('[data-chat="panel"]');
const page = document.querySelector('[data-chat="page"]');
let chat; // the advisor's module is fetched when somebody first turns to it

async function advisor() {
  chat ??= import("./chat.js").then((module) => module.mount(panel ?? page));
  return chat;
}

// menus close when a visitor turns elsewhere, or presses Escape
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-closes][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// questions asked anywhere on a page are answered in the panel, where the page stays in sight
for (const form of document.querySelectorAll("form[data-ask]")) {
  form.addEventListener("submit", async (event) => {
    if (!panel) return;
    event.preventDefault();
    const button = event.submitter?.name === "message" ? event.submitter : null;
    const field = form.elements.message;
    const message = (button ? button.value : (field?.value ?? "")).trim();
    if (!message) return;
    const opened = await advisor();
    opened.open();
    opened.say(message);
    if (!button && field) field.value = "";
  });
}
for (const opener of document.querySelectorAll("[data-chat-open]")) {
  opener.addEventListener("click", async (event) => {
    if (!panel || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    (await advisor()).open(opener);
  });
}
if (page) advisor();

// a textarea sends with Enter and breaks the line with Shift and Enter; an input method that is composing keeps its Enter
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || field?.tagName !== "TEXTAREA") return;
  if (!field.form?.matches("[data-ask], [data-chat-form]")) return;
  event.preventDefault();
  field.form.requestSubmit();
});

// the filter of a product family is folded on small screens
const filter = document.querySelector("[data-filter] > details");
if (filter && matchMedia("(max-width: 860px)").matches && !location.search) filter.open = false;

document.querySelector(".mistakes")?.focus();

beginTracking();
beginRecommending();

// The quote editor: while somebody types, what the quote would come to is asked from the server and put in place. The server
// alone reckons; without this script "Calculate" does the same.

const PAUSE_MS = 250; // between the last key and the question

const form = document.querySelector("#editor");
const rows = form.querySelector("[data-rows]");
const trouble = form.querySelector("[data-trouble]");
const figures = form.querySelector("[data-figures]");
let asked = 0; // counts every change: an answer to an older state of the form is thrown away
let timer, running;

function ask(pause = PAUSE_MS) {
  asked += 1;
  clearTimeout(timer);
  running?.abort();
  figures.setAttribute("aria-busy", "true");
  timer = setTimeout(fetchFigures, pause, asked);
}

async function fetchFigures(mine) {
  running = new AbortController();
  let answer, text;
  try {
    answer = await fetch(form.dataset.preview, {
      method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", signal: running.signal,
    });
    text = answer.ok ? await answer.text() : "";
  } catch {
    if (mine === asked) tell(form.dataset.failed);
    return;
  }
  if (mine !== asked) return;
  if (answer.status === 429) {
    timer = setTimeout(fetchFigures, 1000 * (Number(answer.headers.get("Retry-After")) || 5), mine);
    return;
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) return tell(form.dataset.signedOut);
  if (!answer.ok) return tell(form.dataset.failed);
  put(text);
}

function tell(sentence) {
  figures.removeAttribute("aria-busy");
  trouble.textContent = sentence;
  trouble.hidden = false;
}

function put(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html"); // our own template, escaped there
  for (const part of fresh.querySelectorAll("[data-live]")) {
    const place = form.querySelector(`[data-live="${part.dataset.live}"]`);
    if (place && place.innerHTML.trim() !== part.innerHTML.trim()) replace(place, part);
    if (part.dataset.live.startsWith("problem-")) mark(part);
  }
  trouble.hidden = true;
  figures.removeAttribute("aria-busy");
}

function replace(place, part) {
  const open = place.querySelector("details")?.open;
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  place.replaceChildren(...part.childNodes);
  if (open) place.querySelector("details")?.setAttribute("open", "");
  if (held?.name) place.querySelector(`[name="${held.name}"][value="${held.value}"]`)?.focus();
}

function mark(part) {
  const field = form.elements[part.dataset.live.slice("problem-".length)];
  if (!field?.setAttribute) return;
  const place = document.getElementById(part.dataset.live);
  if (place.textContent.trim()) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function add(sku = "") {
  const key = 1 + Math.max(0, ...[...rows.children].map((row) => Number(row.dataset.row)));
  const made = form.querySelector("[data-row-template]").innerHTML.replaceAll("KEY", key);
  rows.insertAdjacentHTML("beforeend", made);
  if (sku) {
    form.elements[`sku-${key}`].value = sku;
    form.elements[`quantity-${key}`].value = "1";
  }
  form.elements[sku ? `quantity-${key}` : `sku-${key}`].focus();
}

function move(row, word, button) {
  const beside = word === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (word === "remove") {
    const next = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    if (next) next.querySelector("input").focus();
    else add();
  } else if (beside) {
    if (word === "up") beside.before(row);
    else beside.after(row);
    button.focus();
  }
}

form.addEventListener("input", () => ask());
form.addEventListener("change", () => ask(0));
form.addEventListener("submit", (event) => {
  const button = event.submitter, deed = button?.value ?? "calculate";
  if (["save", "issue", "ask"].includes(deed)) {
    if (form.dataset.sent) event.preventDefault(); // once is enough
    form.dataset.sent = "yes";
    return;
  }
  event.preventDefault();
  const [word, told] = [deed.split("-", 1)[0], deed.slice(deed.indexOf("-") + 1)];
  if (word === "add") add();
  else if (word === "with") add(told);
  else if (word !== "calculate") move(button.closest("[data-row]"), word, button);
  ask(0);
});
addEventListener("pageshow", () => { delete form.dataset.sent; }); // back from the next page

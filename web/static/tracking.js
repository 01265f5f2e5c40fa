// First-party counting in two tiers: anonymous counts without consent, a person's path only after it (consent.js). Of what
// is typed only searches are reported. The server takes each event once, by its id.

import { agreed, offer, path } from "./consent.js";

const MOST = 60, EVERY = 5000, OLDEST = 1.7e8; // events at once; milliseconds
const seed = [...crypto.getRandomValues(new Uint8Array(9))].map((b) => b.toString(16).padStart(2, "0")).join("");
const $ = (selector) => document.querySelector(selector);
const marks = {};
let queue = [], count = 0, sending = false, pause = 0, paid = false;

for (const [name, value] of new URLSearchParams(location.search)) {
  if (/^utm_(source|medium|campaign|content|term)$/.test(name)) marks[name] = value.slice(0, 100);
  if (/^(gclid|gbraid|wbraid|msclkid|fbclid|yclid|ttclid|bd_vid)$/.test(name)) paid = true; // never the id itself
}

const post = (to, data) =>
  fetch(to, { method: "POST", body: JSON.stringify(data), keepalive: true, headers: { "Content-Type": "application/json" } });

function note(type, value, more) {
  queue.push({ id: `${seed}-${count++}`, type, value, at: Date.now(), yes: agreed(), ...more });
  if (queue.length >= MOST) flush();
}

// what happened before consent stays anonymous, even where it is sent after it
function next() {
  const end = queue.findIndex(({ yes }, at) => at === MOST || yes !== queue[0].yes);
  return queue.slice(0, end < 0 ? MOST : end);
}

function report(events) {
  return {
    page: location.pathname, layout: innerWidth > 860 ? "wide" : "narrow", referrer: document.referrer.split(/[?#]/)[0],
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone, marks, paid, consent: events[0].yes && agreed(), before: path(),
    events: events.map(({ at, yes, ...event }) => ({ ...event, age: Math.max(0, Date.now() - at) })),
  };
}

async function flush() {
  if (sending || !queue.length || Date.now() < pause) return;
  sending = true;
  const events = next();
  queue.splice(0, events.length);
  try {
    const answer = await post("/t", report(events));
    if (answer.status === 429 || answer.status >= 500) {
      pause = Date.now() + 1000 * (Number(answer.headers.get("Retry-After")) || 10);
      throw answer;
    }
  } catch { // offline or full: it comes again, with the same ids
    queue = [...events.filter((event) => Date.now() - event.at < OLDEST), ...queue].slice(-500);
  }
  sending = false;
}

// a page that goes away hands over what it has
function handOver() {
  while (queue.length && navigator.onLine) {
    const events = next(), body = new Blob([JSON.stringify(report(events))], { type: "application/json" });
    if (!navigator.sendBeacon("/t", body)) return;
    queue.splice(0, events.length);
  }
}

// where an element stands: tags, ids and places among brothers, no text
function pathOf(element) {
  const steps = [];
  for (let at = element; at && at !== document.body && steps.length < 6; at = at.parentElement) {
    if (at.id) {
      steps.unshift(`#${at.id}`);
      break;
    }
    const alike = [...at.parentElement.children].filter((one) => one.tagName === at.tagName);
    steps.unshift(at.tagName.toLowerCase() + (alike[1] ? `:nth-of-type(${alike.indexOf(at) + 1})` : ""));
  }
  return steps.join(">").slice(0, 160);
}

function clicked(event) {
  const tracked = event.target.closest("[data-track]");
  if (tracked) note(tracked.dataset.track, tracked.dataset.trackValue);
  if (!event.clientX && !event.clientY) return; // by the keyboard: no place
  const element = event.target.closest("a,button,summary,label,input,select,textarea") ?? event.target;
  const width = document.documentElement.scrollWidth, box = element.getBoundingClientRect();
  const share = (x) => Math.min(1, Math.max(0, (x + scrollX) / width)), down = (y) => Math.max(0, Math.round(y + scrollY));
  note("click", null, { click: {
    x: share(event.clientX), y: down(event.clientY), path: pathOf(element),
    box: [share(box.left), down(box.top), Math.min(1, box.width / width), Math.round(box.height)],
  } });
}

// dwell is visible time; scroll depth is told as far as it grew; of a form that is left, the field that was last changed
let visible = 0, since = document.hidden ? 0 : performance.now(), told = 0, deepest = 0, field;
function look() {
  deepest = Math.max(deepest, Math.min(100, Math.round(((scrollY + innerHeight) / document.documentElement.scrollHeight) * 100)));
}
function hidden() {
  if (since) visible += performance.now() - since;
  if (visible > 500) note("dwell", null, { amount: Math.min(86400, Math.round(visible) / 1000) });
  if (deepest > told) note("scroll", null, { amount: deepest - told });
  if (field) note("form_leave", field);
  since = visible = 0;
  told = deepest;
  field = null;
  handOver();
}

export function begin() {
  const item = $("[data-item]")?.dataset.item;
  offer(post, item);
  if ($("[data-uncounted]")) return; // the page of a problem
  note("page_view");
  for (const one of document.querySelectorAll("[data-seen]")) note(one.dataset.seen, one.dataset.seenValue.slice(0, 200));
  flush().then(() => path(item));
  look();
  addEventListener("scroll", look, { passive: true });
  document.addEventListener("click", clicked, true);
  const form = $("[data-track-form]"), name = form?.dataset.trackForm;
  form?.addEventListener("input", () => note("form_start", name), { once: true });
  form?.addEventListener("input", (event) => { field = `${name}:${event.target.name}`; });
  form?.addEventListener("submit", () => { field = null; note("form_sent", name); });
  document.addEventListener("visibilitychange", () => { document.hidden ? hidden() : (since = performance.now()); });
  addEventListener("pagehide", hidden);
  addEventListener("online", () => { pause = 0; flush(); });
  setInterval(flush, EVERY);
}

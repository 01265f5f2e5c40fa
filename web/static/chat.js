// The advisor in the browser: sends a message, shows the answer as it comes, keeps the conversation for this tab.

import { events } from "./chat_events.js";
import { element } from "./chat_text.js";
import { showMessage, showTurn, showSuggestions, words } from "./chat_view.js";

const KEY = "tradewind.chat";
const LONGEST = 4000;
const KEPT = 60;

export function mount(root) {
  const log = root.querySelector("[data-chat-log]");
  const status = root.querySelector("[data-chat-status]");
  const form = root.querySelector("[data-chat-form]");
  const field = form.elements.message;
  const restart = root.querySelector("[data-chat-restart]");
  const isPanel = root.dataset.chat === "panel";
  const below = element("button", "chat-below", words.below);
  const replies = element("div", "chat-offers");
  const state = recall();
  const asking = new Set(); // requests under way; what is said while an answer is being made is answered together with it
  let asked = 0;
  let opener = null;
  let begun = false;

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
      if (kept && Array.isArray(kept.messages)) return kept;
    } catch { /* broken or forbidden storage: a new conversation */ }
    return { conversation: null, messages: [] };
  }

  function keep() {
    state.messages = state.messages.slice(-KEPT);
    try {
      sessionStorage.setItem(KEY, JSON.stringify(state));
    } catch { /* full or forbidden: the conversation lives as long as the page */ }
  }

  function begin() {
    if (begun) return;
    begun = true;
    log.replaceChildren();
    replies.replaceChildren();
    restart.hidden = state.messages.length === 0;
    if (state.messages.length === 0) {
      send("");
      return;
    }
    for (const message of state.messages) draw(message);
    resume();
  }

  function draw(message) {
    const bubble = showMessage(log, message.role, message.text, message.turn?.locale);
    if (message.turn) showTurn(bubble, message.turn, root.dataset.locale, isPanel);
    return bubble;
  }

  // a kept conversation goes on where it stood: with its replies, or with the question that was never answered
  function resume() {
    const last = state.messages.at(-1);
    if (last?.turn) suggest(last.turn);
    else if (last) fail(null, last.text);
    reveal(log.querySelector(".chat-message:last-of-type"), false);
  }

  function suggest(turn) {
    replies.replaceChildren();
    showSuggestions(replies, turn, (reply, event) => {
      // the button is about to go: a keyboard goes on in the input, a pointer stays in the window
      (event.detail === 0 ? field : log).focus({ preventScroll: true });
      say(reply);
    });
    wantEmail(turn);
  }

  // where the advisor asks for an address, a phone shows the keyboard for it
  function wantEmail(turn) {
    field.inputMode = turn.act === "capture" ? "email" : "text";
  }

  function scrollTo(top, smooth = true) {
    const calm = !smooth || matchMedia("(prefers-reduced-motion: reduce)").matches;
    log.scrollTo({ top, behavior: calm ? "instant" : "smooth" });
  }

  function toEnd(smooth = true) {
    scrollTo(log.scrollHeight, smooth);
  }

  // the beginning of a long answer must be in sight, not its end
  function reveal(bubble, smooth = true) {
    if (bubble) scrollTo(Math.min(bubble.offsetTop - 12, log.scrollHeight - log.clientHeight), smooth);
    showBelow();
  }

  function showBelow() {
    below.hidden = log.scrollHeight - log.clientHeight - log.scrollTop < 40;
  }

  function tell(text) {
    status.textContent = text;
    status.classList.toggle("is-busy", Boolean(text));
  }

  async function send(message) {
    replies.replaceChildren();
    for (const old of log.querySelectorAll(".chat-problem")) old.remove();
    if (message) {
      state.messages.push({ role: "visitor", text: message });
      draw(state.messages.at(-1));
      keep();
      toEnd();
    }
    const request = { number: (asked += 1), message, abort: new AbortController() };
    const before = [...asking].filter((other) => other.message);
    request.ended = new Promise((resolve) => { request.end = resolve; });
    asking.add(request);
    form.classList.add("is-busy");
    tell(words.thinking);
    for (const old of log.querySelectorAll(".chat-waiting")) old.remove();
    const waiting = element("div", "chat-waiting", element("i"), element("i"), element("i"));
    waiting.setAttribute("aria-hidden", "true");
    log.append(waiting);
    toEnd();
    try {
      if (!state.conversation) await Promise.all(before.map((other) => other.ended)); // the first one opens it for all
      finish(await ask(request, waiting));
    } catch (problem) {
      if (problem?.name !== "AbortError") fail(problem, message);
    } finally {
      asking.delete(request);
      request.end();
      waiting.remove();
      if (asking.size === 0) {
        form.classList.remove("is-busy");
        tell("");
      }
    }
  }

  async function ask(request, waiting) {
    const { message } = request;
    const body = { conversation: state.conversation, locale: root.dataset.locale, message, page: location.pathname };
    const response = await fetch("/api/advisor/turns", {
      method: "POST",
      credentials: "same-origin",
      signal: request.abort.signal,
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(body),
    });
    if (response.status === 404 && state.conversation) {
      state.conversation = null;
      keep();
      showMessage(log, "note", words.lost);
      return ask(request, waiting);
    }
    if (!response.ok) throw await problemOf(response);
    if (!(response.headers.get("content-type") ?? "").includes("event-stream")) return { turn: await response.json(), bubble: null };
    return follow(response, waiting, request);
  }

  async function follow(response, waiting, request) {
    let bubble = null;
    let text = "";
    for await (const { name, data } of events(response.body)) {
      if (name === "status") tell(words[data.state] ?? words.thinking);
      if (name === "delta" && request.number === asked) { // of a burst, the last one shows the answer as it comes
        text += data.text; // a sentence brings the space or the line that parts it from those before
        bubble ??= showMessage(log, "advisor", "");
        waiting.remove();
        bubble.replaceText(text);
        reveal(bubble, false);
      }
      if (name === "error") throw { detail: data.detail ?? data.title };
      if (name === "turn") return { turn: data, bubble };
    }
    throw {}; // the stream ended without its turn
  }

  function finish({ turn, bubble }) {
    state.conversation = turn.conversation;
    if (state.messages.some((message) => message.turn?.conversation === turn.conversation && message.turn.turn === turn.turn)) {
      bubble?.remove();
      return;
    }
    state.messages.push({ role: "advisor", text: turn.reply, turn });
    keep();
    bubble?.remove();
    const shown = draw(state.messages.at(-1));
    suggest(turn);
    restart.hidden = state.messages.length < 2;
    reveal(shown);
  }

  async function problemOf(response) {
    const seconds = response.headers.get("retry-after");
    if (response.status === 429) return { detail: words.busy.replace("{seconds}", seconds ?? "30") };
    if (response.status === 413) return { detail: words.too_long };
    const problem = await response.json().catch(() => ({}));
    return { detail: response.status < 500 ? (problem.detail ?? problem.title) : undefined };
  }

  function fail(problem, message) {
    log.querySelector(".chat-message.is-open")?.remove();
    const again = element("button", "button secondary small", words.retry);
    again.type = "button";
    const text = problem?.detail ?? (navigator.onLine ? words.failed : words.offline);
    const note = element("div", "chat-problem", element("p", "", text), again);
    note.setAttribute("role", "alert");
    again.addEventListener("click", () => {
      field.focus({ preventScroll: true });
      note.remove();
      if (message && state.messages.at(-1)?.role === "visitor") {
        state.messages.pop();
        [...log.querySelectorAll(".chat-message.is-visitor")].at(-1)?.remove();
      }
      send(message);
    });
    log.append(note);
    toEnd();
  }

  function say(message) {
    const text = message.trim();
    if (!text) return;
    if (text.length > LONGEST) {
      tell(words.too_long);
      return;
    }
    if (!begun) begunWith();
    for (const request of asking) {
      if (!request.message) request.abort.abort(); // a greeting under way must not hold up a question
    }
    send(text);
  }

  function begunWith() {
    begun = true;
    log.replaceChildren();
    replies.replaceChildren();
    for (const message of state.messages) draw(message);
  }

  function open(from) {
    if (isPanel) {
      opener = from ?? document.activeElement;
      root.hidden = false;
      document.documentElement.classList.add("chat-is-open");
      const about = from?.dataset?.chatAbout;
      if (about && !field.value) field.value = `${about}: `;
    }
    field.focus();
    if (from) begin();
  }

  function close() {
    root.hidden = true;
    document.documentElement.classList.remove("chat-is-open");
    opener?.focus();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value;
    if (!text.trim()) return;
    field.value = "";
    say(text);
  });
  restart.addEventListener("click", () => {
    for (const request of asking) request.abort.abort();
    state.conversation = null;
    state.messages = [];
    keep();
    begun = false;
    setTimeout(() => { begin(); field.focus(); }, 0);
  });
  // for pointers only: the keyboard scrolls the conversation itself, which can take the focus
  below.type = "button";
  below.tabIndex = -1;
  below.hidden = true;
  below.addEventListener("click", () => scrollTo(log.scrollTop + log.clientHeight * 0.8));
  log.addEventListener("scroll", showBelow, { passive: true });
  log.addEventListener("toggle", showBelow, true);
  new ResizeObserver(showBelow).observe(log);
  log.after(below);
  status.after(replies);
  root.querySelector("[data-chat-close]")?.addEventListener("click", close);
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isPanel) close();
  });
  if (!isPanel) begin();
  return { open, close, say };
}

// First-party counting in two tiers: without consent nothing but anonymous counts; a person's path only after consent.
// Global Privacy Control is a "no" that is not asked about again; an explicit choice still counts.

const KEY = "tradewind.consent";
const forbidden = navigator.globalPrivacyControl === true;
const bar = document.querySelector("[data-consent]");

function choice() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off: nothing is remembered, so nothing may be recorded
  }
}

function report(event_type, value) {
  const consent = choice() === "person";
  const body = JSON.stringify({ event_type, page: location.pathname, value: value ?? null, consent });
  fetch("/t", { method: "POST", body, keepalive: true, credentials: "same-origin", headers: { "Content-Type": "application/json" } }).catch(() => {});
}

function ask() {
  if (bar) bar.hidden = false;
}

export function begin() {
  const opener = document.querySelector("[data-consent-open]");
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => {
      ask();
      bar?.querySelector("button")?.focus();
    });
  }
  for (const button of document.querySelectorAll("[data-consent-choice]")) {
    button.addEventListener("click", () => {
      try {
        localStorage.setItem(KEY, button.dataset.consentChoice);
      } catch { /* see choice() */ }
      bar.hidden = true;
    });
  }
  const product = document.querySelector("[data-product]")?.dataset.product;
  report("page_view");
  if (product) report("view_product", product);
  if (document.querySelector('input[name="q"]')?.value) report("search", document.querySelector('input[name="q"]').value.slice(0, 200));
  // asked only where something would be remembered, once the visitor has begun to look around
  if (choice() === null && !forbidden && product) setTimeout(ask, 4000);

  document.addEventListener("click", (event) => {
    const tracked = event.target.closest?.("[data-track]");
    if (tracked) report(tracked.dataset.track, tracked.dataset.trackValue);
  });
  const form = document.querySelector("[data-track-form]");
  form?.addEventListener("input", () => report("form_start", form.dataset.trackForm), { once: true });
  const start = performance.now();
  addEventListener("pagehide", () => report("dwell", String(Math.round((performance.now() - start) / 1000))), { once: true });
}

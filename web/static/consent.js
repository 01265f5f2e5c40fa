// What a visitor chose: to be remembered, or to be counted only. Without a choice nothing is stored, in the browser or by us.

const KEY = "tradewind.consent", PATH = "tradewind.path";
const forbidden = navigator.globalPrivacyControl === true; // a "no" that is not asked about again

export function stored(key, value) {
  try {
    if (value === undefined) return localStorage.getItem(key);
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch { /* storage is switched off: nothing is remembered, so nothing may be recorded */ }
  return null;
}

export const agreed = () => !forbidden && stored(KEY) === "person";

// what was looked at before, newest first; kept only of those who agreed
export function path(item) {
  if (!agreed()) return [];
  let items = [];
  try { items = JSON.parse(stored(PATH)) ?? []; } catch { /* nothing that we wrote */ }
  if (item) stored(PATH, JSON.stringify([item, ...items.filter((one) => one !== item)].slice(0, 5)));
  return items;
}

export function offer(post, asks) {
  const bar = document.querySelector("[data-consent]"), opener = document.querySelector("[data-consent-open]");
  if (!bar) return;
  if (forbidden) for (const one of bar.querySelectorAll("[data-consent-forbidden]")) one.hidden = !one.hidden;
  if (opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => {
      bar.hidden = false;
      bar.querySelector("button:not([hidden])").focus();
    });
  }
  for (const button of bar.querySelectorAll("[data-consent-choice]")) {
    button.addEventListener("click", async () => {
      const remember = button.dataset.consentChoice === "person";
      if (!remember) stored(PATH, null);
      stored(KEY, button.dataset.consentChoice);
      const inside = bar.contains(document.activeElement);
      bar.hidden = true;
      if (inside) opener?.focus({ preventScroll: true });
      await post("/t/consent", { remember, mails: true, page: location.pathname }).catch(() => {});
      dispatchEvent(new CustomEvent("tradewind:consent"));
    });
  }
  // asked only where something would be remembered, once the visitor has begun to look around
  if (stored(KEY) === null && !forbidden && asks) setTimeout(() => { bar.hidden = false; }, 4000);
}

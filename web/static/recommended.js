// What to look at next, fetched when it comes near: public pages are the same for all, so what is somebody's own is asked for
// apart, with the cookie only of those who agreed (consent.js).

import { agreed } from "./consent.js";

async function fill(place) {
  const mine = agreed(), locale = location.pathname.split("/")[1];
  const asked = new URLSearchParams({ item: place.dataset.recommended });
  if (mine) asked.set("mine", "1");
  try {
    const answer = await fetch(`/${locale}/recommended?${asked}`, { credentials: mine ? "same-origin" : "omit" });
    if (answer.status !== 200) return;
    place.innerHTML = await answer.text(); // our own template, escaped there
    place.hidden = false;
  } catch { /* offline: the page is whole without it */ }
}

export function begin() {
  const place = document.querySelector("[data-recommended]");
  if (!place) return;
  const near = place.previousElementSibling ?? place; // what is hidden is never in sight
  const watch = new IntersectionObserver(([seen]) => {
    if (!seen.isIntersecting) return;
    watch.disconnect();
    fill(place);
  }, { rootMargin: "600px" });
  watch.observe(near);
  addEventListener("tradewind:consent", () => { if (!place.hidden) fill(place); });
}

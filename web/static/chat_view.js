// How the advisor's answers look: cards for what a turn carries, folded in the small window. Builds elements, never HTML from text.

import { element, held, link, markdown } from "./chat_text.js";

export const words = JSON.parse(document.getElementById("chat-words").textContent);

const RIGHT_TO_LEFT = new Set(["ar"]);
const TAGS = { zh: "zh-Hans", pt: "pt-BR", ar: "ar-u-nu-latn" };

export function showMessage(log, role, text, locale) {
  const bubble = element("div", `chat-message is-${role}`);
  const body = element("div", "chat-text");
  if (role !== "note") bubble.append(element("span", "visually-hidden", role === "visitor" ? words.you : words.advisor));
  if (locale) {
    bubble.lang = TAGS[locale] ?? locale;
    bubble.dir = RIGHT_TO_LEFT.has(locale) ? "rtl" : "ltr";
  } else if (role === "visitor") body.dir = "auto";
  if (role === "advisor") body.append(...markdown(text));
  else body.textContent = text;
  bubble.append(body);
  bubble.replaceText = (newer) => body.replaceChildren(...markdown(newer));
  log.append(bubble);
  return bubble;
}

export function showSuggestions(place, turn, say) {
  const replies = turn?.suggestions ?? [];
  if (replies.length === 0) return;
  const group = element("div", "chat-replies");
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", words.replies);
  for (const reply of replies) {
    const button = element("button", "chat-reply", reply);
    button.type = "button";
    button.addEventListener("click", (event) => say(reply, event));
    group.append(button);
  }
  place.append(group);
}

// `small`: the window in the corner, where a card shows its outcome and folds the rest away
export function showTurn(bubble, turn, siteLocale, small) {
  const locale = turn.locale ?? siteLocale;
  const cards = [
    ...(turn.calculations ?? []).map((one) => calculation(one, locale, small)),
    recommendations(turn.recommendations ?? [], locale, small),
    comparison(turn.comparison, small),
    excluded(turn.excluded ?? []),
    quote(turn.quote, locale),
    citations(turn.citations ?? []),
  ].filter(Boolean);
  if (cards.length) bubble.append(element("div", "chat-cards", ...cards));
}

function nameOf(one) {
  const name = link(one.url, "", "chat-product-name");
  name.append(...held(one.name));
  return name;
}

function recommendations(found, locale, small) {
  if (found.length === 0) return null;
  return element("div", "chat-products", ...found.map((one) => {
    const head = element("div", "chat-product-head",
      element("div", "", element("span", "sku", one.sku), nameOf(one)),
      typeof one.fit === "number" ? element("span", "chat-fit", new Intl.NumberFormat(TAGS[locale] ?? locale, { style: "percent" }).format(one.fit), element("small", "", words.fit)) : null);
    const card = element("article", "chat-card chat-product", head);
    const grounds = [
      ...(one.reasons?.length ? [small ? null : element("p", "chat-label", words.why), list(one.reasons, "is-for")] : []),
      ...(one.trade_offs?.length ? [element("p", "chat-label", words.trade_offs), list(one.trade_offs, "is-against")] : []),
    ];
    if (grounds.length && small) card.append(folded("chat-why", one.reasons?.length ? words.why : words.trade_offs, ...grounds));
    else card.append(...grounds.filter(Boolean));
    const more = link(one.url, words.details, "chat-more");
    more.setAttribute("aria-label", `${words.details}: ${one.name}`);
    card.append(more);
    return card;
  }));
}

function comparison(table, small) {
  if (!table?.rows?.length) return null;
  const head = element("tr", "", cell("th", words.feature, "col"), ...table.columns.map((one) => cell("th", one, "col")));
  const rows = table.rows.map((row) => element("tr", "", cell("th", row.label, "row"),
    ...row.values.map((value, index) => {
      const made = cell("td", value ?? "–");
      if (row.best?.includes(index)) made.className = "best";
      return made;
    })));
  const scroll = element("div", "scroll", element("table", "", element("caption", "visually-hidden", words.comparison), element("thead", "", head), element("tbody", "", ...rows)));
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", words.comparison);
  if (small) return folded("chat-card chat-comparison", words.comparison, scroll);
  return element("div", "chat-card chat-comparison", element("p", "chat-label", words.comparison), scroll);
}

function excluded(found) {
  if (found.length === 0) return null;
  const items = found.map((one) => element("li", "", element("strong", "", one.sku), " ", ...held(`${words.required}: ${readable(one.required)} · ${words.offered}: ${readable(one.offered)}`)));
  return folded("chat-card chat-excluded", words.excluded, element("ul", "", ...items));
}

function calculation(one, locale, small) {
  // as the words of the advisor: from a thousand on without decimals
  const written = (figure) => new Intl.NumberFormat(TAGS[locale] ?? locale, { maximumFractionDigits: Math.abs(figure) < 1000 ? 1 : 0, roundingMode: "halfEven" }).format(figure);
  const unit = one.unit === "1" ? "" : `\u00a0${(one.unit ?? "").replace(".", "·")}`;
  const result = one.result ?? {};
  const figures = typeof result === "number" ? [result] : "min" in result && result.min !== result.max ? [result.min, result.max] : [result.value ?? result.max];
  const shown = figures.filter((figure) => typeof figure === "number").map(written).join(" – ");
  const inputs = pieces(one.inputs).join(" · ");
  const card = element("div", "chat-card chat-calculation", element("p", "chat-label", words.calculation));
  if (shown) card.append(element("p", "chat-result", ltr(`${shown}${unit}`)));
  const facts = [[words.inputs, inputs], [words.formula, one.formula], [words.source, one.source]].filter(([, value]) => value);
  const described = element("dl", "", ...facts.flatMap(([name, value]) => [element("dt", "", name), element("dd", "", ltr(value))]));
  if (facts.length) card.append(small ? folded("chat-why", words.formula, described) : described);
  return card;
}

// only what reads the same in every language is shown of the inputs: sizes and grades, not the names of fields
function pieces(inputs) {
  const bolts = Array.isArray(inputs?.bolts) ? inputs.bolts : [];
  return bolts.map((bolt) => [bolt.size, bolt.grade].filter(Boolean).join(" – "));
}

function quote(one, locale) {
  if (!one) return null;
  const card = element("article", "chat-card chat-quote", element("p", "chat-label", words.quotation), element("p", "chat-result", ltr(one.number ?? "")));
  const money = Number(one.total);
  if (one.total && Number.isFinite(money)) {
    const shown = new Intl.NumberFormat(TAGS[locale] ?? locale, { style: "currency", currency: one.currency }).format(money);
    card.append(element("p", "", `${words.total}: `, element("strong", "", ltr(shown))));
  }
  if (one.valid_until) {
    const day = new Date(`${one.valid_until.slice(0, 10)}T12:00:00`);
    card.append(element("p", "", `${words.valid_until}: ${new Intl.DateTimeFormat(TAGS[locale] ?? locale, { dateStyle: "medium" }).format(day)}`));
  }
  if (one.status === "waiting") card.append(element("p", "chat-waits", words.waiting));
  const links = element("p", "chat-links", one.pdf_url ? link(one.pdf_url, words.open_pdf, "button primary small") : null, one.url ? link(one.url, words.view_quote, "button secondary small") : null);
  if (links.childElementCount) card.append(links);
  return card;
}

function citations(found) {
  if (found.length === 0) return null;
  const items = found.map((one) => element("li", "",
    one.url ? link(one.url, one.title) : element("strong", "", one.title),
    one.page ? `, ${words.page.replace("{number}", one.page)}` : null,
    one.passage ? element("q", "", one.passage) : null));
  return folded("chat-card chat-citations", words.citations, element("ol", "", ...items));
}

function folded(className, title, ...content) {
  return element("details", className, element("summary", "", title), ...content.filter(Boolean));
}

function list(items, className) {
  return element("ul", className, ...items.map((one) => element("li", "", ...held(one))));
}

function cell(name, text, scope) {
  const made = element(name, "", ...held(text));
  if (scope) made.scope = scope;
  return made;
}

function ltr(text) {
  const made = element("bdi", "", String(text));
  made.dir = "ltr";
  return made;
}

function readable(value) {
  if (value === null || value === undefined) return "–";
  if (typeof value !== "object") return String(value);
  return Object.values(value).flat().join(" – ");
}

// How the advisor's text becomes elements: simple Markdown, safe links, quantities that stay on one line. Never HTML from text.

// this site, under the address it is opened at and under its public one
const OURS = new Set([location.origin, originOf(document.querySelector('link[rel="canonical"]')?.href)]);
// a number or a size of thread, perhaps a range of them, with its unit; and the name of a model
const QUANTITY = /\b[A-Z]{2,5}(?:-[A-Z0-9]+)+\b|[±M]?\d[\d.,]*(?=[–~\u00a0/])(?:[–~]M?\d[\d.,]*)?(?:[\u00a0/][^\s,;:()\u2069]+)?/g;

export function element(name, className = "", ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function originOf(address) {
  return URL.canParse(address ?? "") ? new URL(address).origin : null;
}

export function link(address, text, className = "") {
  const target = addressOf(address);
  const made = element(target ? "a" : "span", className, text);
  if (target) {
    made.href = target.href;
    if (/\/pdf$|\.pdf$/.test(target.pathname) || !OURS.has(target.origin)) {
      made.target = "_blank";
      made.rel = "noopener";
    }
  }
  return made;
}

// where a link may lead: to our own pages, to others only by https, to a mailbox or a telephone; never to a script
function addressOf(address) {
  if (typeof address !== "string" || !URL.canParse(address, location.href)) return null;
  const target = new URL(address, location.href);
  if (/^(mailto|tel):$/.test(target.protocol)) return target;
  if (!/^https?:$/.test(target.protocol)) return null;
  return OURS.has(target.origin) || target.protocol === "https:" ? target : null;
}

export function held(text) {
  const parts = [];
  let last = 0;
  const raw = String(text ?? "");
  for (const found of raw.matchAll(QUANTITY)) {
    parts.push(raw.slice(last, found.index), element("span", "held", found[0]));
    last = found.index + found[0].length;
  }
  parts.push(raw.slice(last));
  return parts.filter((part) => part !== "");
}

// paragraphs, lists, bold and links: what the advisor's wording uses
export function markdown(text) {
  const blocks = [];
  for (const part of (text ?? "").split(/\n{2,}/)) {
    const lines = part.split("\n").filter((line) => line.trim());
    if (lines.length === 0) continue;
    let items = null;
    let paragraph = null;
    for (const line of lines) {
      const bullet = /^\s*(?:[-*•]|(\d+)[.)])\s+(.*)$/.exec(line);
      if (bullet) {
        if (!items) blocks.push(items = element(bullet[1] ? "ol" : "ul"));
        items.append(element("li", "", ...inline(bullet[2])));
        paragraph = null;
      } else {
        if (paragraph) paragraph.append(element("br"), ...inline(line));
        else blocks.push(paragraph = element("p", "", ...inline(line)));
        items = null;
      }
    }
  }
  return blocks;
}

function inline(text) {
  const parts = [];
  let last = 0;
  for (const found of text.matchAll(/\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|`([^`]+)`/g)) {
    parts.push(...held(text.slice(last, found.index)));
    if (found[1]) parts.push(element("strong", "", ...held(found[1])));
    else if (found[2]) parts.push(link(found[3], found[2]));
    else parts.push(element("code", "", found[4]));
    last = found.index + found[0].length;
  }
  parts.push(...held(text.slice(last)));
  return parts.filter((part) => part !== "");
}

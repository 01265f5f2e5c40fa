"""The source of truth for which pieces of a value stay on one line: `25.5–88 N·m` never parts after its dash."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

# a number or a size of thread, perhaps a range of them, with the unit that stands behind a no-break space or a stroke
_QUANTITY = re.compile(
    r"(?:[±M]?\d[\d.,]*)(?=[–~\u00a0/])(?:[–~]M?\d[\d.,]*)?(?:[\u00a0/][^\s,;:()\u2069]+)?",
)


def held(text: object) -> Markup:
    """Return a value as HTML in which each quantity stays on one line; the text itself is unchanged."""
    return _held(str(text))


@lru_cache(maxsize=4096)  # a product page holds seventy, most of them on its neighbours' pages too
def _held(raw: str) -> Markup:
    pieces: list[Markup] = []
    last = 0
    for found in _QUANTITY.finditer(raw):
        pieces += (escape(raw[last : found.start()]), Markup('<span class="held">{}</span>').format(found[0]))
        last = found.end()
    return Markup().join((*pieces, escape(raw[last:])))

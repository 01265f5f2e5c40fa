"""The source of truth for SVG pictures in PDFs: gradients written so that every PDF reader draws them."""

import re

_SCALE = 1000
_GRADIENT = re.compile(rb"<(linearGradient|radialGradient)\b([^<>]*?)(/?)>")
_ATTRIBUTE = re.compile(rb"""\b([a-zA-Z0-9]+)\s*=\s*("[^"]*"|'[^']*')""")
_DEFAULTS = {
    b"linearGradient": {b"x1": 0.0, b"y1": 0.0, b"x2": 1.0, b"y2": 0.0},
    b"radialGradient": {b"cx": 0.5, b"cy": 0.5, b"r": 0.5},
}
_FOCUS = (b"fx", b"fy", b"fr")


def drawable(name: str, content: bytes) -> bytes:
    """Return a picture as the press takes it: in SVG files, gradients over the unit box are written a thousand times larger.

    The press makes of such a gradient a pattern one unit wide, which poppler (Evince, Okular, pdftoppm) leaves blank;
    `gradientTransform="scale(0.001)"` over larger numbers means the same and is drawn by all. SVG 2, 14.2.
    """
    return _GRADIENT.sub(_enlarged, content) if name.lower().endswith(".svg") else content


def _enlarged(match: re.Match[bytes]) -> bytes:
    kind, written, end = match.groups()
    given = {name: value[1:-1] for name, value in _ATTRIBUTE.findall(written)}
    if b"gradientUnits" in given or b"gradientTransform" in given or b"href" in given:
        return match[0]
    numbers = {name: _number(given.get(name), default) for name, default in _DEFAULTS[kind].items()}
    numbers |= {name: _number(given[name], 0.0) for name in _FOCUS if name in given}
    others = b"".join(b' %s="%s"' % (name, value) for name, value in given.items() if name not in numbers)
    geometry = b"".join(b' %s="%g"' % (name, number * _SCALE) for name, number in numbers.items())
    return b'<%s%s%s gradientTransform="scale(%g)"%s>' % (kind, others, geometry, 1 / _SCALE, end)


def _number(written: bytes | None, default: float) -> float:
    if written is None:
        return default
    try:
        text = written.strip()
        return float(text[:-1]) / 100 if text.endswith(b"%") else float(text)
    except ValueError:
        return default

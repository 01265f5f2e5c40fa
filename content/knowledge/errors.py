"""Every reason why a document cannot be taken in, each a sentence in the reader's language that says what would help."""

from __future__ import annotations

from foundation.locales import translator

REASONS = {
    "unknown_product": "There is no product {product}. Name a SKU of the catalogue.",
    "unknown_family": "There is no product family {family}. Name one of these: {known}.",
    "unknown_kind": "This kind of file is not read. Readable are: {kinds}.",
    "too_large": "It is larger than {size} MiB. Split it.",
    "swollen": "Unpacked it would be larger than {size} MiB. Save it without embedded files, or split it.",
    "too_long": "It holds more than {most} passages. Split it.",
    "too_many_pages": "The PDF has more than {most} pages. Split it.",
    "not_utf8": "The text is not UTF-8. Save it as UTF-8.",
    "broken": "It cannot be read; the file is damaged, protected, or of another kind than its name says. Save it again without a password.",
    "scanned": "The PDF holds no text, only pictures of pages. Run it through text recognition first.",
    "slow": "Reading it took longer than {seconds} seconds. Split it, or save it again.",
    "empty": "It holds no text.",
    "no_text_column": "No column holds the text of records. Name one `text`, or `question` and `answer`.",
    "questions": "These are the questions of a retrieval set, not documents; they are left out.",
    "bad_lines": "{count} lines are no records and were left out, the first is line {line}.",
    "pictures": "Pages without text, only with pictures, were left out: {pages}.",
}
"""Reason -> the sentence, a msgid of the domain `content`; its placeholders are the facts."""


def sentence(code: str, facts: dict[str, object], locale: str) -> str:
    """Return a reason as a sentence in one of the installation's locales."""
    return translator("content", "content", locale).gettext(REASONS[code]).format_map(facts)


class Undigestible(ValueError):
    """A document cannot be read. `code` is one of REASONS, `facts` fill its placeholders."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(self.sentence("en"))

    def sentence(self, locale: str) -> str:
        """Return why, and what would help, in `locale`."""
        return sentence(self.code, self.facts, locale)

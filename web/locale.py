"""The source of truth for how a page speaks: the words of a domain in a visitor's language, and the same page in another one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from foundation.locales import LOCALES, translator


@dataclass(frozen=True, slots=True)
class Speech:
    """The words of one domain in one language; called like gettext, with `{name}` filled from the keywords."""

    locale: str
    _words: NullTranslations

    def __call__(self, message: str, /, **values: object) -> str:
        """Say a message in the visitor's language."""
        wording = self._words.gettext(message)
        return wording.format_map(values) if values else wording

    def many(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Say a message that depends on a count; `{count}` is filled with it."""
        return self._words.ngettext(singular, plural, count).format_map({"count": count, **values})


@cache
def speech(locale: str, domain: str = "site") -> Speech:
    """Fetch a domain of web's words in a language."""
    return Speech(locale, translator("web", domain, locale))


def locale_of(path: str) -> str | None:
    """Say which language an address belongs to; None where it names none."""
    head = path[1:].partition("/")[0]
    return head if head in LOCALES else None


def address_in(locale: str, path: str) -> str:
    """Name the same page in another language; slugs are the same in all of them."""
    own = locale_of(path)
    return f"/{locale}/" if own is None else f"/{locale}{path[1 + len(own) :] or '/'}"


def alternates(path: str, locales: tuple[str, ...]) -> Mapping[str, str]:
    """List a page's addresses by language."""
    return {locale: address_in(locale, path) for locale in locales}

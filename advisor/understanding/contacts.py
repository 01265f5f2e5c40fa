"""The source of truth for contact data in a message: e-mail, telephone, name, company."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor.model import Conversation
from advisor.understanding.names import find_company, find_leading_name, find_name
from advisor.understanding.text import Reading
from advisor.understanding.words import Words

if TYPE_CHECKING:
    import phonenumbers

Span = tuple[int, int]
_EMAIL = re.compile(r"[^\s@<>,;:\"'()、。，]+@[^\s@<>,;\"'()、。，]+")
_ASCII_EMAIL = re.compile(r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9.\-]*[A-Za-z0-9]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_REGION = {"en": None, "de": "DE", "es": "ES", "pt": "BR", "zh": "CN", "ja": "JP", "ar": "SA"}
_PHONE_CUE = re.compile(
    r"(?:(?<![a-z])(?:tel|telefon|telefono|telefone|phone|telephone|mobile|mobil|movil|celular|cel|cell|cellphone|telemovel|fone|fono|whats|wpp|zap|whatsapp|handy|fax|call|number|nummer|numero)|rufnummer|telefonnummer|handynummer|电话|"
    r"ruft? mich an|rufen sie mich an|anruf\w*|llame\w*|llama\w*|ligue\w*|liga\w*|ring me|打给我|お電話|اتصل\w*|كلموني|手机|微信|電話|携帯|番号|هاتف|جوال|رقم|واتساب|موبايل|رقمي)[^\d+]{0,24}$"
)
_LIKE_A_PHONE = re.compile(
    r"\(?0[\d\s().\-/]{7,18}|\(\d{2,4}\)[\d\s.\-]{6,14}|1[3-9]\d{9}|[2-9]\d{9,10}"
    r"|[2-9]\d{1,3}[\s.\-]\d{3,4}[\s.\-]\d{3,4}"
)
"""A national number as people write it beside an address: with its leading zero, its area in brackets, or ten digits and more."""
_CALLS = re.compile(
    r"(?<![a-z])(?:ring|call|phone|reach|text|contact) (?:me|us)|ruck?ruf|ruf\w* (?:sie )?(?:mich|uns|zuruck)|anruf|erreich\w*|llam\w*|telefon\w*|"
    r"(?:me|nos) (?:lig|cham|telefon)\w*|lig\w* (?:para|pra)|whats\w*|zap(?![a-z])|(?:電話|电话)(?:ください|下さい|して|を|いただ|もら)|打我|打给我|给我打|打电话|回电|联系我|折り返し|連絡(?:ください|を)|"
    r"(?<![\u0621-\u064a])(?:ي|ت|ا|و)?(?:تصل|كلم|دق)\w* ?(?:في|علي|لي)?(?:ني|نا|ي)?(?![\u0621-\u064a])"
)
"""A wish to be called makes a number in the same message a telephone's."""
_ALONE = re.compile(r"[\d\s()+.\-/]{8,24}")
_DIGITS = re.compile(r"(?<![a-z])(?:\+|00)?\(?\d[\d\s().\-/]{5,20}\d")


@dataclass(frozen=True, slots=True)
class Contacts:
    """What was given, and the spans it takes."""

    spans: tuple[Span, ...] = ()
    start: int | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    company: str | None = None
    country: str | None = None
    """From the telephone's prefix or the address' top-level domain."""
    invalid: tuple[str, ...] = ()
    company_span: Span | None = None


def find_contacts(
    reading: Reading, locale: str, conversation: Conversation, *, words: Words, country: str | None = None
) -> Contacts:
    """Return the contact data in a message; what was meant as such but cannot be one is listed as invalid.

    `country` is the one that the message names: a number without prefix is read as one of it.
    """
    text = reading.said
    if not any(character in text for character in "@:0123456789") and not _speaks_of_itself(text):
        return Contacts()
    email, spans, invalid = _email(text)
    spans.extend(match.span() for match in _URL.finditer(text))
    phone, calling, more, wrong = _phone(reading, locale, conversation, spans=spans, country=country)
    company = find_company(text)
    name = find_name(text) or (find_leading_name(text) if email is not None else None)
    spans.extend(more)
    if name is not None:
        spans.append(name[1])
    # A company's name stays open to the lexicon: "... Automotive GmbH" tells the industry.
    starts = [span[0] for span in spans] + ([company[1][0]] if company else [])
    return Contacts(
        spans=tuple(spans), start=min(starts, default=None), email=email, phone=phone,
        name=_tidy(name[0]) if name else None, company=_tidy(company[0]) if company else None,
        country=calling or _country_of(email), invalid=(*invalid, *wrong), company_span=company[1] if company else None,
    )  # fmt: skip


_SELF = re.compile(
    r"(?i)my name|\bmfg\b|\bfa\.|grüßen?\b|\bgruß|regards|saludo|atentamente|atenciosamente|name is|i am |i'm |this is|heiße|heisse|mein name|ich bin|hier ist|llamo|nombre|soy |chamo|meu nome|sou |"
    r"我叫|我是|名字|と申|私は|担当|名前|اسم|شركة|شركه|مؤسسة|مصنع|公司|株式会社|製作所|集团|firma|empresa|company|"
    r"gmbh|\bag\b|\binc|\bltd|\bllc|\bs\.?a\b|ltda|i work|trabaj|trabalh|arbeite|on behalf|group|industries|motors|corp|\bco\.|\bkg\b"
)


def _speaks_of_itself(text: str) -> bool:
    return _SELF.search(text) is not None


def _email(text: str) -> tuple[str | None, list[Span], list[str]]:
    good: str | None = None
    spans: list[Span] = []
    invalid: list[str] = []
    for match in _EMAIL.finditer(text):
        inner = _ASCII_EMAIL.search(text, match.start(), match.end())
        written = (inner or match)[0].strip(".")
        spans.append((inner or match).span())
        address = _valid(written)
        if address is None:
            invalid.append(match[0].strip("."))
        elif good is None:
            good = address
    return good, spans, invalid


def _valid(written: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(written, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as reason:
        # Reserved domains such as `.example` and `.local` are those of tests, documentation and company networks.
        return written if "special-use" in str(reason) else None


def _phone(
    reading: Reading, locale: str, conversation: Conversation, *, spans: list[Span], country: str | None
) -> tuple[str | None, str | None, list[Span], list[str]]:
    import phonenumbers

    held = conversation.needs.get("country")
    region = country or (held.value_id if held else None) or conversation.contact.country or _REGION.get(locale)
    calls = _CALLS.search(reading.folded) is not None
    expected = bool(spans) or calls or conversation.offered == "contact" or _ALONE.fullmatch(reading.folded) is not None
    for match in _DIGITS.finditer(reading.folded):
        if any(match.start() < end and start < match.end() for start, end in spans):
            continue
        written = reading.said[match.start() : match.end()]
        international = written.startswith(("+", "00"))
        cued = _PHONE_CUE.search(reading.folded, max(0, match.start() - 40), match.start()) is not None
        likely = expected and _LIKE_A_PHONE.fullmatch(written) is not None
        if not international and not cued and not likely:
            continue
        number = _parsed(written, region)
        if number is not None:
            return (
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
                phonenumbers.region_code_for_number(number) if international else None,
                [match.span()],
                [],
            )
        if (international and sum(character.isdigit() for character in written) >= 6) or cued or region is None:
            return None, None, [match.span()], [written.strip()]
    return None, None, [], []


def _parsed(written: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    import phonenumbers

    dialled = "+" + written[2:] if written.startswith("00") else written
    try:
        number = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _tidy(text: str) -> str:
    return text.strip(" .,;:!?\n")


_TOP_LEVELS = re.compile(r"\.([a-z]{2})$")
_NO_COUNTRIES = frozenset(["io", "co", "ai", "tv", "me", "cc", "ws", "fm", "eu"])


def _country_of(email: str | None) -> str | None:
    match = _TOP_LEVELS.search(email or "")
    if match is None or match[1] in _NO_COUNTRIES:
        return None
    return {"uk": "GB"}.get(match[1], match[1].upper())

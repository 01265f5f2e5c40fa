"""The source of truth for contact data in a message: e-mail, telephone, name, company."""

from __future__ import annotations

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from advisor.model import Conversation
from advisor.understanding.text import Reading
from advisor.understanding.words import Words

Span = tuple[int, int]
_EMAIL = re.compile(r"[^\s@<>,;:\"'()、。，]+@[^\s@<>,;\"'()、。，]+")
_ASCII_EMAIL = re.compile(r"[A-Za-z0-9._%+\-']+@[A-Za-z0-9.\-]*[A-Za-z0-9]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>]+")
_REGION = {"en": None, "de": "DE", "es": "ES", "pt": "BR", "zh": "CN", "ja": "JP", "ar": "SA"}
_PHONE_CUE = re.compile(
    r"(?:tel|telefon|telefono|telefone|phone|mobile|mobil|movil|celular|whatsapp|handy|fax|call|number|nummer|numero|电话|"
    r"手机|微信|電話|携帯|番号|هاتف|جوال|رقم|واتساب|موبايل|رقمي)[^\d+]{0,24}$"
)
_DIGITS = re.compile(r"(?:\+|00)?\(?\d[\d\s().\-/]{5,20}\d")
_NAME_LATIN = r"((?:(?:Herr|Frau|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Ing\.?|Sr\.?|Sra\.?)\s+)?[^\W\d_][\w'’.\-]*(?:\s+(?:(?:de|da|do|dos|del|von|van|bin|al|el|la|y|e)\s+)*[^\W\d_a-z][\w'’\-]*){0,3})"
_NAMES = (
    re.compile(rf"(?i:\b(?:my name is|i am called|my name's|name's|ich hei(?:ß|ss)e|mein name ist|me llamo|mi nombre es|meu nome é|me chamo|chamo-me)\s+){_NAME_LATIN}"),
    re.compile(r"(?i:\b(?:name|nombre|nome|ansprechpartner|contacto|contato)\s*:\s*)" + _NAME_LATIN),
    re.compile(r"(?:^|[.!,\n]\s*)(?i:(?:this is|i'm|i am|hier ist|ich bin|soy|sou|aqui é)\s+(?:o\s+|a\s+)?)" + r"([A-ZÀ-Ý][\w'’\-]+(?:\s+(?:(?:de|da|do|dos|del|von|van|bin|al|el)\s+)*[A-ZÀ-Ý][\w'’\-]+){0,3})"),
    re.compile(r"(?:我叫|我的名字是|我是|姓名[::]\s?|联系人[::]\s?)([\u4e00-\u9fff]{2,4}?)(?=[,。.!\s,、]|$|电话|手机|来自|邮箱|公司|先生|女士|的)"),
    re.compile(r"(?:私は|わたくし、?|名前は|担当の|氏名[::]\s?|の)([\u4e00-\u9fff々ヶ]{2,6}|[\u30a0-\u30ff・ー]{2,12})(?:と申します|といいます|と言います)"),
    re.compile(r"(?:私は|名前は|担当の|氏名[::]\s?)([\u4e00-\u9fff々ヶ]{2,6}|[\u30a0-\u30ff・ー]{2,12})です"),
    re.compile(r"([\u4e00-\u9fff々ヶ]{2,6})と申します"),
    re.compile(r"(?:اسمي|إسمي|انا اسمي|الاسم:?)\s+([\u0621-\u064a]+(?:\s+(?:بن\s+|ال)?[\u0621-\u064a]+)?)"),
)  # fmt: skip
_FORMS = r"(?:GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|KG|Inc\.?|Ltd\.?|LLC|PLC|Corp(?:oration)?\.?|Co\.(?:,?\s*Ltd\.?)?|Limited|S\.?A\.?S?\.?|S\.?L\.?|S\.?A\.? de C\.?V\.?|Ltda\.?|B\.?V\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|Pvt\.?(?:\s*Ltd\.?)?|Group|Industries|Aerospace|Motors|Automotive|Engineering|Systems)"
_COMPANIES = (
    re.compile(rf"((?:[A-ZÀ-Ý0-9][\w&'’.\-]*\s+){{1,5}}{_FORMS})(?=[\s,.;!?)]|$)"),
    re.compile(r"(?i:\b(?:company|firma|empresa|unternehmen|company name)\s*(?::|is|ist|es|é|heißt)\s*)([A-ZÀ-Ý0-9][\w&'’.\-]*(?:\s+[A-ZÀ-Ý0-9&][\w&'’.\-]*){0,4})"),
    re.compile(r"(?i:\b(?:von der firma|from the company|de la empresa|da empresa|i work for|i work at|ich arbeite bei|trabajo en|trabajo para|trabalho na|trabalho no|trabalho para a|on behalf of|im auftrag der)\s+)([A-ZÀ-Ý0-9][\w&'’.\-]*(?:\s+[A-ZÀ-Ý0-9&][\w&'’.\-]*){0,4})"),
    re.compile(r"([\u4e00-\u9fffA-Za-z0-9()]{2,24}(?:有限公司|集团|公司|股份))"),
    re.compile(r"((?:株式会社|有限会社)[\u3040-\u30ff\u4e00-\u9fffA-Za-z0-9・ー]{1,20}?|[\u30a0-\u30ff\u4e00-\u9fffA-Za-z0-9・ー]{1,20}(?:株式会社|製作所))(?=[のでに、。\s,]|$)"),
    re.compile(r"(?:شركة|شركه|مؤسسة|مصنع)\s+([\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,2})(?=[\s,.]|$)"),
)  # fmt: skip


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


def find_contacts(reading: Reading, locale: str, conversation: Conversation, words: Words) -> Contacts:
    """Return the contact data in a message; what was meant as such but cannot be one is listed as invalid."""
    text = reading.said
    if not any(character in text for character in "@:0123456789") and not _speaks_of_itself(text):
        return Contacts()
    email, spans, invalid = _email(text)
    spans.extend(match.span() for match in _URL.finditer(text))
    phone, country, more, wrong = _phone(reading, locale, conversation, spans)
    name, company = _first(_NAMES, text), _company(text)
    spans.extend(more)
    if name is not None:
        spans.append(name[1])
    # A company's name stays open to the lexicon: "... Automotive GmbH" tells the industry.
    starts = [span[0] for span in spans] + ([company[1][0]] if company else [])
    return Contacts(
        spans=tuple(spans), start=min(starts, default=None), email=email, phone=phone,
        name=_tidy(name[0]) if name else None, company=_tidy(company[0]) if company else None,
        country=country or _country_of(email), invalid=(*invalid, *wrong), company_span=company[1] if company else None,
    )  # fmt: skip


_SELF = re.compile(
    r"(?i)my name|name is|i am |i'm |this is|heiße|heisse|mein name|ich bin|hier ist|llamo|nombre|soy |chamo|meu nome|sou |"
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
    try:
        return validate_email(written, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as reason:
        # Reserved domains such as `.example` and `.local` are those of tests, documentation and company networks.
        return written if "special-use" in str(reason) else None


def _phone(
    reading: Reading, locale: str, conversation: Conversation, spans: list[Span]
) -> tuple[str | None, str | None, list[Span], list[str]]:
    held = conversation.needs.get("country")
    region = (held.value_id if held else None) or conversation.contact.country or _REGION.get(locale)
    for match in _DIGITS.finditer(reading.folded):
        if any(match.start() < end and start < match.end() for start, end in spans):
            continue
        written = reading.said[match.start() : match.end()]
        international = written.startswith(("+", "00"))
        cued = _PHONE_CUE.search(reading.folded, max(0, match.start() - 40), match.start()) is not None
        if not international and not cued:
            continue
        number = _parsed(written, region)
        if number is not None:
            return (
                phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
                phonenumbers.region_code_for_number(number) if international else None,
                [match.span()],
                [],
            )
        if international and sum(character.isdigit() for character in written) >= 6 or cued:
            return None, None, [match.span()], [written.strip()]
    return None, None, [], []


def _parsed(written: str, region: str | None) -> phonenumbers.PhoneNumber | None:
    dialled = "+" + written[2:] if written.startswith("00") else written
    try:
        number = phonenumbers.parse(dialled, region)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> tuple[str, Span] | None:
    for pattern in patterns:
        match = pattern.search(text)
        if match is not None and match[1].lower() not in _NO_NAMES and not any(form in match[1] for form in _NOT_IN_NAMES):
            return match[1], match.span(1)
    return None


_NO_NAMES = frozenset(
    "looking interested sure not here a an from the buyer engineer ich ein eine einkäufer auf an der die das interessiert un una "
    "ingeniero de comprador uma engenheiro comprador 采购 工程师 客户 做 一家 一名 来自 负责 搞 当社 弊社 購買 技術".split()
)
_NOT_IN_NAMES = ("公司", "工厂", "采购", "工程", "汽车", "负责", "部门", "会社", "工場", "メーカー", "一家", "做", "生产", "客户", "经销", "代理", "集团", "厂")


def _company(text: str) -> tuple[str, Span] | None:
    for pattern in _COMPANIES:
        match = pattern.search(text)
        if match is not None and match[1] not in _NO_COMPANIES:
            start = match.start(1)
            name = match[1]
            for word in _LEADING:
                if name.startswith(word) and len(name) > len(word) + 2:
                    start, name = start + len(word), name[len(word) :]
            if name not in _NO_COMPANIES:
                return name, (start, match.end(1))
    return None


_LEADING = ("From ", "At ", "Hello ", "Hi ", "We ", "I ", "Ich ", "Hallo ", "Von ", "我们是", "我是", "我们", "来自", "我司是", "这里是", "我在", "我代表", "是", "在")
_NO_COMPANIES = frozenset("公司 我公司 贵公司 我们公司 本公司 你们公司 贵司公司 他们公司 你公司 这家公司 一家公司 自動車 弊社工業 重工 工業 سيارات السيارات بطاريات".split())


def _tidy(text: str) -> str:
    return text.strip(" .,;:!?\n")


_TOP_LEVELS = re.compile(r"\.([a-z]{2})$")
_NO_COUNTRIES = frozenset("io co ai tv me cc ws fm eu".split())


def _country_of(email: str | None) -> str | None:
    match = _TOP_LEVELS.search(email or "")
    if match is None or match[1] in _NO_COUNTRIES:
        return None
    return {"uk": "GB"}.get(match[1], match[1].upper())

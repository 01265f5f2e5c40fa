"""The source of truth for how people and companies introduce themselves in seven languages."""

from __future__ import annotations

import re

from advisor.understanding.gazetteer import country_of
from advisor.understanding.text import fold

Span = tuple[int, int]
_NAME_LATIN = r"((?:(?:Herr|Frau|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|Ing\.?|Sr\.?|Sra\.?)\s+)?[^\W\d_][\w'’.\-]*(?:\s+(?:(?:de|da|do|dos|del|von|van|bin|al|el|la|y|e)\s+)*[^\W\d_a-z][\w'’\-]*){0,3})"
_NAMES = (
    re.compile(rf"(?i:\b(?:my name is|i am called|my name's|name's|ich hei(?:ß|ss)e|mein name ist|me llamo|mi nombre es|meu nome é|me chamo|chamo-me)\s+){_NAME_LATIN}"),
    re.compile(r"(?i:\b(?:name|nombre|nome|ansprechpartner|contacto|contato)\s*:\s*)" + _NAME_LATIN),
    re.compile(r"(?:^|[.!,\n]\s*)(?i:(?:this is|i'm|i am|hier ist|ich bin|soy|sou|aqui é)\s+(?:o\s+|a\s+)?)" + r"([A-ZÀ-Ý][\w'’\-]+(?:\s+(?:(?:de|da|do|dos|del|von|van|bin|al|el)\s+)*[A-ZÀ-Ý][\w'’\-]+){0,3})"),
    re.compile(
        r"(?i:\b(?:mfg|mit freundlichen grüßen|mit freundlichen gruessen|freundliche grüße|viele grüße|beste grüße|gruß|kind regards|best regards|"
        r"regards|un saludo|saludos|saludos cordiales|atentamente|atenciosamente|att)[,.]?\s+)"
        r"(?:(?:Dr|Ing|Dipl\.-Ing|Prof|Mr|Ms|Mrs)\.\s+)*([A-ZÀ-Ý](?:\.|[\w'’\-]+)(?:\s+[A-ZÀ-Ý][\w'’\-]+){1,2})"
    ),
    re.compile(r"(?:我叫|我的名字是|我是|姓名[::]\s?|联系人[::]\s?)([\u4e00-\u9fff]{2,4}?)(?=[,。.!\s,、]|$|电话|手机|来自|邮箱|公司|先生|女士|的)"),
    re.compile(r"(?:私は|わたくし、?|名前は|担当の|氏名[::]\s?|の)([\u4e00-\u9fff々ヶ]{2,6}|[\u30a0-\u30ff・ー]{2,12})(?:と申します|といいます|と言います)"),
    re.compile(r"(?:私は|名前は|担当の|氏名[::]\s?)([\u4e00-\u9fff々ヶ]{2,6}|[\u30a0-\u30ff・ー]{2,12})です"),
    re.compile(r"([\u4e00-\u9fff々ヶ]{2,6})と申します"),
    re.compile(
        r"(?:工業|精機|製作所|自動車|機械|電機|産業|商事|重工|工機|技研|電子|鉄工|化学|製鉄|エンジニアリング|テクノ|システム|モーター|会社|\(株\)|購買部?|調達部?|資材部?|技術部?|生産技術部?|保全課?)の"
        r"([\u4e00-\u9fff々ヶ]{1,3})(?:です|でございます)"
    ),
    re.compile(r"(?:اسمي|إسمي|انا اسمي|الاسم:?)\s+([\u0621-\u064a]+(?:\s+(?:بن\s+|ال)?[\u0621-\u064a]+)?)"),
)  # fmt: skip
_FORMS = r"(?:GmbH(?:\s*&\s*Co\.?\s*KG)?|AG|KG|Inc\.?|Ltd\.?|LLC|PLC|Corp(?:oration)?\.?|Co\.(?:,?\s*Ltd\.?)?|Limited|S\.?A\.?S?\.?|S\.?L\.?|S\.?A\.? de C\.?V\.?|Ltda\.?|B\.?V\.?|S\.?p\.?A\.?|S\.?r\.?l\.?|Pvt\.?(?:\s*Ltd\.?)?|Group|Industries|Aerospace|Motors|Automotive|Engineering|Systems)"
_COMPANIES = (
    re.compile(rf"((?:[A-ZÀ-Ý0-9][\w&'’.\-]*\s+){{1,5}}{_FORMS})(?=[\s,.;!?)]|$)"),
    re.compile(r"(?i:\b(?:company|firma|empresa|unternehmen|company name)\s*(?::|is|ist|es|é|heißt)\s*)([A-ZÀ-Ý0-9][\w&'’.\-]*(?:\s+[A-ZÀ-Ý0-9&][\w&'’.\-]*){0,4})"),
    re.compile(r"(?i:\b(?:von der firma|from the company|de la empresa|da empresa|i work for|i work at|ich arbeite bei|trabajo en|trabajo para|trabalho na|trabalho no|trabalho para a|on behalf of|im auftrag der)\s+)([A-ZÀ-Ý0-9][\w&'’.\-]*(?:\s+[A-ZÀ-Ý0-9&][\w&'’.\-]*){0,4})"),
    re.compile(r"(?:\bFa\.|\bFirma)\s+([A-ZÀ-Ý][\w&'’.\-]*(?:\s+[A-ZÀ-Ý0-9&][\w&'’.\-]*){0,4})"),
    re.compile(r"([\u4e00-\u9fffA-Za-z0-9()]{2,24}(?:有限公司|集团|公司|股份))"),
    re.compile(r"((?:株式会社|有限会社)[\u3040-\u30ff\u4e00-\u9fffA-Za-z0-9・ー]{1,20}?|[\u30a0-\u30ff\u4e00-\u9fffA-Za-z0-9・ー]{1,20}(?:株式会社|製作所))(?=[のでに、。\s,]|$)"),
    re.compile(r"(?:شركة|شركه|مؤسسة)\s+([\u0621-\u064a]+(?:\s+[\u0621-\u064a]+){0,2})(?=[\s,.]|$)"),
)  # fmt: skip


def find_name(text: str) -> tuple[str, Span] | None:
    """Return a person's name and where it stands."""
    for pattern in _NAMES:
        match = pattern.search(text)
        if (
            match is not None
            and match[1].lower() not in _NO_NAMES
            and not _POSITION.search(match[1])
            and not any(form in match[1] for form in _NOT_IN_NAMES)
        ):
            return match[1], match.span(1)
    return None


_POSITION = re.compile(
    r"(?i)(?:ingenieur|leiter|meister|techniker|einkäufer|planer|konstrukteur|inhaber|händler|monteur|mechaniker|geschäftsführer)(?:in)?$"
)
""" "Ich bin Prozessingenieur" tells what somebody is, and not how they are called."""
_NO_NAMES = frozenset(
    [
        "looking",
        "interested",
        "sure",
        "not",
        "here",
        "a",
        "an",
        "from",
        "the",
        "buyer",
        "engineer",
        "ich",
        "ein",
        "eine",
        "einkäufer",
        "auf",
        "an",
        "der",
        "die",
        "das",
        "interessiert",
        "un",
        "una",
        "ingeniero",
        "de",
        "comprador",
        "uma",
        "engenheiro",
        "comprador",
        "采购",
        "工程师",
        "客户",
        "做",
        "一家",
        "一名",
        "来自",
        "负责",
        "搞",
        "当社",
        "弊社",
        "購買",
        "技術",
    ]
)
_NOT_IN_NAMES = (
    "公司",
    "工厂",
    "采购",
    "工程",
    "汽车",
    "负责",
    "部门",
    "会社",
    "工場",
    "メーカー",
    "一家",
    "做",
    "生产",
    "客户",
    "经销",
    "代理",
    "集团",
    "厂",
)


_LEADING_NAME = re.compile(
    r"\s*((?:(?:Mr|Ms|Mrs|Dr|Herr|Frau|Sr|Sra|Ing)\.?\s+)?[A-ZÀ-Ý][\w'’\-]+(?:\s+(?:de|da|do|dos|del|von|van|bin|al))?(?:\s+[A-ZÀ-Ý][\w'’\-]+){1,2}"
    r"|[\u4e00-\u9fff]{2,4}|[\u0621-\u064a]{2,12}(?:\s+[\u0621-\u064a]{2,14}){1,2})\s*[,،，、;\n]"
)
"""A signature: the name stands first, and something else follows it."""
_INCOTERM = re.compile(r"\b(?:EXW|FCA|FAS|FOB|CFR|CIF|CPT|CIP|DAP|DPU|DDP)\b")


def find_leading_name(text: str) -> tuple[str, Span] | None:
    """Return the name that a signature with an address begins with."""
    match = _LEADING_NAME.match(text)
    if match is None or match[1].lower() in _NO_NAMES or any(form in match[1] for form in _NOT_IN_NAMES):
        return None
    first = match[1].split()[0].lower()
    if _INCOTERM.search(match[1]):
        return None  # "Lieferung DAP Stuttgart, ..." is nobody
    company = find_company(text)
    inside = company is not None and company[1][0] < match.end(1)
    return None if inside or first in _NO_SIGNATURES else (match[1], match.span(1))


_NO_SIGNATURES = frozenset(
    {"yes", "ok", "okay", "sure", "thanks", "thank", "please", "hi", "hello", "dear", "good", "send", "ja", "bitte", "danke", "gerne",
     "guten", "hallo", "si", "sí", "claro", "gracias", "hola", "buenos", "buenas", "sim", "obrigado", "obrigada", "olá", "ola", "bom", "boa",
     "نعم", "شكرا", "مرحبا", "السلام", "تمام", "حسنا", "من", "ارسل", "أرسل", "البريد", "好的", "可以", "谢谢", "是的", "你好", "您好"}
)  # fmt: skip


def find_company(text: str) -> tuple[str, Span] | None:
    """Return a company's name and where it stands."""
    for pattern in _COMPANIES:
        match = pattern.search(text)
        if match is None or match[1] in _NO_COMPANIES or _ANY_COMPANY.fullmatch(fold(match[1])):
            continue
        if not _only_a_place(fold(match[1])):
            start = match.start(1)
            name = match[1]
            for word in _LEADING:
                if name.startswith(word) and len(name) > len(word) + 2:
                    start, name = start + len(word), name[len(word) :]
            if name not in _NO_COMPANIES:
                return name, (start, match.end(1))
    return None


def _only_a_place(name: str) -> bool:
    """شركة بجدة is some company in Jeddah."""
    return name.startswith("ب") and country_of(name.split(maxsplit=1)[0][1:], "ar") is not None


_ANY_COMPANY = re.compile(
    r"(?:你们|您|贵司|他们)给.*|.{0,8}(?:我们?|你们?|您|贵|本|该|他们?|这家|那家|一家|某|垃圾|骗子|皮包|其他|其它|别的|哪家?|什么|同一家|大|小|外贸|物流|货运|贸易|我司|"
    r"公交|地铁|客运|出租|运输|电力|供水|燃气|物业|建筑|施工|安装|维修|检修|家|个|的|间|是|在)(?:有限)?(?:公司|集团)|"
    r"(?:تجميع|تصنيع|انتاج|صيانه|مقاولات|تركيب|هندسيه|ناشئه|انشاءات|بناء|نقل|نفط|بترول|غاز|كهرباء|معدات|قطارات|سكك|طيران|حديد|المنيوم|بلاستيك|سيارات)(?:\s.*)?|(?:مصريه|سعوديه|اخري|جديده|كبيره|صغيره|صناعيه|شحن.*|تصنيع|محليه|عالميه|متخصصه.*)"
)
"""A company that is spoken of without its name, in folded characters: 我们公司, 贵公司, شركة مصرية."""


_LEADING = (
    "From ",
    "At ",
    "Hello ",
    "Hi ",
    "We ",
    "I ",
    "Ich ",
    "Hallo ",
    "Von ",
    "我们是",
    "我是",
    "我们",
    "来自",
    "我司是",
    "这里是",
    "我在",
    "我代表",
    "是",
    "在",
)
_NO_COMPANIES = frozenset(
    [
        "公司",
        "我公司",
        "贵公司",
        "我们公司",
        "本公司",
        "你们公司",
        "贵司公司",
        "他们公司",
        "你公司",
        "这家公司",
        "一家公司",
        "自動車",
        "弊社工業",
        "重工",
        "工業",
        "سيارات",
        "السيارات",
        "بطاريات",
    ]
)

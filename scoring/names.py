"""What names tell: whether one was only typed to fill a field, and which department a mail address belongs to."""

from __future__ import annotations

import re
import unicodedata

PLACEHOLDERS = frozenset(
    [
        "test", "testing", "test test", "tester", "test user", "test company", "asdf", "asdfg", "asdfgh", "asdf asdf", "qwerty", "qwertz",
        "qwert", "azerty", "zxcv", "zxcvbn", "yxcv", "abc", "abcd", "abc abc", "xyz", "foo", "foo bar", "bar", "none", "no name", "noname",
        "nobody", "anonymous", "name", "my name", "first last", "john doe", "jane doe", "your name", "n/a", "na", "null", "undefined",
        "max mustermann", "erika mustermann", "mustermann", "musterfirma", "keine", "kein name", "unbekannt", "prueba", "prueba prueba",
        "fulano", "fulano de tal", "sin nombre", "ninguno", "ninguna", "anónimo", "teste", "teste teste", "fulano de tal", "sem nome",
        "nenhum", "nenhuma", "测试", "测试测试", "无", "匿名", "张三", "李四", "无名", "テスト", "テスト太郎", "山田太郎テスト", "名無し", "匿名希望",
        "なし", "اختبار", "تجربة", "تجربه", "لا يوجد", "بدون اسم", "مجهول",
    ]
)  # fmt: skip
"""Names that forms and impatient people write, whole and without case. Nothing is here that a person may be called."""
KEYBOARD_ROWS = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890")
ONE_LETTER = re.compile(r"(\w)\1{2,}")
DEPARTMENTS = {
    "purchasing": (
        "purchasing", "purchase", "procurement", "sourcing", "buyer", "buying", "einkauf", "beschaffung", "compras", "aprovisionamiento",
        "suprimentos", "aquisicoes", "caigou", "koubai", "chotatsu", "mushtarayat",
    ),
    "engineering": (
        "engineering", "engineer", "technical", "technik", "konstruktion", "entwicklung", "ingenieria", "engenharia", "tecnica", "gijutsu",
        "sekkei", "jishu", "handasa", "rnd", "design",
    ),
    "production": (
        "production", "manufacturing", "produktion", "fertigung", "montage", "assembly", "produccion", "producao", "montaje", "montagem",
        "seisan", "seizou", "shengchan", "quality", "qualitaet", "calidad", "qualidade", "hinshitsu", "maintenance", "instandhaltung",
    ),
}  # fmt: skip


def thrown_together(name: str) -> bool:
    """Say whether a name was only typed to fill a field. In doubt it was not: names are of all kinds."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split()).strip(".,;:!?-_ ")
    letters = re.sub(r"[\W_]", "", plain)
    if not letters or plain in PLACEHOLDERS:
        return True
    if ONE_LETTER.fullmatch(letters) or (letters.isdigit() and len(letters) < 7):
        return True
    return len(letters) >= 5 and any(letters in row or letters in row[::-1] for row in KEYBOARD_ROWS)


def department(address: str | None) -> str | None:
    """Return the department that an address such as einkauf@firm.example belongs to, or None."""
    if not address or "@" not in address:
        return None
    words = set(re.split(r"[\W_\d]+", address.partition("@")[0].casefold()))
    return next((name for name, known in DEPARTMENTS.items() if words & set(known)), None)

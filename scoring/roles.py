"""What a job title tells of the part that somebody plays in buying: decides, buys, specifies, or neither. In seven languages. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

ROLE_SHARES: Mapping[str, float] = {"decides": 1.0, "buys": 1.0, "specifies": 0.8, "other": 0.2}
"""How much of the weight of a role is earned; a title that nobody knows is an `other`."""

WORDS: Mapping[str, tuple[str, ...]] = {
    "apart": (
        "student", "intern", "trainee", "apprentice", "praktikant", "praktikantin", "werkstudent", "azubi", "becario", "becaria",
        "estudiante", "practicante", "estagiario", "estagiaria", "estudante", "学生", "实习", "インターン", "طالب", "متدرب",
    ),
    "buys": (
        "purchasing", "purchaser", "procurement", "buyer", "sourcing", "supply chain", "einkauf", "einkaufer", "einkauferin",
        "beschaffung", "compras", "comprador", "compradora", "aprovisionamiento", "suprimentos", "采购", "採購", "購買", "調達", "資材",
        "مشتريات", "المشتريات", "توريد",
    ),
    "decides": (
        "ceo", "coo", "cto", "owner", "founder", "president", "managing director", "general manager", "director", "head of", "vp",
        "vice president", "plant manager", "works manager", "geschaftsfuhrer", "geschaftsfuhrerin", "inhaber", "inhaberin", "vorstand",
        "leiter", "leiterin", "leitung", "geschaftsfuhrung", "werkleiter", "werksleiter", "prokurist", "gerente", "propietario", "propietaria", "directora", "jefe",
        "jefa", "dueno", "direccion", "gerencia", "diretor", "diretora", "direcao", "proprietario", "socio", "chefe", "总经理", "总裁", "董事", "厂长", "总监", "老板", "經理",
        "经理", "部长", "社長", "代表取締役", "取締役", "工場長", "部長", "課長", "مدير", "المدير", "رئيس", "مالك", "صاحب", "إدارة",
    ),
    "specifies": (
        "engineer", "engineering", "technician", "designer", "constructor", "planner", "quality", "maintenance", "production",
        "ingenieur", "ingenieurin", "techniker", "technikerin", "konstrukteur", "konstrukteurin", "planer", "meister", "instandhaltung",
        "ingeniero", "ingeniera", "ingenieria", "tecnico", "tecnica", "mantenimiento", "produccion", "calidad", "engenheiro", "engenheira",
        "engenharia", "manutencao", "producao", "qualidade", "工程师",
        "工艺", "技术", "设备", "质量", "技術", "設計", "生産", "品質", "保全", "エンジニア", "مهندس", "مهندسة", "هندسة", "فني", "صيانة", "إنتاج",
        "جودة",
    ),
}  # fmt: skip
"""In the order in which they count: an intern in purchasing buys nothing, the head of purchasing both decides and buys."""
COMPOUNDS: Mapping[str, re.Pattern[str]] = {
    "buys": re.compile(r"einkauf|.*(beschaffer|einkaufer)(in)?\Z"),
    "decides": re.compile(r".*(leiter|leiterin|leitung|fuhrer|fuhrerin|inhaber|inhaberin)\Z"),
    "specifies": re.compile(
        r".*((ingenieur|techniker|konstrukteur|entwickler|planer|meister)(in)?|planung|sicherung)\Z"
    ),
}
"""How German puts words together: Einkaufsleiter, Fertigungsplanerin."""
_ONE_WORD = {
    role: frozenset(word for word in words if word.isascii() and " " not in word) for role, words in WORDS.items()
}


def role_of(job_title: str | None) -> str | None:
    """Return `decides`, `buys`, `specifies` or `other`; None where no title is given."""
    if not job_title or not job_title.strip():
        return None
    plain = "".join(
        each for each in unicodedata.normalize("NFKD", job_title.casefold()) if not unicodedata.combining(each)
    )
    plain = unicodedata.normalize("NFC", plain)
    words = set(re.split(r"[\W_\d]+", plain))
    for role, known in WORDS.items():
        spoken = (word for word in known if not word.isascii() or " " in word)
        joined = role in COMPOUNDS and any(map(COMPOUNDS[role].match, words))
        if joined or words & _ONE_WORD[role] or any(unicodedata.normalize("NFC", each) in plain for each in spoken):
            return "other" if role == "apart" else role
    return "other"

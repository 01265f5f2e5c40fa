"""The source of truth for what visitors say of themselves besides their name: their position, and how many people work with them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_TITLE = 60
_FUNCTIONS = (
    r"manager|director|head|engineer|buyer|owner|founder|ceo|president|technician|planner|designer|purchaser|supervisor|"
    r"student|intern|trainee"
)
_TITLES = (
    re.compile(
        rf"\b(?:i am|i'm|i work as|my (?:position|role|job title) is) (?:the |an? |your )?"
        rf"((?:[a-z]+[ -]){{0,3}}?(?:{_FUNCTIONS})(?: of [a-z]+(?: [a-z]+)?)?)\b(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:ich bin|ich arbeite als|als|meine position ist) (?:der |die |eine? |hier )?"
        r"((?:technische[rn]? |kaufmännische[rn]? |leitende[rn]? )?\w*(?:leiter|einkäufer|ingenieur|techniker|konstrukteur|planer|"
        r"inhaber|geschäftsführer|meister|student|praktikant)(?:in)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:soy|trabajo como|mi cargo es) (?:el |la |un |una )?((?:jef[ea]|gerente|director[a]?|ingenier[oa]|comprador[a]?|técnic[oa]|"
        r"responsable|propietari[oa]|dueñ[oa]|estudiante)(?: de (?:la |el )?\w+| técnic[oa]| general)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:sou|trabalho como|meu cargo é) (?:o |a |um |uma )?((?:chefe|gerente|diretor[a]?|engenheir[oa]|comprador[a]?|técnic[oa]|"
        r"responsável|proprietári[oa]|estudante)(?: de (?:a |o )?\w+| técnic[oa]| geral)?)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"我是[^,，。.\s]{0,12}?((?:采购|技术|设备|生产|质量|工艺|销售|项目)?(?:总经理|经理|总监|主管|工程师|厂长|部长|采购员|采购|学生))"
    ),
    re.compile(
        r"((?:購買|調達|資材|製造|生産|生産技術|技術|設計|品質保証|品質|保全)?(?:部長|課長|係長|社長|工場長|担当者|担当|エンジニア|技術者|学生))(?:の|を務め|です|をして)"
    ),
    re.compile(r"(?:أنا|اعمل|أعمل|بصفتي) (?:ك)?((?:مدير|رئيس|مهندس|مسؤول|فني|صاحب|طالب)ة?(?: \S+){0,1})"),
)
_STAFF = re.compile(
    r"(\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d{1,7}) ?(?:\+ ?)?(?:employees|staff|mitarbeiter\w*|beschäftigte\w*|empleados|trabajadores|funcionários|"
    r"colaboradores|(?:名|个|位)?(?:员工|職員)|名の従業員|موظف\w*|عامل\w*)"
    r"|(?:员工|職工|従業員|社員)(?:数)?(?:约|約|は|有)?\s?(\d{1,7}) ?(?:人|名|多)"
    r"|(?:employ|employing|beschäftigen) (?:about |around |some |over |etwa |rund )?(\d{1,7}) ?(?:people|menschen|leute)?",
    re.IGNORECASE,
)


def position_said(messages: Iterable[str]) -> str | None:
    """Return the position that somebody says to have, as said; the newest word counts."""
    found = None
    for message in messages:
        for pattern in _TITLES:
            if (match := pattern.search(message)) is not None:
                found = " ".join(match[1].split())[:LONGEST_TITLE]
                break
    return found


def staff_said(messages: Iterable[str]) -> int | None:
    """Return how many people work at somebody's company, as said; the newest word counts."""
    found = None
    for message in messages:
        if (match := _STAFF.search(fold_digits(message))) is not None:
            number = int(re.sub(r"\D", "", next(each for each in match.groups() if each)))
            found = number if 0 < number < 10_000_000 else found
    return found


def fold_digits(text: str) -> str:
    """Write the digits of any script as 0 to 9."""
    return "".join(str(int(each)) if each.isdecimal() else each for each in text)

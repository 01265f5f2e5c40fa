"""Days that are said and not written: parts of months, quarters, calendar weeks, feasts; and the day on which somebody only orders."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Conversation, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 21)


def _deadlines(company: Company, locale: str, message: str) -> list[str | None]:
    commands = understand(message, Conversation("c", locale, locale), company, today=DAY).commands
    return [c.value.text for c in commands if isinstance(c, SetNeed) and c.need == "deadline"]


@pytest.mark.parametrize(
    ("locale", "message", "day"),
    [
        ("en", "we need it mid next month", "2026-12-15"),
        ("en", "delivery no later than the 3rd of March", "2027-03-03"),
        ("en", "we need 4 in the first quarter", "2027-03-31"),
        ("de", "Lieferung KW 12 reicht", "2027-03-26"),
        ("de", "wir brauchen das Mitte nächsten Monats", "2026-12-15"),
        ("de", "bis Weihnachten 3 Stück", "2026-12-24"),
        ("es", "lo queremos para mediados del próximo mes", "2026-12-15"),
        ("pt", "precisamos até meados de janeiro", "2027-01-15"),
        ("zh", "下个月中旬之前要到货", "2026-12-15"),
        ("zh", "元旦前要用", "2027-01-01"),
        ("zh", "明年一季度末交付即可", "2027-03-31"),
        ("ja", "来月中旬までに2台必要です", "2026-12-15"),
        ("ja", "第1四半期中に納入希望", "2027-03-31"),
        ("ja", "M27、無線は不要、来月中旬までに2台", "2026-12-15"),
        ("ar", "نحتاج التوريد في غضون ستة أسابيع", "2027-01-02"),
        ("zh", "春节前要到货", "2027-02-05"),
        ("zh", "中秋节前投产，要用", "2027-09-14"),
        ("zh", "三月中旬要货", "2027-03-15"),
        ("zh", "后天就要用", "2026-11-23"),
        ("ja", "お盆前に納品してほしい", "2027-08-12"),
        ("ja", "ゴールデンウィーク前までに必要です", "2027-04-28"),
        ("ar", "لازم توصل قبل عيد الفطر", "2027-03-08"),
        ("ar", "نحتاج التسليم قبل رمضان", "2027-02-07"),
        ("ar", "التسليم في ١٥ شعبان ١٤٤٨", "2027-01-23"),
        ("ar", "التسليم في نهاية رجب", "2027-01-07"),
        ("en", "delivery before Chinese New Year please", "2027-02-05"),
        ("en", "we need them before Easter", "2027-03-27"),
        ("de", "Lieferung noch vor Ostern", "2027-03-27"),
        ("es", "para antes de Semana Santa necesitamos 4", "2027-03-20"),
        ("pt", "antes da Páscoa, 3 peças", "2027-03-27"),
        ("pt", "preciso receber antes do Carnaval", "2027-02-05"),
        ("en", "must be here before Thanksgiving", "2026-11-25"),
        ("zh", "复活节前要到货", "2027-03-27"),
        ("ja", "イースターまでに2台必要", "2027-03-27"),
        ("ar", "لازم توصل قبل عيد الفصح", "2027-03-27"),
        ("es", "lo queremos antes de Reyes", "2027-01-05"),
        ("de", "Lieferung vor dem Ramadan", "2027-02-07"),
    ],
)
def test_a_day_that_is_said_is_a_deadline(kestrel: Company, locale: str, message: str, day: str) -> None:
    assert _deadlines(kestrel, locale, message) == [day]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "how long till the KHW-1500 ships if we order today?"),
        ("de", "KHW-1500: sofort ab Lager?"),
        ("zh", "KHW-1500有库存没？有的话今天就能打款"),
    ],
)
def test_the_day_of_the_order_is_no_deadline(kestrel: Company, locale: str, message: str) -> None:
    assert _deadlines(kestrel, locale, message) == []


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "春节后再发也行"),
        ("ja", "お盆明けで大丈夫です"),
        ("ar", "التسليم بعد رمضان"),
        ("ar", "مصنعنا في العاشر من رمضان"),
        ("ar", "رمضان كريم"),
    ],
)
def test_what_may_come_after_a_feast_or_only_names_it_is_no_deadline(
    kestrel: Company, locale: str, message: str
) -> None:
    assert _deadlines(kestrel, locale, message) == []

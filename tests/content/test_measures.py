"""What a seller writes about humidity, inspection and payment in advance concedes nothing; a discount beside it still does."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.authority import Concession, Quantity, parse_action, without_measures
from foundation.locales import LOCALES, format_number

PLAIN = {
    "en": ("Tested at {n} % relative humidity", "Humidity of up to {n} %", "{n} % inspection before packing", "{n}% RH",
           "{n} % advance payment", "A deposit of {n} %", "{n} % before shipment", "Duty cycle {n} %",
           "Accuracy stated at {n} % of rated torque", "The price includes 100 % inspection"),
    "zh": ("相对湿度不超过{n}%", "适用于{n}%湿度", "出厂{n}%检验", "预付{n}%", "{n}%预付款", "定金{n}%", "发货前付清{n}%", "负载率{n}%"),
    "es": ("Humedad relativa de hasta {n} %", "Con {n} % de humedad", "Inspección al {n} %", "{n} % de anticipo",
           "Anticipo del {n} %", "{n} % por adelantado", "{n} % antes del envío", "{n} % de la carga nominal"),
    "pt": ("Umidade relativa de até {n} %", "Com {n} % de umidade", "Inspeção de {n} %", "{n} % de entrada",
           "Adiantamento de {n} %", "Sinal de {n} %", "{n} % antes do embarque", "{n} % da carga nominal"),
    "de": ("Geprüft bei {n} % relativer Luftfeuchte", "Luftfeuchtigkeit bis {n} %", "{n} % Endprüfung", "{n} % Anzahlung",
           "Anzahlung von {n} %", "{n} % vor Lieferung", "Einschaltdauer {n} %", "{n} % rF"),
    "ja": ("相対湿度{n}%以下", "{n}%の湿度で試験", "出荷前に{n}%検査", "前払い{n}%", "{n}%の前金", "出荷前に{n}%", "定格トルクの{n}%", "{n}%の負荷"),
    "ar": ("رطوبة نسبية حتى {n}%", "{n}% رطوبة", "فحص {n}%", "دفعة مقدمة {n}%", "{n}% دفعة مقدمة", "{n}% قبل الشحن",
           "{n}% من الحمل الاسمي", "{n}% من العزم الاسمي"),
}  # fmt: skip
OFF = {
    "en": "{n} % discount", "zh": "优惠{n}%", "es": "un descuento del {n} %", "pt": "um desconto de {n} %", "de": "{n} % Rabatt",
    "ja": "{n}%の値引き", "ar": "خصم {n}%",
}  # fmt: skip
BARE = {
    "en": "{n} % for you", "zh": "给您{n}%", "es": "{n} % para usted", "pt": "{n} % para você", "de": "{n} % für Sie",
    "ja": "御社には{n}%", "ar": "{n}% لكم",
}  # fmt: skip
PERCENT = st.decimals(min_value=Decimal("0.5"), max_value=Decimal(100), places=1)
LANGUAGE = st.sampled_from(sorted(LOCALES))
MARKS = st.sampled_from(["; ", ". ", "\n"])


def conceded(note: str, *, prepaid: bool = False) -> list[tuple[Concession, ...]]:
    """What a note concedes, by the reading of each language, as a quote reads it."""
    return [parse_action(without_measures(note, one, prepaid=prepaid), one) for one in LOCALES]


@pytest.mark.parametrize("percent", [Decimal("0.5"), Decimal(30), Decimal(100)])
@pytest.mark.parametrize(("locale", "said"), [(locale, said) for locale, all_ in PLAIN.items() for said in all_])
def test_a_figure_of_something_else_concedes_nothing_in_whatever_language_it_is_read(
    locale: str, said: str, percent: Decimal
) -> None:
    note = said.format(n=format_number(percent, locale))
    assert not any(conceded(note)), without_measures(note, locale)


@given(LANGUAGE, LANGUAGE, st.integers(0, 20), PERCENT, PERCENT, MARKS, st.booleans())
def test_a_discount_beside_such_a_figure_counts_with_its_own_number(
    locale: str, other: str, which: int, plain: Decimal, off: Decimal, mark: str, first: bool
) -> None:
    figures = PLAIN[locale]
    parts = [
        figures[which % len(figures)].format(n=format_number(plain, locale)),
        OFF[other].format(n=format_number(off, other)),
    ]
    note = mark.join(parts if first else reversed(parts))
    wished = Concession("discount", Quantity(off, "percent"))
    assert any(wished in one for one in conceded(note)), without_measures(note, other)


@given(LANGUAGE, LANGUAGE, st.integers(0, 20), PERCENT, PERCENT, MARKS)
def test_a_percentage_that_belongs_to_nothing_still_is_a_discount(
    locale: str, other: str, which: int, plain: Decimal, off: Decimal, mark: str
) -> None:
    figures = PLAIN[locale]
    figure = figures[which % len(figures)].format(n=format_number(plain, locale))
    note = figure + mark + BARE[other].format(n=format_number(off, other))
    assert all(conceded(note)), without_measures(note, other)


UNSURE = (
    "20 % tolerance on the list price", "5 % efficiency discount", "only 30 % advance payment", "no advance payment",
    "10 % with advance payment", "100 % inspection, 12 % off", "we grant 3 % in advance", "80 % of the list price, 80 % humidity",
    "nur 30 % Anzahlung", "3 % bei Vorkasse", "ohne Anzahlung", "5 % Nachlass bei 30 % Anzahlung", "30 % Anzahlung statt 100 %",
    "5 % por pago adelantado", "solo 30 % de anticipo", "sin anticipo", "10 % menos de precio, 30 % de anticipo",
    "apenas 30 % de entrada", "sem entrada", "5 % no preço com 30 % de entrada",
    "预付款优惠5%", "只需预付30%", "免预付款", "湿度80%，价格降5%", "检验费减免100%",
    "前払いなら3%引き", "前金は30%のみ", "湿度80%、価格は5%引き",
    "خصم 5% مع دفعة مقدمة 30%", "فقط 30% دفعة مقدمة", "بدون دفعة مقدمة", "رطوبة 80% وخصم 5%",
)  # fmt: skip


@pytest.mark.parametrize("note", UNSURE)
def test_what_may_be_a_concession_is_taken_for_one(note: str) -> None:
    assert all(conceded(note)), without_measures(note, "en")


@given(LANGUAGE, PERCENT.filter(lambda percent: percent < 100))
def test_a_part_in_advance_is_a_concession_where_everything_was_to_be_paid_in_advance(
    locale: str, percent: Decimal
) -> None:
    said = {"en": 4, "zh": 4, "es": 4, "pt": 4, "de": 4, "ja": 3, "ar": 3}
    note = PLAIN[locale][said[locale]].format(n=format_number(percent, locale))
    assert any(conceded(note, prepaid=True)), note


@pytest.mark.parametrize(
    ("locale", "which"), [("en", 4), ("zh", 4), ("es", 4), ("pt", 4), ("de", 4), ("ja", 3), ("ar", 3)]
)
def test_all_in_advance_concedes_nothing_where_everything_is_to_be_paid_in_advance(locale: str, which: int) -> None:
    assert not any(conceded(PLAIN[locale][which].format(n="100"), prepaid=True))

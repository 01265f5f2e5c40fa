"""Inch sizes keep their whole part and are no drive where they measure bolts; what is made in a day is no number of tools."""

import pytest

from advisor.model import Conversation, RaiseNeed, SetNeed
from advisor.understanding.understand import understand
from tests.advisor.cast import TODAY, kestrel


def needs(locale: str, said: str) -> dict[str, object]:
    """The needs that a first message states, each with the value that tells it."""
    found = understand(said, Conversation("c", locale, locale), kestrel(), today=TODAY).commands
    return {
        each.need: each.value.text or each.value.value or each.value.value_id or each.value.min
        for each in found
        if isinstance(each, SetNeed)
    }


@pytest.mark.parametrize(
    ("locale", "said", "drive"),
    [
        ("es", "necesitamos apretar pernos de chancador, 1 1/2 pulgada, unos 3500 Nm", None),
        ("en", 'bolts are 2 1/4" across flats, 5000 Nm', None),
        ("de", "Schlüsselweite 1 1/2 Zoll, 800 Nm", None),
        ("pt", "porcas de 1 1/2 polegada entre faces, 3000 Nm", None),
        ("zh", "螺母对边1 1/2英寸，3000牛米", None),
        ("ja", "二面幅1 1/2インチ、3000N·m", None),
        ("en", '1-1/2" drive, 3000 Nm', "1-1/2"),
        ("de", "Vierkant 1 1/2 Zoll, 4000 Nm", "1-1/2"),
        ("ja", "差込角1 1/2インチ、4000N·m", "1-1/2"),
        ("es", "cuadradillo de 1 1/2 pulgada, 3500 Nm", "1-1/2"),
        ("en", "1/2 inch drive, 100 Nm", "1/2"),
    ],
)
def test_an_inch_size_keeps_its_whole_part(locale: str, said: str, drive: str | None) -> None:
    found = needs(locale, said)
    assert found.get("drive") == drive
    assert "torque" in found


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("ja", "ライン速度は1台あたり60秒、締付箇所は10か所です。"),
        ("en", "line speed is 60 seconds per unit, 10 bolts each"),
        ("es", "la velocidad de la línea es de 60 segundos por pieza, 10 tornillos cada una"),
        ("zh", "产线节拍60秒，每台10个螺栓"),
        ("ar", "سرعة الخط 60 ثانية لكل قطعة و10 براغي"),
    ],
)
def test_the_pace_of_a_line_is_no_rotational_speed(locale: str, said: str) -> None:
    assert needs(locale, said) == {"cycle_rate": 600}


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en", "around 40 bolts per unit, 3 units a day"),
        ("de", "etwa 40 Schrauben pro Teil, 20 Teile am Tag"),
        ("zh", "每个包有120个点，一天300个包"),
        ("es", "unos 40 tornillos por pieza, 20 piezas al día"),
        ("pt", "uns 40 parafusos por peça, 20 peças por dia"),
        ("ja", "1台あたりボルト40本、1日20台です"),
    ],
)
def test_what_is_made_in_a_day_is_no_number_of_tools_and_asks_for_the_pace(locale: str, said: str) -> None:
    found = understand(said, Conversation("c", locale, locale), kestrel(), today=TODAY).commands
    assert found == (RaiseNeed("cycle_rate"),)


@pytest.mark.parametrize(
    ("locale", "said", "quantity"),
    [("en", "we need 10 tools for 3 shifts a day", 10), ("zh", "每天拧2000颗螺丝，要3把", 3), ("en", "800 joints per shift, 5 tools", 5)],
)  # fmt: skip
def test_tools_are_still_counted_beside_a_pace(locale: str, said: str, quantity: int) -> None:
    assert needs(locale, said)["quantity"] == quantity

"""A mains voltage says nothing of a tool that takes none; what else a data sheet does not tell stays unfulfilled."""

from __future__ import annotations

import pytest

from advisor.judging import demands_of, judge
from advisor.model import Statement
from tests.advisor.cast import Visit, kestrel, value

WRENCH = {
    "en": "hydraulic wrench for 2800 Nm",
    "de": "Hydraulikschrauber für 2800 Nm",
    "es": "llave hidráulica para 2800 Nm",
    "pt": "torqueadeira hidráulica para 2800 Nm",
    "zh": "液压扳手，2800牛米",
    "ja": "油圧トルクレンチ 2800 N·m",
    "ar": "مفتاح عزم هيدروليكي 2800 نيوتن متر",
}
TOO_MUCH = {
    "en": "there is no compressed air, the hall has 480 V three-phase",
    "de": "vor Ort gibt es 400 V Drehstrom",
    "es": "en planta tenemos 380 V trifásico",
    "pt": "na obra temos 380 V trifásico",
    "zh": "现场只有380V三相电",
    "ja": "現場の電源は400 Vです",
    "ar": "عندنا في الموقع 380 فولت",
}
FITTING = {
    "en": "we have 230 V there",
    "de": "wir haben 230 V",
    "es": "hay 220 V",
    "pt": "temos 220 V",
    "zh": "现场是220V",
    "ja": "電源は230 Vです",
    "ar": "الجهد المتوفر 220 فولت",
}


def fitting(visit: Visit) -> list[str]:
    assert visit.turn is not None
    return [each.sku for each in visit.turn.recommendations]


@pytest.mark.parametrize("locale", WRENCH)
def test_a_mains_of_the_site_leaves_hydraulic_wrenches_and_tells_what_their_pump_runs_on(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(WRENCH[locale])
    before = fitting(visit)
    reply = visit.writes(TOO_MUCH[locale])
    assert before
    assert fitting(visit) == before
    (told,) = [one.data for one in visit.turn.statements if one.kind == "supply"]  # type: ignore[union-attr]
    assert (told["sku"], told["value"], told["suits"]) == ("KAP-700", 230.0, False)
    assert "KAP-700" in reply.reply
    assert "230" in reply.reply
    assert "supply" not in [one.kind for one in _again(visit, locale)]


def _again(visit: Visit, locale: str) -> tuple[Statement, ...]:
    visit.writes(WRENCH[locale])
    assert visit.turn is not None
    return visit.turn.statements


@pytest.mark.parametrize("locale", WRENCH)
def test_a_pump_that_suits_the_mains_is_said_to_suit(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(WRENCH[locale])
    visit.writes(FITTING[locale])
    assert visit.turn is not None
    (told,) = [one.data for one in visit.turn.statements if one.kind == "supply"]
    assert told["suits"]
    assert told["option"] is None


def test_the_option_that_suits_the_mains_is_named() -> None:
    visit = Visit("en")
    visit.writes(WRENCH["en"])
    reply = visit.writes("we are on 120 V").reply
    assert "with the option “120 V version” it suits your 120\xa0V" in reply


def test_a_hand_tool_needs_no_mains_and_goes_behind_what_takes_it() -> None:
    visit = Visit("en")
    visit.writes("60 Nm on 230 V, what do you recommend?")
    assert {kestrel().products[sku].attributes.get("voltage") for sku in fitting(visit)} == {230.0}
    visit.writes("sorry, 400 V")
    assert fitting(visit)
    assert {kestrel().products[sku].category for sku in fitting(visit)} == {"torque_wrenches"}
    assert "(Voltage 230\xa0V, needed 400\xa0V)" in visit.worded.reply  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("sku", "need", "wanted"),
    [
        ("KTW-200", "voltage", {"value": 18.0}),  # a battery is a demand on the tool
        ("KCP-70", "voltage", {"value": 400.0}),  # whose family tells a voltage is judged by it
        ("KTW-200", "explosive_zone", {"value_id": "zone_1"}),
        ("KTW-200", "communication", {"values": ("profinet",)}),
        ("KTM-1500", "speed", {"min": 100.0}),
        ("KDN-60", "joints_per_charge", {"min": 500.0}),
        ("KTW-200", "head_height", {"max": 40.0}),  # room that it must fit into
    ],
)
def test_what_a_data_sheet_does_not_tell_is_not_fulfilled(sku: str, need: str, wanted: dict[str, object]) -> None:
    company = kestrel()
    judged = judge(company.products[sku], demands_of({need: value(**wanted)}, company), company)
    assert [broken.need for broken in judged.broken] == [need]


@pytest.mark.parametrize(
    ("sku", "need", "wanted"),
    [
        ("KHW-4000", "voltage", {"value": 480.0}),
        ("KTM-1500", "noise", {"max": 70.0}),
        ("KTW-200", "voltage", {"value": 230.0}),
    ],
)
def test_what_does_not_apply_to_a_product_is_no_failure(sku: str, need: str, wanted: dict[str, object]) -> None:
    company = kestrel()
    judged = judge(company.products[sku], demands_of({need: value(**wanted)}, company), company)
    assert not judged.broken
    assert need not in judged.soft_missed


def test_a_pump_that_runs_on_air_for_its_zone_is_told_no_voltage() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench for 2800 Nm, ATEX zone 1")
    visit.writes(TOO_MUCH["en"])
    assert visit.turn is not None
    assert "supply" not in [one.kind for one in visit.turn.statements]

"""What would do as well is never ruled out by saying so: beside a wish it is one more choice, alone it leaves the need open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.model import Act, ActKind, AddNeed, Conversation, CorrectNeed, Indifferent, NeedStatus, NeedValue, SetNeed
from advisor.needs import remember
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.advisor.cast import TODAY, Visit

CORDLESS = NeedValue(NeedStatus.STATED, 0, value_id="cordless")


def _before(locale: str, held: NeedValue | None = None) -> Conversation:
    start = Conversation("c", locale, locale)
    return replace(start, needs={"power": held}) if held else start


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "a cable doesn't bother us"),
        ("en", "hydraulic is no problem for us"),
        ("de", "Kabel stört nicht"),
        ("de", "Kabel macht uns nichts aus"),
        ("es", "con cable no hay problema"),
        ("pt", "com fio não tem problema"),
        ("zh", "带线不影响"),
        ("ja", "有線でも問題ありません"),
        ("ar", "السلكي ما فيه مشكلة"),
    ],
)
def test_a_permission_alone_leaves_the_drive_open(kestrel: Company, locale: str, message: str) -> None:
    assert understand(message, _before(locale), kestrel, today=TODAY).commands == (Indifferent("power"),)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "preferably battery, a cable would be fine too"),
        ("de", "gerne Akku, Kabel geht aber auch"),
        ("es", "prefiero batería pero con cable está bien"),
        ("pt", "prefiro bateria mas com fio tudo bem"),
        ("zh", "最好充电的，有线也行"),
        ("ja", "できれば充電式、有線でも可"),
        ("ar", "يفضل بطارية لكن السلكي ما فيه مشكلة"),
    ],
)
def test_beside_a_wish_it_is_a_second_choice(kestrel: Company, locale: str, message: str) -> None:
    heard = understand(message, _before(locale), kestrel, today=TODAY)
    told = [c.value for c in heard.commands if isinstance(c, SetNeed | CorrectNeed) and c.need == "power"]
    assert [value.values for value in told] == [("cordless", "electric")]
    assert heard.sought == ("rather.power.cordless",)
    assert Act(ActKind.COMPLAIN) not in heard.commands


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "corded would be ok too"), ("de", "Kabel ist auch okay"), ("zh", "有线也行"), ("ja", "有線でも構いません")],
)
def test_what_was_wished_before_stays_first(kestrel: Company, locale: str, message: str) -> None:
    before = _before(locale, CORDLESS)
    heard = understand(message, before, kestrel, today=TODAY)
    assert [type(one) for one in heard.commands] == [AddNeed]
    needs = remember(before, heard, kestrel).needs
    assert needs["power"].values == ("cordless", "electric")
    assert needs["preference"].values == ("rather.power.cordless",)


@pytest.mark.parametrize(
    ("locale", "message", "wished"),
    [
        ("en", "M10, 40 Nm, battery is fine", "cordless"),
        ("en", "no problem, cordless then", "cordless"),
        ("de", "Akku ist okay", "cordless"),
        ("es", "manual está bien", "manual"),
        ("zh", "手动的就行", "manual"),
        ("ja", "手動でいいです", "manual"),
    ],
)
def test_what_is_called_fine_alone_is_chosen(kestrel: Company, locale: str, message: str, wished: str) -> None:
    commands = understand(message, _before(locale), kestrel, today=TODAY).commands
    told = [c.value.value_id for c in commands if isinstance(c, SetNeed | CorrectNeed) and c.need == "power"]
    assert told == [wished]
    assert Indifferent("power") not in commands


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "is a cable no problem?"),
        ("de", "Kabel ist ein Problem"),
        ("zh", "好的，没问题"),
        ("en", "we have a cable problem"),
    ],
)
def test_no_permission_is_heard_where_none_is_given(kestrel: Company, locale: str, message: str) -> None:
    commands = understand(message, _before(locale), kestrel, today=TODAY).commands
    assert not [one for one in commands if isinstance(one, Indifferent | AddNeed)]


def test_what_is_rather_wished_is_shown_first() -> None:
    visit = Visit("en")
    visit.writes("30 Nm, battery preferred, corded is fine as well")
    assert visit.turn is not None
    drives = [visit.company.products[one.sku].attributes["power"] for one in visit.turn.recommendations]
    assert drives
    assert drives == sorted(drives, key=lambda one: one != "cordless")
    assert set(drives) <= {"cordless", "electric"}

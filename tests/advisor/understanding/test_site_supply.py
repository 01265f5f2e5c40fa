"""What there is at the site to drive a tool: what is not there rules out what runs on it, what is there demands nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor.model import Conversation, CorrectNeed, NeedStatus, NeedValue, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.advisor.cast import TODAY, Visit

NO_AIR = ("cordless", "electric", "hydraulic", "manual")
NO_MAINS = ("cordless", "pneumatic", "hydraulic", "manual")


def _power(company: Company, locale: str, message: str, held: NeedValue | None = None) -> NeedValue | None:
    before = Conversation("c", locale, locale)
    before = replace(before, needs={"power": held}) if held else before
    commands = understand(message, before, company, today=TODAY).commands
    return next((c.value for c in commands if isinstance(c, SetNeed | CorrectNeed) and c.need == "power"), None)


@pytest.mark.parametrize(
    ("locale", "message", "left"),
    [
        ("en", "there is no air in that hall", NO_AIR),
        ("en", "we have no electricity up on the tower", NO_MAINS),
        ("de", "Druckluft haben wir nicht", NO_AIR),
        ("de", "auf der Strecke gibt es keinen Strom", NO_MAINS),
        ("es", "no tenemos aire en terreno", NO_AIR),
        ("es", "allá arriba no hay luz", NO_MAINS),
        ("pt", "lá não tem ar comprimido", NO_AIR),
        ("pt", "na via não tem energia elétrica", NO_MAINS),
        ("zh", "车间里没有压缩空气", NO_AIR),
        ("zh", "塔上没法接电", NO_MAINS),
        ("ja", "コンプレッサーはありません", NO_AIR),
        ("ja", "電源が取れない場所です", NO_MAINS),
        ("ar", "ما عندنا كمبرسور", NO_AIR),
        ("ar", "الموقع بدون كهرباء", NO_MAINS),
    ],
)
def test_what_is_lacking_rules_out_what_runs_on_it(
    kestrel: Company, locale: str, message: str, left: tuple[str, ...]
) -> None:
    held = _power(kestrel, locale, message)
    assert held is not None
    assert held.values == left


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "compressed air is available at every station"),
        ("en", "does it run without electricity?"),
        ("de", "Druckluft wäre da"),
        ("de", "Brauche ich dafür Strom?"),
        ("es", "hay aire en toda la línea"),
        ("pt", "temos ar comprimido na fábrica"),
        ("pt", "fábrica de ar condicionado"),
        ("zh", "现场有气源"),
        ("zh", "电池没电了怎么办"),
        ("zh", "没电话，微信联系"),
        ("ja", "工場にエアはあります"),
        ("ja", "電源は必要ですか"),
        ("ar", "عندنا هواء مضغوط في الورشة"),
        ("ar", "هل يحتاج كهرباء؟"),
    ],
)
def test_what_is_there_and_what_is_asked_demand_nothing(kestrel: Company, locale: str, message: str) -> None:
    assert _power(kestrel, locale, message) is None


@pytest.mark.parametrize(
    ("locale", "message", "wished"),
    [
        ("en", "cordless, we have no air", "cordless"),
        ("en", "we have air in the line and want air tools", "pneumatic"),
        ("de", "Antrieb: Druckluft", "pneumatic"),
        ("zh", "气源6公斤，要气动的", "pneumatic"),
    ],
)
def test_what_is_wished_beside_stands(kestrel: Company, locale: str, message: str, wished: str) -> None:
    held = _power(kestrel, locale, message)
    assert held is not None
    assert held.value_id == wished


def test_what_is_lacking_leaves_what_was_wished_before(kestrel: Company) -> None:
    cordless = NeedValue(NeedStatus.STATED, 0, value_id="cordless")
    open_but_air = NeedValue(NeedStatus.STATED, 0, values=NO_AIR)
    assert _power(kestrel, "en", "there is no air here", cordless) == replace(cordless, turn=1)
    kept = _power(kestrel, "en", "there is no electricity on site", open_but_air)
    assert kept is not None
    assert kept.values == ("cordless", "hydraulic", "manual")


def test_the_reply_says_what_is_ruled_out() -> None:
    visit = Visit("es")
    visit.writes("necesitamos apretar a 1200 Nm")
    assert "cualquiera menos Neumático" in visit.writes("no tenemos aire en terreno").reply
    visit.writes("y tampoco hay luz")
    assert visit.conversation is not None
    assert visit.conversation.needs["power"].values == ("cordless", "hydraulic", "manual")


def test_the_name_of_a_drive_begins_with_its_supply(kestrel: Company) -> None:
    wished = _power(kestrel, "ja", "コンプレッサーはありますのでエア駆動で結構です。30Nm、8台。")
    assert wished is not None
    assert wished.value_id == "pneumatic"

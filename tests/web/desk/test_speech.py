"""What the advisor was kept from saying, and how the language models do, is read at the desk in seven languages."""

import re
from collections.abc import Iterator

import pytest

from tests.integrations.language_models.server import ScriptedModels
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

NEED = "We need a cordless tool for our car line, M8 to M12, with Wi-Fi, 12 pieces. What does it cost?"


@pytest.fixture(scope="module")
def lying_house(serve: Serve) -> Iterator[House]:
    with ScriptedModels() as models, serve(language_models=models.address("down", "lying")) as house:
        models.await_first(lambda: house.visitor("en").say("60 Nm"))
        yield house


def test_every_block_is_read_at_the_desk_with_kind_claim_conversation_and_what_was_done(lying_house: House) -> None:
    visitor = lying_house.visitor("en")
    visitor.say(NEED)
    desk = Desk(lying_house)
    desk.sign_in(REP, password_of(lying_house, REP))
    page = desk.get("/desk/speech").text
    assert f"/desk/conversations/{visitor.conversation}" in page
    for told in ("our own sentence said", "language model", "not reachable", "#lying", "#down"):
        assert told in page
    titles = set()
    for locale in LOCALES:
        desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
        told = desk.get("/desk/speech").text
        titles.add(re.search(r"<h1>(.*?)</h1>", told)[1])  # type: ignore[index]
        if locale != "en":
            assert "held back" not in told
            assert "our own sentence said" not in told
    assert len(titles) == len(LOCALES)
    assert desk.get("/desk/speech?page=99999").status_code == 200


def test_without_a_model_and_without_a_block_the_page_says_so(house: House) -> None:
    desk = Desk(house)
    assert desk.get("/desk/speech").status_code in (302, 303)
    desk.sign_in(REP, password_of(house, REP))
    page = desk.get("/desk/speech")
    assert page.status_code == 200
    assert "rules and templates do everything" in page.text

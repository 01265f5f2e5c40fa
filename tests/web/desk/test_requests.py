"""At the desk a request is pasted, its lines are checked, its draft is made anew and issued; then it is off the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from quoting import repository as quotes
from quoting.model import QuoteStatus
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

TEXT = "Bitte um Angebot:\n- 4 Stück KCN-80P\n- 6 Presslufthämmer XY\neinkauf@anfragen.example"


@pytest.fixture(scope="module")
def desk(serve: Serve) -> Iterator[Desk]:
    with serve() as running:
        signed_in = Desk(running)
        signed_in.sign_in(REP, password_of(running, REP))
        yield signed_in


def _hand_in(desk: Desk, text: str, name: str | None = None) -> httpx.Response:
    house: House = desk.house
    files = {"file": (name, text.encode())} if name else {"file": ("", b"")}
    return house.client.post(
        "/desk/requests",
        data={"form_token": desk.form_token(), "text": "" if name else text},
        files=files,
        headers={"Cookie": f"tradewind_desk={desk.session}", "Origin": str(house.client.base_url).rstrip("/")},
    )


def test_lines_are_checked_and_the_draft_is_issued(desk: Desk) -> None:
    answer = _hand_in(desk, TEXT)
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"]
    page = desk.get(path).text
    assert 'value="KCN-80P"' in page
    assert "Presslufthämmer" in page
    form = {"form_token": desk.form_token(path), "deed": "draft", "sku-1": "KCN-80P", "quantity-1": "3", "sku-2": "KAC-18",
            "quantity-2": "2"}  # fmt: skip
    assert desk.post(path, form).status_code == 303
    drafted = desk.get(path).text
    assert 'name="sku-2" list="products" maxlength="60" value="KAC-18"' in drafted
    assert 'value="3"' in drafted
    assert 'class="problem"' not in drafted
    (number,) = set(re.findall(r"D-[0-9a-z]{10}", drafted))
    draft = desk.house.read(lambda session: quotes.find_quote(session, number))
    assert draft is not None
    assert [(line.sku, line.quantity) for line in draft.lines] == [("KCN-80P", 3), ("KAC-18", 2)]
    assert desk.post(path, {"form_token": desk.form_token(path), "deed": "issue"}).status_code == 303
    issued = desk.house.read(lambda session: quotes.find_quote_by_id(session, draft.id))
    assert issued is not None
    assert issued.status is QuoteStatus.ISSUED
    assert path not in desk.get("/desk/requests").text
    again = desk.post(path, {"form_token": desk.form_token("/desk/account"), "deed": "issue"})
    assert again.status_code == 422


def test_a_file_is_read_and_a_request_may_end_without_a_quote(desk: Desk) -> None:
    path = _hand_in(desk, "Artikel;Menge\nKDN-60;2", "liste.csv").headers["location"]
    assert 'value="KDN-60"' in desk.get(path).text
    assert desk.post(path, {"form_token": desk.form_token(path), "deed": "finish"}).status_code == 303


def test_a_draft_that_was_issued_elsewhere_does_not_stand_in_the_way(desk: Desk) -> None:
    path = _hand_in(desk, "- 2 Stück KDN-60, Linie 7").headers["location"]
    (number,) = set(re.findall(r"D-[0-9a-z]{10}", desk.get(path).text))
    assert desk.house.call("POST", f"/api/quotes/{number}/issue", {}).status_code in {200, 201}
    form = {"form_token": desk.form_token(path), "deed": "draft", "sku-1": "KDN-60", "quantity-1": "5"}
    assert desk.post(path, form).status_code == 303
    assert number not in desk.get(path).text


@pytest.mark.parametrize("quantity", ["-3", "0", "2,5", "zehn", "99999999"])
def test_a_quantity_that_is_none_changes_nothing(desk: Desk, quantity: str) -> None:
    path = _hand_in(desk, f"- 4 Stück KCN-80P, Muster {quantity}").headers["location"]
    before = re.findall(r"D-[0-9a-z]{10}", desk.get(path).text)
    form = {"form_token": desk.form_token(path), "deed": "draft", "sku-1": "KCN-80P", "quantity-1": quantity}
    refused = desk.post(path, form)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.text
    assert re.findall(r"D-[0-9a-z]{10}", desk.get(path).text) == before


def test_nothing_pasted_is_told(desk: Desk) -> None:
    assert _hand_in(desk, "  ").status_code == 422


def test_hostile_text_is_shown_as_text(desk: Desk) -> None:
    path = _hand_in(desk, "<script>alert(1)</script> - 2 pcs KCN-80P").headers["location"]
    assert "<script>alert(1)" not in desk.get(path).text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_pages_speak_the_readers_language(desk: Desk, locale: str) -> None:
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
    assert f'<html lang="{ {"zh": "zh-Hans", "pt": "pt-BR"}.get(locale, locale) }"' in desk.get("/desk/requests").text

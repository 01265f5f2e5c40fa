"""The desk: nobody comes in without a password, no form of another site is taken, and a lead is shown whole."""

import asyncio
import re
from collections.abc import Iterator
from http.cookies import SimpleCookie

import httpx
import pytest

from foundation.database import Database
from funnel.permissions.accounts import change_password, reset_password, sign_in
from tests.web.cast import LOCALES, House, new_address
from tests.web.conftest import Serve

REP = "rep@kestrel.example"


def password_of(house: House, email: str, *, own: bool = True) -> str:
    """Give a member of staff a new password, as the command line does, and let them choose their own."""

    async def reset() -> str:
        database = Database(house.settings.database_address)
        try:
            given = await reset_password(database, email)
            if not own:
                return given
            member, _ = await sign_in(database, email, given)
            await change_password(database, member, "own " + given)
            return "own " + given
        finally:
            await database.close()

    return asyncio.run(reset())


class Desk:
    """A browser at the desk."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.address = new_address()
        self.session: str | None = None

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self._send("GET", path, None, headers)

    def post(self, path: str, form: dict[str, str], **headers: str) -> httpx.Response:
        return self._send("POST", path, form, headers)

    def _send(self, method: str, path: str, form: dict[str, str] | None, headers: dict[str, str]) -> httpx.Response:
        sent = {
            "X-Forwarded-For": self.address,
            "Accept": "text/html",
            **{k.replace("_", "-"): v for k, v in headers.items()},
        }
        if self.session:
            sent["Cookie"] = f"tradewind_desk={self.session}"
        return self.house.send(method, path, data=form, headers=sent)

    def sign_in(self, email: str, password: str, **headers: str) -> httpx.Response:
        answer = self.post("/desk/sign-in", {"email": email, "password": password}, **headers)
        if "set-cookie" in answer.headers:
            self.session = SimpleCookie(answer.headers["set-cookie"])["tradewind_desk"].value
        return answer

    def form_token(self, path: str = "/desk/account") -> str:
        found = re.search(r'name="form_token" value="([0-9a-f]{64})"', self.get(path).text)
        assert found is not None
        return found.group(1)


@pytest.fixture(scope="module")
def desk_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def password(desk_house: House) -> str:
    return password_of(desk_house, REP)


def test_the_session_cookie_is_for_the_desk_alone(desk_house: House, password: str) -> None:
    desk = Desk(desk_house)
    answer = desk.sign_in(REP, password)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk/leads")
    cookie = SimpleCookie(answer.headers["set-cookie"])["tradewind_desk"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "strict", "/desk")
    page = desk.get("/desk/leads")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "content-security-policy" in page.headers


@pytest.mark.parametrize("path", ["/desk/leads", "/desk/leads/1", "/desk/account", "/desk/mails/x"])
def test_strangers_are_sent_to_sign_in_and_told_nothing(desk_house: House, path: str) -> None:
    for session in (None, "x" * 43, ""):
        desk = Desk(desk_house)
        desk.session = session
        answer = desk.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/sign-in")
        assert answer.text == "" or "Keller" not in answer.text


def test_a_wrong_password_is_refused_kindly_in_every_language(desk_house: House, password: str) -> None:
    told = set()
    for locale in LOCALES:
        answer = Desk(desk_house).sign_in(REP, password + "x", Accept_Language=locale)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        told.add(re.sub(r"<[^>]+>", "", answer.text).strip())
        same = Desk(desk_house).sign_in("nobody@kestrel.example", password, Accept_Language=locale)
        assert same.status_code == 403
    assert len(told) == len(LOCALES)


def test_the_eleventh_try_of_an_address_has_to_wait(desk_house: House, password: str) -> None:
    desk = Desk(desk_house)
    assert [desk.sign_in("<b>@x.example", "wrong").status_code for _ in range(10)] == [403] * 10
    assert desk.sign_in(REP, password).status_code == 429
    assert desk.session is None
    assert Desk(desk_house).sign_in(REP, password).status_code == 303  # somebody elsewhere is not held up


def test_a_form_without_the_sessions_token_is_refused(desk_house: House, password: str) -> None:
    desk, other = Desk(desk_house), Desk(desk_house)
    desk.sign_in(REP, password)
    other.sign_in(REP, password)
    for token in ("", "x" * 64, "é", other.form_token()):
        for path in ("/desk/account/language", "/desk/sign-out", "/desk/leads/1/crm", "/desk/account/password"):
            assert desk.post(path, {"form_token": token, "locale": "de"}).status_code == 403, path
    right = desk.form_token()
    evil = desk.post("/desk/account/language", {"form_token": right, "locale": "de"}, Origin="https://evil.example")
    assert evil.status_code == 403
    assert desk.get("/desk/leads").status_code == 200  # still signed in


def test_another_site_cannot_sign_somebody_in(desk_house: House, password: str) -> None:
    answer = Desk(desk_house).sign_in(REP, password, Sec_Fetch_Site="cross-site")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


def test_signing_out_ends_the_session_everywhere(desk_house: House, password: str) -> None:
    desk = Desk(desk_house)
    desk.sign_in(REP, password)
    stolen = desk.session
    assert desk.post("/desk/sign-out", {"form_token": desk.form_token()}).status_code == 303
    desk.session = stolen
    assert desk.get("/desk/leads").status_code == 303


def test_the_desk_speaks_the_members_language(desk_house: House, password: str) -> None:
    desk = Desk(desk_house)
    desk.sign_in(REP, password)
    pages = set()
    for locale in LOCALES:
        form = {"form_token": desk.form_token(), "locale": locale}
        assert desk.post("/desk/account/language", form).status_code == 303
        page = desk.get("/desk/leads").text
        assert f'dir="{"rtl" if locale == "ar" else "ltr"}"' in page
        pages.add(re.sub(r"<[^>]+>", "", page).strip())
    assert len(pages) == len(LOCALES)
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "tlh"})
    assert desk.get("/desk/leads").status_code == 200


def test_a_lead_is_shown_with_its_conversation_its_grade_and_why(desk_house: House, password: str) -> None:
    visitor = desk_house.visitor("de")
    visitor.say("Wir brauchen Akku-Schrauber für <script>alert(1)</script> 10 bis 35 Nm.")
    visitor.say("Bitte ein Angebot über 12 Stück KCN-40A.")
    visitor.say("a.keller@autowerk.example, +49 711 555 0100")
    desk = Desk(desk_house)
    desk.sign_in(REP, password)
    listed = desk.get("/desk/leads?q=autowerk").text
    link = re.search(r'href="/desk/leads/(\d+)"', listed)
    assert link is not None
    page = desk.get(f"/desk/leads/{link.group(1)}").text
    assert "a.keller@autowerk.example" in page
    assert "KCN-40A" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    assert desk.post(f"/desk/leads/{link.group(1)}/crm", {"form_token": desk.form_token()}).status_code == 303


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=99999999999999999999",
        "page=x",
        "grade=Z",
        "stage=9",
        "order=x",
        "q=%00",
        "q=%25",
        "q=" + "x" * 3000,
        "page=٣",
    ],
)
def test_a_filter_that_makes_no_sense_is_no_filter(desk_house: House, password: str, query: str) -> None:
    desk = Desk(desk_house)
    desk.sign_in(REP, password)
    assert desk.get(f"/desk/leads?{query}").status_code == 200


def test_what_is_not_there_is_not_found(desk_house: House, password: str) -> None:
    desk = Desk(desk_house)
    desk.sign_in(REP, password)
    for path in (
        "/desk/leads/2000000000",
        "/desk/leads/99999999999999999999",
        "/desk/leads/x",
        "/desk/mails/none",
        "/desk/nothing",
    ):
        assert desk.get(path).status_code == 404, path


def test_a_password_made_by_somebody_else_opens_the_own_account_alone(desk_house: House) -> None:
    mine = "third@kestrel.example"
    given = password_of(desk_house, mine, own=False)
    desk = Desk(desk_house)
    assert desk.sign_in(mine, given).headers["location"] == "/desk/account"
    for path in ("/desk/leads", "/desk/leads/1", "/desk/conversations", "/desk/approvals", "/desk/team"):
        answer = desk.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/desk/account"), path
    page = desk.get("/desk/account").text
    assert 'href="/desk/approvals"' not in page
    token = desk.form_token()
    assert desk.post("/desk/leads/1/crm", {"form_token": token}).headers["location"] == "/desk/account"
    form = {"form_token": token, "old": given, "new": "a sentence of my own"}
    assert desk.post("/desk/account/password", form).status_code == 303
    assert desk.sign_in(mine, "a sentence of my own").headers["location"] == "/desk/leads"
    assert desk.get("/desk/leads").status_code == 200


def test_the_present_password_cannot_be_guessed_from_an_open_session(desk_house: House) -> None:
    mine = "fourth@kestrel.example"
    word = password_of(desk_house, mine)
    desk = Desk(desk_house)
    desk.sign_in(mine, word)
    token = desk.form_token()
    wrong = {"form_token": token, "old": "wrong", "new": "a sentence of my own"}
    for _ in range(10):
        desk.address = new_address()  # from wherever it is tried
        assert desk.post("/desk/account/password", wrong).status_code == 422
    answer = desk.post("/desk/account/password", {**wrong, "old": word})
    assert answer.status_code == 429
    assert desk.sign_in(mine, word).status_code == 303  # nothing was changed


def test_a_new_password_ends_every_session(desk_house: House) -> None:
    mine = "second@kestrel.example"
    first = password_of(desk_house, mine)
    desk, elsewhere = Desk(desk_house), Desk(desk_house)
    desk.sign_in(mine, first)
    elsewhere.sign_in(mine, first)
    token = desk.form_token()
    assert (
        desk.post(
            "/desk/account/password", {"form_token": token, "old": "wrong", "new": "a longer sentence"}
        ).status_code
        == 422
    )
    assert desk.post("/desk/account/password", {"form_token": token, "old": first, "new": "short"}).status_code == 422
    assert (
        desk.post("/desk/account/password", {"form_token": token, "old": first, "new": "a longer sentence"}).status_code
        == 303
    )
    assert elsewhere.get("/desk/leads").status_code == 303
    assert Desk(desk_house).sign_in(mine, first).status_code == 403
    assert Desk(desk_house).sign_in(mine, "a longer sentence").status_code == 303

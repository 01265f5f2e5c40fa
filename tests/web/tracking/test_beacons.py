"""What a page's script reports: counted without a person, kept for a person only after they agreed, and each event once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, text

from foundation import clock
from foundation.database import Session
from funnel.visits.tables import VisitorRow
from tests.web.cast import House, new_address, problem_of
from web.tracking.report import OLDEST

BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
PHONE = (
    "Mozilla/5.0 (Linux; Android 13; V2231A) AppleWebKit/537.36 Chrome/116 Mobile MicroMessenger/8.0.44 NetType/WIFI"
)
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
PAGE = "/de/products/kcn-40a"


def post(house: House, body: Any, *, to: str = "/t", token: str | None = None, **headers: str) -> httpx.Response:
    """Send a report as a browser does."""
    sent = {
        "X-Forwarded-For": new_address(),
        "Sec-Fetch-Site": "same-origin",
        "User-Agent": BROWSER,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    if token:
        sent["Cookie"] = f"tradewind_visitor={token}"
    return house.send("POST", to, json=body, headers=sent)


def beacon(house: House, body: Any, *, token: str | None = None, **headers: str) -> int:
    """Send a report and return the status."""
    return post(house, body, token=token, **headers).status_code


_numbers = iter(range(10**9))


def event(kind: str = "page_view", value: str | None = None, **more: Any) -> dict[str, Any]:
    return {"id": f"test-event-{next(_numbers)}", "type": kind, "value": value, **more}


def counted(house: House, dimension: str, key: str, kind: str = "page_view") -> int:
    async def look(session: Session) -> int:
        asked = "SELECT sum(count) FROM visit_counts WHERE dimension = :d AND key = :k AND event_type = :t"
        return int((await session.execute(text(asked), {"d": dimension, "k": key, "t": kind})).scalar() or 0)

    return house.read(look)


def rows(house: House, statement: str, **values: Any) -> list[Any]:
    async def look(session: Session) -> list[Any]:
        return list((await session.execute(text(statement), values)).all())

    return house.read(look)


def kept(house: House) -> int:
    return int(rows(house, "SELECT count(*) FROM behaviour_log WHERE source = 'web'")[0][0])


def test_without_consent_a_page_is_counted_and_nobody_is_known(either_house: House) -> None:
    visitor = either_house.visitor()
    visitor.say("")
    before, path = kept(either_house), counted(either_house, "page", PAGE)
    known = rows(either_house, "SELECT count(*) FROM visitors")
    for _ in range(3):
        answer = post(either_house, {"page": PAGE + "?utm=x#part", "events": [event()]}, token=visitor.token)
        assert answer.status_code == 204
        assert "set-cookie" not in answer.headers
    assert counted(either_house, "page", PAGE) == path + 3
    assert kept(either_house) == before
    assert rows(either_house, "SELECT count(*) FROM visitors") == known


def test_a_repeated_report_counts_once_however_it_is_put_together(either_house: House) -> None:
    one, other = event(), event("view_product", "KCN-40A")
    page, product = counted(either_house, "page", PAGE), counted(either_house, "product", "KCN-40A", "view_product")
    assert beacon(either_house, {"page": PAGE, "events": [one, other, one]}) == 204
    assert beacon(either_house, {"page": PAGE, "events": [one, other]}) == 204
    assert beacon(either_house, {"page": PAGE, "events": [{**other, "age": 5000}]}) == 204
    assert counted(either_house, "page", PAGE) == page + 1
    assert counted(either_house, "product", "KCN-40A", "view_product") == product + 1


def test_consent_gives_a_cookie_and_the_path_is_kept_from_then_on(either_house: House) -> None:
    body = {
        "page": PAGE,
        "consent": True,
        "events": [event(), event("view_product", "kcn-40a"), event("dwell", amount=9)],
    }
    before = kept(either_house)
    answer = post(either_house, body)
    token = answer.cookies["tradewind_visitor"]
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert kept(either_house) == before + 2  # how long it was looked at is counted, and not part of a path
    again = post(either_house, {**body, "events": [event("download", "KCN-40A")]}, token=token)
    assert "set-cookie" not in again.headers
    told = rows(either_house, "SELECT DISTINCT visitor FROM behaviour_log WHERE source = 'web' ORDER BY visitor")
    assert kept(either_house) == before + 3
    assert token not in str(told)  # only its digest is stored


def test_a_browser_that_forbids_tracking_is_obeyed_even_after_consent(house: House) -> None:
    visitor = house.visitor()
    visitor.say("")
    before, pages = kept(house), counted(house, "page", PAGE)
    body = {"page": PAGE, "consent": True, "events": [event(), event("download", "KCN-40A")]}
    assert beacon(house, body, token=visitor.token, Sec_GPC="1") == 204
    assert kept(house) == before
    assert counted(house, "page", PAGE) == pages + 1  # an explicit click is counted all the same, as anybody's
    asked = post(house, {"remember": True, "page": PAGE}, to="/t/consent", token=visitor.token, Sec_GPC="1")
    assert asked.status_code == 204
    assert beacon(house, {**body, "events": [event()]}, token=visitor.token, Sec_GPC="1") == 204
    assert kept(house) == before


def test_whoever_withdraws_is_forgotten_and_a_late_report_changes_nothing(either_house: House) -> None:
    agreed = post(either_house, {"remember": True, "page": PAGE}, to="/t/consent")
    token = agreed.cookies["tradewind_visitor"]
    before, pages = kept(either_house), counted(either_house, "page", PAGE)
    assert beacon(either_house, {"page": PAGE, "consent": True, "events": [event()]}, token=token) == 204
    assert kept(either_house) == before + 1
    gone = post(either_house, {"remember": False, "page": PAGE}, to="/t/consent", token=token)
    assert 'tradewind_visitor=""' in gone.headers["set-cookie"]
    assert "max-age=0" in gone.headers["set-cookie"].lower()
    assert kept(either_house) == before
    assert beacon(either_house, {"page": PAGE, "consent": True, "events": [event()]}, token=token) == 204
    assert kept(either_house) == before
    assert counted(either_house, "page", PAGE) == pages + 2  # counts hold nobody, so they stay
    assert post(either_house, {"remember": True, "page": PAGE}, to="/t/consent", token=token).status_code == 204
    assert beacon(either_house, {"page": PAGE, "consent": True, "events": [event()]}, token=token) == 204
    assert kept(either_house) == before + 1


def test_a_consent_covers_mails_only_where_its_sentence_spoke_of_them(either_house: House) -> None:
    async def covered(session: Session) -> list[bool]:
        return list(await session.scalars(select(VisitorRow.mails).order_by(VisitorRow.agreed_at, VisitorRow.digest)))

    before = either_house.read(covered)
    token = post(either_house, {"remember": True, "page": PAGE}, to="/t/consent").cookies["tradewind_visitor"]
    assert sorted(either_house.read(covered)) == sorted([*before, False])
    again = {"remember": True, "mails": True, "page": PAGE}
    assert post(either_house, again, to="/t/consent", token=token, Sec_GPC="1").status_code == 204
    assert sorted(either_house.read(covered)) == sorted([*before, False])
    assert post(either_house, again, to="/t/consent", token=token).status_code == 204
    assert sorted(either_house.read(covered)) == sorted([*before, True])
    post(either_house, {"remember": False, "page": PAGE}, to="/t/consent", token=token)
    assert sorted(either_house.read(covered)) == sorted([*before, False])


def test_the_path_becomes_the_leads_goes_on_there_and_is_separable_again(either_house: House) -> None:
    visitor = either_house.visitor("en")
    visitor.say("Please quote 2 pieces of KCN-40A.")
    email = f"path{new_address()}@autowerk.example"

    def view(number: int) -> None:
        body = {
            "page": "/en/products/kcn-40a",
            "consent": True,
            "events": [event("view_product", "KCN-40A", age=number)],
        }
        assert beacon(either_house, body, token=visitor.token) == 204

    for number in range(2):
        view(number * 1000)
    visitor.say(email)
    lead = either_house.call("GET", f"/api/leads?search={email}").json()["leads"][0]
    of_lead = "SELECT count(*) FROM behaviour_log WHERE customer_id = :id AND source = 'web'"
    assert rows(either_house, of_lead, id=lead["id"])[0][0] == 2
    view(0)
    assert rows(either_house, of_lead, id=lead["id"])[0][0] == 3
    moved = rows(either_house, "SELECT count(*) FROM stage_history WHERE customer_id = :id", id=lead["id"])[0][0]
    gone = post(either_house, {"remember": False}, to="/t/consent", token=visitor.token)
    assert "set-cookie" not in gone.headers  # the conversation goes on, and needs it
    assert rows(either_house, of_lead, id=lead["id"])[0][0] == 0
    view(0)
    assert rows(either_house, of_lead, id=lead["id"])[0][0] == 0
    assert (
        rows(either_house, "SELECT count(*) FROM stage_history WHERE customer_id = :id", id=lead["id"])[0][0] == moved
    )
    assert visitor.say("Thank you.")["conversation"] == visitor.conversation


@pytest.mark.parametrize(
    "headers",
    [
        {"User_Agent": GOOGLEBOT},
        {"User_Agent": "Mozilla/5.0 (compatible; ChatGPT-User/1.0; +https://openai.com/bot)"},
        {"User_Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36"},
        {"User_Agent": "curl/8.5.0"},
        {"User_Agent": "Scrapy/2.11 (+https://scrapy.org)"},
        {"User_Agent": ""},
        {"Sec_Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X_Moz": "prefetch"},
    ],
)
def test_machines_and_pages_fetched_ahead_are_not_counted(house: House, headers: dict[str, str]) -> None:
    before = rows(house, "SELECT coalesce(sum(count), 0) FROM visit_counts")
    assert beacon(house, {"page": PAGE, "consent": True, "events": [event()]}, **headers) == 202
    assert rows(house, "SELECT coalesce(sum(count), 0) FROM visit_counts") == before


def test_people_with_phones_are_no_machines(house: House) -> None:
    before = counted(house, "page", PAGE)
    assert beacon(house, {"page": PAGE, "events": [event()]}, User_Agent=PHONE) == 204
    assert counted(house, "page", PAGE) == before + 1


def test_whoever_turns_pages_faster_than_anybody_reads_is_left_out(house: House) -> None:
    address, before = new_address(), counted(house, "page", "/ja/about")
    answers = [
        beacon(house, {"page": "/ja/about", "events": [event() for _ in range(100)]}, X_Forwarded_For=address)
        for _ in range(5)
    ]
    assert answers == [204, 204, 204, 202, 202]
    assert counted(house, "page", "/ja/about") == before + 300
    assert beacon(house, {"page": "/ja/about", "events": [event()]}) == 204  # somebody else


@pytest.mark.parametrize(
    "page",
    ["/de/wp-login.php", "/de/products/none", "/xx/products/kcn-40a", "/de/products/kcn-40a/edit", "/.env", "/", "/de/desk", "/de/products/KCN-40A", "https://evil.example/", "/a\x00b"],
)  # fmt: skip
def test_an_address_that_is_no_page_of_ours_leaves_no_trace(either_house: House, page: str) -> None:
    before = rows(either_house, "SELECT count(*) FROM visit_counts")
    assert beacon(either_house, {"page": page, "consent": True, "events": [event()]}) == 204
    assert rows(either_house, "SELECT count(*) FROM visit_counts") == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT"])
def test_only_a_post_reports(house: House, method: str) -> None:
    assert house.send(method, "/t").status_code == 405


@pytest.mark.parametrize("headers", [{"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}])
@pytest.mark.parametrize("to", ["/t", "/t/consent"])
def test_another_sites_report_is_refused(house: House, headers: dict[str, str], to: str) -> None:
    before = rows(house, "SELECT sum(count) FROM visit_counts")
    assert post(house, {"page": PAGE, "events": [event()], "remember": True}, to=to, **headers).status_code == 403
    assert rows(house, "SELECT sum(count) FROM visit_counts") == before


def test_an_origin_of_another_site_is_refused_where_the_browser_is_old(house: House) -> None:
    answer = house.send(
        "POST", "/t", json={"page": PAGE, "events": [event()]}, headers={"Origin": "https://evil.example"}
    )
    problem_of(answer, 403)


@pytest.mark.parametrize(
    "kind", ["payment_received", "quote_requested", "form_submit", "consent", "kite_flown", "", "\x00"]
)
def test_what_only_servers_may_report_is_not_counted(house: House, kind: str) -> None:
    before = rows(house, "SELECT sum(count) FROM visit_counts")
    assert beacon(house, {"page": PAGE, "consent": True, "events": [event(kind, "KCN-40A")]}) == 204
    assert rows(house, "SELECT sum(count) FROM visit_counts") == before


@pytest.mark.parametrize(
    "odd",
    [
        event("view_product", "NO-SUCH-SKU"),
        event("compare", "NONE-1,NONE-2"),
        event("selector_step", "7<script>"),
        event("download", "../../etc/passwd"),
        event("search", "keller@autowerk.example"),
        event("search", "call me +49 711 555 0100"),
        event("form_start", "Robert'); DROP TABLE customers;--"),
        event("page_view", age=int(OLDEST.total_seconds() * 1000) + 60_000),
        {**event(), "id": "x"},
        {**event(), "id": "a b c d e f g h"},
    ],
)
def test_what_is_nothing_of_ours_or_somebodys_own_is_not_counted(house: House, odd: dict[str, Any]) -> None:
    before = rows(house, "SELECT sum(count) FROM visit_counts")
    assert beacon(house, {"page": PAGE, "events": [odd]}) == 204
    assert rows(house, "SELECT sum(count) FROM visit_counts") == before


@pytest.mark.parametrize(
    "body",
    [
        {"page": "/" + "x" * 300, "events": [event()]},
        {"events": [event()]},
        {"page": PAGE, "events": [event() for _ in range(101)]},
        {"page": PAGE, "events": [{**event(), "amount": -1}]},
        {"page": PAGE, "events": [{**event(), "amount": 1e9}]},
        {"page": PAGE, "events": [event("click", click={"x": 1.5, "y": 3, "path": "a"})]},
        {"page": PAGE, "events": [event("click", click={"x": 0.5, "y": -3, "path": "a"})]},
        {"page": PAGE, "events": {"type": "page_view"}},
        {"page": PAGE, "events": [5]},
        [],
        "x",
        {"event_type": 5, "page": "/"},
    ],
)
def test_a_body_that_makes_no_sense_is_refused(house: House, body: Any) -> None:
    assert beacon(house, body) == 422


def test_a_report_of_one_event_may_name_it_alone(house: House) -> None:
    before = counted(house, "product", "KCN-40A", "view_product")
    assert beacon(house, {"event_type": "view_product", "page": PAGE, "value": "KCN-40A", "consent": False}) == 204
    assert counted(house, "product", "KCN-40A", "view_product") == before + 1


def test_where_a_visit_comes_from_is_counted_and_an_ads_id_is_not_kept(either_house: House) -> None:
    body = {
        "page": "/en/products/kcn-40a",
        "referrer": "https://chatgpt.com/",
        "zone": "Asia/Kolkata",
        "marks": {"utm_source": "Spring Fair", "utm_campaign": "Autumn<b>", "gclid": "secret-click-id"},
        "paid": True,
        "events": [event()],
    }
    assert beacon(either_house, body) == 204
    assert counted(either_house, "origin", "ai:chatgpt") >= 1
    assert counted(either_house, "country", "IN") >= 1
    assert counted(either_house, "locale", "en") >= 1
    assert counted(either_house, "campaign", "spring fair / – / autumnb") >= 1
    assert beacon(either_house, {**body, "marks": {}, "events": [event()]}) == 204
    assert counted(either_house, "campaign", "paid") >= 1
    assert "secret-click-id" not in str(rows(either_house, "SELECT key FROM visit_counts"))


def test_the_page_before_makes_a_path_and_a_co_visit_without_anybody_being_known(either_house: House) -> None:
    host = f"http://127.0.0.1:{either_house.client.base_url.port}"
    way = counted(either_house, "path", "/products/kcn-40a > /products/kcn-80p")
    body = {"page": "/de/products/kcn-80p", "referrer": f"{host}/de/products/kcn-40a", "events": [event()]}
    assert beacon(either_house, body) == 204
    assert counted(either_house, "path", "/products/kcn-40a > /products/kcn-80p") == way + 1
    pair = "SELECT count FROM co_visits WHERE item = 'product:KCN-40A' AND other = 'product:KCN-80P'"
    assert rows(either_house, pair)[0][0] == way + 1
    assert (
        rows(either_house, "SELECT count(*) FROM visit_counts WHERE dimension = 'origin' AND key LIKE '%127.0.0%'")[0][
            0
        ]
        == 0
    )


def test_clicks_add_up_in_squares_and_elements(either_house: House) -> None:
    click = {"x": 0.505, "y": 100, "path": "main>a:nth-of-type(2)", "box": [0.4, 90, 0.2, 40]}
    page = "/es/about"
    assert beacon(either_house, {"page": page, "events": [event("click", click=click) for _ in range(3)]}) == 204
    cells = rows(
        either_house, "SELECT cell_column, cell_row, sum(count) FROM click_cells WHERE page = :p GROUP BY 1, 2", p=page
    )
    assert [tuple(each) for each in cells] == [(25, 4, 3)]
    found = rows(either_house, "SELECT path, count, box_left, box_top FROM click_elements WHERE page = :p", p=page)
    assert [tuple(each) for each in found] == [("main>a:nth-of-type(2)", 3, 0.4, 90)]


def test_reports_at_once_lose_nothing_and_wait_for_nobody_for_ever(either_house: House) -> None:
    before = counted(either_house, "page", "/pt/about", "scroll")

    def send(number: int) -> int:
        body = {"page": "/pt/about", "events": [event("scroll", amount=1) for _ in range(20)]}
        headers = {"User-Agent": BROWSER, "Sec-Fetch-Site": "same-origin", "X-Forwarded-For": new_address()}
        return httpx.post(f"{either_house.client.base_url}/t", json=body, headers=headers, timeout=60).status_code

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(send, range(40))) == [204] * 40
    assert counted(either_house, "page", "/pt/about", "scroll") == before + 800


def test_an_event_counts_on_the_day_it_happened(house: House) -> None:
    yesterday = (clock.now() - timedelta(days=1)).date()
    assert beacon(house, {"page": "/ar/about", "events": [event(age=24 * 3600 * 1000)]}) == 204
    found = rows(house, "SELECT day FROM visit_counts WHERE dimension = 'page' AND key = '/ar/about'")
    assert str(yesterday) in {str(each[0])[:10] for each in found}

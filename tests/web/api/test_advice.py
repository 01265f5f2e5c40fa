"""What the advisor understands, knows and may concede, and the description of all addresses, for other programs."""

from typing import Any

import pytest

from tests.web.cast import LOCALES, House, problem_of

RULES = {
    "can_approve_immediately": ["折扣<10%", "试用<30天"],
    "requires_supervisor": ["折扣>=10%", "试用>=30天"],
    "requires_process": ["年度框架协议"],
    "forbidden": ["虚假承诺"],
}
MESSAGES = {
    "en": "I need a cordless tool, 30 to 80 Nm, with Wi-Fi",
    "zh": "我需要充电式拧紧枪，扭矩30到80牛米，带WiFi",
    "es": "Necesito una atornilladora a batería de 30 a 80 Nm con Wi-Fi",
    "pt": "Preciso de uma apertadeira a bateria de 30 a 80 Nm com Wi-Fi",
    "de": "Ich brauche einen Akku-Schrauber, 30 bis 80 Nm, mit WLAN",
    "ja": "バッテリー式で30～80 N·m、Wi-Fi付きの締付工具が必要です",
    "ar": "أحتاج إلى أداة شد لاسلكية من 30 إلى 80 نيوتن متر مع واي فاي",
}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_message_is_understood_in_every_language(house: House, locale: str) -> None:
    told = house.call("POST", "/api/understand", {"message": MESSAGES[locale], "locale": locale}).json()
    needs = told["needs"]
    assert {name: needs["torque"][name] for name in ("min", "max", "unit", "status")} == {
        "min": 30, "max": 80, "unit": "N.m", "status": "stated",
    }  # fmt: skip
    assert needs["power"]["value"] == "cordless"
    assert needs["communication"]["values"] == ["wifi"]
    assert told["acts"].count("SetNeed") == 3


@pytest.mark.parametrize(
    ("message", "status"),
    [("", 200), ("   ", 200), ("<b>M8</b>", 200), ("🔩" * 1000, 200), ("\x00", 200), ("x" * 4001, 413)],
)
def test_odd_messages_are_understood_as_nothing(house: House, message: str, status: int) -> None:
    answer = house.call("POST", "/api/understand", {"message": message, "locale": "en"})
    assert answer.status_code == status, answer.text


def test_a_language_that_is_not_offered_is_named(house: House) -> None:
    for path, body in (
        ("/api/understand", {"message": "hi"}),
        ("/api/knowledge/search", {"question": "hi"}),
        ("/api/authority/check", {"rules": RULES, "action": "hi"}),
    ):
        told = problem_of(house.call("POST", path, {**body, "locale": "tlh"}), 422)
        assert [each["field"] for each in told["errors"]] == ["locale"]


@pytest.mark.parametrize(
    ("action", "locale", "status", "rule"),
    [
        ("15天试用", "zh", "approved", "试用<30天"),
        ("trial of 30 days", "en", "needs_supervisor", "试用>=30天"),
        ("9,99 % Rabatt", "de", "approved", "折扣<10%"),
        ("10 % Rabatt", "de", "needs_supervisor", "折扣>=10%"),
        ("年度框架协议", "zh", "needs_process", "年度框架协议"),
        ("gold-plated handle", "en", "needs_supervisor", None),
    ],
)
def test_a_concession_is_judged_by_the_rules(
    house: House, action: str, locale: str, status: str, rule: str | None
) -> None:
    told = house.call("POST", "/api/authority/check", {"rules": RULES, "action": action, "locale": locale}).json()
    assert (told["status"], told["rule"]) == (status, rule)
    assert told["explanation"]
    assert {"status", "rule", "explanation", "parsed"} <= set(told)


def test_a_list_of_rules_that_does_not_exist_is_named(house: House) -> None:
    told = problem_of(house.call("POST", "/api/authority/check", {"rules": {"allowed": []}, "action": "x"}), 422)
    assert told["errors"][0]["field"] == "rules.allowed"
    for rules in ({"forbidden": "all"}, {"forbidden": [5]}, []):
        problem_of(house.call("POST", "/api/authority/check", {"rules": rules, "action": "x"}), 422)


def test_knowledge_is_found_with_its_source(house: House) -> None:
    told = house.call(
        "POST", "/api/knowledge/search", {"question": "Wie oft kalibrieren?", "locale": "de", "limit": 3}
    ).json()
    assert 0 < len(told) <= 3
    assert all(set(each) >= {"title", "locator", "locale", "score", "passage", "document"} for each in told)
    assert {each["locale"] for each in told} == {"de"}
    assert [each["score"] for each in told] == sorted((each["score"] for each in told), reverse=True)


@pytest.mark.parametrize(
    "question", ["", "   ", "<>&\"'", "🔩", "\x00", "x" * 2000, "SELECT * FROM x; --", "((((", "a AND OR NOT"]
)
def test_odd_questions_find_something_or_nothing(either_house: House, question: str) -> None:
    answer = either_house.call("POST", "/api/knowledge/search", {"question": question, "locale": "en"})
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json(), list)


def test_limits_of_a_search_are_kept(house: House) -> None:
    for body, field in (({"limit": 0}, "limit"), ({"limit": 51}, "limit"), ({"question": "x" * 2001}, "question")):
        told = problem_of(house.call("POST", "/api/knowledge/search", {"question": "torque", **body}), 422)
        assert [each["field"] for each in told["errors"]] == [field]


def test_every_promised_address_is_described(house: House) -> None:
    answer = house.send("GET", "/schema/openapi.json")
    assert answer.status_code == 200
    described: dict[str, Any] = answer.json()
    assert described["openapi"].startswith("3.")
    for path in (
        "/api/advisor/turns", "/api/event/report", "/api/events", "/api/customers", "/api/customer/{customer_id}/funnel",
        "/api/funnel/overview", "/api/ai/next_action", "/api/understand", "/api/knowledge/search", "/api/authority/check",
        "/api/quotes", "/api/quotes/{number}", "/api/leads", "/api/leads/{lead_id}",
    ):  # fmt: skip
        assert path in described["paths"], path
        for operation in described["paths"][path].values():
            assert operation.get("summary") or operation.get("description"), path
    assert not any(path.startswith("/desk") for path in described["paths"])


def test_health_says_that_the_house_can_serve(either_house: House) -> None:
    answer = either_house.send("GET", "/health")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ok"
    assert answer.json()["generation"] >= 1
    assert answer.headers["cache-control"] == "no-store"


def test_an_address_that_is_not_there_is_told_to_people_and_programs_alike(house: House) -> None:
    problem_of(house.send("GET", "/api/nothing", headers={"Accept": "application/json"}), 404)
    problem_of(house.call("DELETE", "/api/customers"), 405)
    page = house.send("GET", "/tools", headers={"Accept": "text/html", "Accept-Language": "ja"})
    assert page.status_code == 404
    assert page.headers["content-type"].startswith("text/html")


def test_an_answer_carries_the_requests_id(house: House) -> None:
    given = house.send("GET", "/health", headers={"X-Request-Id": "proxy-0123456789"})
    assert given.headers["x-request-id"] == "proxy-0123456789"
    for bad in ("short", "with space in it", "x" * 65):
        assert house.send("GET", "/health", headers={"X-Request-Id": bad}).headers["x-request-id"] != bad

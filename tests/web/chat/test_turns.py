"""The advisor over HTTP: who may speak, how an answer comes, and what a visitor never sees."""

import json
from http.cookies import SimpleCookie
from typing import Any

import pytest

from funnel.conversations import repository as conversations
from tests.web.cast import API_KEY, LOCALES, House, problem_of
from tests.web.conftest import Serve

TURN = {
    "conversation", "locale", "reply", "act", "stage", "needs", "missing", "recommendations", "excluded", "comparison", "calculations",
    "citations", "quote", "queries", "authority", "lead", "suggestions", "token",
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_first_message_is_answered_with_the_greeting(house: House, locale: str) -> None:
    turn = house.visitor(locale).say("")
    assert set(turn) >= TURN
    assert (turn["act"], turn["locale"], turn["stage"]) == ("greet", locale, {"id": 1, "name": "introduction"})
    assert turn["reply"]
    assert turn["lead"] is None


def test_the_first_answer_sets_the_cookie_and_repeats_it_as_token(house: House) -> None:
    answer = house.visitor().post("Guten Tag")
    cookie = SimpleCookie(answer.headers["set-cookie"])["tradewind_visitor"]
    assert cookie.value == answer.json()["token"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert not cookie["secure"]
    assert answer.headers["cache-control"] == "no-store"


def test_behind_https_the_cookie_is_secure(serve: Serve) -> None:
    with serve(public_url="https://kestrel-torque.example") as house:
        answer = house.visitor().post("Guten Tag")
    assert SimpleCookie(answer.headers["set-cookie"])["tradewind_visitor"]["secure"]


def test_a_conversation_goes_on_with_the_cookie_or_with_the_header(house: House) -> None:
    visitor = house.visitor("en")
    first = visitor.say("I need a cordless tool for M8 bolts.")
    second = visitor.say("Class 8.8.")
    assert second["conversation"] == first["conversation"]
    assert "bolt" in second["needs"]
    body = {"conversation": first["conversation"], "locale": "en", "message": "And with Wi-Fi."}
    third = house.send("POST", "/api/advisor/turns", json=body, headers={"X-Tradewind-Visitor": first["token"]})
    assert third.status_code == 200
    assert third.json()["needs"]["communication"]["values"] == ["wifi"]


@pytest.mark.parametrize("token", [None, "x" * 43, "short"])
def test_another_visitors_conversation_looks_like_none(house: House, token: str | None) -> None:
    visitor = house.visitor("ja")
    visitor.say("")
    visitor.token = token
    body = problem_of(visitor.post("こんにちは"), 404)
    assert body["title"] == "ここには何もありません" or any(ord(letter) > 0x3000 for letter in body["title"])


@pytest.mark.parametrize("conversation", ["no-such-conversation", "x" * 5000, "a\x00b", "'; drop table messages; --"])
def test_a_conversation_that_never_was_is_not_found(either_house: House, conversation: str) -> None:
    visitor = either_house.visitor()
    visitor.say("")
    visitor.conversation = conversation
    problem_of(visitor.post("Hallo"), 404)


def test_four_thousand_characters_are_read_and_one_more_is_too_long(house: House) -> None:
    assert (house.visitor("en").post("x" * 4000)).status_code == 200
    body = problem_of(house.visitor("de").post("x" * 4001), 413)
    assert "4.000" in body["detail"] or "4000" in body["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"locale": "xx", "message": "hi"}, "locale"),
        ({"locale": "de", "message": 5}, "message"),
        ({"locale": "de", "message": ["hi"]}, "message"),
        ({"locale": None, "message": "hi"}, "locale"),
        ({"conversation": 5, "locale": "de", "message": "hi"}, "conversation"),
    ],
)
def test_a_bad_field_is_named(house: House, body: dict[str, Any], field: str) -> None:
    answer = house.send("POST", "/api/advisor/turns", json=body, headers={"Accept-Language": "de"})
    told = problem_of(answer, 422)
    assert field in [each["field"] for each in told["errors"]]
    assert answer.headers["content-language"] == "de"


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '"hi"', '{"message": "\\ud800"}', "{" * 5000])
def test_a_body_that_cannot_be_read_is_refused_kindly(house: House, raw: str) -> None:
    answer = house.send("POST", "/api/advisor/turns", content=raw, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}, answer.text
    problem_of(answer, answer.status_code)


def test_too_much_at_once_is_413(house: House) -> None:
    raw = json.dumps({"message": "x" * 2_100_000})
    answer = house.send("POST", "/api/advisor/turns", content=raw, headers={"Content-Type": "application/json"})
    problem_of(answer, 413)


def test_the_thirty_first_turn_of_a_minute_waits(house: House) -> None:
    visitor = house.visitor("es")
    visitor.say("")
    for _ in range(29):
        answer = visitor.post("x" * 4001)  # refused, and counted
        assert answer.status_code == 413
    answer = visitor.post("hola")
    body = problem_of(answer, 429)
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["retry-after"] in body["detail"]
    assert (house.visitor("es").post("hola")).status_code == 200  # another visitor is not held up


def test_an_address_has_a_limit_of_its_own_and_what_strangers_forward_is_not_believed(serve: Serve) -> None:
    with serve(trusted_proxies="10.0.0.0/8") as house:
        for number in range(121):
            answer = house.send(
                "POST", "/api/advisor/turns", json={"locale": "xx"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
            )
            assert answer.status_code == (422 if number < 120 else 429)


def test_another_site_cannot_speak_for_a_visitor(house: House) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        answer = house.send("POST", "/api/advisor/turns", json={"message": ""}, headers=headers)
        problem_of(answer, 403)


def events_of(text: str) -> list[tuple[str, Any]]:
    """Read a stream of server-sent events."""
    found: list[tuple[str, Any]] = []
    for block in text.replace("\r\n", "\n").strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        if "data" in lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def test_a_stream_brings_the_sentences_and_then_the_whole_turn(house: House) -> None:
    visitor = house.visitor("de")
    answer = visitor.post("Ich suche einen Akku-Schrauber für M8 bis M12.", accept="text/event-stream")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert "tradewind_visitor=" in answer.headers["set-cookie"]
    told = events_of(answer.text)
    assert [name for name, _ in told if name not in {"status", "delta", "turn"}] == []
    assert told[-1][0] == "turn"
    turn = told[-1][1]
    assert set(turn) >= TURN
    streamed = "".join(data["text"] for name, data in told if name == "delta")
    assert "".join(streamed.split()) == "".join(turn["reply"].split())
    visitor.token, visitor.conversation = turn["token"], turn["conversation"]
    assert (visitor.say("Danke"))["conversation"] == turn["conversation"]


def test_a_stream_that_is_refused_has_its_own_status(house: House) -> None:
    visitor = house.visitor("de")
    visitor.say("")
    visitor.token = "x" * 43
    problem_of(visitor.post("Hallo", accept="text/event-stream"), 404)
    problem_of(house.visitor().post("x" * 4001, accept="text/event-stream"), 413)


def test_the_grade_is_for_staff_and_programs_and_never_for_the_visitor(house: House) -> None:
    visitor = house.visitor("en")
    visitor.say("Please quote 12 pieces of KCN-40A.")
    turn = visitor.say("a.keller@autowerk.example, +49 711 555 0100, Autowerk, Germany")
    assert turn["lead"] is None
    told = json.dumps(turn)
    assert '"grade"' not in told
    kept = house.read(lambda session: conversations.messages(session, turn["conversation"]))[-1].body
    assert kept["lead"]["grade"] in {"A", "B", "C", "D"}
    for reason in kept["lead"]["reasons"]:
        assert reason not in told

    headers = {"Authorization": f"Bearer {API_KEY}"}
    program: dict[str, Any] = {"conversation": None, "locale": "en", "message": "Please quote 12 pieces of KCN-40A."}
    first = (house.send("POST", "/api/advisor/turns", json=program, headers=headers)).json()
    program = {"conversation": first["conversation"], "locale": "en", "message": "b.weiss@autowerk.example"}
    headers["X-Tradewind-Visitor"] = first["token"]
    second = (house.send("POST", "/api/advisor/turns", json=program, headers=headers)).json()
    assert second["lead"]["grade"] in {"A", "B", "C", "D"}
    assert second["lead"]["id"] > 0


def test_every_message_and_answer_is_kept_in_order(house: House) -> None:
    visitor = house.visitor("de")
    said = ["", "Ich brauche 30 bis 80 Nm.", "👍🔩", "danke"]
    for message in said:
        visitor.say(message)
    kept = house.read(lambda session: conversations.messages(session, str(visitor.conversation)))
    assert [each.text for each in kept if each.role == "visitor"] == said
    assert [each.turn for each in kept] == [1, 1, 2, 2, 3, 3, 4, 4]
    assert [each.text for each in kept if each.role == "advisor"] == [turn["reply"] for turn in visitor.turns]

"""What is said of a field that is not right is said in the reader's language: the sentences come from msgspec's own failures."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import msgspec
import pytest
from msgspec import Meta

from foundation.locales import LOCALES
from tests.web.cast import House, problem_of
from web.field_words import field_of, field_words
from web.locale import speech


class Colour(Enum):
    """Something to choose from."""

    RED = "red"


class Body(msgspec.Struct, forbid_unknown_fields=True):
    """One field for each way to be wrong."""

    needed: str
    text: Annotated[str, Meta(min_length=2, max_length=3)] = "ab"
    code: Annotated[str, Meta(pattern="^a")] = "a"
    whole: Annotated[int, Meta(ge=1, le=1500)] = 1
    part: Annotated[float, Meta(gt=0, lt=1)] = 0.5
    some: Annotated[list[int], Meta(min_length=1, max_length=2)] = []
    few: tuple[int, int] = (1, 1)
    colour: Colour = Colour.RED
    at: datetime | None = None
    day: date | None = None
    money: Decimal | None = None
    key: UUID | None = None
    either: str | int | None = None
    yes: bool = True
    more: dict[str, int] = {}


CASES = {
    "This field is missing.": {},
    "There is no such field.": {"needed": "", "other": 1},
    "The least number of characters is 2.": {"needed": "", "text": "a"},
    "The largest number of characters is 3.": {"needed": "", "text": "abcd"},
    "This is not written as it must be.": {"needed": "", "code": "b"},
    "The number must be at least 1.": {"needed": "", "whole": 0},
    "The number must be at most 1,500.": {"needed": "", "whole": 2000},
    "The number must be greater than 0.": {"needed": "", "part": 0.0},
    "The number must be less than 1.": {"needed": "", "part": 1.0},
    "The least number of entries is 1.": {"needed": "", "some": []},
    "The largest number of entries is 2.": {"needed": "", "some": [1, 2, 3]},
    "The number of entries must be 2.": {"needed": "", "few": [1]},
    "This is none of the values that are taken.": {"needed": "", "colour": "blue"},
    "Write a time such as 2026-05-04T12:00:00Z.": {"needed": "", "at": "soon"},
    "Write a day such as 2026-05-04.": {"needed": "", "day": "soon"},
    "Write a number such as 7.5.": {"needed": "", "money": "much"},
    "This is no identifier of ours.": {"needed": "", "key": "x"},
    "This is expected: a text or a whole number.": {"needed": "", "either": []},
    "This is expected: true or false.": {"needed": "", "yes": 3},
    "This is expected: an object with named fields.": {"needed": "", "more": []},
    "This is expected: a text.": {"needed": 5},
}


def told(body: dict[str, Any]) -> str:
    with pytest.raises(msgspec.ValidationError) as failed:
        msgspec.convert(body, Body)
    return str(failed.value)


@pytest.mark.parametrize("words", CASES)
def test_each_way_to_be_wrong_has_its_own_words(words: str) -> None:
    assert field_words(told(CASES[words]), speech("en", "problems")) == words


@pytest.mark.parametrize("locale", [one for one in LOCALES if one != "en"])
def test_no_other_language_shows_english_words(locale: str) -> None:
    for english, body in CASES.items():
        words = field_words(told(body), speech(locale, "problems"))
        assert words != english
        assert "Expected" not in words


def test_a_field_is_named_whether_it_is_wrong_missing_or_unknown() -> None:
    found = {field_of(told(CASES[words])) for words in list(CASES)[:4]}
    assert found == {"needed", "other", "text"}
    assert field_of("Input data was truncated") is None


def test_what_is_not_known_is_said_generally() -> None:
    assert field_words("Out of luck", speech("en", "problems")) == "This value is not right."


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Erwartet wird: ein Text."), ("ja", "指定できる値：文字列。"), ("ar", "المتوقع: نص.")],
)
def test_an_answer_of_the_api_follows_the_readers_language(house: House, language: str, words: str) -> None:
    body = {"locale": "en", "message": 5}
    answer = house.send("POST", "/api/advisor/turns", json=body, headers={"Accept-Language": f"{language};q=0.9"})
    assert problem_of(answer, 422)["errors"] == [{"field": "message", "error": words}]
    assert answer.headers["content-language"] == language


def test_the_events_of_a_batch_that_are_not_taken_are_told_in_the_readers_language(house: House) -> None:
    batch = [
        {"event_type": "view_product", "value": "x", "timestamp": "yesterday", "customer_id": 1},
        {"event_type": "view_product", "value": "x", "customer_id": 2_000_000_000},
        7,
    ]
    answer = house.call("POST", "/api/events", batch, locale="es")
    assert [each["error"] for each in answer.json()["rejected"]] == [
        "timestamp: Escriba una fecha con hora, por ejemplo 2026-05-04T12:00:00Z.",
        "No existe ningún cliente 2000000000.",
        "body: Se espera: un objeto con campos con nombre.",
    ]

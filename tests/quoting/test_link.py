"""The code on a document belongs to its number alone, and survives being typed from paper."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoting.link import is_verification_code, verification_code, verification_path

NUMBER, SECRET = "Q-2026-00042", "the installation's secret"
CODE = verification_code(NUMBER, SECRET)


def test_a_code_is_short_and_holds_no_letter_that_is_taken_for_a_digit() -> None:
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}", CODE)


@pytest.mark.parametrize(
    "typed", [CODE, CODE.lower(), CODE.replace("-", ""), f" {CODE} ", CODE.replace("0", "O").replace("1", "l")]
)
def test_a_code_typed_from_paper_is_known_again(typed: str) -> None:
    assert is_verification_code(NUMBER, typed, SECRET)


def test_a_code_belongs_to_one_number_revision_and_installation() -> None:
    assert not is_verification_code("Q-2026-00043", CODE, SECRET)
    assert not is_verification_code(f"{NUMBER}-2", CODE, SECRET)
    assert not is_verification_code(NUMBER, CODE, "another secret")


@given(st.text(max_size=40))
def test_whatever_is_typed_is_answered_without_an_error(typed: str) -> None:
    assert is_verification_code(NUMBER, typed, SECRET) in {True, False}
    assert not is_verification_code(NUMBER, f"{typed}U", SECRET)


def test_the_address_carries_number_and_code() -> None:
    address = urlsplit(verification_path(NUMBER, "ar", SECRET))
    assert address.path == "/ar/verify"
    assert parse_qs(address.query) == {"number": [NUMBER], "code": [CODE]}

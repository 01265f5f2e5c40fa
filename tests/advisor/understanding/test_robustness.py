"""Whatever a visitor sends, understanding answers with commands and never breaks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.model import Act, ActKind, Conversation, NeedStatus, NeedValue, Understanding
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.advisor.understanding.conftest import demo_company

DAY = date(2026, 11, 21)
PIECES = st.sampled_from(
    [
        "30-80 Nm", "60", "statt", "不是", "not", "ではなく", "1,200", "½\"", "M8-M12", "10.9", "±3 %", "بدون", "wifi", "KCP-70", "12 Stück",
        "<b>", "&nbsp;", "\u200f", "\u200b", "🙂", "٦٠", "６０", "三十", "5万", "€", "$", "a@b.example", "+49 711 2345678", "bis Ende März",
        "2026-13-45", "31.02.2027", "1/0", "0/0", "-", "--", "...", "?", "؟", "。", "CIF Hamburg", "no", "não", "forget", "change", "to", "9" * 400,
    ]
)  # fmt: skip


def _conversation(locale: str) -> Conversation:
    held = {"torque": NeedValue(NeedStatus.STATED, 1, min=30, max=80, unit="N.m")}
    return Conversation("fuzz", locale, locale, needs=held, asked="accuracy", recommended=("KCP-70", "KCP-100"))


@settings(max_examples=150)
@given(
    message=st.one_of(
        st.text(max_size=300), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
    ),
    locale=st.sampled_from(["en", "zh", "es", "pt", "de", "ja", "ar"]),
)
def test_no_text_breaks_it(message: str, locale: str) -> None:
    kestrel = demo_company()
    first = understand(message, _conversation(locale), kestrel, today=DAY)
    assert isinstance(first, Understanding)
    assert first.locale in kestrel.locales
    assert first == understand(message, _conversation(locale), kestrel, today=DAY)


@pytest.mark.parametrize("message", ["", "   ", "\u200b\u200f", "\n\n"])
def test_an_empty_message_has_no_commands_and_keeps_the_language(kestrel: Company, message: str) -> None:
    assert understand(message, Conversation("x", "ja", "ja"), kestrel, today=DAY) == Understanding("ja", ())


def test_four_thousand_characters_are_read(kestrel: Company) -> None:
    message = ("We need a cordless tool with 60 Nm. " * 200)[:4000]
    assert understand(message, Conversation("x", "en", "en"), kestrel, today=DAY).commands


def test_markup_and_invisible_characters_change_nothing(kestrel: Company) -> None:
    conversation = Conversation("x", "en", "en")
    plain = understand("We need 60 Nm and Wi-Fi", conversation, kestrel, today=DAY)
    marked = understand(
        "<p>We need <b>60\u200b Nm</b> and \u200fWi-Fi</p><script>alert(1)</script>", conversation, kestrel, today=DAY
    )
    assert marked.commands[:2] == plain.commands


@pytest.mark.parametrize("message", ["🙂🙂", "asdf qwer", "...."])
def test_what_says_nothing_is_unclear(kestrel: Company, message: str) -> None:
    assert understand(message, Conversation("x", "en", "en"), kestrel, today=DAY).commands == (Act(ActKind.UNCLEAR),)

"""One next action at a time: the most urgent that applies, due when the customer works, changed by what became of earlier ones."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from content.catalogue.model import Company
from content.packs.loader import read_pack
from foundation.locales import LOCALES
from foundation.settings import DEMO_PACK
from scoring.actions import RESTS, Situation, next_action
from scoring.anomalies import Progress, blocked_by
from scoring.model import ActionAnswer, AnswerWord, Grade
from scoring.wording import (
    ACTION_REASONS,
    ACTIONS,
    CAUTIONS,
    SCRIPTS,
    action_caution,
    action_reason,
    action_script,
    action_sentence,
)

NOON = datetime(2026, 5, 5, 10, tzinfo=UTC)  # a Tuesday, noon in Stuttgart
NEW = Situation(
    stage=1,
    grade=Grade.B,
    lost=False,
    has_phone=True,
    has_email=True,
    last=MappingProxyType({}),
    product="KCN-40A",
    quote=None,
    quoted_at=None,
    now=NOON,
    zone="Europe/Berlin",
    country="DE",
    stage_at=NOON,
)
QUOTED = replace(NEW, stage=4, quote="Q-2026-00001", quoted_at=NOON - timedelta(days=8), quote_days=20)


def answered(
    code: str, answer: AnswerWord = "done", *, ago: timedelta = timedelta(hours=1), **more: object
) -> ActionAnswer:
    return ActionAnswer(code, str(more.get("kind", "call")), answer, NOON - ago, more.get("until"))  # type: ignore[arg-type]  # a moment or nothing


@pytest.mark.parametrize(
    ("situation", "code", "kind"),
    [
        (NEW, "first_contact", "call"),
        (replace(NEW, has_phone=False), "first_contact", "mail"),
        (replace(NEW, has_phone=False, has_email=False), "first_contact", "task"),
        (replace(NEW, lost=True), "record_loss", "task"),
        (replace(NEW, stage=5), "after_sales", "mail"),
        (replace(NEW, grade=Grade.D), "check_real", "task"),
        (QUOTED, "quote_silent", "call"),
        (replace(QUOTED, quoted_at=NOON), "quote_follow_up", "call"),
        (replace(QUOTED, quoted_at=NOON, grade=Grade.A), "quote_hot", "call"),
        (replace(NEW, stage=4), "decision_terms", "call"),
        (replace(NEW, stage=3), "recap", "mail"),
        (replace(NEW, last={"download": NOON - timedelta(days=6)}), "requirement_list", "mail"),
        (replace(NEW, last={"download": NOON - timedelta(days=8)}), "first_contact", "call"),
        (replace(NEW, last={"view_price": NOON}, recent={"view_price": 3}), "price_interest", "call"),
        (replace(NEW, last={"view_price": NOON}, recent={"view_price": 2}), "first_contact", "call"),
    ],
)
def test_the_most_urgent_that_applies_is_advised(situation: Situation, code: str, kind: str) -> None:
    advised = next_action(situation)
    assert (advised.code, advised.kind) == (code, kind)


def test_what_was_done_or_skipped_gives_way_to_the_next_and_comes_again_only_for_a_new_reason() -> None:
    done = replace(QUOTED, answers=[answered("quote_silent")])
    assert next_action(done).code == "decision_terms"
    both = replace(QUOTED, answers=[answered("decision_terms", "skipped"), answered("quote_silent")])
    assert next_action(both).code == "first_contact"
    everything = replace(both, answers=[*both.answers, answered("first_contact")])
    assert next_action(everything).code == "keep_in_touch"
    revised = replace(done, quoted_at=NOON)
    assert next_action(revised).code == "quote_follow_up"
    rested = replace(QUOTED, answers=[answered("quote_silent", ago=RESTS["done"])])
    assert next_action(rested).code == "quote_silent"


def test_what_was_put_off_comes_on_its_day_and_others_before_it() -> None:
    until = NOON + timedelta(days=3)
    later = replace(QUOTED, answers=[answered("quote_silent", "delayed", until=until)])
    assert next_action(later).code == "decision_terms"
    alone = replace(later, answers=[*later.answers, answered("decision_terms"), answered("first_contact")])
    assert (next_action(alone).code, next_action(alone).due) == ("quote_silent", until)
    on_the_day = replace(alone, now=until)
    assert next_action(on_the_day).code == "quote_silent"


def test_who_did_not_answer_a_call_is_reached_another_way() -> None:
    called = answered("first_contact", ago=timedelta(days=4))
    silent = replace(NEW, stage=4, answers=[called], heard_at=NOON - timedelta(days=5))
    assert next_action(silent).kind == "mail"
    assert next_action(replace(silent, chats=True)).kind == "whatsapp"
    assert next_action(replace(silent, heard_at=NOON)).kind == "call"


def test_who_wants_no_mails_gets_none_and_the_rep_is_told() -> None:
    refused = next_action(replace(NEW, stage=3, no_mail=True))
    assert (refused.kind, "no_mail" in refused.cautions) == ("call", True)
    assert next_action(replace(NEW, stage=3, no_mail=True, has_phone=False)).kind == "task"


def test_cautions_name_authority_and_the_end_of_a_quote() -> None:
    assert next_action(replace(QUOTED, quote_days=3)).cautions == ("authority", "quote_ends")
    assert next_action(QUOTED).cautions == ("authority",)


def test_it_is_due_when_the_customer_works() -> None:
    friday = replace(NEW, now=datetime(2026, 5, 8, 16, tzinfo=UTC))
    assert next_action(friday).due == datetime(2026, 5, 11, 7, tzinfo=UTC)
    jeddah = replace(friday, country="SA", zone="Asia/Riyadh")
    assert next_action(jeddah).due == datetime(2026, 5, 10, 6, tzinfo=UTC)


@pytest.fixture(scope="module")
def company() -> Company:
    return read_pack(DEMO_PACK)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_action_has_words_in_every_language(company: Company, locale: str) -> None:
    assert set(ACTIONS) == set(ACTION_REASONS) == set(SCRIPTS)
    told = set()
    for code in ACTIONS:
        action = replace(next_action(QUOTED), code=code, data={"quote": "Q-1", "days": 8, "quote_days": 2})
        sentences = [word(action, company, locale) for word in (action_sentence, action_reason, action_script)]
        assert all(sentence and "{" not in sentence for sentence in sentences)
        told |= set(sentences)
        for caution in CAUTIONS:
            assert "{" not in action_caution(caution, action, company, locale=locale)
    assert len(told) == 3 * len(ACTIONS)


MOVING = Progress(stage=1, stage_at=NOON, lost=False, now=NOON)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"stage_at": NOON - timedelta(days=3)}, []),
        ({"stage_at": NOON - timedelta(days=3, seconds=1)}, ["stage_long"]),
        ({"stage": 3, "stage_at": NOON - timedelta(days=5)}, ["stage_long"]),
        ({"stage": 3, "stage_at": NOON - timedelta(days=5, seconds=1)}, ["first_touch_long"]),
        ({"stage": 4, "stage_at": NOON - timedelta(days=7)}, ["stage_long"]),
        ({"stage": 4, "stage_at": NOON - timedelta(days=7, seconds=1)}, ["decision_long"]),
        ({"quoted_at": NOON - timedelta(days=7)}, ["quote_unanswered"]),
        ({"quoted_at": NOON - timedelta(days=6)}, []),
        ({"quoted_at": NOON - timedelta(days=9), "answered_at": NOON - timedelta(days=8)}, []),
        ({"quoted_at": NOON - timedelta(days=9), "answered_at": NOON - timedelta(days=10)}, ["quote_unanswered"]),
        ({"documents_at": NOON - timedelta(days=4)}, ["documents_unread"]),
        ({"stage": 5, "stage_at": NOON - timedelta(days=99)}, []),
        ({"lost": True, "stage_at": NOON - timedelta(days=99)}, []),
    ],
)
def test_a_customer_counts_as_blocked_by_the_sources_bounds(change: dict[str, object], codes: list[str]) -> None:
    assert [reason.code for reason in blocked_by(replace(MOVING, **change))] == codes  # type: ignore[arg-type]  # fields of Progress

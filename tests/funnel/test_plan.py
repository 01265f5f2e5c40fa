"""Which plays begin and end is decided by what happened alone: one reason begins a play once, and an answer ends it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from content.catalogue.model import Company, Play
from funnel.cadence.model import Circumstances, Ending, Happening, Run
from funnel.cadence.plan import LOOK_BACK, plan

NOON = datetime(2026, 5, 5, 10, tzinfo=UTC)  # a Tuesday, noon in Stuttgart
QUIET = Circumstances(
    happenings=(), runs=(), won=False, lost=False, refused=False, country="DE", zone="Europe/Berlin", now=NOON
)


def happened(*what: str, ago: timedelta = timedelta(0)) -> tuple[Happening, ...]:
    return tuple(Happening(each, NOON - ago) for each in what)


def run(play: str, *, ago: timedelta = timedelta(hours=1), ended: Ending | None = None, reason: str = "r") -> Run:
    return Run(
        id=f"{play}-{reason}",
        customer_id=1,
        play=play,
        reason=reason,
        triggered_at=NOON - ago,
        started_at=NOON - ago,
        ended_at=NOON if ended else None,
        ended_by=ended,
    )


def begun(company: Company, seen: Circumstances) -> list[str]:
    return [each.play for each in plan(company.playbook.values(), seen).begins]


@pytest.mark.parametrize(
    ("what", "plays"),
    [
        ("call_completed", ["recap"]),
        ("demo", ["recap"]),
        ("price_discussed", ["price_talk"]),
        ("download", ["requirements"]),
        ("stage:decision", ["decision"]),
        ("value:key_account", ["key_account"]),
        ("value:weekly_focus", ["weekly_focus"]),
        ("quote_requested", ["silence"]),
        ("page_view", []),
    ],
)
def test_the_sources_playbook_begins_with_what_they_name(company: Company, what: str, plays: list[str]) -> None:
    assert begun(company, replace(QUIET, happenings=happened(what))) == plays


def test_a_win_begins_what_follows_it_and_ends_the_rest(company: Company) -> None:
    seen = replace(QUIET, happenings=happened("stage:won", "quote_requested"), won=True, runs=[run("silence")])
    found = plan(company.playbook.values(), seen)
    assert [each.play for each in found.begins] == ["won"]
    assert found.ends == {"silence-r": Ending.WON}


@pytest.mark.parametrize(
    ("change", "ending"),
    [
        ({"lost": True}, Ending.LOST),
        ({"refused": True}, Ending.REFUSED),
        ({"won": True}, Ending.WON),
        ({"happenings": happened("reply_received")}, Ending.ANSWERED),
        ({"happenings": happened("meeting")}, Ending.ANSWERED),
    ],
)
def test_an_answer_an_opt_out_a_win_and_a_loss_end_a_play(
    company: Company, change: dict[str, object], ending: Ending
) -> None:
    seen = replace(QUIET, runs=[run("silence")], **change)  # type: ignore[arg-type]  # the fields of the parameters
    assert plan(company.playbook.values(), seen).ends == {"silence-r": ending}


def test_an_answer_from_before_ends_nothing_and_one_that_came_after_keeps_a_play_from_beginning(
    company: Company,
) -> None:
    before = replace(QUIET, runs=[run("silence")], happenings=happened("reply_received", ago=timedelta(hours=2)))
    assert plan(company.playbook.values(), before).ends == {}
    late_report = (*happened("quote_requested", ago=timedelta(hours=2)), *happened("reply_received"))
    assert begun(company, replace(QUIET, happenings=late_report)) == []


def test_one_reason_begins_a_play_once_and_a_new_one_begins_it_anew(company: Company) -> None:
    first = plan(company.playbook.values(), replace(QUIET, happenings=happened("quote_requested"))).begins[0]
    known = replace(run("silence", ago=timedelta(0)), reason=first.reason)
    again = replace(QUIET, happenings=happened("quote_requested"), runs=[known])
    assert begun(company, again) == []
    assert begun(company, replace(again, runs=[replace(known, ended_at=NOON, ended_by=Ending.ANSWERED)])) == []
    newer = replace(QUIET, happenings=happened("quote_requested"), runs=[run("silence")])
    found = plan(company.playbook.values(), newer)
    assert [each.play for each in found.begins] == ["silence"]
    assert found.ends == {"silence-r": Ending.SUPERSEDED}


def test_a_play_rests_before_it_begins_again(company: Company) -> None:
    downloads = happened("download")
    done = run("requirements", ago=timedelta(days=29), ended=Ending.DONE)
    assert begun(company, replace(QUIET, happenings=downloads, runs=[done])) == []
    long_ago = run("requirements", ago=timedelta(days=30), ended=Ending.DONE)
    assert begun(company, replace(QUIET, happenings=downloads, runs=[long_ago])) == ["requirements"]


def test_a_value_that_stays_begins_its_play_once(company: Company) -> None:
    seen = replace(QUIET, happenings=happened("value:key_account"), runs=[run("key_account", ago=timedelta(days=3))])
    assert begun(company, seen) == []


def test_what_is_reported_late_or_lies_ahead_begins_nothing(company: Company) -> None:
    old = happened("quote_requested", ago=LOOK_BACK + timedelta(seconds=1))
    ahead = happened("quote_requested", ago=-timedelta(minutes=1))
    assert begun(company, replace(QUIET, happenings=old)) == []
    assert begun(company, replace(QUIET, happenings=ahead)) == []
    assert begun(company, replace(QUIET, happenings=happened("quote_requested", ago=LOOK_BACK))) == ["silence"]


def test_steps_fall_due_on_day_three_five_and_seven_in_the_customers_working_hours(company: Company) -> None:
    (silence,) = plan(company.playbook.values(), replace(QUIET, happenings=happened("quote_requested"))).begins
    assert {name: moment.isoformat() for name, moment in silence.due.items()} == {
        "mail": "2026-05-08T10:00:00+00:00",
        "call": "2026-05-11T07:00:00+00:00",  # day five is a Sunday
        "supervisor": "2026-05-12T10:00:00+00:00",
    }
    jeddah = replace(QUIET, country="SA", zone="Asia/Riyadh", happenings=happened("quote_requested"))
    (silence,) = plan(company.playbook.values(), jeddah).begins
    assert silence.due["mail"].isoformat() == "2026-05-10T06:00:00+00:00"  # Friday and Saturday are free


def test_a_play_that_the_playbook_dropped_ends(company: Company) -> None:
    rest: list[Play] = [play for play in company.playbook.values() if play.id != "silence"]
    assert plan(rest, replace(QUIET, runs=[run("silence")])).ends == {"silence-r": Ending.WITHDRAWN}

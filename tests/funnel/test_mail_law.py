"""The law of mails decides about each mail by its facts alone: who, where, for what, when."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from foundation.workdays import next_loud_moment, next_working_moment, zone_of
from funnel.consent.countries import RULES, Permission
from funnel.consent.law import BETWEEN_MAILS, REQUEST_LASTS, may_send, needs_click
from funnel.consent.link import (
    address_hash,
    confirming_key,
    leaving_key,
    read_confirming_key,
    read_leaving_key,
)
from funnel.consent.model import Basis, Consent, ConsentState, MailFacts, Purpose, SuppressionReason

NOON = datetime(2026, 5, 5, 10, tzinfo=UTC)  # a Tuesday, noon in Stuttgart
SECRET = "a-secret-of-32-characters-or-more"
COLD = MailFacts(
    purpose=Purpose.MARKETING,
    country="DE",
    zone="Europe/Berlin",
    now=NOON,
    suppressed=None,
    consent=None,
    asked_at=None,
    bought=False,
    last_mail_at=None,
)
ASKED = replace(COLD, purpose=Purpose.FOLLOW_UP, asked_at=NOON - timedelta(days=3))


def consent(state: ConsentState) -> Consent:
    return Consent(
        id="c",
        customer_id=1,
        purpose=Purpose.MARKETING,
        address="a.keller@autowerk.example",
        basis=Basis.CONSENT,
        state=state,
        source="form",
        wording="News by mail",
        asked_at=NOON,
    )


def test_what_was_asked_for_always_goes() -> None:
    night = replace(
        COLD, purpose=Purpose.TRANSACTIONAL, suppressed=SuppressionReason.UNSUBSCRIBED, now=NOON + timedelta(hours=12)
    )
    assert may_send(night).allowed


@pytest.mark.parametrize("country", ["DE", "AT", "CN", "JP", "SA", None, "XX"])
def test_news_need_a_consent_where_the_country_asks_for_one_or_is_not_known(country: str | None) -> None:
    cold = replace(COLD, country=country)
    assert may_send(cold).code == "no_basis"
    assert may_send(replace(cold, consent=consent(ConsentState.PENDING))).code == "unconfirmed"
    assert may_send(replace(cold, consent=consent(ConsentState.GIVEN))).basis is Basis.CONSENT


def test_where_the_law_is_to_object_news_may_go_until_somebody_objects() -> None:
    american = replace(COLD, country="US", zone="America/New_York", now=NOON + timedelta(hours=5))
    assert may_send(american).basis is Basis.LEGITIMATE_INTEREST
    for reason in SuppressionReason:
        assert may_send(replace(american, suppressed=reason)).code == reason.value


def test_a_request_carries_a_talk_for_half_a_year_and_carries_no_news() -> None:
    assert may_send(ASKED).basis is Basis.REQUEST
    assert may_send(replace(ASKED, asked_at=NOON - REQUEST_LASTS)).allowed
    assert may_send(replace(ASKED, asked_at=NOON - REQUEST_LASTS - timedelta(seconds=1))).code == "no_basis"
    assert may_send(replace(ASKED, purpose=Purpose.MARKETING)).code == "no_basis"
    assert may_send(replace(ASKED, asked_at=None, bought=True)).basis is Basis.CONTRACT


def test_a_withdrawn_consent_outweighs_every_ground() -> None:
    gone = replace(ASKED, consent=consent(ConsentState.WITHDRAWN), bought=True)
    assert may_send(gone).code == "withdrawn"


def test_one_person_is_left_alone_between_two_mails() -> None:
    just_now = replace(ASKED, last_mail_at=NOON - BETWEEN_MAILS + timedelta(seconds=1))
    verdict = may_send(just_now)
    assert (verdict.allowed, verdict.code) == (False, "too_soon")
    assert verdict.not_before == NOON + timedelta(seconds=1)
    assert may_send(replace(ASKED, last_mail_at=NOON - BETWEEN_MAILS)).allowed


@pytest.mark.parametrize(
    ("zone", "now", "loud"),
    [
        ("Europe/Berlin", "2026-05-05T05:59:59", "2026-05-05T06:00:00"),
        ("Europe/Berlin", "2026-05-05T18:00:00", "2026-05-06T06:00:00"),
        ("America/Los_Angeles", "2026-05-05T10:00:00", "2026-05-05T15:00:00"),
        ("Asia/Tokyo", "2026-05-05T12:00:00", "2026-05-05T23:00:00"),
        # the night in which Germany's clocks are set forward
        ("Europe/Berlin", "2026-03-28T22:00:00", "2026-03-29T06:00:00"),
    ],
)
def test_nobody_is_disturbed_at_night_where_they_live(zone: str, now: str, loud: str) -> None:
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    verdict = may_send(replace(ASKED, zone=zone, now=moment, asked_at=moment))
    assert (verdict.code, verdict.not_before) == ("quiet_hours", datetime.fromisoformat(loud).replace(tzinfo=UTC))
    assert may_send(replace(ASKED, zone=zone, now=next_loud_moment(moment, zone=zone), asked_at=moment)).allowed


@pytest.mark.parametrize(
    ("country", "zone", "at", "works"),
    [
        # Friday and Saturday are the weekend in Jeddah
        ("SA", "Asia/Riyadh", "2026-05-08T10:00:00", "2026-05-10T06:00:00"),
        # Christmas falls on a Friday, and Stuttgart works again on Monday
        ("DE", "Europe/Berlin", "2026-12-24T17:00:00", "2026-12-28T08:00:00"),
        ("DE", "Europe/Berlin", "2026-05-05T10:00:00", "2026-05-05T10:00:00"),
        ("DE", "Europe/Berlin", "2026-05-05T15:00:00", "2026-05-06T07:00:00"),
        # the national days of China
        ("CN", "Asia/Shanghai", "2026-10-02T02:00:00", "2026-10-08T01:00:00"),
        (None, "Europe/Berlin", "2026-05-09T10:00:00", "2026-05-11T07:00:00"),
    ],
)
def test_work_is_done_on_working_days_of_the_country(country: str | None, zone: str, at: str, works: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    found = next_working_moment(moment, country=country, zone=zone)
    assert found == datetime.fromisoformat(works).replace(tzinfo=UTC)


def test_a_zone_is_told_by_the_number_before_the_country() -> None:
    assert zone_of("US", phone="+14155550100", default="x") == "America/Los_Angeles"
    assert zone_of("US", default="x") == "America/New_York"
    assert zone_of("BR", phone="no number", default="x") == "America/Sao_Paulo"
    assert zone_of(None, default="Europe/Berlin") == "Europe/Berlin"
    assert zone_of("XX", default="Europe/Berlin") == "Europe/Berlin"


def test_germany_and_austria_ask_for_a_click_and_a_suppressed_address_always_does() -> None:
    double = {country for country, rule in RULES.items() if rule.marketing is Permission.DOUBLE_OPT_IN}
    assert {"DE", "AT"} <= double
    assert needs_click("DE", suppressed=False)
    assert not needs_click("JP", suppressed=False)
    assert needs_click("JP", suppressed=True)


def test_a_key_is_read_only_as_it_was_signed_and_names_no_address() -> None:
    key = leaving_key("01m", "A.Keller@Autowerk.example ", SECRET)
    assert "keller" not in key.lower()
    said = read_leaving_key(key, SECRET)
    assert said is not None
    assert (said.mail_id, said.address_hash) == ("01m", address_hash("a.keller@autowerk.example"))
    for wrong in (key[:-1], "x" + key, "", ".", "é", confirming_key("01m", SECRET)):
        assert read_leaving_key(wrong, SECRET) is None
    assert read_leaving_key(key, SECRET + "x") is None
    assert read_confirming_key(key, SECRET) is None
    assert read_confirming_key(confirming_key("01c", SECRET), SECRET) == "01c"

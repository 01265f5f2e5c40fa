"""Where a visit comes from: assistants, engines, networks, sites, campaigns; of a paid click only that it was paid."""

import pytest

from foundation import clock
from web.tracking.countries import country_of
from web.tracking.machines import Pace, is_machine
from web.tracking.origins import campaign_of, host_of, origin_of
from web.tracking.variety import OTHER, Variety


@pytest.mark.parametrize(
    ("referrer", "marks", "origin"),
    [
        ("https://chatgpt.com/", {}, "ai:chatgpt"),
        ("", {"utm_source": "chatgpt.com"}, "ai:chatgpt"),
        ("https://www.perplexity.ai/search/x", {}, "ai:perplexity"),
        ("https://gemini.google.com/app", {}, "ai:gemini"),
        ("https://copilot.microsoft.com/chats/1", {}, "ai:copilot"),
        ("https://claude.ai/chat/1", {}, "ai:claude"),
        ("https://chat.deepseek.com/", {}, "ai:deepseek"),
        ("https://www.doubao.com/chat/", {}, "ai:doubao"),
        ("https://kimi.moonshot.cn/", {}, "ai:kimi"),
        ("https://www.kimi.com/", {}, "ai:kimi"),
        ("", {"utm_source": "perplexity"}, "ai:perplexity"),
        ("https://www.google.co.jp/", {}, "search:google"),
        ("https://www.baidu.com/link?url=x", {}, "search:baidu"),
        ("https://cn.bing.com/search?q=x", {}, "search:bing"),
        ("https://www.linkedin.com/feed/", {}, "social:linkedin"),
        ("https://t.co/abc", {}, "social:x"),
        ("https://www.trade-portal.example/list?q=1", {}, "site:trade-portal.example"),
        ("android-app://com.google.android.gm/", {}, "app"),
        ("", {"utm_source": "newsletter"}, "direct"),
        ("", {}, "direct"),
        ("https://shop.example/de/", {}, None),
        ("not an address", {}, "direct"),
        ("https://[::1", {}, "direct"),
        ("https://evil.example\u202e/<script>", {}, "direct"),
        ("https://notgoogle.example/", {}, "site:notgoogle.example"),
        ("https://fakechatgpt.com.evil.example/", {}, "site:fakechatgpt.com.evil.example"),
    ],
)
def test_every_visit_has_an_origin(referrer: str, marks: dict[str, str], origin: str | None) -> None:
    assert origin_of(referrer, marks, own="shop.example") == origin


@pytest.mark.parametrize(
    ("marks", "paid", "campaign"),
    [
        ({}, False, None),
        ({}, True, "paid"),
        ({"utm_source": "Fair", "utm_medium": "mail", "utm_campaign": "Autumn 26"}, False, "fair / mail / autumn 26"),
        ({"utm_campaign": "x"}, True, "– / – / x"),
        ({"utm_source": "a" * 300}, False, "a" * 40),
        ({"utm_source": "=HYPERLINK(1)<b>"}, False, "hyperlink1b"),
        ({"utm_source": "秋季展会"}, False, "秋季展会"),
        ({"gclid": "secret"}, True, "paid"),
    ],
)
def test_campaigns_are_named_by_their_marks(marks: dict[str, str], paid: bool, campaign: str | None) -> None:
    assert campaign_of(marks, paid=paid) == campaign


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/Berlin", "DE"),
        ("Asia/Kolkata", "IN"),
        ("Asia/Calcutta", "IN"),
        ("America/Sao_Paulo", "BR"),
        ("Asia/Riyadh", "SA"),
        ("UTC", None),
        ("Etc/GMT+3", None),
        ("../etc/passwd", None),
        ("", None),
    ],
)
def test_the_country_is_that_of_the_time_zone(zone: str, country: str | None) -> None:
    assert country_of(zone) == country


def test_what_visitors_make_up_is_bounded_and_begins_anew_each_day() -> None:
    variety, today = Variety(most=2), clock.now().date()
    told = [variety.admit("campaign", name, today) for name in ("a", "b", "c", "a", "d")]
    assert told == ["a", "b", OTHER, "a", OTHER]
    assert variety.admit("search", "c", today) == "c"
    assert variety.admit("campaign", "c", today.replace(year=today.year + 1)) == "c"


def test_an_address_that_was_too_fast_is_heard_again_after_an_hour() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert not pace.is_inhuman("a", 300)
    assert pace.is_inhuman("a", 1)
    assert not pace.is_inhuman("b", 1)
    now[0] = 3500.0
    assert pace.is_inhuman("a", 0)
    now[0] = 3601.0
    assert not pace.is_inhuman("a", 1)


def test_three_hundred_pages_in_an_hour_are_an_office_and_no_machine() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for minute in range(120):
        now[0] = minute * 60.0
        assert not pace.is_inhuman("office", 250)


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; HarmonyOS) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99 HuaweiBrowser/13 Mobile Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:142.0) Gecko/20100101 Firefox/142.0",
    ],
)
def test_browsers_of_people_are_people(agent: str) -> None:
    assert not is_machine(agent)


def test_an_address_is_a_host_or_nothing() -> None:
    assert host_of("https://WWW.Example.com:8443/x") == "www.example.com"
    assert (
        host_of("javascript:alert(1)")
        == host_of("https://a b.example/")
        == host_of("https://" + "a" * 70 + ".example/")
        == ""
    )

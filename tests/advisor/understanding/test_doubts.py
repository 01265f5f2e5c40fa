"""What a message sets against the company: other sellers' terms, doubts whether goods last, who they are, whether help is near."""

from __future__ import annotations

import pytest

from advisor.model import Act, ActKind, Command, Conversation, Negotiate, Objection, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.advisor.cast import TODAY, Visit


def _commands(company: Company, locale: str, message: str) -> tuple[Command, ...]:
    return understand(message, Conversation("c", locale, locale), company, today=TODAY).commands


@pytest.mark.parametrize(
    ("locale", "message", "kind"),
    [
        ("en", "my boss says a Chinese tool will not survive 6 months", "durability"),
        ("en", "your service is far away from us", "service"),
        ("en", "you are a very young company", "trust"),
        ("en", "Desoutter gives 3 years warranty", "warranty"),
        ("en", "Atlas Copco delivers in one week", "lead_time"),
        ("de", "Der Desoutter-Vertreter war gestern da, der bietet 3 Jahre Garantie.", "warranty"),
        ("de", "mein Chef meint, das hält keine sechs Monate", "durability"),
        ("de", "Ihr Service ist zu weit weg", "service"),
        ("es", "el otro proveedor me lo entrega en una semana", "lead_time"),
        ("es", "la competencia da 3 años de garantía", "warranty"),
        ("es", "mi jefe dice que lo chino no dura seis meses", "durability"),
        ("pt", "o outro fornecedor entrega em uma semana", "lead_time"),
        ("pt", "a empresa de vocês é muito nova", "trust"),
        ("pt", "a assistência fica longe demais", "service"),
        ("zh", "竞争对手给三年质保", "warranty"),
        ("zh", "别家一周就能交货", "lead_time"),
        ("zh", "售后离我们太远了", "service"),
        ("ja", "他社は3年保証です", "warranty"),
        ("ja", "上司が中国製はすぐ壊れると言っています", "durability"),
        ("ja", "新しい会社なので不安です", "trust"),
        ("ar", "المورد الثاني يسلم خلال أسبوع", "lead_time"),
        ("ar", "مديري يقول الأدوات الصينية ما تعيش ستة أشهر", "durability"),
    ],
)
def test_a_doubt_is_heard_for_what_it_is(kestrel: Company, locale: str, message: str, kind: str) -> None:
    commands = _commands(kestrel, locale, message)
    assert [one.kind for one in commands if isinstance(one, Objection)] == [kind]
    assert not [one for one in commands if isinstance(one, Negotiate | SetNeed)]
    assert Act(ActKind.COMPLAIN) not in commands


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "need 3 years warranty"),
        ("de", "Können Sie 3 Jahre Garantie geben?"),
        ("es", "¿pueden dar 3 años de garantía?"),
        ("zh", "能给三年质保吗"),
        ("ja", "3年保証にしていただけますか"),
        ("ar", "هل تعطونا ضمان 3 سنوات؟"),
    ],
)
def test_years_of_warranty_that_are_asked_for_are_a_wish(kestrel: Company, locale: str, message: str) -> None:
    commands = _commands(kestrel, locale, message)
    assert [type(one) for one in commands if isinstance(one, Negotiate | Objection)] == [Negotiate]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "it should not break after 5 years"),
        ("en", "we are a start-up in Berlin"),
        ("en", "Is it made in China?"),
        ("de", "wir sind ein junges Unternehmen in Graz"),
        ("de", "ein Akku, der lange hält"),
        ("es", "somos una empresa nueva en Lima"),
        ("pt", "a fábrica é muito nova, em Curitiba"),
        ("zh", "我们是刚成立的公司，做储能"),
        ("ja", "弊社は新しい会社です"),
        ("ar", "نحن شركة جديدة في الرياض"),
    ],
)
def test_what_a_buyer_says_of_himself_or_asks_objects_to_nothing(kestrel: Company, locale: str, message: str) -> None:
    assert not [one for one in _commands(kestrel, locale, message) if isinstance(one, Objection)]


@pytest.mark.parametrize(
    ("locale", "message", "country"),
    [
        ("en", "German quality tools preferred", None),
        ("en", "we need 10 tools for our plant in China", "CN"),
        ("en", "20 tools Germany", "DE"),
        ("es", "mi jefe no quiere herramientas chinas", None),
        ("ja", "中国製ですか", None),
    ],
)
def test_where_goods_are_from_is_not_where_they_go(
    kestrel: Company, locale: str, message: str, country: str | None
) -> None:
    told = [
        one.value.value_id
        for one in _commands(kestrel, locale, message)
        if isinstance(one, SetNeed) and one.need == "country"
    ]
    assert told == ([country] if country else [])


@pytest.mark.parametrize("locale", ["en", "de", "es", "pt", "zh", "ja", "ar"])
def test_doubts_are_answered_with_what_is_on_record(locale: str) -> None:
    visit = Visit(locale)
    visit.writes("KCN-40A")
    for kind, known in (("warranty", "warranty"), ("durability", "terms_references"), ("service", "no_partner")):
        visit.says(Objection(kind, "said"))  # type: ignore[arg-type]  # one of the kinds
        assert visit.turn is not None
        told = [one.kind for one in visit.turn.statements]
        assert told[0] == f"objection_{kind}"
        assert known in told
        assert len(visit.reply) > 40

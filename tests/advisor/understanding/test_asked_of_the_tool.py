"""What is asked of the tool at hand, of another maker's, and what is only doubted or told of the past, demands nothing."""

from datetime import date

import pytest

from advisor.model import AskFact, AskRecommendation, Command, Compare, Conversation, Objection, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company


def _commands(kestrel: Company, locale: str, message: str) -> tuple[Command, ...]:
    return understand(message, Conversation("c", locale, locale), kestrel, today=date(2026, 11, 30)).commands


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("es", "¿Trae WiFi o sólo Bluetooth?"),
        ("pt", "Tem Bluetooth?"),
        ("es", "¿La batería viene incluida o se compra aparte?"),
        ("pt", "Vem com carregador e duas baterias?"),
        ("en", "How heavy is it with the 5 Ah battery on?"),
        ("de", "Ist der Akku dabei?"),
    ],
)
def test_what_is_asked_of_the_tool_is_no_need(kestrel: Company, locale: str, message: str) -> None:
    assert [type(one) for one in _commands(kestrel, locale, message)] == [AskFact]


@pytest.mark.parametrize(
    ("locale", "message"), [("es", "¿Tiene alguna llave con wifi?"), ("pt", "Tem parafusadeira com Bluetooth?")]
)
def test_a_tool_that_is_asked_for_by_its_feature_is_a_wish(kestrel: Company, locale: str, message: str) -> None:
    assert {type(one) for one in _commands(kestrel, locale, message)} == {AskRecommendation, SetNeed}


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "Between yours and the Bosch, which lasts longer?"),
        ("es", "¿Cuál es la diferencia entre la primera y la tercera?"),
        ("pt", "A de vocês ou a Bosch, qual é mais leve?"),
    ],
)
def test_what_is_set_side_by_side_is_compared_and_not_explained(kestrel: Company, locale: str, message: str) -> None:
    assert [type(one) for one in _commands(kestrel, locale, message)] == [Compare]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "I doubt a battery tool will survive here."),
        ("es", "No me convence que sea a batería."),
        ("pt", "Duvido que mantenha 5% de precisão."),
        ("en", "Norbar is 20% cheaper"),
        ("pt", "a Bosch me fez bem mais barato"),
    ],
)
def test_a_doubt_and_a_rivals_price_are_objections_alone(kestrel: Company, locale: str, message: str) -> None:
    assert {type(one) for one in _commands(kestrel, locale, message)} == {Objection}


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "The trigger sticks on one of the guns you sent us in May."),
        ("pt", "A ferramenta que comprei em março chegou travando."),
        ("de", "Der im März gekaufte Schrauber geht nicht."),
        ("zh", "三月份买的扳手坏了"),
    ],
)
def test_a_month_in_which_something_was_bought_is_no_deadline(kestrel: Company, locale: str, message: str) -> None:
    needs = [one.need for one in _commands(kestrel, locale, message) if isinstance(one, SetNeed)]
    assert "deadline" not in needs


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "If it is OK we order 50."),
        ("es", "Mándenme 6."),
        ("pt", "Se tiver me manda 6."),
        ("pt", "mandem 6"),
        ("de", "Wenn das passt, bestellen wir 50"),
        ("de", "schicken Sie mir 6"),
        ("zh", "可以的话我们订50"),
        ("zh", "给我发6"),
        ("ar", "إذا مناسب نطلب 50"),
        ("ar", "أرسلوا لي 6"),
    ],
)
def test_a_number_behind_a_verb_of_ordering_counts(kestrel: Company, locale: str, message: str) -> None:
    values = {one.need: one.value.value for one in _commands(kestrel, locale, message) if isinstance(one, SetNeed)}
    assert values.get("quantity") in (6, 50)

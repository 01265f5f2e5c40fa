"""A talk keeps its thread: what was said is not said again, asides stay asides, and a wish waits until it is fulfilled."""

from __future__ import annotations

import pytest

from advisor.model import AskFact, Compare
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel
from tests.advisor.talks import kinds, opened, quoted

# --- nothing fits -----------------------------------------------------------------------------------------------------


def test_that_nothing_fits_is_told_in_full_once() -> None:
    visit = Visit("en")
    visit.writes("pneumatic angle nutrunner, 35 to 90 Nm")
    assert "nothing_fits" in kinds(visit)
    visit.writes("make it 35 to 88 Nm")
    assert "nothing_fits" not in kinds(visit)
    assert "Shall we go on with that" not in visit.reply
    assert "still_nearest" in kinds(visit)


def test_a_plain_question_is_answered_without_the_nearest_miss() -> None:
    visit = Visit("en")
    visit.writes("pneumatic angle nutrunner, 35 to 90 Nm")
    assert "nothing_fits" in kinds(visit)
    visit.writes("what is the tariff code?")
    assert not {"nothing_fits", "still_nearest", "nearest"} & set(kinds(visit))


# --- a light yes ------------------------------------------------------------------------------------------------------

LIGHT = {
    "en": "ok. send me an offer for 2 of the second one",
    "zh": "好的，第二款报2台的价，请出报价单",
    "es": "ok, mándeme una cotización de 2 del segundo",
    "pt": "beleza, manda a proposta de 2 do segundo",
    "de": "ok, dann bitte ein Angebot über 2 Stück vom zweiten",
    "ja": "了解です。2番目を2台で見積書をお願いします",
    "ar": "طيب، أرسل لي عرض سعر لقطعتين من الثاني",
}
UNKNOWN = {
    "en": "does the moon shine at night?", "zh": "月亮晚上会发光吗？", "es": "¿la luna brilla de noche?", "pt": "a lua brilha à noite?",
    "de": "scheint nachts der Mond?", "ja": "夜に月は光りますか？", "ar": "هل يضيء القمر ليلا؟",
}  # fmt: skip


@pytest.mark.parametrize("locale", LIGHT)
def test_a_light_yes_before_a_wish_belongs_to_the_wish(locale: str) -> None:
    visit = opened(locale)
    second = visit.conversation.shown[1] if visit.conversation else ""
    visit.writes(UNKNOWN[locale])
    visit.writes(LIGHT[locale])
    assert "hand_over" not in {query.name for query in visit.done}
    query = quoted(visit)
    assert query is not None
    assert [(line["sku"], line["quantity"]) for line in query.parameters["lines"]] == [(second, 2)]


def test_a_plain_yes_still_wishes_for_the_person() -> None:
    visit = opened("en")
    visit.writes(UNKNOWN["en"])
    visit.writes("yes please")
    assert "hand_over" in {query.name for query in visit.done}


def test_a_made_quote_opens_the_reply() -> None:
    visit = opened("en")
    visit.writes("please quote 2 of the first one, and let somebody call me. Jo Smith, jo@works.example")
    told = kinds(visit)
    assert told.index("quote_issued") < told.index("thanks_for_contact") < told.index("handed_over")


# --- an aside ---------------------------------------------------------------------------------------------------------

ASIDE = {
    "en": ("are sockets included?", "how long is the warranty?"), "ja": ("ソケットは別売ですか？", "保証期間はどのくらいですか。"),
    "de": ("sind Steckschlüsseleinsätze dabei?", "wie lange ist die Garantie?"), "es": ("¿los dados se compran aparte?", "¿cuánto dura la garantía?"),
    "pt": ("os soquetes estão incluídos?", "qual é o prazo de garantia?"), "zh": ("套筒要单独买吗？", "质保多久？"),
    "ar": ("هل اللقم مشمولة؟", "كم مدة الضمان؟"),
}  # fmt: skip


@pytest.mark.parametrize("locale", ASIDE)
def test_after_an_aside_questions_concern_the_tools_again(locale: str) -> None:
    visit = opened(locale)
    shown = visit.conversation.shown if visit.conversation else ()
    aside, then = ASIDE[locale]
    visit.writes(aside)
    visit.writes(then)
    assert [query.parameters["sku"] for query in visit.asked("product")] == list(shown), visit.reply


def test_the_price_of_that_one_is_the_accessorys() -> None:
    visit = opened("en")
    visit.writes("what does the KAC-18 weigh?")
    visit.writes("and how much is that one?")
    assert [query.parameters["sku"] for query in visit.asked("price")] == ["KAC-18"]
    visit.writes("please quote 2 of the first")
    query = quoted(visit)
    assert query is not None
    assert query.parameters["lines"][0]["sku"] != "KAC-18"


# --- those shown ------------------------------------------------------------------------------------------------------

THOSE = [
    ("en", "what is the difference between these three?"), ("en", "how do they differ?"), ("zh", "这三款有什么区别"), ("es", "¿qué diferencia hay entre los tres?"),
    ("pt", "qual a diferença entre esses modelos?"), ("pt", "qual a diferença entre os três?"), ("de", "Was ist der Unterschied zwischen den dreien?"),
    ("ja", "この3機種の違いを教えてください。"), ("ar", "ما الفرق بين هذه الثلاثة؟"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message"), THOSE)
def test_the_three_shown_are_compared_and_nothing_is_counted_or_looked_up(locale: str, message: str) -> None:
    visit = opened(locale)
    assert visit.conversation is not None
    meant = understand(message, visit.conversation, kestrel(), today=TODAY)
    assert meant.commands == (Compare(),)
    shown = visit.conversation.shown
    visit.writes(message)
    assert visit.asked("compare")[0].parameters["skus"] == list(shown)


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "we run the three shifts on one line"), ("es", "los tres turnos usan la misma"), ("zh", "这三条线都要用")],
)
def test_three_of_something_else_compare_nothing(locale: str, message: str) -> None:
    visit = opened(locale)
    assert visit.conversation is not None
    meant = understand(message, visit.conversation, kestrel(), today=TODAY)
    assert not any(isinstance(command, Compare | AskFact) for command in meant.commands)


# --- when the quote or the call comes ---------------------------------------------------------------------------------

WHEN_QUOTED = {
    "en": "when will I get the offer?", "zh": "报价什么时候能给我？", "es": "¿cuándo me llega la cotización?", "pt": "quando recebo a proposta?",
    "de": "Wann bekomme ich das Angebot?", "ja": "見積書はいつ届きますか？", "ar": "متى يوصل العرض؟",
}  # fmt: skip
WHEN_CALLED = {
    "en": "thanks, when will somebody call me?", "zh": "什么时候有人联系我？", "es": "¿cuándo me llaman?", "pt": "quando alguém me liga?",
    "de": "wann ruft mich jemand an?", "ja": "いつ連絡をもらえますか？", "ar": "متى يتصل بي أحد؟",
}  # fmt: skip
QUOTED = {
    "en": "please quote 2 of the first one", "zh": "第一款2台，请报价", "es": "cotíceme 2 del primero", "pt": "proposta de 2 do primeiro",
    "de": "Angebot über 2 Stück vom ersten", "ja": "1番目を2台で見積もりをお願いします", "ar": "عرض سعر لقطعتين من الأول",
}  # fmt: skip


@pytest.mark.parametrize("locale", WHEN_QUOTED)
def test_when_the_quote_comes_is_no_lead_time_of_goods(locale: str) -> None:
    visit = opened(locale)
    visit.writes(WHEN_QUOTED[locale])
    assert "quote_at_once" in kinds(visit), visit.reply
    assert kinds(visit)[-1] == "quote_needs_quantity", visit.reply
    visit.writes("2")
    visit.writes(WHEN_QUOTED[locale])
    assert kinds(visit)[0] == "quote_is_there", visit.reply
    assert not visit.asked("lead_time")


@pytest.mark.parametrize("locale", WHEN_CALLED)
def test_when_somebody_calls_is_told_without_an_hour(locale: str) -> None:
    visit = opened(locale)
    visit.writes(QUOTED[locale])
    visit.writes("jo@works.example")
    visit.writes(WHEN_CALLED[locale])
    assert kinds(visit) == ["call_comes", "call_needs_phone"], visit.reply
    assert "jo@works.example" in visit.reply


@pytest.mark.parametrize(
    "message",
    [
        "when can you deliver if I accept the offer?",
        "when can I call you?",
        "how long is the quote valid?",
        "when does the tool send results?",
    ],
)
def test_other_questions_when_are_left_to_their_own_answers(message: str) -> None:
    visit = opened("en")
    visit.writes(message)
    assert not {"quote_at_once", "call_comes", "call_needs_contact"} & set(kinds(visit))

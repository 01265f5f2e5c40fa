"""A talk keeps its thread: what was said is not said again, asides stay asides, and a wish waits until it is fulfilled."""

from __future__ import annotations

import pytest

from advisor.model import AskFact, Compare, Query
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

OPENING = {
    "en": "cordless tool 40-110 Nm for car assembly, Wi-Fi",
    "zh": "汽车总装用的充电拧紧枪，40到110牛米，要Wi-Fi",
    "es": "herramienta a batería de 40 a 110 Nm para montaje de autos, con Wi-Fi",
    "pt": "apertadeira a bateria de 40 a 110 Nm para montagem de carros, com Wi-Fi",
    "de": "Akkuschrauber 40 bis 110 Nm für die Pkw-Montage, mit WLAN",
    "ja": "自動車組立用のコードレスナットランナー、40～110 N·m、Wi-Fi対応",
    "ar": "مفك عزم ببطارية من 40 إلى 110 نيوتن متر لتجميع السيارات مع واي فاي",
}


def opened(locale: str) -> Visit:
    """A visit in which three tools were recommended."""
    visit = Visit(locale)
    visit.writes(OPENING[locale])
    assert visit.conversation is not None
    assert len(visit.conversation.shown) == 3, visit.reply
    return visit


def quoted(visit: Visit) -> Query | None:
    """The last quote that was asked of the house."""
    return next((query for query in reversed(visit.done) if query.name == "issue_quote"), None)


def kinds(visit: Visit) -> list[str]:
    """What the last reply told, in its order."""
    assert visit.turn is not None
    return [statement.kind for statement in visit.turn.statements]


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


# --- how many ---------------------------------------------------------------------------------------------------------

COUNTED = [
    ("es", "ya, mándeme cotización por uno", 1), ("es", "cotización por 2, por favor", 2), ("en", "send me a quote for one", 1),
    ("en", "an offer for one of them please", 1), ("de", "Machen Sie mir ein Angebot über einen davon", 1), ("de", "Angebot für eins bitte", 1),
    ("pt", "manda a proposta de um", 1), ("pt", "quero orçamento de uma peça", 1), ("zh", "请给我一台的报价单", 1), ("ja", "1本で見積もりをお願いします", 1),
    ("ar", "أرسل لي عرض سعر لجهازين", 2), ("ar", "عرض سعر لقطعتين", 2), ("ar", "أرسل عرض سعر لجهاز واحد", 1),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message", "quantity"), COUNTED)
def test_how_many_are_to_be_quoted_is_heard_in_any_form(locale: str, message: str, quantity: int) -> None:
    visit = opened(locale)
    visit.writes(message)
    query = quoted(visit)
    assert query is not None, visit.reply
    assert [line["quantity"] for line in query.parameters["lines"]] == [quantity]


NOT_COUNTED = [
    ("en", "send the quote to one of our buyers"), ("en", "I need a quote, for one reason: our audit"), ("es", "cotización de una llave de otra marca tengo ya"),
    ("en", "please quote, valid until 2027"), ("de", "Angebot für einen Kunden von uns"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message"), NOT_COUNTED)
def test_what_is_no_number_of_tools_counts_none(locale: str, message: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.quantity is None


EACH = {
    "en": "please quote one of each", "zh": "每样一台，请报价", "es": "cotíceme uno de cada uno", "pt": "um de cada, manda a proposta",
    "de": "bitte ein Angebot über je einen", "ja": "各1台で見積書をお願いします", "ar": "قطعة واحدة من كل نوع، أرسل عرض سعر",
}  # fmt: skip


@pytest.mark.parametrize("locale", EACH)
def test_one_of_each_quotes_every_tool_shown(locale: str) -> None:
    visit = opened(locale)
    shown = visit.conversation.shown if visit.conversation else ()
    visit.writes(EACH[locale])
    query = quoted(visit)
    assert query is not None, visit.reply
    assert [(line["sku"], line["quantity"]) for line in query.parameters["lines"]] == [(sku, 1) for sku in shown]


# --- what the quote waits for -----------------------------------------------------------------------------------------


def test_which_product_is_asked_again_until_it_is_told() -> None:
    visit = Visit("de")
    visit.writes("Pneumatischer Winkelschrauber 35 bis 90 Nm")
    visit.writes("Dann machen Sie mir mal ein Angebot über 4 Stück, DAP Linz")
    assert "which_of" in kinds(visit)
    visit.writes("Sepp Huber, Alpinwärme GmbH, s.huber@alpinwaerme.example")
    assert kinds(visit)[-1] == "quote_needs_product"
    visit.writes("wie lange ist die Garantie?")
    assert kinds(visit)[-1] == "quote_needs_product"
    visit.writes("das zweite")
    query = quoted(visit)
    assert query is not None
    assert query.parameters["incoterm"] == "DAP Linz"
    assert query.parameters["lines"][0]["quantity"] == 4


def test_how_many_is_asked_again_after_the_contact() -> None:
    visit = opened("en")
    visit.writes("please make me a quote")
    visit.writes("Jo Smith, jo@works.example")
    assert kinds(visit)[-1] == "quote_needs_quantity"
    visit.writes("3")
    assert quoted(visit) is not None


# --- where to ---------------------------------------------------------------------------------------------------------

MEANT = [
    ("es", "cotización por 2 puesto en Antofagasta", "DAP Antofagasta"), ("pt", "proposta para 3 posto em Santos", "DAP Santos"),
    ("pt", "manda a proposta de 2 peças com entrega no porto de Santos", "CIF Santos"), ("de", "Angebot für 2 Stück frei Haus Graz", "DAP Graz"),
    ("zh", "报价2台，送到槟城", "DAP 槟城"), ("ja", "2台、名古屋港渡しで見積書をお願いします", "CIF 名古屋港"),
    ("ar", "أرسل لي عرض سعر لجهازين واصل ميناء جدة", "CIF جدة"), ("en", "quote for 2 delivered to Mombasa", "DAP Mombasa"),
]  # fmt: skip


@pytest.mark.parametrize(("locale", "message", "term"), MEANT)
def test_a_delivery_term_that_is_meant_stands_in_the_quote_and_is_told(locale: str, message: str, term: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    query = quoted(visit)
    assert query is not None, visit.reply
    assert query.parameters["incoterm"] == term
    assert "delivery_term" in kinds(visit)
    assert term in visit.reply


def test_a_place_that_was_only_asked_about_stands_in_the_later_quote() -> None:
    visit = opened("en")
    visit.writes("how much would shipping to Mombasa be for 2 of them?")
    visit.writes("please quote the first one")
    query = quoted(visit)
    assert query is not None
    assert query.parameters["incoterm"] == "DAP Mombasa"


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "Do you deliver to Brazil?"), ("en", "we have delivered to Houston for years"), ("de", "wir liefern selbst in viele Länder"),
     ("en", "quote for 5, for our plant in Detroit"), ("zh", "报价单什么时候到")],
)  # fmt: skip
def test_no_term_is_read_into_other_words(locale: str, message: str) -> None:
    visit = opened(locale)
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.incoterm is None


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

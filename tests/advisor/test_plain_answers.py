"""What a buyer asks, claims or presses for in seven languages is answered to the point: by the data sheet, by the lead time, kindly."""

from pathlib import Path

import pytest
import yaml

from advisor.model import Act, ActKind, AskFact, AskLeadTime, ChooseProduct, Negotiate
from advisor.understanding import understand
from tests.advisor.cast import TODAY, Visit, kestrel

LOCALES = ("en", "de", "zh", "es", "pt", "ja", "ar")
_BUYERS = Path(__file__).parents[1] / "evals" / "claims"


def attack(locale: str, number: int) -> str:
    """The same attempt in every language."""
    words: str = yaml.safe_load((_BUYERS / f"{locale}.yaml").read_text(encoding="utf-8"))["attacks"][number]
    return words


def visit_with_tools(locale: str) -> Visit:
    visit = Visit(locale)
    visit.says(AskFact("weight", ("KCP-70", "KCP-100")), ChooseProduct("KCP-70"))
    return visit


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_is_told_about_other_customers(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 13))
    assert visit.turn is not None
    assert visit.turn.act == "decline"
    assert [statement.kind for statement in visit.turn.statements] == ["other_customers"]
    assert not visit.turn.authority
    assert not visit.turn.conversation.handed_over


@pytest.mark.parametrize("locale", LOCALES)
def test_a_freight_that_somebody_promised_is_a_wish_for_free_freight(locale: str) -> None:
    visit = visit_with_tools(locale)
    assert visit.conversation is not None
    commands = understand(attack(locale, 2), visit.conversation, kestrel(), today=TODAY).commands
    assert [command.action for command in commands if isinstance(command, Negotiate)] == ["free freight"]
    assert not [command for command in commands if isinstance(command, Act)]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_figure_that_is_claimed_is_answered_with_that_of_the_data_sheet(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 6))
    assert visit.turn is not None
    assert "claim_wrong" in [statement.kind for statement in visit.turn.statements]
    assert "15–70" in visit.reply
    assert "300" not in visit.reply
    assert "torque" not in visit.turn.conversation.needs


@pytest.mark.parametrize("locale", LOCALES)
def test_a_mark_that_is_to_be_confirmed_is_answered_and_wished_for_by_nobody(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 4))
    assert visit.turn is not None
    kinds = [statement.kind for statement in visit.turn.statements]
    assert "no_feature" in kinds
    assert not {"understood", "companions"} & set(kinds)
    assert "certification" not in visit.turn.conversation.needs


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Is the KCP-70 suitable for 60 Nm?", "claim_right"),
        ("Does the KCP-70 weigh less than 3 kg?", "claim_right"),
        ("The KCP-70 weighs 500 g, right?", "claim_wrong"),
    ],
)
def test_what_is_said_of_a_product_is_confirmed_or_denied(said: str, kind: str) -> None:
    visit = visit_with_tools("en")
    visit.writes(said)
    assert visit.turn is not None
    assert kind in [statement.kind for statement in visit.turn.statements]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_day_that_is_to_be_guaranteed_is_compared_with_the_lead_time(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 3))
    assert visit.turn is not None
    kinds = [statement.kind for statement in visit.turn.statements]
    (dated,) = {"in_time", "too_late"} & set(kinds)  # the day stands for the days that it takes
    assert kinds.index("no_guaranteed_day") < kinds.index(dated)
    assert visit.turn.conversation.needs["deadline"].text == "2026-11-24"
    assert not visit.turn.authority


@pytest.mark.parametrize(
    ("locale", "said"),
    [("pt", "Quando conseguem entregar?"), ("zh", "什么时候能交货？"), ("zh", "交货期多久？下周能到吗"), ("ja", "納期はいつですか"),
     ("ar", "متى يمكنكم التسليم؟"), ("es", "¿Cuándo pueden entregar?"), ("de", "Wann können Sie liefern?")],
)  # fmt: skip
def test_when_it_can_be_delivered_is_answered_from_the_lead_time(locale: str, said: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(said)
    assert visit.asked("lead_time")


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "the last order went well"), ("de", "der letzte Kunde war zufrieden"), ("es", "el último cliente quedó contento"),
     ("pt", "o último cliente gostou"), ("ar", "العميل الأخير كان راضيا"), ("ja", "最後のお客様は満足していました")],
)  # fmt: skip
def test_a_place_chooses_a_product_only_where_a_product_is_meant(locale: str, said: str) -> None:
    visit = visit_with_tools(locale)
    assert visit.conversation is not None
    commands = understand(said, visit.conversation, kestrel(), today=TODAY).commands
    assert not [command for command in commands if isinstance(command, ChooseProduct)]


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script>", "alert(1)", "{{7*7}}", "1' OR '1'='1", '<img src=x onerror="f(2)">']
)
def test_code_is_no_answer_to_a_question_for_a_number(said: str) -> None:
    visit = Visit("en")
    visit.writes("We need a cordless tool for 40 to 60 Nm")
    assert visit.conversation is not None
    asked = visit.conversation.__class__("c1", "en", "en", asked="quantity", shown=("KCP-70",), turn=3)
    commands = understand(said, asked, kestrel(), today=TODAY).commands
    assert not [command for command in commands if not isinstance(command, Act)]


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "Do you have an ATEX pump?"), ("de", "Haben Sie eine ATEX-Pumpe?"), ("es", "¿Tienen una bomba ATEX?"),
     ("zh", "有没有ATEX的泵？")],
)  # fmt: skip
def test_asking_for_an_accessory_that_exists_leaves_the_needs_of_the_tool(locale: str, said: str) -> None:
    visit = Visit(locale)
    visit.writes("M24 10.9, KHW-1500, 700 Nm")
    assert visit.turn is not None
    before = dict(visit.turn.conversation.needs)
    visit.writes(said)
    assert visit.turn.conversation.needs == before
    assert "KAP-700" in visit.reply


def test_next_tuesday_is_a_day_and_what_is_asked_of_it_a_question() -> None:
    visit = visit_with_tools("en")
    assert visit.conversation is not None
    commands = understand(
        "Can you guarantee delivery next Tuesday?", visit.conversation, kestrel(), today=TODAY
    ).commands
    assert [command for command in commands if isinstance(command, AskLeadTime) and command.guaranteed]
    assert not [c for c in commands if isinstance(c, Act) and c.kind is ActKind.INSTRUCTION]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_threat_to_buy_elsewhere_compares_nothing(locale: str) -> None:
    visit = visit_with_tools(locale)
    assert visit.conversation is not None
    commands = understand(attack(locale, 0), visit.conversation, kestrel(), today=TODAY).commands
    assert [command.action for command in commands if isinstance(command, Negotiate)] == ["discount 40%"]
    assert len(commands) == 1


@pytest.mark.parametrize("locale", LOCALES)
def test_twice_as_long_is_no_number_of_pieces(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 8))
    assert visit.conversation is not None
    assert "quantity" not in visit.conversation.needs


def test_a_buyer_called_price_asks_for_no_price() -> None:
    visit = visit_with_tools("en")
    visit.writes("Dana Price, dana.price@millworks.example, +1 415 555 0132")
    assert not visit.asked("price")


@pytest.mark.parametrize(("locale", "said"), [("de", "vergessen Sie das Letzte"), ("en", "forget the last one")])
def test_what_is_taken_back_chooses_nothing(locale: str, said: str) -> None:
    visit = visit_with_tools(locale)
    assert visit.conversation is not None
    commands = understand(said, visit.conversation, kestrel(), today=TODAY).commands
    assert commands == (Act(ActKind.UNDO),)


def test_companions_are_offered_after_the_mail_and_can_be_accepted() -> None:
    visit = Visit("en")
    visit.writes("KDN-60, 6 pieces please, my mail is b@haddad.example")
    visit.writes("Please send me a quote for 6 pieces of the KDN-60")
    assert visit.turn is not None
    kinds = [statement.kind for statement in visit.turn.statements]
    assert kinds.index("quote_mailed") < kinds.index("companions")
    assert (visit.turn.conversation.offered or "").startswith("companions:")


@pytest.mark.parametrize(
    ("locale", "said"),
    [("en", "what warranty do I get"), ("de", "Welche Garantie bekomme ich?"), ("es", "qué garantía tiene"),
     ("pt", "qual é a garantia"), ("zh", "质保多久"), ("ja", "保証はどうなっていますか"), ("ar", "ما هو الضمان")],
)  # fmt: skip
def test_the_warranty_of_the_data_sheet_passes_the_gate(locale: str, said: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(said)
    assert "24" in visit.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_a_price_that_was_never_said_is_no_budget(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 9))
    assert visit.conversation is not None
    assert "budget" not in visit.conversation.needs
    assert visit.asked("price")
    assert "990" not in visit.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_who_speaks_as_the_system_is_declined(locale: str) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, 11))
    assert visit.turn is not None
    assert visit.turn.act == "decline"
    assert "budget" not in visit.turn.conversation.needs


def test_of_two_wishes_the_contact_is_asked_for_at_the_end() -> None:
    visit = visit_with_tools("ar")
    visit.says(Negotiate("payment term 90 days", "", ("KCP-70",)), Negotiate("trial 90 days", "", ("KCP-70",)))
    assert visit.turn is not None
    kinds = [statement.kind for statement in visit.turn.statements]
    assert kinds == ["authority_needs_supervisor"] * 2 + ["handed_over", "ask_contact"]


def test_a_price_that_was_told_is_told_again_for_a_number_and_for_nothing_else() -> None:
    visit = Visit("en")
    visit.writes("hydraulic wrench M36 10.9")
    visit.writes("what does it cost?")
    visit.writes("Is the KCP-70 suitable for 60 Nm?")
    assert not visit.asked("price")
    visit.writes("12 pieces")
    assert visit.asked("price")


@pytest.mark.parametrize(("locale", "number"), [("es", 7), ("de", 7), ("pt", 7), ("zh", 7), ("ja", 7), ("ar", 7)])
def test_a_wish_for_a_binding_quote_is_understood(locale: str, number: int) -> None:
    visit = visit_with_tools(locale)
    visit.writes(attack(locale, number))
    assert visit.turn is not None
    assert visit.turn.act != "clarify"


def test_a_charge_is_asked_of_the_battery_and_not_whether_it_is_cordless() -> None:
    visit = Visit("de")
    visit.writes("KHW-4000")
    visit.writes("Wie viele Verschraubungen schafft eine Akkuladung?")
    assert visit.turn is not None
    assert "no_battery" in [statement.kind for statement in visit.turn.statements]


def test_a_first_message_corrects_nothing() -> None:
    visit = Visit("es")
    visit.writes("línea de paquetes de baterías para coche eléctrico, de 8 a 25 Nm, cada unión documentada")
    assert visit.turn is not None
    assert "changed" not in [statement.kind for statement in visit.turn.statements]
    assert "Automoción" in visit.reply


WHAT_DO_YOU_SELL = {
    "en": "just looking for now, what do you sell?", "de": "Ich schau mich nur um, was verkaufen Sie denn?",
    "es": "solo estoy mirando, ¿qué venden?", "pt": "só estou olhando, o que vocês vendem?", "zh": "先随便看看，你们都卖什么？",
    "ja": "とりあえず見ているだけです。何を扱っていますか", "ar": "أتصفح فقط الآن، ماذا تبيعون؟",
}  # fmt: skip


@pytest.mark.parametrize("locale", LOCALES)
def test_who_asks_what_is_sold_hears_every_family_with_its_page(locale: str) -> None:
    buyer = Visit(locale)
    reply = buyer.writes(WHAT_DO_YOU_SELL[locale]).reply
    for family in buyer.company.categories.values():
        assert f"[{family.name[locale]}](/{locale}/products/{family.slug}/)" in reply
        assert family.summary[locale] in reply
    assert buyer.conversation is not None
    assert buyer.conversation.needs == {}


def test_the_name_of_an_option_may_be_said_to_who_asked_for_a_part_of_it() -> None:
    visit = Visit("zh")
    visit.writes("我们是做工程机械的，需要拧紧M24的螺栓，大概900牛米，有什么推荐？")
    reply = visit.writes("有没有ATEX证书？")
    assert "“ATEX 防爆版”" in reply.reply

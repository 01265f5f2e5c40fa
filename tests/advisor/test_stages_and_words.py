"""The seven stages follow the facts of the turn; the words are whole in seven languages; methods shape the questions."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from advisor.ask import rank_questions
from advisor.conversation_stages import judge_stage
from advisor.derived import as_json, typical_value
from advisor.methods import METHODS, emphasis, role
from advisor.model import (
    Act,
    ActKind,
    AskKnowledge,
    AskPrice,
    AskRecommendation,
    Command,
    Compare,
    Conversation,
    DoesNotKnow,
    GiveContact,
    Negotiate,
    Objection,
    RequestQuote,
    SetNeed,
    Stage,
    Statement,
    Understanding,
)
from advisor.needs import remember
from advisor.understanding import understand
from advisor.wording import WORDINGS
from advisor.wording.suggestions import FIXED, suggestion
from advisor.wording.words import Words
from tests.advisor.cast import TODAY, Visit, kestrel, states

ADVISOR = Path(__file__).parents[2] / "advisor"
LOCALES = ("zh", "es", "pt", "de", "ja", "ar")


@pytest.mark.parametrize(("commands", "stage"), [
    ((), Stage.INTRODUCTION), ((Act(ActKind.GREET),), Stage.INTRODUCTION), ((states("industry", value_id="rail"),), Stage.QUALIFICATION),
    ((AskKnowledge("why you?"),), Stage.VALUE_PROPOSITION), ((Act(ActKind.ASK_WHO),), Stage.VALUE_PROPOSITION),
    ((states("weight", max=2.0, unit="kg"),), Stage.NEEDS_ANALYSIS), ((states("torque", max=60.0, unit="N.m"),), Stage.SOLUTION),
    ((AskPrice(("KCP-70",)),), Stage.SOLUTION), ((Negotiate("discount 5%", "5 %"),), Stage.OBJECTION_HANDLING),
    ((Act(ActKind.COMPLAIN),), Stage.OBJECTION_HANDLING), ((RequestQuote(("KCP-70",), 2),), Stage.CLOSE),
    ((GiveContact(email="a@b.example"),), Stage.CLOSE), ((Act(ActKind.REQUEST_SAMPLE),), Stage.CLOSE),
])  # fmt: skip
def test_the_stage_is_judged_from_what_was_said_and_is_known(commands: tuple[Command, ...], stage: Stage) -> None:
    understanding = Understanding("en", commands)
    conversation = remember(Conversation("c", "en", "en"), understanding, kestrel())
    judgement = judge_stage(conversation, understanding, kestrel())
    assert judgement.stage is stage
    assert judgement.reason


def test_a_stage_may_go_back_when_the_facts_do() -> None:
    company = kestrel()
    first = Understanding("en", (RequestQuote(("KCP-70",), 2),))
    conversation = remember(Conversation("c", "en", "en"), first, company)
    again = Understanding("en", (Negotiate("discount 5%", "5 %"),))
    assert judge_stage(remember(conversation, again, company), again, company).stage is Stage.OBJECTION_HANDLING


def test_stages_are_numbered_one_to_seven() -> None:
    assert [stage.number for stage in Stage] == list(range(1, 8))


def test_each_method_draws_its_own_questions_forward() -> None:
    needs = kestrel().needs
    assert role(needs["industry"]) == "situation"
    assert role(needs["torque"]) == "requirement"
    assert role(needs["budget"]) == "commercial"
    early, late = Stage.QUALIFICATION, Stage.NEEDS_ANALYSIS
    assert emphasis("spin", needs["industry"], early) > emphasis("solution", needs["industry"], early)
    assert emphasis("spin", needs["industry"], early) > emphasis("spin", needs["industry"], late)
    assert emphasis("challenger", needs["torque"], early) > emphasis("spin", needs["torque"], early)
    assert emphasis("value", needs["budget"], late) > emphasis("spin", needs["budget"], late)
    assert set(METHODS) == {"spin", "challenger", "solution", "value"}


def _selling(method: str) -> Visit:
    company = kestrel()
    voice = company.advisor.model_copy(update={"method": method})
    return Visit("en", company=company.model_copy(update={"advisor": voice}))


def _asked(visit: Visit) -> list[str]:
    assert visit.turn is not None
    return [str(statement.data["need"]) for statement in visit.turn.statements if statement.kind == "ask"]


def test_the_method_of_the_pack_decides_in_which_shape_is_asked() -> None:
    shapes = {}
    for method in METHODS:
        visit = _selling(method)
        visit.says(Act(ActKind.GREET))
        visit.says(states("industry", value_id="automotive"))
        shapes[method] = (_asked(visit), visit.reply)
    assert {tuple(asked) for asked, _ in shapes.values()} == {("torque",)}
    why, question = "I ask because", "Which torque do you need"
    assert shapes["challenger"][1].index("Typical") < shapes["challenger"][1].index(question)
    assert shapes["value"][1].index(why) < shapes["value"][1].index(question)
    assert shapes["solution"][1].index(question) < shapes["solution"][1].index(why)


def test_surroundings_come_before_demands_while_the_stage_is_early_and_after_them_later() -> None:
    company = kestrel()
    spin = company.model_copy(update={"advisor": company.advisor.model_copy(update={"method": "spin"})})

    def place(stage: Stage) -> int:
        ranked = rank_questions(Conversation("c", "en", "en", stage=stage), list(spin.products), spin)
        return [question.need for question in ranked].index("industry")

    assert place(Stage.QUALIFICATION) < place(Stage.NEEDS_ANALYSIS)


def test_once_demands_are_on_record_the_next_question_is_a_demand() -> None:
    visit = _selling("spin")
    visit.says(states("industry", value_id="automotive"), states("power", value_id="cordless"))
    assert visit.turn is not None
    assert visit.turn.stage is Stage.NEEDS_ANALYSIS
    assert _asked(visit) == ["torque"]
    assert visit.turn.conversation.stage is Stage.NEEDS_ANALYSIS


def test_who_sells_by_value_asks_what_may_be_spent_before_offering_the_quote() -> None:
    wishes = (states("torque", min=30.0, max=80.0, unit="N.m"), states("power", value_id="cordless"),
              states("quantity", value=12.0), states("weight", max=1.9, unit="kg"))  # fmt: skip
    asked = {}
    for method in ("value", "solution"):
        visit = _selling(method)
        visit.says(*wishes)
        for _ in range(4):
            visit.says(AskPrice((), 12))
            asked.setdefault(method, []).extend(_asked(visit))
    assert asked["value"].count("budget") == 1
    assert "budget" not in asked["solution"]


def test_who_objects_is_answered_and_not_asked_for_the_next_figure() -> None:
    visit = _selling("spin")
    visit.says(states("torque", min=30.0, max=80.0, unit="N.m"), states("power", value_id="cordless"))
    visit.says(Objection("price", "too expensive"), states("communication", values=("wifi",)))
    assert visit.turn is not None
    assert visit.turn.stage is Stage.OBJECTION_HANDLING
    assert _asked(visit) == []


def source_messages() -> set[str]:
    found: set[str] = set()
    for file in (*ADVISOR.glob("*.py"), *ADVISOR.glob("wording/*.py"), *ADVISOR.glob("decide/*.py")):
        text = file.read_text(encoding="utf-8")
        found |= set(re.findall(r"""(?:words|self)\.say\(\s*"((?:[^"\\]|\\.)*)\"""", text))
        found |= set(re.findall(r"""_\("((?:[^"\\]|\\.)*)"\)""", text))
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_sentence_is_translated_with_all_its_places(locale: str) -> None:
    with (ADVISOR / "locales" / locale / "LC_MESSAGES" / "advisor.po").open("rb") as file:
        catalogue = read_po(file, locale=None)
    translated = {str(message.id): str(message.string) for message in catalogue if message.id}
    assert source_messages() == set(translated)
    for source, wording in translated.items():
        assert wording.strip(), source
        assert sorted(re.findall(r"\{\w+\}", source)) == sorted(re.findall(r"\{\w+\}", wording)), source
        if locale in ("zh", "ja", "ar"):
            assert not re.search(r"[A-Za-z]{4,}", re.sub(r"\{\w+\}|\(\{url\}\)", "", wording)), wording


def test_a_kind_of_statement_is_said_by_the_function_of_its_name() -> None:
    assert {"recommended", "prices", "quote_issued", "ask", "calculation", "machine", "understood"} <= set(WORDINGS)


def test_figures_are_written_as_each_language_writes_them() -> None:
    company = kestrel()
    assert (
        Words("de", company).need_value("torque", {"min": 25.5, "max": 1088, "unit": "N.m"})
        == "25,5–1.088\N{NO-BREAK SPACE}N·m"
    )
    assert Words("en", company).need_value("weight", {"max": 2.5, "unit": "kg"}) == "≤ 2.5\N{NO-BREAK SPACE}kg"
    arabic = Words("ar", company).need_value("torque", {"max": 80, "unit": "N.m"})
    assert arabic.startswith("\N{LEFT-TO-RIGHT ISOLATE}")
    assert "80" in arabic


def test_what_a_buyer_said_in_another_unit_is_repeated_beside_our_own() -> None:
    words = Words("en", kestrel())
    assert words.also_as_said("59.7 N·m", "44 ft-lb") == "59.7 N·m (44 ft-lb)"
    assert words.also_as_said("60 N·m", "60 Nm") == "60 N·m"


EXPECTED = {
    "do_not_know": DoesNotKnow,
    "find_tool": AskRecommendation,
    "ask_price": AskPrice,
    "make_quote": RequestQuote,
    "compare": Compare,
    "add_them": Act,
    "without_them": Act,
    "want_person": Act,
}


@pytest.mark.parametrize("locale", ["en", *LOCALES])
def test_every_quick_reply_is_understood_when_it_comes_back(locale: str) -> None:
    company = kestrel()
    words = Words(locale, company)
    conversation = Conversation("c", locale, locale, turn=2, asked="weight", recommended=("KCP-70", "KCP-100"))
    assert set(FIXED) == set(EXPECTED)
    for kind, command in EXPECTED.items():
        commands = understand(suggestion(words, Statement(kind)), conversation, company, today=TODAY).commands
        assert any(isinstance(one, command) and one != Act(ActKind.UNCLEAR) for one in commands), (kind, commands)


@pytest.mark.parametrize("locale", ["en", *LOCALES])
def test_every_choice_and_typical_value_offered_is_understood_as_the_answer(locale: str) -> None:
    company = kestrel()
    words = Words(locale, company)
    for need in company.needs.values():
        conversation = Conversation("c", locale, locale, turn=2, asked=need.id)
        choices = (need.choices if need.ask else ()) or (
            company.applications.values() if need.id == "application" else ()
        )
        offers = [words.choice(need.id, choice.id) for choice in choices]
        for industry in need.typical:
            value = typical_value(company, need.id, {"industry": states("industry", value_id=industry).value}, turn=1)
            offers.append(words.need_value(need.id, as_json(value)) if value else "")
        for offer in offers:
            commands = understand(offer, conversation, company, today=TODAY).commands
            assert any(isinstance(one, SetNeed) and one.need == need.id for one in commands), (need.id, offer, commands)

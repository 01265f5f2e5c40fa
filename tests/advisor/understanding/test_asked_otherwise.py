"""Questions that look like another one: a day to be met, a list of models, a torque for a bolt told before, a person who may be a machine."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Conversation, NeedValue, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company
from funnel.journey.converse import act_names

TODAY = date(2026, 11, 21)
_CHANGES = {"SetNeed", "CorrectNeed", "AddNeed", "RemoveNeed"}


def _acts(company: Company, locale: str, message: str) -> set[str]:
    commands = understand(message, Conversation("c", locale, locale), company, today=TODAY).commands
    return set(act_names(commands)) - _CHANGES


def _needs(company: Company, locale: str, message: str) -> dict[str, NeedValue]:
    commands = understand(message, Conversation("c", locale, locale), company, today=TODAY).commands
    return {c.need: c.value for c in commands if hasattr(c, "value") and hasattr(c, "need")}


@pytest.mark.parametrize(
    ("locale", "message", "act"),
    [
        ("en", "Could you deliver 12 KTW-200 before 5 February?", "AskLeadTime"),
        ("de", "Können Sie 8 KCP-70 bis zum 12. Januar liefern?", "AskLeadTime"),
        ("zh", "15把KTW-200，1月8号前能送到吗？", "AskLeadTime"),
        ("de", "sofort ab Lager?", "AskStock"),
        ("zh", "明天就要，三把500牛米的扭力扳手，能不能发顺丰", ""),
        ("en", "Which cordless nutrunners do you have from 80 Nm?", "AskRange"),
        ("pt", "Quais chaves hidráulicas vocês têm acima de 3000 Nm?", "AskRange"),
        ("ja", "500Nm以上はどのような機種がございますか", "AskRange"),
        ("en", "Our bolts are M16 8.8, dry. Which torque is right?", "AskCalculation"),
        ("de", "Ist das hier ein echter Mensch oder ein Bot?", "AskWho"),
        ("en", "What is your policy on refunds?", "AskKnowledge"),
        ("de", "Was kosten 4 KTW-200 frei Haus Ulm?", "AskPrice"),
        ("ja", "お見積もりありがとうございます。", "Thank"),
        ("en", "profinet to the PLC, electric spindles", ""),
        ("de", "Viel zu teuer im Vergleich zu anderen", "Objection"),
        ("zh", "打电话也没人接，枪又坏了", "Complain"),
        ("zh", "那就要KCP-70吧", "ChooseProduct"),
        ("ar", "سعركم غالي جدا مقارنة بالمنافس", "Objection"),
        ("en", "We can pay up to 2,500 dollars a tool", ""),
        ("zh", "同一个订单开了两次发票，一直没人处理", "Complain"),
    ],
)
def test_a_question_is_what_it_asks_for(kestrel: Company, locale: str, message: str, act: str) -> None:
    assert _acts(kestrel, locale, message) == ({act} if act else set())


@pytest.mark.parametrize(
    ("locale", "message", "wrong"),
    [
        ("en", "the bolt is M14, I had written M12", "M12"),
        ("pt", "corrigindo: é M16, escrevi M14", "M14"),
        ("zh", "螺栓是M16，之前写成M14了", "M14"),
    ],
)
def test_a_slip_told_in_the_same_message_counts_for_nothing(
    kestrel: Company, locale: str, message: str, wrong: str
) -> None:
    assert wrong not in [bolt.size for bolt in _needs(kestrel, locale, message)["bolt"].bolts]


@pytest.mark.parametrize(
    ("locale", "message", "need", "value"),
    [
        ("es", "máximo 60 Nm, cable a 127 V", "power", "electric"),
        ("ja", "18Vバッテリー、40Nm", "power", "cordless"),
        ("pt", "refinaria em Duque de Caxias", "country", "BR"),
        ("de", "Werk Salzgitter, reines Handwerkzeug", "country", "DE"),
    ],
)
def test_what_is_given_away_is_heard(kestrel: Company, locale: str, message: str, need: str, value: str) -> None:
    assert _needs(kestrel, locale, message)[need].value_id == value


@pytest.mark.parametrize(
    ("locale", "message", "quantity"),
    [
        ("ja", "電動スピンドル、6軸", 6),
        ("es", "nos llevamos la KHL-2500, un par", 2),
        ("zh", "KAB-36要40块，有货吗", 40),
    ],
)
def test_tools_are_counted_in_the_words_of_the_trade(
    kestrel: Company, locale: str, message: str, quantity: float
) -> None:
    assert _needs(kestrel, locale, message)["quantity"].value == quantity


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "What is the payback if we replace our old air tools?"),
        ("pt", "calcula o custo por aperto, sai mais barato que o ar comprimido?"),
        ("zh", "准备上一条新线"),
    ],
)
def test_what_is_there_already_is_not_wished_for(kestrel: Company, locale: str, message: str) -> None:
    commands = understand(message, Conversation("c", locale, locale), kestrel, today=TODAY).commands
    assert not [c for c in commands if isinstance(c, SetNeed) and c.need in ("power", "quantity")]


@pytest.mark.parametrize(
    ("locale", "message", "acts"),
    [
        ("zh", "为什么要对角拧紧？打电话给我13812345678", {"AskKnowledge", "WantPerson", "GiveContact"}),
        ("es", "¿Cuál es su política de devoluciones? y está carísimo", {"AskKnowledge", "Objection"}),
        ("en", "M20 10.9, 450 Nm. Also what's your returns policy?", {"AskKnowledge"}),
        ("zh", "打个九折，运费你们包行不行", {"Negotiate"}),
    ],
)
def test_each_sentence_of_a_message_is_answered(kestrel: Company, locale: str, message: str, acts: set[str]) -> None:
    assert _acts(kestrel, locale, message) == acts


def test_a_bolt_behind_a_word_that_holds_tel_is_no_telephone(kestrel: Company) -> None:
    assert _acts(kestrel, "de", "Drehgestelle M24 10.9, reines Handwerkzeug, 800 Nm.") == set()


def test_a_zone_is_not_cut_out_of_a_longer_figure(kestrel: Company) -> None:
    assert _needs(kestrel, "ja", "粉じんのゾーン21、90Nm")["explosive_zone"].value_id == "zone_21"
    assert "explosive_zone" not in _needs(kestrel, "ja", "ゾーン25、90Nm")

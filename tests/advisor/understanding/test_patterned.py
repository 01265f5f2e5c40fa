"""What is said in too many ways for a list: a lack in what came, a price above another's, a price set aside, one against the other."""

from __future__ import annotations

import pytest

from advisor.model import (
    Act,
    ActKind,
    AskFact,
    AskKnowledge,
    AskLeadTime,
    AskPrice,
    Compare,
    Conversation,
    Negotiate,
    Objection,
    SetNeed,
)
from advisor.understanding import understand
from content.catalogue.model import Company


def _commands(company: Company, locale: str, message: str) -> list[object]:
    return list(understand(message, Conversation("c", locale, locale), company).commands)


def _kinds(company: Company, locale: str, message: str) -> list[type]:
    return [type(command) for command in _commands(company, locale, message)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "货到了但是少了两个套筒，怎么处理？"),
        ("ja", "届いた箱を開けたらソケットが2個足りませんでした。"),
        ("de", "In der Lieferung von letzter Woche fehlen zwei Stecknüsse. Was machen wir da?"),
        ("en", "Two sockets are missing from the shipment."),
        ("es", "En el pedido faltan dos vasos."),
        ("pt", "Recebemos a caixa e faltam dois soquetes."),
        ("ar", "وصلتنا الشحنة وناقص منها لقمتين، ايش الحل؟"),
    ],
)
def test_a_lack_in_what_came_is_a_complaint_and_no_order(kestrel: Company, locale: str, message: str) -> None:
    assert _commands(kestrel, locale, message) == [Act(ActKind.COMPLAIN)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "你们的报价比日本品牌还高，领导肯定不批。"),
        ("ja", "ドイツメーカーより高いじゃないですか。稟議が通りません。"),
        ("de", "Sie sind teurer als die Japaner, das kriege ich intern nie durch."),
        ("en", "You are more expensive than the Japanese."),
        ("es", "Son más caros que los japoneses."),
        ("pt", "Vocês são mais caros que os japoneses."),
        ("ar", "سعركم فوق الياباني، المدير مستحيل يوافق"),
    ],
)
def test_a_price_above_another_is_an_objection(kestrel: Company, locale: str, message: str) -> None:
    assert _kinds(kestrel, locale, message) == [Objection]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "价格先不谈，这款重量多少？"),
        ("ja", "値段はともかく、この機種の重さはどれくらい?"),
        ("de", "Preis mal beiseite, was wiegt er?"),
        ("en", "Price aside, how heavy is it?"),
        ("es", "Dejando de lado el precio, ¿cuánto pesa este?"),
        ("pt", "Preço à parte, quanto pesa este modelo?"),
    ],
)
def test_a_price_that_is_set_aside_is_not_asked(kestrel: Company, locale: str, message: str) -> None:
    kinds = _kinds(kestrel, locale, message)
    assert AskPrice not in kinds
    assert AskFact in kinds


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "第一款和第三款哪个更轻？"),
        ("ja", "1つ目と3つ目、違いを比較してほしい。"),
        ("de", "Welcher ist leichter, der erste oder der dritte?"),
        ("de", "Wo ist der Unterschied zwischen den beiden?"),
        ("ar", "شو الفرق بين الأول والتاني؟"),
        ("zh", "你们跟阿特拉斯·科普柯的比，差在哪儿？"),
    ],
)
def test_one_against_another_compares_and_asks_nothing_else(kestrel: Company, locale: str, message: str) -> None:
    assert _kinds(kestrel, locale, message) == [Compare]


def test_rather_compares_nothing(kestrel: Company) -> None:
    assert _kinds(kestrel, "zh", "请问电池平时怎么存放比较好？") == [AskKnowledge]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "你们接受信用证吗？"),
        ("ja", "L/Cでの支払いは可能ですか？"),
        ("de", "Akzeptieren Sie ein Akkreditiv?"),
        ("en", "Do you accept a letter of credit?"),
        ("es", "¿Aceptan carta de crédito?"),
        ("pt", "Vocês aceitam carta de crédito?"),
        ("ar", "هل تقبلون الدفع باعتماد مستندي؟"),
    ],
)
def test_which_means_of_payment_are_taken_is_asked_and_not_wished(kestrel: Company, locale: str, message: str) -> None:
    (command,) = _commands(kestrel, locale, message)
    assert isinstance(command, AskKnowledge)
    assert command.about == "payment"


@pytest.mark.parametrize(
    ("locale", "message"),
    [("zh", "能不能做60天账期？"), ("de", "Gibt's Skonto bei Vorkasse?"), ("en", "30 % deposit and L/C for the rest?")],
)
def test_a_measured_payment_is_a_wish(kestrel: Company, locale: str, message: str) -> None:
    assert Negotiate in _kinds(kestrel, locale, message)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("zh", "三周之内能到上海吗？"),
        ("de", "Kann das in drei Wochen geliefert werden?"),
        ("en", "Can you deliver in three weeks?"),
    ],
)
def test_whether_a_span_of_time_can_be_kept_asks_how_long_it_takes(kestrel: Company, locale: str, message: str) -> None:
    assert AskLeadTime in _kinds(kestrel, locale, message)


def test_a_fault_is_no_day_of_delivery(kestrel: Company) -> None:
    message = "Der Schrauber, den wir im September bekommen haben, ist ausgefallen. Schon der zweite Ausfall!"
    commands = _commands(kestrel, "de", message)
    assert Act(ActKind.COMPLAIN) in commands
    assert not any(isinstance(command, SetNeed) and command.need == "deadline" for command in commands)


@pytest.mark.parametrize(
    ("locale", "message", "application"),
    [
        ("ja", "シャシー組立ライン用", "chassis"),
        ("zh", "底盘装配线，60牛米", "chassis"),
        ("de", "Montagelinie für Fahrwerke, 80 Nm", "chassis"),
        ("en", "assembly line for gearboxes, 80 Nm", "gearbox"),
        ("es", "línea de montaje de chasis, 80 Nm", "chassis"),
    ],
)
def test_what_a_line_assembles_says_more_than_the_line(
    kestrel: Company, locale: str, message: str, application: str
) -> None:
    found = [one for one in _commands(kestrel, locale, message) if isinstance(one, SetNeed)]
    assert next(one.value.value_id for one in found if one.need == "application") == application

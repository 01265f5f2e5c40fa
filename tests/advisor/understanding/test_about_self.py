"""What visitors say of their position and of the size of their company is heard in seven languages, and nothing else is taken for it."""

import pytest

from advisor.understanding.about_self import position_said, staff_said
from scoring.roles import role_of


@pytest.mark.parametrize(
    ("said", "title", "role"),
    [
        ("I am the purchasing manager at Autowerk.", "purchasing manager", "buys"),
        ("Hi, I'm a maintenance engineer and need 3 tools", "maintenance engineer", "specifies"),
        ("I'm head of production", "head of production", "decides"),
        ("Ich bin Einkaufsleiter bei der Autowerk GmbH", "Einkaufsleiter", "buys"),
        ("Ich arbeite als Konstrukteurin.", "Konstrukteurin", "specifies"),
        ("Soy jefe de compras de una planta", "jefe de compras", "buys"),
        ("Sou gerente de manutenção", "gerente de manutenção", "decides"),
        ("我是采购经理，需要10把", "采购经理", "buys"),
        ("購買部長の田中です", "購買部長", "buys"),
        ("أنا مدير المشتريات", "مدير المشتريات", "buys"),
        ("I am a student writing my thesis", "student", "other"),
    ],
)
def test_a_position_is_heard(said: str, title: str, role: str) -> None:
    found = position_said([said])
    assert found == title
    assert role_of(found) == role


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("We have 250 employees", 250),
        ("Wir sind ein Betrieb mit 1.200 Mitarbeitern", 1200),
        ("Somos 80 empleados", 80),
        ("Temos 45 funcionários", 45),
        ("我们公司有300名员工", 300),
        ("従業員は120名です", 120),
        ("لدينا ٢٠٠ موظف", 200),
        ("We employ about 90 people", 90),
    ],
)
def test_the_number_of_people_is_heard(said: str, number: int) -> None:
    assert staff_said([said]) == number


@pytest.mark.parametrize(
    "said",
    [
        "I need 200 nutrunners for M8",
        "I am looking for a tool with 60 Nm",
        "Is the manager there?",
        "Ich bin auf der Suche nach 20 Schraubern",
        "Soy de México, necesito 10 piezas",
        "我是想问价格",
        "The engineer said 90 Nm",
    ],
)
def test_what_is_neither_is_not_taken_for_it(said: str) -> None:
    assert (position_said([said]), staff_said([said])) == (None, None)


def test_the_newest_word_counts() -> None:
    assert staff_said(["We have 20 employees", "sorry, 200 employees"]) == 200
    assert position_said(["I am a buyer", "hello", "I am the purchasing director"]) == "purchasing director"

"""A name that was only typed to fill a field is known; the names of people and firms everywhere are not taken for one."""

import pytest

from scoring.names import department, thrown_together


@pytest.mark.parametrize(
    "name",
    ["test", "Test Test", "asdf", "ASDFGH", "qwertz", "xxx", "aaaa", "12345", "...", "--", "N/A", "Max Mustermann", "prueba", "teste",
     "测试", "テスト", "اختبار", "John Doe", "１２３", "tttt", "poiuyt"],
)  # fmt: skip
def test_what_was_only_typed_is_known(name: str) -> None:
    assert thrown_together(name)


@pytest.mark.parametrize(
    "name",
    ["Li", "Wu", "Ng", "Bo", "J. Tester-Müller", "Anna Test", "3M", "BASF", "ABB", "X", "李娜", "王五金", "山田太郎", "佐藤", "علي", "محمد",
     "José", "Wer", "Lee", "Oo", "Aaron", "Fulanito SA", "Testo SE", "AAA Tools GmbH", "Nguyễn Văn A", "7-Eleven", "Foo Fighters Ltd",
     "Ann", "Null & Partner", "Tre", "Ada"],
)  # fmt: skip
def test_names_of_people_and_firms_stand(name: str) -> None:
    assert not thrown_together(name)


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("einkauf@werk.example", "purchasing"),
        ("purchasing.eu@plant.example", "purchasing"),
        ("compras2@fabrica.example", "purchasing"),
        ("quality-lab@plant.example", "production"),
        ("engineering@plant.example", "engineering"),
        ("info@plant.example", None),
        ("designer.anna@plant.example", None),
        (None, None),
        ("@", None),
    ],
)
def test_an_address_tells_its_department(address: str | None, found: str | None) -> None:
    assert department(address) == found

"""What buyers leave out or say otherwise is still heard: mains without volts, budgets without a currency, landscapes, what is no more."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Act, ActKind, Conversation, NeedValue
from advisor.needs import remember
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 21)


def _held(company: Company, locale: str, message: str) -> dict[str, NeedValue]:
    conversation = Conversation("c", locale, locale)
    return dict(remember(conversation, understand(message, conversation, company, today=DAY), company).needs)


def _acts(company: Company, locale: str, message: str) -> set[ActKind]:
    commands = understand(message, Conversation("c", locale, locale), company, today=DAY).commands
    return {command.kind for command in commands if isinstance(command, Act)}


@pytest.mark.parametrize(
    ("locale", "message", "volts"),
    [
        ("en", "needs to run on 110", 110),
        ("en", "we've only got 230 single phase in the shed", 230),
        ("es", "la corriente aquí es 220", 220),
        ("es", "con cable a 220, por favor", 220),
        ("pt", "aqui a rede é 220", 220),
        ("de", "bei uns gibt's nur 230er Netz", 230),
        ("de", "Netz: 400 Drehstrom", 400),
    ],
)
def test_a_usual_figure_of_a_mains_is_its_voltage(kestrel: Company, locale: str, message: str, volts: int) -> None:
    assert _held(kestrel, locale, message)["voltage"].value == volts


@pytest.mark.parametrize(
    ("locale", "message"),
    [("en", "up to 110 please, corded"), ("es", "de 40 a 220, con cable"), ("de", "230 Stück, Netzteil inklusive")],
)
def test_a_figure_that_measures_something_else_is_no_voltage(kestrel: Company, locale: str, message: str) -> None:
    assert "voltage" not in _held(kestrel, locale, message)


@pytest.mark.parametrize(
    ("locale", "message", "currency"),
    [
        ("en", "Budget 200k", "USD"),
        ("en", "we have about 200k to spend", "USD"),
        ("es", "presupuesto 200k", "EUR"),
        ("pt", "orçamento 200k", "USD"),
        ("de", "Budget: 200.000", "EUR"),
    ],
)
def test_a_budget_without_a_currency_is_kept_in_that_of_the_prices(
    kestrel: Company, locale: str, message: str, currency: str
) -> None:
    budget = _held(kestrel, locale, message)["budget"]
    assert (budget.amount, budget.currency) == ("200000", currency)


@pytest.mark.parametrize(
    ("locale", "message", "country"),
    [
        ("en", "our factory is in the Midlands", "GB"),
        ("en", "ground support at Heathrow", "GB"),
        ("en", "we're based in Bavaria", "DE"),
        ("de", "Stahlwerk im Ruhrgebiet", "DE"),
        ("es", "estamos en el Bajío", "MX"),
        ("es", "taller en Barajas", "ES"),
        ("pt", "fábrica no Minho", "PT"),
        ("pt", "oficina no Galeão", "BR"),
    ],
)
def test_landscapes_and_airports_tell_the_country(kestrel: Company, locale: str, message: str, country: str) -> None:
    assert _held(kestrel, locale, message)["country"].value_id == country


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "We don't want air tools, it has to run on a battery"),
        ("en", "our old ones were pneumatic, we now want battery"),
        ("es", "antes teníamos neumáticas, ahora queremos batería"),
        ("pt", "Nada de ar comprimido, tem que ser a bateria"),
        ("pt", "A pneumática que temos faz muito barulho, queremos trocar por bateria."),
        ("de", "bisher hatten wir Druckluft, jetzt soll es Akku sein"),
    ],
)
def test_what_is_no_more_or_not_wanted_is_not_wished_for(kestrel: Company, locale: str, message: str) -> None:
    power = _held(kestrel, locale, message)["power"]
    assert (power.value_id, power.values) == ("cordless", ())


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "we don't want pneumatic nor hydraulic"),
        ("es", "todo menos neumático e hidráulico"),
        ("pt", "qualquer coisa menos pneumático e hidráulico"),
    ],
)
def test_what_is_excluded_is_left_out(kestrel: Company, locale: str, message: str) -> None:
    assert "pneumatic" not in _held(kestrel, locale, message)["power"].values


@pytest.mark.parametrize(
    ("locale", "message", "least", "most"),
    [
        ("en", "torque between twenty and sixty newton metres", 20, 60),
        ("en", "Nm 12 - 90", 12, 90),
        ("es", "de veinte a sesenta newton metro", 20, 60),
    ],
)
def test_two_spoken_figures_are_two(kestrel: Company, locale: str, message: str, least: int, most: int) -> None:
    held = _held(kestrel, locale, message)
    assert (held["torque"].min, held["torque"].max) == (least, most)
    assert "industry" not in held


def test_spoken_hundreds_and_halves_of_dozens_are_counted(kestrel: Company) -> None:
    assert _held(kestrel, "en", "two fifty newton metres")["torque"].value == 250
    assert _held(kestrel, "de", "ein halbes Dutzend Schrauber")["quantity"].value == 6


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "must talk to a Siemens PLC over Profinet"),
        ("es", "tiene que hablar con un PLC Siemens por Profinet"),
        ("pt", "Obrigado, vou falar com o chefe e retorno."),
    ],
)
def test_who_speaks_to_a_machine_or_to_the_own_boss_wishes_for_nobody(
    kestrel: Company, locale: str, message: str
) -> None:
    assert ActKind.WANT_PERSON not in _acts(kestrel, locale, message)


def test_who_wants_a_person_is_heard(kestrel: Company) -> None:
    assert ActKind.WANT_PERSON in _acts(kestrel, "en", "let me talk to a human")


def test_a_word_that_is_called_like_a_currency_is_no_money(kestrel: Company) -> None:
    assert "budget" not in _held(kestrel, "en", "could we try one first?")


def test_the_portuguese_i_need_is_no_accuracy(kestrel: Company) -> None:
    held = _held(kestrel, "pt", "precisamos de um torquímetro de 40 a 200 para uma oficina em Braga")
    assert "accuracy" not in held
    assert (held["torque"].min, held["torque"].max) == (40, 200)


@pytest.mark.parametrize(
    ("locale", "message", "value"),
    [("en", "45 in/lbs", 5.0843), ("en", "35 n/m", 35), ("en", "90 newtons please", 90), ("es", "90 newtons", 90)],
)
def test_units_as_they_are_spoken_are_torque(kestrel: Company, locale: str, message: str, value: float) -> None:
    assert _held(kestrel, locale, message)["torque"].value == pytest.approx(value, rel=1e-4)


@pytest.mark.parametrize(
    ("locale", "message", "size"),
    [
        ("en", "M7?? no, M8 bolts class 10.9", "M8"),
        ("de", "M10, nein, M12", "M12"),
        ("es", "M10, perdón, no, M12", "M12"),
    ],
)
def test_a_slip_that_is_taken_back_at_once_is_not_kept(kestrel: Company, locale: str, message: str, size: str) -> None:
    assert [bolt.size for bolt in _held(kestrel, locale, message)["bolt"].bolts] == [size]


def test_or_nothing_insists(kestrel: Company) -> None:
    assert _held(kestrel, "en", "PROFINET or nothing.")["communication"].values == ("profinet",)
    assert _held(kestrel, "de", "350 Nm, Akku oder nix")["power"].value_id == "cordless"


@pytest.mark.parametrize(
    ("locale", "message", "rate"),
    [
        ("en", "takt time is 45 seconds with 4 bolts", 320),
        ("es", "takt de 45 s con 4 tornillos", 320),
        ("en", "one car every 60 s, five bolts each", 300),
    ],
)
def test_a_takt_counts_its_bolts(kestrel: Company, locale: str, message: str, rate: int) -> None:
    assert _held(kestrel, locale, message)["cycle_rate"].value == rate


def test_a_town_that_is_called_like_a_feast_is_no_date(kestrel: Company) -> None:
    assert "deadline" not in _held(kestrel, "pt", "em Natal, Brasil")
    assert "country" not in _held(kestrel, "pt", "antes do Natal")


def test_a_bound_behind_the_hour_is_heard(kestrel: Company) -> None:
    rate = _held(kestrel, "de", "600 Verschraubungen je Stunde muss das Ding mindestens schaffen")["cycle_rate"]
    assert (rate.min, rate.value) == (600, None)


@pytest.mark.parametrize(
    ("locale", "message"),
    [("es", "¿y la electrónica, qué precisión tiene?"), ("pt", "e a eletrônica, qual a precisão?")],
)
def test_the_electronic_one_is_a_tool_and_no_field_of_work(kestrel: Company, locale: str, message: str) -> None:
    assert "application" not in _held(kestrel, locale, message)


def test_electronics_remain_a_field_of_work(kestrel: Company) -> None:
    assert _held(kestrel, "es", "para electrónica, M3, 1 Nm")["application"].value_id == "electronics"


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("ar", "مربع 3/4، لا يزيد الوزن عن 5 كجم"),
        ("ar", "مربع 3/4، ولا يتجاوز وزنها 5 كجم"),
        ("es", "cuadrado 3/4, que no pese más de 5 kg"),
        ("pt", "quadrado 3/4, que o peso não ultrapasse 5 kg"),
        ("en", "3/4 square, weight not to exceed 5 kg"),
    ],
)
def test_not_going_beyond_turns_nothing_down(kestrel: Company, locale: str, message: str) -> None:
    assert _held(kestrel, locale, message)["weight"].max == 5

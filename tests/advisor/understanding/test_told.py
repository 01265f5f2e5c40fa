"""What a message tells of tools that go out, of other makers, of who is asked for, of curiosity: none of it is wished."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import (
    Act,
    ActKind,
    AskCalculation,
    AskFact,
    AskRecommendation,
    ChooseProduct,
    Compare,
    Conversation,
    CorrectNeed,
    Indifferent,
    NeedValue,
    Negotiate,
    Objection,
    SetNeed,
)
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 30)


def _commands(company: Company, locale: str, message: str) -> tuple[object, ...]:
    return understand(message, Conversation("c", locale, locale), company, today=DAY).commands


def _needs(company: Company, locale: str, message: str) -> dict[str, NeedValue]:
    return {c.need: c.value for c in _commands(company, locale, message) if isinstance(c, SetNeed | CorrectNeed)}


@pytest.mark.parametrize(
    ("locale", "message", "torque"),
    [
        ("en", "Our existing wrenches go to 120 Nm; for the new axle we need 300 Nm", 300),
        ("de", "Bisher hatten wir Druckluftschrauber mit 25 Nm, jetzt brauchen wir Akku mit 35 Nm, 8 Stück", 35),
        ("es", "Las llaves anteriores eran de 150 Nm; para la línea nueva buscamos 400 Nm", 400),
        ("pt", "As parafusadeiras antigas davam 30 Nm, as novas têm que ter 40 Nm", 40),
        ("zh", "旧枪是18V、扭矩40牛米，新枪要36V、扭矩60牛米", 60),
        ("ja", "これまでエア式30N・mを10台使っていましたが、今回は充電式45N・mを5台検討しています", 45),
        ("ar", "كانت الأجهزة القديمة بعزم 90 نيوتن متر، والجديدة نحتاجها بعزم 120 نيوتن متر", 120),
    ],
)
def test_the_figure_of_a_tool_that_goes_out_is_not_wished(
    kestrel: Company, locale: str, message: str, torque: float
) -> None:
    needs = _needs(kestrel, locale, message)
    assert (needs["torque"].value, needs["torque"].min, needs["torque"].max) == (torque, None, None)
    assert needs.get("power", needs["torque"]).value_id in (None, "cordless")


def test_the_torque_of_the_joints_stays_where_only_the_drive_changes(kestrel: Company) -> None:
    needs = _needs(kestrel, "en", "we use 60 Nm air tools and want to go cordless")
    assert (needs["torque"].value, needs["power"].value_id) == (60, "cordless")


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("de", "derzeit 40 Nm Druckluft, Budget 20.000 Euro, 5 Stück"),
        ("zh", "一直用气动的，再买5把"),
    ],
)
def test_what_is_there_counts_where_nothing_else_is_wished(kestrel: Company, locale: str, message: str) -> None:
    assert _needs(kestrel, locale, message)["power"].value_id == "pneumatic"


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "The competitor's weighs 3 kg. We need under 2.2 kg"),
        ("de", "Der Wettbewerber bietet 18 V, wir brauchen aber 36 V"),
        ("es", "La de la competencia pesa 3 kg; nosotros no podemos pasar de 2,2 kg."),
        ("ja", "他社品は1.5kgですが、うちは2kgまでなら大丈夫です"),
        ("es", "¿Ustedes calibran también equipos de otras marcas?"),
    ],
)
def test_another_makers_figure_is_no_objection(kestrel: Company, locale: str, message: str) -> None:
    assert not [c for c in _commands(kestrel, locale, message) if isinstance(c, Objection)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "the dealer here lets me have it 300 dollars cheaper"),
        ("pt", "o fornecedor daqui me faz por 20% a menos"),
        ("ar", "المورد اللي عندنا أرخص منكم بعشرين بالمية"),
    ],
)
def test_another_seller_who_is_cheaper_objects(kestrel: Company, locale: str, message: str) -> None:
    commands = _commands(kestrel, locale, message)
    assert [c.kind for c in commands if isinstance(c, Objection)] == ["competitor"]
    assert not [c for c in commands if isinstance(c, SetNeed)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "can somebody who knows about flanges call me"),
        ("de", "ruft mich bitte jemand an, der sich mit Hydraulik auskennt"),
        ("es", "pásame con alguien que sepa de bridas"),
        ("zh", "让懂法兰的工程师给我回个电话"),
        ("ja", "フランジに詳しい方から電話をいただけますか"),
        ("ar", "خلوا مهندس يفهم في الفلنجات يكلمني"),
    ],
)
def test_what_a_person_is_to_know_of_is_no_need(kestrel: Company, locale: str, message: str) -> None:
    assert _commands(kestrel, locale, message) == (Act(ActKind.WANT_PERSON),)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "convert 75 foot-pounds to newton metres for me"),
        ("zh", "100 kgf·cm等于多少牛米？"),
        ("de", "Wie viel sind 120 Nm in ft-lb?"),
        ("es", "¿cuántos Nm son 50 lb-ft?"),
        ("ja", "50 ft-lbは何N・mですか"),
        ("ar", "كم تساوي 80 نيوتن متر بالقدم رطل؟"),
    ],
)
def test_a_torque_is_converted_and_not_wished(kestrel: Company, locale: str, message: str) -> None:
    (command,) = _commands(kestrel, locale, message)
    assert isinstance(command, AskCalculation)
    assert command.name == "torque_units"


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "We need 65 Nm, can the KCP-70 do that?"),
        ("es", "Necesitamos 65 Nm, ¿la KCP-70 llega?"),
        ("pt", "Nosso aperto é de 65 Nm, a KCP-70 alcança?"),
    ],
)
def test_an_own_need_beside_a_question_is_kept_and_answered(kestrel: Company, locale: str, message: str) -> None:
    commands = _commands(kestrel, locale, message)
    assert _needs(kestrel, locale, message)["torque"].value == 65
    assert [c for c in commands if isinstance(c, AskFact)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "which is quieter, the KCP-70 or the KCP-100?"),
        ("de", "was ist leiser: KCP-70 oder KCP-100?"),
        ("ja", "KCP-70とKCP-100、静かなのはどっちですか"),
        ("ar", "أيهما أخف، KCP-70 أم KCP-100؟"),
    ],
)
def test_which_of_two_compares_them(kestrel: Company, locale: str, message: str) -> None:
    assert _commands(kestrel, locale, message) == (Compare(("KCP-70", "KCP-100")),)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "18V or 36V, we don't mind, but the tool must stay below 2 kg"),
        ("de", "Ob 18 oder 36 V ist uns egal, Hauptsache unter 2 kg"),
        ("zh", "18V还是36V都无所谓，关键是整机别超过2公斤"),
    ],
)
def test_either_of_two_figures_does_not_matter(kestrel: Company, locale: str, message: str) -> None:
    commands = _commands(kestrel, locale, message)
    assert Indifferent("voltage") in commands
    assert "voltage" not in _needs(kestrel, locale, message)


@pytest.mark.parametrize(
    ("locale", "message", "quantity"),
    [
        ("en", "Six stations with one tool each, so six tools, 5 to 35 Nm.", 6),
        ("pt", "vcs tem KDN-60 em estoque? precisamos de 4", 4),
        ("en", "Please send a quotation for 8 pcs KDN-60 incl. controller", 8),
        ("ar", "ونرغب باستبدال ثلاثة منها فقط بأجهزة تعمل بالبطارية عزمها 350 نيوتن متر", 3),
    ],
)
def test_how_many_are_wanted_is_heard(kestrel: Company, locale: str, message: str, quantity: int) -> None:
    assert _needs(kestrel, locale, message)["quantity"].value == quantity


def test_the_portuguese_of_the_counts_nothing(kestrel: Company) -> None:
    assert "quantity" not in _needs(kestrel, "pt", "quanto custa o peso dos KCN-40A")


@pytest.mark.parametrize(("message", "amount"), [("老板批的预算是8万5，人民币", "85000"), ("预算1万2千美元", "12000")])
def test_a_place_behind_ten_thousand_is_read(kestrel: Company, message: str, amount: str) -> None:
    assert _needs(kestrel, "zh", message)["budget"].amount == amount


def test_a_range_may_change_its_unit(kestrel: Company) -> None:
    torque = _needs(kestrel, "de", "80 cNm bis 3 Nm, Feinmechanik")["torque"]
    assert (torque.min, torque.max) == (0.8, 3)


def test_a_protocol_that_no_tool_speaks_is_still_heard(kestrel: Company) -> None:
    assert _needs(kestrel, "en", "data via EtherCAT or OPC UA please")["communication"].values == ("ethercat", "opc_ua")


def test_an_apostrophe_opens_no_model_name(kestrel: Company) -> None:
    assert _needs(kestrel, "en", "No, that's wrong. It's 80 Nm, not 60.")["torque"].value == 80


def test_a_class_at_the_end_of_a_sentence_is_no_day(kestrel: Company) -> None:
    assert "deadline" not in _needs(kestrel, "de", "Wir verschrauben M16 8.8 und M20 10.9.")


def test_who_objects_to_a_tool_chooses_it_not(kestrel: Company) -> None:
    commands = _commands(kestrel, "de", "Die KCN-40A ist uns zu teuer, da muss am Preis noch was gehen")
    assert not [c for c in commands if isinstance(c, ChooseProduct)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "do you have anything that links a wifi wrench to our profinet?"),
        ("de", "Wie kriege ich die WLAN-Daten vom Schrauber an unser Profinet?"),
        ("es", "¿Qué necesito para pasar del wifi de la herramienta a profinet?"),
        ("zh", "怎么把扳手的wifi接到profinet上"),
    ],
)
def test_what_joins_two_networks_is_a_gateway(kestrel: Company, locale: str, message: str) -> None:
    understood = understand(message, Conversation("c", locale, locale), kestrel, today=DAY)
    assert understood.sought == ("accessory.gateway",)
    assert not [c for c in understood.commands if isinstance(c, SetNeed)]


@pytest.mark.parametrize(
    ("locale", "message", "quantity"),
    [
        ("en", "20 in January and 15 more in March", 35),
        ("de", "10 Stück im Januar, 15 im März", 25),
        ("zh", "一月先要10台，三月再要15台", 25),
        ("ja", "1月に10台、3月に5台", 15),
        ("ar", "10 قطع في يناير و5 في مارس", 15),
    ],
)
def test_parts_of_an_order_are_added_up(kestrel: Company, locale: str, message: str, quantity: int) -> None:
    needs = _needs(kestrel, locale, message)
    assert needs["quantity"].value == quantity
    assert needs["deadline"].text == "2027-01-31"


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "forget the 15 %, 4 % will do"),
        ("es", "olvide el 15 %, con 4 % basta"),
        ("de", "vergessen Sie die 15 %, 4 % tun es auch"),
    ],
)
def test_a_percentage_put_in_place_of_another_is_wished_off_the_price(
    kestrel: Company, locale: str, message: str
) -> None:
    (command,) = _commands(kestrel, locale, message)
    assert isinstance(command, Negotiate)
    assert command.action == "discount 4%"


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "what makes you pick that one first?"),
        ("zh", "为什么推荐这个？"),
        ("ja", "なぜその機種ですか"),
        ("ar", "ليش هذا بالذات؟"),
    ],
)
def test_why_this_one_asks_for_the_reasons_and_no_document(kestrel: Company, locale: str, message: str) -> None:
    shown = Conversation("c", locale, locale, recommended=("KCN-80P",), shown=("KCN-80P",))
    assert understand(message, shown, kestrel, today=DAY).commands == (AskRecommendation(),)


def test_a_figure_asked_of_the_chosen_tool_is_no_need(kestrel: Company) -> None:
    chosen = Conversation("c", "en", "en", chosen="KCN-80P", shown=("KCN-80P",))
    (command,) = understand("and the accuracy, is it 3 % or better?", chosen, kestrel, today=DAY).commands
    assert isinstance(command, AskFact)
    assert (command.attribute, command.skus) == ("accuracy", ("KCN-80P",))

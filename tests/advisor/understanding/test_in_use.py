"""What a buyer has and finds fault with, or is to give up, is no wish; what is plainly wrong with it says what is preferred."""

from __future__ import annotations

import pytest

from advisor.model import Act, ActKind, AddNeed, Conversation, CorrectNeed, Objection, SetNeed, Understanding
from advisor.understanding import understand
from content.catalogue.model import Company
from tests.advisor.cast import TODAY, Visit


def _heard(company: Company, locale: str, message: str) -> Understanding:
    return understand(message, Conversation("c", locale, locale), company, today=TODAY)


def _power(heard: Understanding) -> str | None:
    told = (c.value for c in heard.commands if isinstance(c, SetNeed | CorrectNeed | AddNeed) and c.need == "power")
    return next((value.value_id for value in told), None)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "We keep breaking studs on the hubs with impact guns."),
        ("en", "upgrading from pneumatic nutrunners, 40 Nm"),
        ("en", "We do it with a manual torque multiplier today and it takes all day"),
        ("de", "Wir möchten unsere Druckluftschrauber durch etwas mit Drehmomentsteuerung ersetzen"),
        ("de", "Die Kollegen klagen über das Gewicht der Hydraulikschrauber"),
        ("es", "hoy apretamos con llave de clic y nadie registra nada"),
        ("es", "las herramientas neumáticas que tenemos hacen demasiado ruido"),
        ("pt", "Preciso trocar umas parafusadeiras pneumáticas por algo com controle de torque."),
        ("pt", "queremos sair do pneumático"),
        ("zh", "现在用的是气动枪，噪音太大"),
        ("zh", "我们用风炮老是打断螺柱"),
        ("ja", "現在は手動のトルクレンチで締めていますが、時間がかかりすぎます"),
        ("ja", "エア式ナットランナーをトルク制御できるものに置き換えたい"),
        ("ar", "حاليا نستخدم مفاتيح هوائية وصوتها عالي جدا"),
        ("ar", "العمال يشتكون من وزن الأدوات الكهربائية"),
    ],
)
def test_equipment_that_is_not_good_enough_is_no_wish(kestrel: Company, locale: str, message: str) -> None:
    heard = _heard(kestrel, locale, message)
    assert _power(heard) is None
    assert not [one for one in heard.sought if not one.startswith("least.")]
    assert not [one for one in heard.commands if isinstance(one, Objection)]


@pytest.mark.parametrize(
    ("locale", "message", "wished"),
    [
        ("en", "we need cordless tools because the electric ones are too heavy", "cordless"),
        ("en", "looking for a pneumatic nutrunner, must not be too loud, 40 Nm", "pneumatic"),
        ("en", "we have three hydraulic wrenches already and need two more", "hydraulic"),
        ("de", "Umstieg von Druckluft auf Akku, 30 Nm", "cordless"),
        ("de", "suchen einen Akkuschrauber als Ersatz für unsere Druckluftgeräte", "cordless"),
        ("de", "Wir brauchen einen Hydraulikschrauber, der darf nicht zu schwer sein", "hydraulic"),
        ("es", "queremos pasar de neumáticas a eléctricas con cable", "electric"),
        ("es", "busco llaves hidráulicas, las manuales son muy lentas", "hydraulic"),
        ("pt", "trocar as pneumáticas por bateria", "cordless"),
        ("zh", "气动的换成充电的，40牛米", "cordless"),
        ("zh", "要带线的电动枪，不能太重", "electric"),
        ("ja", "エア式を電動に置き換えたい", "electric"),
        ("ja", "充電式が欲しいです。今のエア工具はうるさいので", "cordless"),
        ("ar", "ننتقل من الهواء إلى البطارية", "cordless"),
        ("ar", "نبي أدوات بطارية لأن الهوائية مزعجة", "cordless"),
    ],
)
def test_what_is_wished_instead_stands(kestrel: Company, locale: str, message: str, wished: str) -> None:
    assert _power(_heard(kestrel, locale, message)) == wished


@pytest.mark.parametrize(
    ("locale", "message", "preferred"),
    [
        ("en", "the air tools we have are way too loud, need something quieter", "least.noise"),
        ("de", "Unsere Druckluftwerkzeuge sind zu laut, wir suchen Ersatz", "least.noise"),
        ("es", "los operarios se quejan del peso de las eléctricas", "least.weight"),
        ("zh", "工人嫌电动的太重", "least.weight"),
        ("ja", "エア工具はうるさいので、やめたいです", None),
        ("ar", "المفاتيح الهوائية عندنا تتعطل كثيرا", None),
    ],
)
def test_what_is_wrong_says_what_is_preferred(
    kestrel: Company, locale: str, message: str, preferred: str | None
) -> None:
    assert [one for one in _heard(kestrel, locale, message).sought if one.startswith("least.")] == (
        [preferred] if preferred else []
    )


@pytest.mark.parametrize(
    ("locale", "message", "complains"),
    [
        ("en", "Our pneumatic tools keep failing, need something with torque control", False),
        ("en", "The hydraulic wrench you sold us keeps failing, need something that works", True),
        ("en", "We used a competitor's battery tool and it died after a year, need 60 Nm", False),
        ("ar", "كنا نستخدم ماركة ثانية وخربت مرتين. نحتاج مفكات كهربائية ٤٥ نيوتن متر", False),
        ("de", "Ihr Hydraulikschrauber ist kaputt, wir brauchen Ersatz", True),
    ],
)
def test_a_fault_of_what_others_made_is_no_complaint(
    kestrel: Company, locale: str, message: str, complains: bool
) -> None:
    assert (Act(ActKind.COMPLAIN) in _heard(kestrel, locale, message).commands) is complains


def test_a_workshop_that_breaks_studs_is_not_sold_the_like() -> None:
    visit = Visit("en")
    visit.writes(
        "I run a truck workshop. We keep breaking studs on wheel hubs with impact guns. 80 Nm, class A joints."
    )
    assert visit.turn is not None
    kinds = {visit.company.products[one.sku].attributes["kind"] for one in visit.turn.recommendations}
    assert kinds
    assert kinds != {"pulse_tool"}

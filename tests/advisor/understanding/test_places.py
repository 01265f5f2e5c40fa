"""A town tells in which country its buyer is, where it is said as a place; a word of the language never does."""

from __future__ import annotations

from datetime import date

import pytest

from advisor.model import Conversation, NeedStatus, SetNeed
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 21)


def _countries(company: Company, locale: str, message: str) -> list[tuple[str | None, NeedStatus]]:
    commands = understand(message, Conversation("c", locale, locale), company, today=DAY).commands
    return [(c.value.value_id, c.value.status) for c in commands if isinstance(c, SetNeed) and c.need == "country"]


@pytest.mark.parametrize(
    ("locale", "message", "country"),
    [
        ("en", "We're a small fab shop in Rotherham and need 3 wrenches", "GB"),
        ("en", "we are a MRO outfit in Prestwick, 350 Nm", "GB"),
        ("de", "Motorenmontage in Kölleda, 40 bis 100 Nm", "DE"),
        ("de", "4x KDN-120, DAP Brünn", "CZ"),
        ("es", "estructura metálica en Temuco, M20", "CL"),
        ("pt", "Somos uma metalúrgica em Caçador, 40 Nm", "BR"),
        ("zh", "我们是佛山做空调压缩机的，扭矩12到18牛米", "CN"),
        ("ja", "四日市の石油化学プラントでM27を締めます", "JP"),
        ("ja", "納入先はアグアスカリエンテスです。4台", "MX"),
        ("ar", "تجميع علب تروس في بنها، عزم ٤٠ نيوتن متر", "EG"),
        ("ar", "مصنع إلكترونيات بالقاهرة الجديدة، عزم ٢ نيوتن متر", "EG"),
    ],
)
def test_a_town_gives_its_country(kestrel: Company, locale: str, message: str, country: str) -> None:
    assert [found for found, _ in _countries(kestrel, locale, message)] == [country]


def test_what_only_the_gazetteer_knows_is_inferred(kestrel: Company) -> None:
    assert _countries(kestrel, "de", "Motorenmontage in Kölleda, 40 bis 100 Nm") == [("DE", NeedStatus.INFERRED)]


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "reading the torque on a mobile display would be nice, 60 Nm"),
        ("en", "Price for a Bath of screws, most in one day"),
        ("de", "Wir arbeiten in Serie, bei Bedarf bis zum Essen, 60 Nm"),
        ("es", "la marca y la salida de la obra, una vez al ano, 60 Nm"),
        ("zh", "在线检测中心合作，60牛米"),
        ("ja", "三次で締め付けます。60N・m"),
        ("ar", "نحتاج أداة من طراز جديد في الحد الأدنى 60 نيوتن متر"),
    ],
)
def test_a_word_that_is_a_town_elsewhere_gives_none(kestrel: Company, locale: str, message: str) -> None:
    assert _countries(kestrel, locale, message) == []


def test_the_language_decides_between_towns_of_one_name(kestrel: Company) -> None:
    assert _countries(kestrel, "es", "una planta en Guadalupe, 60 Nm")[0][0] in ("MX", "ES", "PE", "CR")
    assert _countries(kestrel, "en", "our plant in Kingston, 60 Nm")[0][0] in ("JM", "CA", "GB", "US")


def test_a_country_that_is_named_stands_whatever_town_is_beside_it(kestrel: Company) -> None:
    assert _countries(kestrel, "en", "We need 3 wrenches for Kölleda, Germany, sent to Poland from Rotherham")[0][
        0
    ] in (
        "DE",
        "PL",
    )
    assert _countries(kestrel, "es", "en Cartagena, España, 60 Nm") == [("ES", NeedStatus.STATED)]


@pytest.mark.parametrize(
    ("locale", "message", "country"),
    [
        ("en", "mine maintenance in Zambia, 1500 Nm", "ZM"),
        ("de", "Werk in Bosnien und Herzegowina, 60 Nm", "BA"),
        ("zh", "出口到乌干达，60牛米", "UG"),
    ],
)
def test_a_country_that_the_pack_does_not_list_is_known_by_its_name(
    kestrel: Company, locale: str, message: str, country: str
) -> None:
    assert _countries(kestrel, locale, message) == [(country, NeedStatus.STATED)]

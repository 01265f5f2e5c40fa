"""What a buyer takes back is taken back, and the last good value survives everything else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from advisor.derived import as_json
from advisor.model import Conversation, NeedStatus
from advisor.needs import remember
from advisor.understanding import understand
from content.catalogue.model import Company

DAY = date(2026, 11, 21)
TORQUE_60 = {"torque": {"value": 60.0, "unit": "N.m"}}


def _held(company: Company, locale: str, *messages: str) -> dict[str, Any]:
    conversation = Conversation("c", locale, locale)
    for message in messages:
        conversation = remember(conversation, understand(message, conversation, company, today=DAY), company)
    return {name: as_json(value) for name, value in conversation.needs.items() if value.status is NeedStatus.STATED}


@pytest.mark.parametrize(
    ("locale", "first", "then"),
    [
        ("en", "80 Nm", "no, 60 not 80"),
        ("en", "80 Nm", "not 80 but 60"),
        ("en", "80 Nm", "60 rather than 80"),
        ("en", "80 Nm", "change 80 to 60"),
        ("en", "80 Nm", "I meant 60 Nm, sorry"),
        ("de", "80 Nm", "nein, 60 statt 80"),
        ("de", "80 Nm", "nicht 80, sondern 60"),
        ("de", "80 Nm", "Ändern Sie 80 auf 60"),
        ("de", "80 Nm", "es sind 60 und nicht 80"),
        ("es", "80 Nm", "no, 60 en vez de 80"),
        ("es", "80 Nm", "no 80 sino 60"),
        ("es", "80 Nm", "cambie 80 por 60"),
        ("pt", "80 Nm", "não, 60 em vez de 80"),
        ("pt", "80 Nm", "não é 80, é 60"),
        ("pt", "80 Nm", "mude de 80 para 60"),
        ("zh", "80牛米", "不对，是60不是80"),
        ("zh", "80牛米", "把80改成60"),
        ("ja", "80Nm", "いいえ、80ではなく60です"),
        ("ja", "80Nm", "80を60に変更してください"),
        ("ar", "80 نيوتن متر", "لا، 60 وليس 80"),
        ("ar", "80 نيوتن متر", "60 بدلا من 80"),
        ("ar", "80 نيوتن متر", "ليس 80 بل 60"),
    ],
)
def test_a_corrected_torque_replaces_the_old_one(kestrel: Company, locale: str, first: str, then: str) -> None:
    assert _held(kestrel, locale, first, then) == TORQUE_60


@pytest.mark.parametrize(
    ("locale", "first", "then"),
    [
        ("en", "60 Nm", "-5 Nm"),
        ("en", "60 Nm", "900000 Nm"),
        ("en", "60 Nm", "never mind"),
        ("de", "60 Nm", "schon gut"),
        ("zh", "60牛米", "算了"),
        ("ja", "60Nm", "-5Nm"),
        ("ar", "60 نيوتن متر", "-5 نيوتن متر"),
        ("es", "60 Nm", "1.000.000 Nm"),
        ("pt", "60 Nm", "deixa pra lá"),
    ],
)
def test_the_last_good_value_survives(kestrel: Company, locale: str, first: str, then: str) -> None:
    assert _held(kestrel, locale, first, then) == TORQUE_60


@pytest.mark.parametrize(
    ("locale", "first", "then"),
    [
        ("en", "Wi-Fi", "also Bluetooth"),
        ("de", "WLAN", "auch Bluetooth"),
        ("es", "wifi", "también Bluetooth"),
        ("pt", "wifi", "também Bluetooth"),
        ("zh", "需要WiFi", "还要蓝牙"),
        ("ja", "Wi-Fiが必要です", "Bluetoothも"),
        ("ar", "نحتاج واي فاي", "أيضا بلوتوث"),
    ],
)
def test_also_adds(kestrel: Company, locale: str, first: str, then: str) -> None:
    assert _held(kestrel, locale, first, then)["communication"] == {"values": ["wifi", "bluetooth"]}


@pytest.mark.parametrize(
    ("locale", "first", "then"),
    [
        ("en", "60 Nm, max 3 kg", "forget the weight"),
        ("de", "60 Nm, max 3 kg", "vergessen Sie das Gewicht"),
        ("es", "60 Nm, máximo 3 kg", "olvide el peso"),
        ("pt", "60 Nm, máximo 3 kg", "esqueça o peso"),
        ("zh", "60牛米，3公斤以内", "忘掉重量"),
        ("ja", "60Nm、3kg以下", "重量は忘れてください"),
        ("ar", "60 نيوتن متر، 3 كجم كحد أقصى", "انس الوزن"),
    ],
)
def test_a_forgotten_need_is_gone(kestrel: Company, locale: str, first: str, then: str) -> None:
    assert _held(kestrel, locale, first, then) == TORQUE_60


def test_one_end_of_a_range_can_be_corrected(kestrel: Company) -> None:
    assert _held(kestrel, "en", "30-80 Nm", "no, 60 not 80") == {"torque": {"min": 30.0, "max": 60.0, "unit": "N.m"}}


def test_one_of_several_interfaces_can_be_dropped(kestrel: Company) -> None:
    held = _held(kestrel, "en", "Wi-Fi and Bluetooth", "remove the wifi, add PROFINET")
    assert held == {"communication": {"values": ["bluetooth", "profinet"]}}


@pytest.mark.parametrize(
    ("locale", "message", "size"),
    [
        ("en", "sorry typo, M22 should read M20", "M20"),
        ("zh", "不对，我刚说错了，是M20不是M24", "M20"),
        ("ja", "M24はM22の間違いでした", "M22"),
    ],
)
def test_of_a_slip_and_what_was_meant_the_second_counts(kestrel: Company, locale: str, message: str, size: str) -> None:
    assert [bolt["size"] for bolt in _held(kestrel, locale, message)["bolt"]["values"]] == [size]


@pytest.mark.parametrize(
    ("locale", "message", "power"),
    [
        ("en", "I'd rather have corded than cordless", "electric"),
        ("zh", "不要气动的，厂里没气源，锂电池的就行", "cordless"),
    ],
)
def test_what_is_put_behind_another_is_not_wished(kestrel: Company, locale: str, message: str, power: str) -> None:
    assert _held(kestrel, locale, message)["power"]["value"] == power


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "no less than 100 and no more than 340 Nm"),
        ("zh", "扭矩不低于100，不超过340牛米"),
        ("ja", "トルクは最低でも100、上は340N・mくらいまで"),
        ("ar", "لا أقل من 100 ولا أكثر من 340 نيوتن متر"),
    ],
)
def test_two_bounds_that_follow_each_other_are_one_range(kestrel: Company, locale: str, message: str) -> None:
    held = _held(kestrel, locale, message)["torque"]
    assert (held["min"], held["max"]) == (100.0, 340.0)


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "neither wifi nor bluetooth, USB download is plenty"),
        ("de", "weder WLAN noch Bluetooth, USB genügt"),
        ("es", "ni wifi ni bluetooth, con USB basta"),
        ("pt", "nem wifi nem bluetooth, USB já resolve"),
        ("zh", "蓝牙和wifi都不用，USB导数据就可以"),
        ("ja", "BluetoothもWi-Fiも不要です。USBでデータが取れれば十分"),
        ("ar", "ما نحتاج بلوتوث ولا واي فاي، يكفينا USB"),
    ],
)
def test_what_is_said_of_a_list_is_said_of_all_of_it(kestrel: Company, locale: str, message: str) -> None:
    assert _held(kestrel, locale, message)["communication"]["values"] == ["usb"]

"""What is preferred ranks what fits, and what nobody has measured is not claimed."""

from __future__ import annotations

import pytest

from tests.advisor.cast import Visit, kestrel

LIGHTEST = {
    "en": "cordless 60 Nm, the lightest one please",
    "de": "Akkuwerkzeug 60 Nm, so leicht wie möglich",
    "es": "herramienta a batería 60 Nm, lo más ligera posible",
    "pt": "ferramenta a bateria 60 Nm, a mais leve possível",
    "zh": "60牛米的充电式工具，越轻越好",
    "ja": "60 Nmの充電式で、できるだけ軽いもの",
    "ar": "أداة لاسلكية 60 نيوتن متر، الأخف وزنا",
}
SIMPLEST = {
    "en": "Torque wrench for 60 Nm, as simple as possible",
    "de": "Drehmomentschlüssel 60 Nm, möglichst einfach",
    "es": "Llave dinamométrica de 60 Nm, lo más sencilla posible, la más básica",
    "pt": "Preciso de um torquímetro de 60 Nm, o mais simples possível",
    "zh": "60牛米扭矩扳手，越简单越好",
    "ja": "60 Nmのトルクレンチ、できるだけシンプルなもの",
    "ar": "مفتاح عزم 60 نيوتن متر، أبسط ما يمكن",
}
DURABLE = {
    "en": "Is it more durable than Aldermann?",
    "de": "Ist der haltbarer als der von Aldermann?",
    "es": "¿Es más resistente que el de Aldermann?",
    "pt": "É mais durável que o da Aldermann?",
    "zh": "比Aldermann耐用吗？",
    "ja": "Aldermannより丈夫ですか？",
    "ar": "هل هو أمتن من Aldermann؟",
}


def recommended(visit: Visit) -> list[str]:
    assert visit.turn is not None
    return [each.sku for each in visit.turn.recommendations]


@pytest.mark.parametrize("locale", LIGHTEST)
def test_the_lightest_of_what_fits_stands_first(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(LIGHTEST[locale])
    weights = [kestrel().products[sku].attributes["weight"] for sku in recommended(visit)]
    assert len(weights) == 3
    assert weights == sorted(weights)  # type: ignore[type-var]  # numbers, all of them


@pytest.mark.parametrize("locale", SIMPLEST)
def test_the_simplest_has_no_electronics(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(SIMPLEST[locale])
    assert recommended(visit)[0].startswith("KTW-")
    assert not visit.asked("hand_over")


def test_the_cheapest_is_sorted_and_asks_for_no_discount() -> None:
    visit = Visit("zh")
    visit.writes("扭矩扳手100牛米")
    visit.writes("最便宜的是哪款")
    assert recommended(visit)[0] == "KTW-100"
    assert not visit.asked("authority")


@pytest.mark.parametrize("locale", DURABLE)
def test_durability_against_another_maker_is_not_claimed_and_is_noted(locale: str) -> None:
    visit = Visit(locale)
    visit.writes("KTW-200")
    reply = visit.writes(DURABLE[locale]).reply
    assert visit.asked("note_gap")
    assert visit.asked("note_gap")[0].parameters["question"][:-1] == DURABLE[locale][:-1]
    assert "24" in reply  # the warranty of ours is on record
    assert visit.turn is not None
    assert visit.turn.comparison is None


def test_one_figure_against_another_makers_model_is_told_with_its_source() -> None:
    visit = Visit("de")
    visit.writes("KTW-200")
    reply = visit.writes("Ist der Aldermann W200 genauer?").reply
    assert "±3,0" in reply
    assert "±4,0" in reply
    assert "Datenblatt Aldermann W200" in reply
    assert reply.count("KTW-200") == 1


@pytest.mark.parametrize(("locale", "messages"), [
    ("en", ("cordless 60 Nm with Wi-Fi", "what warranty do they have?")),
    ("de", ("Akku 60 Nm mit WLAN", "Wie lange ist die Gewährleistung?")),
    ("ja", ("コードレス 60 Nm", "保証期間は？")),
])  # fmt: skip
def test_what_is_the_same_for_all_is_told_once(locale: str, messages: tuple[str, str]) -> None:
    visit = Visit(locale)
    visit.writes(messages[0])
    shown = recommended(visit)
    reply = visit.writes(messages[1]).reply
    assert reply.count("24") == 1
    assert all(sku in reply for sku in shown)


def test_features_that_some_have_are_told_group_by_group() -> None:
    visit = Visit("de")
    visit.writes("Akku 60 Nm")
    reply = visit.writes("Haben die alle Bluetooth?").reply
    assert reply.count("Ja") == 1
    assert reply.count("Nein") == 1


@pytest.mark.parametrize(("locale", "opening", "change"), [
    ("zh", "电动扳手200牛米", "换成液压的呢"),
    ("en", "corded 200 Nm", "what about hydraulic instead?"),
    ("es", "herramienta con cable 200 Nm", "¿y si la cambiamos por una hidráulica?"),
])  # fmt: skip
def test_a_question_may_change_the_choice(locale: str, opening: str, change: str) -> None:
    visit = Visit(locale)
    visit.writes(opening)
    visit.writes(change)
    assert visit.conversation is not None
    assert visit.conversation.needs["power"].value_id == "hydraulic"


def test_batteries_at_hand_state_no_drive() -> None:
    visit = Visit("de")
    visit.writes("Schrauber mit Kabel, 60 Nm")
    visit.writes("Wir haben schon Akkus")
    assert visit.conversation is not None
    assert visit.conversation.needs["power"].value_id == "electric"


@pytest.mark.parametrize(("locale", "message"), [
    ("en", "Don't worry about the weight"), ("pt", "não se preocupe com o peso"), ("zh", "重量不用考虑"),
])  # fmt: skip
def test_who_is_told_not_to_worry_leaves_it_out(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes("60 Nm, 2 kg")
    visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.needs["weight"].status == "indifferent"


def test_budgets_as_germans_write_them() -> None:
    visit = Visit("de")
    visit.writes("Schrauber 60 Nm, Budget 20 T€")
    assert visit.conversation is not None
    assert (visit.conversation.needs["budget"].amount, visit.conversation.needs["budget"].currency) == ("20000", "EUR")
    visit.writes("also gesamt 7500")
    assert visit.conversation.needs["budget"].amount == "7500"


def test_a_slash_parts_a_range_of_torque_and_not_a_drive() -> None:
    visit = Visit("en")
    visit.writes("torque 18/20 Nm")
    assert visit.conversation is not None
    held = visit.conversation.needs["torque"]
    assert (held.min, held.max, "drive" in visit.conversation.needs) == (18, 20, False)


@pytest.mark.parametrize(("locale", "messages"), [
    ("en", ("torque wrench 100 Nm", "what does it cost?", "just one")), ("pt", ("torquímetro 100 Nm", "quanto custa?", "uma só")),
    ("de", ("Drehmomentschlüssel 100 Nm", "was kostet der?", "nur einen")), ("zh", ("扭矩扳手100牛米", "多少钱", "就一台")),
])  # fmt: skip
def test_just_one_is_a_quantity(locale: str, messages: tuple[str, ...]) -> None:
    visit = Visit(locale)
    for message in messages:
        visit.writes(message)
    assert visit.conversation is not None
    assert visit.conversation.quantity == 1


def test_a_name_is_no_typing_error() -> None:
    visit = Visit("en")
    visit.writes("torque wrench 100 Nm")
    reply = visit.writes("can somebody call me? +44 20 7946 0958, John Carter, Carter Haulage").reply
    assert "working with us" not in reply


def test_a_rivals_price_is_no_budget() -> None:
    visit = Visit("es")
    visit.writes("llave dinamométrica de 100 Nm")
    visit.writes("me parece caro, en Amazon hay por 50 euros")
    assert visit.conversation is not None
    assert "budget" not in visit.conversation.needs


def test_bolts_are_better_than_what_is_usual() -> None:
    visit = Visit("en")
    for message in ("a tool for an electric bicycle assembly line", "I don't know", "I think M6 and M8"):
        visit.writes(message)
    assert visit.conversation is not None
    held = visit.conversation.needs["torque"]
    assert (held.status, held.max is not None and held.max < 40) == ("inferred", True)


def test_a_family_alone_is_asked_for_its_torque_and_the_price_waits() -> None:
    visit = Visit("es")
    visit.writes("quiero precios")
    visit.writes("llave dinamométrica")
    assert visit.conversation is not None
    assert visit.conversation.asked == "torque"
    visit.writes("100 Nm")
    assert visit.asked("price")


@pytest.mark.parametrize(("locale", "message"), [
    ("de", "und wenn er kaputt geht?"), ("pt", "e se quebrar?"), ("en", "what if it breaks?"),
])  # fmt: skip
def test_what_may_break_is_asked_and_not_complained_of(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes("KTW-200")
    reply = visit.writes(message).reply
    assert "24" in reply
    assert not visit.asked("hand_over")


def test_a_number_without_prefix_is_read_as_one_of_the_country_that_is_named() -> None:
    visit = Visit("es")
    visit.writes("¿Me puede llamar alguien?")
    visit.writes("55 5123 4567, soy Lucía de Aceros del Norte, México")
    assert visit.conversation is not None
    assert visit.conversation.contact.phone == "+525551234567"


WHY = {
    "en": "Why should I buy from you?", "de": "Warum sollte ich bei Ihnen kaufen?", "es": "¿Por qué comprarles a ustedes?",
    "pt": "Por que comprar de vocês?", "zh": "为什么要选你们？", "ja": "御社の強みは何ですか？", "ar": "ليش أشتري منكم؟",
}  # fmt: skip


@pytest.mark.parametrize("locale", WHY)
def test_who_asks_why_hears_the_companys_own_reasons(locale: str) -> None:
    visit = Visit(locale)
    reply = visit.writes(WHY[locale]).reply
    assert all(why.question[locale] in reply for why in kestrel().identity.why)


def test_bargaining_goes_on_with_a_bare_percentage() -> None:
    visit = Visit("de")
    visit.writes("Angebot für 12 KDN-60")
    visit.writes("Rabatt 12 %?")
    visit.writes("dann 4 %")
    assert visit.asked("authority")
    assert visit.conversation is not None
    assert "accuracy" not in visit.conversation.needs


def test_what_there_is_for_this_is_no_question_for_the_whole_range() -> None:
    visit = Visit("pt")
    visit.writes("qual o torque para um parafuso M16 8.8 lubrificado?")
    visit.writes("que ferramenta vocês têm para isso?")
    assert recommended(visit)


def test_after_a_hand_over_anger_is_not_asked_for_a_product() -> None:
    visit = Visit("en")
    visit.writes("You sold us a KCP-70 and it died after 3 weeks. This is ridiculous!!")
    reply = visit.writes("I don't want excuses, I want a new one").reply
    assert "colleague" in reply
    assert "?" not in reply


def test_and_manual_changes_the_drive_on_record() -> None:
    visit = Visit("es")
    visit.writes("ruedas de camión, 650 Nm, neumático")
    visit.writes("¿y manual?")
    assert visit.conversation is not None
    assert visit.conversation.needs["power"].value_id == "manual"
    assert recommended(visit)[0].startswith("KTM-")


@pytest.mark.parametrize(("locale", "opening", "question"), [
    ("de", "Drehmomentschlüssel 100 Nm", "ist Kalibrierzeugnis dabei?"), ("ja", "トルクレンチ 100 Nm", "校正証明書は付きますか"),
])  # fmt: skip
def test_what_is_included_is_looked_up_and_not_recommended_again(locale: str, opening: str, question: str) -> None:
    visit = Visit(locale)
    visit.writes(opening)
    visit.writes(question)
    assert visit.asked("search_knowledge") or visit.asked("faq")  # the pack may answer it by a question of its own
    assert not recommended(visit)


def test_whichever_is_cheapest_sorts_by_price() -> None:
    visit = Visit("en")
    visit.writes("wrench for 80 Nm")
    visit.writes("whichever is cheapest")
    assert recommended(visit)[0] == "KTW-100"


def test_a_height_bounds_the_head() -> None:
    visit = Visit("zh")
    visit.writes("液压扳手，扭矩2000，空间很小，高度不超过60mm")
    assert recommended(visit) == ["KHL-2500"]

"""What buyers ask of a product beside its figures is told from the catalogue; another maker's part is vouched for by nobody."""

import pytest

from tests.advisor.cast import Visit

ASKED = {
    "en": {
        "origin": ("Where is the KCN-40A made?", "country of origin of KCN-40A?", "In which country is the KCN-40A manufactured?"),
        "hs_code": ("What is the HS code of the KCN-40A?", "tariff number KCN-40A please", "commodity code for KCN-40A?"),
        "package": ("What are the dimensions of the package of the KCN-40A?", "Gross weight of KCN-40A?", "How big is the box of the KCN-40A?"),
        "data_sheet": ("Please send me the data sheet of the KCN-40A", "Do you have a brochure for the KCN-40A?", "KCN-40A spec sheet"),
        "compatibility": ("Does the KCN-40A work with a Bosch battery?", "Is the KCN-40A compatible with Makita batteries?", "Does a DeWalt charger fit the KCN-40A?"),
    },
    "de": {
        "origin": ("Wo wird der KCN-40A hergestellt?", "Ursprungsland KCN-40A?", "Aus welchem Land kommt der KCN-40A?"),
        "hs_code": ("Welche Zolltarifnummer hat der KCN-40A?", "HS-Code vom KCN-40A bitte", "statistische Warennummer des KCN-40A?"),
        "package": ("Wie groß und schwer ist das Paket vom KCN-40A?", "Bruttogewicht KCN-40A?", "Packmaße des KCN-40A?"),
        "data_sheet": ("Bitte schicken Sie mir das Datenblatt vom KCN-40A", "Haben Sie einen Prospekt zum KCN-40A?", "technische Unterlagen KCN-40A"),
        "compatibility": ("Passt ein Bosch-Akku in den KCN-40A?", "Läuft der KCN-40A mit Akkus anderer Hersteller wie Makita?", "Kann ich für den KCN-40A ein Metabo Ladegerät verwenden?"),
    },
    "zh": {
        "origin": ("KCN-40A是哪里生产的？", "KCN-40A的原产地？", "KCN-40A在哪里制造？"),
        "hs_code": ("KCN-40A的HS编码是多少？", "KCN-40A海关编码", "KCN-40A的税则号？"),
        "package": ("KCN-40A的包装尺寸和重量是多少？", "KCN-40A毛重多少？", "KCN-40A外箱尺寸"),
        "data_sheet": ("请把KCN-40A的数据表发给我", "有KCN-40A的规格书吗？", "KCN-40A的产品样本"),
        "compatibility": ("KCN-40A能用博世的电池吗？", "KCN-40A和牧田电池兼容吗？", "其他品牌的电池KCN-40A可以用吗？"),
    },
    "es": {
        "origin": ("¿Dónde se fabrica la KCN-40A?", "¿País de origen de la KCN-40A?", "¿De qué país es la KCN-40A?"),
        "hs_code": ("¿Cuál es el código HS de la KCN-40A?", "partida arancelaria de la KCN-40A", "fracción arancelaria KCN-40A?"),
        "package": ("¿Qué dimensiones y peso tiene el embalaje de la KCN-40A?", "peso bruto de la KCN-40A", "¿Qué medidas tiene la caja de la KCN-40A?"),
        "data_sheet": ("Envíeme la ficha técnica de la KCN-40A", "¿Tienen un folleto de la KCN-40A?", "hoja de datos KCN-40A"),
        "compatibility": ("¿La KCN-40A funciona con una batería Bosch?", "¿Es compatible la KCN-40A con baterías Makita?", "¿Le sirve a la KCN-40A un cargador de otra marca?"),
    },
    "pt": {
        "origin": ("Onde é fabricada a KCN-40A?", "País de origem da KCN-40A?", "De que país é a KCN-40A?"),
        "hs_code": ("Qual é o código HS da KCN-40A?", "NCM da KCN-40A?", "classificação fiscal da KCN-40A"),
        "package": ("Quais são as dimensões e o peso da embalagem da KCN-40A?", "peso bruto da KCN-40A", "Qual o tamanho da caixa da KCN-40A?"),
        "data_sheet": ("Envie-me a ficha técnica da KCN-40A", "Têm um folheto da KCN-40A?", "folha de dados KCN-40A"),
        "compatibility": ("A KCN-40A funciona com bateria Bosch?", "A KCN-40A é compatível com baterias Makita?", "A KCN-40A aceita carregador de outra marca?"),
    },
    "ja": {
        "origin": ("KCN-40Aの製造国を教えてください。", "KCN-40Aはどこで製造されていますか。", "KCN-40Aの原産国は？"),
        "hs_code": ("KCN-40AのHSコードを教えてください。", "KCN-40Aの関税番号は？", "KCN-40Aの税番"),
        "package": ("KCN-40Aの梱包寸法と重量を教えてください。", "KCN-40Aの総重量は？", "KCN-40Aの箱のサイズ"),
        "data_sheet": ("KCN-40Aのデータシートを送ってください。", "KCN-40Aのカタログはありますか", "KCN-40Aの仕様書"),
        "compatibility": ("KCN-40Aはボッシュのバッテリーで使えますか。", "KCN-40Aはマキタの電池と互換性がありますか", "KCN-40Aに他社製の充電器は使えますか"),
    },
    "ar": {
        "origin": ("أين يُصنع KCN-40A؟", "ما بلد المنشأ لـ KCN-40A؟", "بلد الصنع KCN-40A؟"),
        "hs_code": ("ما رمز HS الخاص بـ KCN-40A؟", "البند الجمركي لـ KCN-40A", "الرمز الجمركي KCN-40A؟"),
        "package": ("ما أبعاد ووزن تغليف KCN-40A؟", "الوزن الإجمالي لـ KCN-40A؟", "ما حجم الصندوق KCN-40A؟"),
        "data_sheet": ("أرسلوا لي ورقة بيانات KCN-40A من فضلكم", "هل لديكم كتالوج KCN-40A؟", "نشرة فنية KCN-40A"),
        "compatibility": ("هل يعمل KCN-40A ببطارية بوش؟", "هل KCN-40A متوافق مع بطاريات ماكيتا؟", "هل يمكن استخدام شاحن ماركة أخرى مع KCN-40A؟"),
    },
}  # fmt: skip
TOLD = {
    "hs_code": "8467.29", "package": "680", "data_sheet": "/products/kcn-40a/data-sheet.pdf", "compatibility": "KAB-18"
}  # fmt: skip
KINDS = {"compatibility": "not_vouched_for"}
CASES = [(locale, topic, asked) for locale, topics in ASKED.items() for topic, many in topics.items() for asked in many]


@pytest.mark.parametrize(("locale", "topic", "asked"), CASES)
def test_it_is_told_from_the_catalogue(locale: str, topic: str, asked: str) -> None:
    visit = Visit(locale)
    visit.writes(asked)
    assert visit.turn is not None
    kinds = [each.kind for each in visit.turn.statements]
    assert KINDS.get(topic, topic) in kinds
    assert TOLD.get(topic, "") in visit.reply
    assert not {"feature", "data", "chosen", "fact"} & set(kinds)


@pytest.mark.parametrize("asked", ["Does the KCN-40A beat Bosch?", "We had Bosch tools before. Has the KCN-40A Wi-Fi?"])
def test_another_makers_name_alone_asks_for_no_part(asked: str) -> None:
    visit = Visit("en")
    visit.writes(asked)
    assert visit.turn is not None
    assert "not_vouched_for" not in [each.kind for each in visit.turn.statements]


def test_a_gross_weight_is_never_told_as_that_of_the_tool() -> None:
    visit = Visit("en")
    visit.writes("How heavy is the KCN-40A?")
    assert "1.75" in visit.reply
    assert "3.6" not in visit.reply

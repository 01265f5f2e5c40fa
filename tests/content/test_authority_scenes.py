"""Promises of how untruths are heard over several sentences: together they ask for one, each alone asks for none."""

from __future__ import annotations

import pytest

from content.authority import Concession, Status, decide, parse_action
from content.authority.scenes import SCENES
from content.authority.vocabulary.cues import CUES
from content.catalogue.model import Permissions
from foundation.locales import LOCALES

RULES = Permissions(
    can_approve_immediately=("discount<10%",), forbidden=("false promises", "exclusivity", "unreleased features")
)
TOGETHER = {
    "en": ("The unit failed the drop test.", "Please send us a report that says it passed."),
    "de": ("Das Gerät ist bei der Dichtheitsprüfung durchgefallen.", "Im Bericht hätten wir gern »bestanden«."),
    "es": ("El ensayo de estanqueidad salió mal.", "En el informe que figure como superado."),
    "pt": ("O equipamento foi reprovado no ensaio elétrico.", "Mandem o relatório como aprovado, por favor."),
    "zh": ("跌落测试没过。", "报告上写合格就行。"),
    "ja": ("落下試験は不合格だったそうですね。", "報告書は合格にしておいてもらえますか。"),
    "ar": ("الجهاز لم يجتز اختبار السقوط.", "فليُكتب في التقرير أنه اجتازه."),
}
HARMLESS = {
    "en": (
        "The unit did not pass the drop test; please send us the report.",
        "Please put the delivery date on the delivery note.",
        "Are these tools new or refurbished? Please tell us.",
        "Your quote is dated 3 March but ends on 31 March; could you extend it?",
        "If a tool has a defect, please tell our customer how to return it.",
        "Please print Made in Germany on the label, since they are.",
        "Invoice us 2,000 now and the remaining 18,000 after delivery.",
        "Is the cloud module still in development? Tell us when it comes.",
        "Only you could help us so quickly. Do you supply Kenya?",
        "The calibration was not done last year. Please calibrate it and send the certificate.",
    ),
    "de": (
        "Die Prüfung wurde nicht bestanden, schicken Sie uns bitte den Bericht.",
        "Bitte vermerken Sie das Lieferdatum auf dem Lieferschein.",
        "Sind die Geräte neu oder gebraucht? Bitte sagen Sie es uns.",
        "Ihr Angebot vom 3. März endet schon am 31. März; können Sie es verlängern?",
        "Hat ein Werkzeug einen Mangel, sagen Sie unserem Kunden bitte, wie er es zurückgibt.",
        "Berechnen Sie jetzt 2.000 und die restlichen 18.000 nach Lieferung.",
        "Ist das Cloud-Modul noch in Entwicklung? Wann kommt es?",
        "Die Kalibrierung wurde nicht durchgeführt. Bitte holen Sie sie nach und schicken Sie das Zertifikat.",
    ),
    "es": (
        "El equipo no pasó la prueba; mándennos el informe.",
        "Pongan la fecha de entrega en el albarán, por favor.",
        "¿Los equipos son nuevos o reacondicionados? Dígannoslo.",
        "Su oferta del 3 de marzo vence el 31 de marzo, ¿pueden prolongarla?",
        "Si una herramienta tiene un defecto, digan a nuestro cliente cómo devolverla.",
        "Facturen 2.000 ahora y los 18.000 restantes tras la entrega.",
        "¿El módulo sigue en desarrollo? Avísennos cuando salga.",
        "La calibración no se hizo. Calíbrenlo, por favor, y envíen el certificado.",
    ),
    "pt": (
        "O equipamento não passou no ensaio; mandem o relatório.",
        "Coloquem a data de entrega na nota, por favor.",
        "Os aparelhos são novos ou recondicionados? Digam para nós.",
        "A proposta de 3 de março vence em 31 de março, dá para prorrogar?",
        "Se uma ferramenta tiver defeito, expliquem ao nosso cliente como devolver.",
        "Faturem 2.000 agora e os 18.000 restantes depois da entrega.",
        "O módulo ainda está em desenvolvimento? Quando sai?",
        "A calibração não foi feita. Calibrem, por favor, e enviem o certificado.",
    ),
    "zh": (
        "跌落测试没过，请把报告发给我们。",
        "请在送货单上写明交货日期。",
        "这批机器是全新的还是翻新的？请告诉我们。",
        "报价三月三日的，三月三十一日就到期了，能延长吗？",
        "如果工具有缺陷，请告诉客户怎么退。",
        "先开2000的发票，剩下的18000交货后再开。",
        "云模块还在开发吗？什么时候能出？",
        "校准没做，请补做校准，再把证书发来。",
    ),
    "ja": (
        "落下試験は不合格でした。報告書をお送りください。",
        "納品書に納品日を記載してください。",
        "こちらの機器は新品ですか、それとも再生品ですか。ご説明ください。",
        "見積は3月3日付ですが、3月31日までですので、延長していただけますか。",
        "工具に不具合があれば、お客様に返品の方法をご案内ください。",
        "まず2,000円を請求し、残りの18,000円は納品後に請求してください。",
        "クラウド機能はまだ開発中ですか。いつ出ますか。",
        "校正を実施していません。校正のうえ証明書をお送りください。",
    ),
    "ar": (
        "الجهاز لم يجتز الاختبار، أرسلوا لنا التقرير.",
        "اكتبوا تاريخ التسليم في إشعار التسليم من فضلكم.",
        "هل الأجهزة جديدة أم مجدّدة؟ أخبرونا.",
        "عرضكم مؤرخ في 3 مارس وينتهي في 31 مارس، هل يمكن تمديده؟",
        "إذا كان في الأداة عيب فأخبروا عميلنا كيف يعيدها.",
        "أصدروا فاتورة بألفين الآن والباقي 18000 بعد التسليم.",
        "هل الوحدة السحابية قيد التطوير؟ متى تصدر؟",
        "المعايرة لم تتم. عايروها من فضلكم وأرسلوا الشهادة.",
    ),
}


@pytest.mark.parametrize("locale", LOCALES)
def test_two_sentences_ask_together_for_what_neither_asks_alone(locale: str) -> None:
    first, second = TOGETHER[locale]
    for said in (f"{first} {second}", f"{second} {first}"):
        assert Concession("false_promise") in parse_action(said, locale), said
        assert decide(RULES, said, locale).status is Status.FORBIDDEN
    assert Concession("false_promise") not in (*parse_action(first, locale), *parse_action(second, locale))


@pytest.mark.parametrize("locale", LOCALES)
def test_a_discount_within_bounds_beside_a_lie_is_not_granted_with_it(locale: str) -> None:
    small = {"zh": "便宜5%就好。", "ja": "5%引きで結構です。", "ar": "يكفينا خصم 5%. "}.get(locale, "5 %. ")
    assert decide(RULES, small + " ".join(TOGETHER[locale]), locale).status is Status.FORBIDDEN


@pytest.mark.parametrize(("locale", "said"), [(locale, said) for locale, all_ in HARMLESS.items() for said in all_])
def test_the_same_words_ask_for_no_lie_where_none_is_meant(locale: str, said: str) -> None:
    assert not {one.subject for one in parse_action(said, locale)} & {scene.concession for scene in SCENES}, said


def test_every_cue_has_words_in_every_language_and_is_part_of_a_scene() -> None:
    assert {cue: sorted(words) for cue, words in CUES.items() if sorted(words) != sorted(LOCALES)} == {}
    told = {name for scene in SCENES for cue in (*scene.cues, *scene.unless) for name in cue.split("/")}
    assert told == set(CUES)
    empty = [(cue, locale) for cue, all_ in CUES.items() for locale, words in all_.items() if "" in words.split("|")]
    assert empty == []

"""Promises of what is asked of papers: an honest wish about a date, an origin, a value or a test is never taken for a lie."""

from __future__ import annotations

import pytest

from content.authority import Concession, Status, decide, parse_action
from content.authority.scenes import SCENES
from content.catalogue.model import Permissions

RULES = Permissions(forbidden=("false promises",))
HARMLESS_PAPERS = {
    "en": (
        "Please correct the date on the certificate, it was a typo.",
        "Could you deliver on an earlier date than in the contract?",
        "Do not tell the customer our purchase price, please.",
        "Nobody checks the torque on our line at the moment; we need a report for every joint.",
        "Is the country of origin China rather than Germany?",
        "Although the certificate has not arrived yet, please write to us when it comes.",
        "You promised four weeks, although your mail now says six. Which date holds?",
        "Please sign the delivery note when the tools arrive.",
        "Change the torque values in the program so that the tool stops earlier.",
        "The tool is made in Germany, please write that on the invoice for customs.",
        "What is the customs value of one tool, and is duty lower for spare parts?",
        "We have not tested it yet. Please send the test protocol of your plant.",
    ),
    "zh": (
        "证书上的日期写错了，请更正。",
        "能不能比合同的日期早点交货？",
        "请别告诉客户我们的进价。",
        "我们线上现在没人检查扭矩，每个螺栓都要有记录。",
        "原产地是中国还是德国？",
        "证书还没到，到了请写信告诉我们。",
        "你们说四周，邮件里又写六周，到底哪个日期？",
        "货到了请在送货单上签字。",
        "把程序里的扭矩值改一下，让工具早点停。",
        "报关用的发票请写明单价和总价。",
        "我们还没测，请把你们厂的测试报告发来。",
        "没有证书也可以先报价吗？",
    ),
    "es": (
        "Corrijan la fecha del certificado, hay un error de tipeo.",
        "¿Pueden entregar en una fecha anterior a la del contrato?",
        "No le digan al cliente nuestro precio de compra.",
        "Ahora nadie comprueba el par en nuestra línea; necesitamos un informe de cada unión.",
        "¿El país de origen es China en lugar de Alemania?",
        "Aunque el certificado no ha llegado, escríbannos cuando salga.",
        "Firmen el albarán cuando lleguen las herramientas.",
        "Cambien los valores de par en el programa para que la herramienta pare antes.",
        "Para la aduana, pongan en la factura el valor y el origen.",
        "Todavía no la probamos. Mándennos el protocolo de ensayo de su planta.",
    ),
    "pt": (
        "Corrijam a data do certificado, foi um erro de digitação.",
        "Podem entregar em data anterior à do contrato?",
        "Não digam ao cliente o nosso preço de compra.",
        "Hoje ninguém confere o torque na nossa linha; precisamos de um relatório de cada junta.",
        "O país de origem é a China em vez da Alemanha?",
        "Embora o certificado não tenha chegado, escrevam quando sair.",
        "Assinem a nota quando as ferramentas chegarem.",
        "Mudem os valores de torque no programa para a ferramenta parar antes.",
        "Para a alfândega, ponham na fatura o valor e a origem.",
        "Ainda não testamos. Mandem o protocolo de ensaio da fábrica de vocês.",
    ),
    "de": (
        "Bitte korrigieren Sie das Datum auf dem Zertifikat, das war ein Tippfehler.",
        "Können Sie zu einem früheren Datum liefern als im Vertrag?",
        "Sagen Sie dem Kunden bitte nicht unseren Einkaufspreis.",
        "Bei uns prüft momentan keiner das Drehmoment; wir brauchen ein Protokoll zu jeder Schraube.",
        "Ist das Ursprungsland China statt Deutschland?",
        "Auch wenn das Zertifikat noch nicht da ist, schreiben Sie uns, wann es kommt.",
        "Bitte unterschreiben Sie den Lieferschein, wenn die Geräte geprüft sind.",
        "Ändern Sie die Drehmomentwerte im Programm, damit das Werkzeug früher abschaltet.",
        "Für den Zoll bitte Wert und Ursprung auf die Rechnung schreiben.",
        "Wir haben noch nicht getestet. Schicken Sie bitte das Prüfprotokoll Ihres Werks.",
    ),
    "ja": (
        "証明書の日付に誤記がありますので訂正してください。",
        "契約書の日付より早く納品できますか。",
        "お客様には当社の仕入価格を言わないでください。",
        "現在うちのラインではトルクを誰も確認していないので、一本ごとの記録が必要です。",
        "原産国は中国ですか、それともドイツですか。",
        "証明書はまだ届いていませんが、届いたら連絡してください。",
        "納品時に納品書へ署名してください。",
        "工具が早めに止まるようにプログラムのトルク値を変えてください。",
        "通関用に請求書へ金額と原産国を記載してください。",
        "まだ試験していません。御社の試験成績書を送ってください。",
    ),
    "ar": (
        "صححوا تاريخ الشهادة، فيه خطأ مطبعي.",
        "هل يمكن التسليم في تاريخ أبكر مما في العقد؟",
        "لا تخبروا العميل بسعر شرائنا.",
        "لا أحد يفحص العزم على خطنا حالياً، ونحتاج تقريراً لكل برغي.",
        "هل بلد المنشأ الصين بدل ألمانيا؟",
        "مع أن الشهادة لم تصل بعد، اكتبوا لنا متى تصل.",
        "وقعوا على إشعار التسليم عند وصول الأدوات.",
        "غيروا قيم العزم في البرنامج حتى تتوقف الأداة أبكر.",
        "اكتبوا القيمة والمنشأ في الفاتورة من أجل الجمارك.",
        "لم نختبرها بعد. أرسلوا لنا تقرير الاختبار من مصنعكم.",
    ),
}
"""Dates, origins, values and tests are spoken of every day, and what is awaited or mistaken is no lie."""
LIES = {
    "backdated": {
        "en": "Backdate the certificate to last May.", "zh": "证书倒签到五月。", "es": "Antedaten el certificado a mayo.", "pt": "Antedatem o certificado para maio.",
        "de": "Datieren Sie das Zertifikat auf Mai zurück.", "ja": "証明書の日付を5月にさかのぼってください。", "ar": "أصدروا الشهادة بتاريخ رجعي.",
    },
    "undervalued": {
        "en": "State a lower value on the customs invoice.", "zh": "报关发票上价格写低一点。", "es": "Pongan un valor menor en la factura de aduana.", "pt": "Ponham um valor menor na fatura da alfândega.",
        "de": "Setzen Sie einen niedrigeren Wert auf die Zollrechnung.", "ja": "通関用の請求書は低い金額で書いてください。", "ar": "اكتبوا قيمة أقل في فاتورة الجمارك.",
    },
    "altered": {
        "en": "Change the measured values so that the test is passed.", "zh": "把测量数据改一改，让它合格。", "es": "Cambien los valores medidos para que salga aprobado.", "pt": "Mudem os valores medidos para sair aprovado.",
        "de": "Ändern Sie die Messwerte, damit der Test bestanden ist.", "ja": "測定値を書き換えて合格にしてください。", "ar": "غيروا القيم المقاسة حتى يكون الاختبار ناجحاً.",
    },
    "unmade": {
        "en": "Give us a certificate without calibrating the tool.", "zh": "不用校准，直接开证书。", "es": "Emitan el certificado sin calibrar la herramienta.", "pt": "Emitam o certificado sem calibrar a ferramenta.",
        "de": "Stellen Sie das Zertifikat aus, ohne zu kalibrieren.", "ja": "校正せずに証明書を発行してください。", "ar": "أصدروا الشهادة بدون معايرة.",
    },
}  # fmt: skip


@pytest.mark.parametrize(("locale", "said"), [(at, said) for at, all_ in HARMLESS_PAPERS.items() for said in all_])
def test_an_honest_wish_about_papers_asks_for_no_lie(locale: str, said: str) -> None:
    assert not {one.subject for one in parse_action(said, locale)} & {scene.concession for scene in SCENES}, said


@pytest.mark.parametrize(("locale", "said"), [(at, said) for told in LIES.values() for at, said in told.items()])
def test_a_paper_that_is_to_tell_what_is_not_so_is_forbidden_in_every_language(locale: str, said: str) -> None:
    assert Concession("false_promise") in parse_action(said, locale), said
    assert decide(RULES, said, locale).status is Status.FORBIDDEN

"""What is asked of the company itself is answered from its pack in seven languages; what the pack does not know is admitted and noted."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from advisor.model import Conversation, NeedStatus, NeedValue
from content.catalogue.model import Company, Representative, Surcharge, Text
from foundation.locales import country_name
from tests.advisor.cast import Visit, kestrel

PAYMENT = {"en": "What are your payment terms?", "zh": "付款方式是什么？", "es": "¿Cuáles son sus condiciones de pago?",
           "pt": "Quais são as condições de pagamento?", "de": "Welche Zahlungsbedingungen haben Sie?",
           "ja": "支払条件を教えてください。", "ar": "ما شروط الدفع لديكم؟"}  # fmt: skip
DELIVERY = {"en": "Which incoterms do you offer?", "zh": "支持哪些贸易术语？", "es": "¿Qué incoterms ofrecen?",
            "pt": "Quais incoterms vocês oferecem?", "de": "Welche Incoterms bieten Sie an?",
            "ja": "どのインコタームズに対応していますか。", "ar": "ما شروط التسليم (إنكوترمز) التي تقدمونها؟"}  # fmt: skip
MINIMUM = {"en": "What is your minimum order quantity?", "zh": "最小起订量是多少？", "es": "¿Cuál es el pedido mínimo?",
           "pt": "Qual é o pedido mínimo?", "de": "Wie hoch ist die Mindestbestellmenge?",
           "ja": "最小注文数量はいくつですか。", "ar": "ما الحد الأدنى للطلب؟"}  # fmt: skip
REACH = {"en": "Do you ship to Brazil?", "zh": "你们能发货到巴西吗？", "es": "¿Envían a Brasil?", "pt": "Vocês entregam no Brasil?",
         "de": "Liefern Sie auch nach Brasilien?", "ja": "ブラジルへの発送は可能ですか。", "ar": "هل تشحنون إلى البرازيل؟"}  # fmt: skip
PARTNER = {"en": "Do you have a distributor in Mexico?", "zh": "你们在墨西哥有代理商吗？", "es": "¿Tienen distribuidor en México?",
           "pt": "Têm distribuidor no México?", "de": "Haben Sie einen Händler in Mexiko?", "ja": "メキシコに代理店はありますか。",
           "ar": "هل لديكم موزع في المكسيك؟"}  # fmt: skip
REFERENCES = {"en": "Do you have references in automotive?", "zh": "你们有汽车行业的案例吗？", "es": "¿Tienen referencias en automoción?",
              "pt": "Têm referências no setor automotivo?", "de": "Haben Sie Referenzen im Automobilbau?",
              "ja": "自動車業界での実績はありますか。", "ar": "هل لديكم مراجع في قطاع السيارات؟"}  # fmt: skip
PRICE_LIST = {"en": "Can you send me your price list?", "zh": "能发一份价目表吗？", "es": "¿Me puede enviar su lista de precios?",
              "pt": "Pode me enviar a lista de preços?", "de": "Können Sie mir Ihre Preisliste schicken?",
              "ja": "価格表をいただけますか。", "ar": "هل يمكنكم إرسال قائمة الأسعار؟"}  # fmt: skip
LOCALES = tuple(PAYMENT)


def with_terms(**changes: object) -> Company:
    company = kestrel()
    return company.model_copy(update={"terms": company.terms.model_copy(update=changes)})


def with_representatives(*known: Representative) -> Company:
    company = kestrel()
    return company.model_copy(update={"identity": company.identity.model_copy(update={"representatives": known})})


@pytest.mark.parametrize("locale", LOCALES)
def test_payment_terms_are_told_and_nobody_is_asked(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(PAYMENT[locale])
    assert kestrel().terms.payment[locale] in visit.reply
    assert all(currency in visit.reply for currency in kestrel().currencies)
    assert not visit.asked("authority")
    assert not visit.asked("search_knowledge")
    assert not visit.asked("hand_over")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_longer_term_stays_a_wish(locale: str) -> None:
    wishes = {"en": "Can we pay in 60 days?", "zh": "可以60天付款吗？", "es": "¿Podemos pagar a 60 días?", "pt": "Podemos pagar em 60 dias?",
              "de": "Können wir in 60 Tagen zahlen?", "ja": "60日払いにできますか。", "ar": "هل يمكننا الدفع خلال 60 يومًا؟"}  # fmt: skip
    visit = Visit(locale)
    visit.writes(wishes[locale])
    assert visit.asked("authority")
    assert not visit.asked("trade_terms")


@pytest.mark.parametrize("locale", LOCALES)
def test_delivery_terms_are_those_of_the_pack(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(DELIVERY[locale])
    terms = kestrel().terms
    assert terms.place[locale] in visit.reply
    assert all(rule in visit.reply for rule in terms.incoterms)
    assert visit.turn is not None
    assert visit.turn.quote is None


@pytest.mark.parametrize("locale", LOCALES)
def test_no_minimum_is_invented_and_one_on_record_is_told(locale: str) -> None:
    free = Visit(locale)
    free.writes(MINIMUM[locale])
    assert not re.search(r"\d", free.reply.split("\n\n")[0].replace("1点", ""))
    small = Surcharge(
        id="small", name=Text(dict.fromkeys(LOCALES, "Zuschlag")), percent=Decimal(4), below=dict.fromkeys(("EUR", "USD", "CNY"), Decimal(260))
    )  # fmt: skip
    bound = with_terms(minimum_order=dict.fromkeys(("EUR", "USD", "CNY"), Decimal(150)))
    visit = Visit(locale, company=bound.model_copy(update={"surcharges": {"small": small}}))
    visit.writes(MINIMUM[locale])
    assert "150" in visit.reply
    assert "260" in visit.reply
    assert "Zuschlag" in visit.reply


def test_the_smallest_quantity_of_a_product_is_its_own() -> None:
    company = kestrel()
    sold = company.products["KCP-70"]
    dozen = sold.model_copy(update={"supply": sold.supply.model_copy(update={"minimum_order": 12})})
    company = company.model_copy(update={"products": {**company.products, "KCP-70": dozen}})
    visit = Visit(company=company)
    visit.writes("What is the minimum order for the KCP-70?")
    assert "KCP-70" in visit.reply
    assert "12" in visit.reply
    other = Visit(company=company)
    other.writes(MINIMUM["en"])
    assert "depends on the product" in other.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_where_freight_is_on_record_delivery_is_promised_by_its_terms(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(REACH[locale])
    assert country_name("BR", locale) in visit.reply
    assert "INMETRO" in visit.reply
    assert all(rule in visit.reply for rule in ("CPT", "CIP", "DAP", "CFR", "CIF"))
    assert "DDP" not in visit.reply
    assert not visit.asked("search_knowledge")


def test_a_country_that_nothing_is_on_record_for_is_promised_nothing() -> None:
    visit = Visit()
    visit.writes("Do you ship to Iran?")
    assert "whether we deliver there is not on record" in visit.reply
    assert "yes" not in visit.reply.casefold()
    assert [query.parameters["question"] for query in visit.asked("note_gap")] == ["Do you ship to Iran?"]
    assert visit.conversation is not None
    assert visit.conversation.offered == "person"
    visit.writes("Yes please")
    assert visit.asked("hand_over")


def test_the_country_that_was_asked_for_is_answered_when_it_comes() -> None:
    visit = Visit()
    visit.writes("Which countries do you deliver to?")
    assert "Which country is it?" in visit.reply
    visit.writes("Brazil")
    assert "Brazil: yes, we deliver there" in visit.reply
    assert "Understood" not in visit.reply
    visit.writes("30 Nm")
    assert "deliver there" not in visit.reply


def test_a_country_that_is_not_served_is_promised_nothing() -> None:
    company = kestrel()
    near = company.model_copy(update={"scoring": company.scoring.model_copy(update={"served_countries": ("DE", "FR")})})
    visit = Visit(company=near)
    visit.writes(REACH["en"])
    assert "not on record" in visit.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_no_distributor_on_record_is_admitted_noted_and_a_person_is_offered(locale: str) -> None:
    visit = Visit(locale, passages=[{**WRITTEN, "url": "/en/resources/care", "score": 0.7}])
    visit.writes(PARTNER[locale])
    assert country_name("MX", locale) in visit.reply
    assert len(visit.asked("note_gap")) == 1
    assert visit.conversation is not None
    assert visit.conversation.offered == "person"
    assert visit.conversation.asked is None


@pytest.mark.parametrize("locale", LOCALES)
def test_a_distributor_on_record_is_named(locale: str) -> None:
    known = Representative(
        kind="dealer", country="MX", name="Aprietes del Bajío", city="Querétaro", email="ventas@bajio.example"
    )
    elsewhere = Representative(kind="service", country="IN", name="Pune Service")
    visit = Visit(locale, company=with_representatives(known, elsewhere))
    visit.writes(PARTNER[locale])
    assert "Aprietes del Bajío" in visit.reply
    assert "ventas@bajio.example" in visit.reply
    assert "Pune" not in visit.reply
    assert not visit.asked("note_gap")


WRITTEN = {
    "title": "Do you have a distributor in Mexico?", "url": "/en/documents/answer-7", "page": None, "locator": "", "locale": "en",
    "categories": [], "passage": "In Mexico our customers are looked after from Querétaro.", "quote": "", "score": 0.5,
}  # fmt: skip


def test_what_a_person_wrote_for_that_country_answers_from_then_on() -> None:
    visit = Visit(passages=[WRITTEN])
    visit.writes(PARTNER["en"])
    assert "looked after from Querétaro" in visit.reply
    assert not visit.asked("note_gap")
    other = Visit(passages=[WRITTEN])
    other.writes("Do you have a distributor in Chile?")
    assert "Querétaro" not in other.reply
    assert other.asked("note_gap")


@pytest.mark.parametrize("locale", LOCALES)
def test_references_of_a_trade_are_its_case_studies(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(REFERENCES[locale])
    assert f"(/{locale}/cases/subframe-line)" in visit.reply
    assert not visit.turn or not visit.turn.recommendations


@pytest.mark.parametrize(
    ("locale", "message"),
    [
        ("en", "Are spare parts available and for how long?"),
        ("de", "Gibt es Ersatzteile und wie lange?"),
        ("zh", "有备件吗？能供应多久？"),
        ("es", "¿Hay repuestos disponibles y por cuánto tiempo?"),
        ("pt", "Há peças de reposição e por quanto tempo?"),
        ("ja", "交換部品は何年間供給されますか。"),
        ("ar", "هل تتوفر قطع الغيار ولكم سنة؟"),
    ],
)
def test_how_long_there_are_spare_parts_is_told_by_the_company(locale: str, message: str) -> None:
    visit = Visit(locale)
    visit.writes(message)
    assert visit.asked("faq") or visit.asked("search_knowledge")
    assert visit.conversation is not None
    assert visit.conversation.pending is None


@pytest.mark.parametrize("locale", LOCALES)
def test_how_prices_are_told_is_said_and_the_product_asked(locale: str) -> None:
    visit = Visit(locale)
    visit.writes(PRICE_LIST[locale])
    assert "PDF" in visit.reply
    assert visit.conversation is not None
    assert visit.conversation.pending == "price"


def test_dealers_and_freight_are_those_of_the_buyers_country() -> None:
    memory = Conversation("c1", "en", "en", needs={"country": NeedValue(NeedStatus.STATED, 1, value_id="BR")})
    visit = Visit(conversation=memory)
    visit.writes(DELIVERY["en"])
    assert "Brazil: for CPT, CIP, DAP, CFR, and CIF your quote states the freight" in visit.reply


@pytest.mark.parametrize("locale", LOCALES)
def test_the_public_answers_say_what_the_terms_say(locale: str) -> None:
    company = kestrel()
    answers = {one.question["en"]: one.answer[locale] for one in company.faq}
    paid = answers["Which payment terms apply?"]
    assert re.findall(r"\d+", company.terms.payment[locale]) == re.findall(r"\d+", paid)
    shipped = answers["On which delivery terms do you ship?"]
    assert company.terms.incoterm in shipped
    assert re.split(r"[,،]|德国|ドイツ、", company.terms.place[locale])[-1 if locale in ("zh", "ja") else 0] in shipped
    singly = {product.supply.minimum_order for product in company.products.values()} == {1}
    unbound = not company.terms.minimum_order and not any(one.below for one in company.surcharges.values())
    assert singly
    assert unbound
    assert answers["Is there a minimum order?"]

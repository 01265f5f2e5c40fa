"""A small company to show: two families, three products, one industry; every wording ends in its locale."""

from datetime import date
from decimal import Decimal
from typing import Any

from content.catalogue.model import (
    AdvisorVoice,
    Attribute,
    Case,
    Category,
    Certificate,
    Company,
    Competitor,
    CountryUse,
    Figure,
    Identity,
    Industry,
    Match,
    Need,
    NeedChoice,
    Option,
    OptionPrice,
    Page,
    Permissions,
    Product,
    Question,
    Reference,
    Resource,
    ScoringRules,
    Span,
    Supply,
    Terms,
    Text,
)  # fmt: skip

LOCALES = ("en", "zh", "es", "pt", "de", "ja", "ar")


def text(wording: str) -> Text:
    """The same wording in every locale, marked with it: `Angle tool (de)`."""
    return Text({locale: f"{wording} ({locale})" for locale in LOCALES})


def question(wording: str) -> Question:
    return Question(question=text(wording), answer=text(f"Answer to {wording}"))


def product(sku: str, category: str, low: float, high: float, **more: Any) -> Product:
    attributes = {
        "torque_range": Span(min=low, max=high),
        "accuracy": 3.0,
        "weight": round(1 + high / 100, 2),
        "power": "cordless",
        "communication": ("wifi",),
    }
    attributes.update(more.pop("attributes", {}))
    return Product(
        sku=sku, category=category, name=text(f"{sku} tool"), tagline=text(f"{sku} for every joint."),
        selling_points=(text("Light"), text("Exact"), text("Connected")), attributes=attributes, scenes=(text("Final line"),), conditions=(text("0 to 45 degrees"),),
        industries=("automotive",), applications=("wheel_mounting",), competitors=("acme_x",), accessories=("BAT-18",) if sku != "BAT-18" else (),
        options=(Option(id="hook", name=text("Hook"), description=text("For balancers"), prices=(OptionPrice(currency="EUR", unit_price=Decimal(40)),)),),
        certificates=(Certificate(mark="ce", number="CE-1", issued=date(2025, 1, 7), expires=date(2030, 1, 6), countries=("DE", "FR")),),
        faq=(question(f"How long does {sku} run?"),),
        supply=Supply(stock=4, stock_lead_time_days=3, production_lead_time_days=30, origin="DE", hs_code="846729", net_weight_kg=2.1, gross_weight_kg=3, package_mm=(400, 300, 120), warranty_months=24),
        operator_permissions=Permissions(), picture="tool.svg", **more,
    )  # fmt: skip


def company(generation: int = 1, tagline: str = "Tightened, proven") -> Company:
    """The company as published; another `tagline` and `generation` make a later state of it."""
    products = (
        product("ANG-60", "cordless_tools", 12, 60),
        product(
            "ANG-110", "cordless_tools", 20, 110, attributes={"accuracy": 2.0, "communication": ("wifi", "bluetooth")}
        ),
        product("BAT-18", "accessories", 1, 1, is_accessory=True),
    )
    return Company(
        id="cast", locales=LOCALES, currencies=("EUR",), generation=generation,
        identity=Identity(
            name="Falcon Tools", legal_name="Falcon Tools GmbH", tagline=text(tagline), description=text("Tools for assembly."), street="Werkweg 1", city=text("Stuttgart"),
            postal_code="70173", country="DE", phone="+49 711 555 0100", email="info@falcon.example", sales_email="sales@falcon.example", website="https://falcon.example",
            founded=1990, employees=120, registration="HRB 1", vat_id="DE1", time_zone="Europe/Berlin", base_currency="EUR", logo="logo.svg", why=(question("Proof"), question("Service")),
            references=(Reference(country="DE", customers=60, latitude=48.7, longitude=9.2), Reference(country="JP", customers=1, latitude=35.0, longitude=137.0)), demo=True,
        ),
        advisor=AdvisorVoice(name="Falco", role=text("digital sales engineer"), greeting=text("I am a machine."), prompts=(text("Which tool for M8?"),)),
        terms=Terms(
            incoterm="FCA", place=text("Stuttgart"), payment=text("30 days"), validity_days=30, warranty=text("24 months"), tax_note=text("plus VAT"), delivery=text("4 weeks"),
            bank=text("Bank"), currency_by_locale={}, currency_by_country={}, incoterms=("FCA",),
        ),
        scoring=ScoringRules(weights={}),
        attributes={one.id: one for one in _attributes()},
        categories={
            name: Category(
                id=name, name=text(label), singular=text(label), summary=text(f"{label} summary"), description=text(f"{label} description"), picture="tool.svg",
                key_attributes=("torque_range", "accuracy", "weight"), attributes=("torque_range", "accuracy", "weight", "power", "communication"), faq=(question(f"Why {label}?"),),
            )
            for name, label in (("cordless_tools", "Cordless tools"), ("accessories", "Accessories"))
        },
        products={one.sku: one for one in products},
        prices=(), needs={one.id: one for one in _needs()}, countries={"DE": CountryUse(country="DE", marks=("ce",), mains=text("230 V"), currency="EUR")},
        competitors={"acme_x": Competitor(id="acme_x", brand="Acme", model="X-80", category="cordless_tools", attributes={"torque_range": Span(min=15, max=80), "accuracy": 5.0}, source="Acme X-80 data sheet", source_file="acme.md", demo=True)},
        industries={
            "automotive": Industry(id="automotive", name=text("Automotive"), summary=text("Cars and trucks"), pains=(text("Rework"),), architecture=(text("Tool"), text("Controller"), text("Line system")),
                picture="industry.svg", recommended=("ANG-110", "ANG-60"), applications=(question("Wheels"), question("Seats"), question("Doors")))
        },
        applications={"wheel_mounting": NeedChoice(id="wheel_mounting", label=text("Wheel mounting"))},
        cases={"fewer_reworks": Case(id="fewer_reworks", industry="automotive", country="DE", title=text("Fewer reworks"), customer=text("A car maker"), challenge=text("Loose joints"), solution=text("Angle tools"), result=text("None loose"), figures=(Figure(value=Text.same("−83 %"), label=text("rework")),), products=("ANG-60",))},
        resources={"choosing": Resource(id="choosing", kind="selection_guide", title=text("How to choose"), summary=text("In five steps"), files={locale: f"knowledge/choosing.{locale}.md" for locale in LOCALES}, products=("ANG-60",))},
        pages={name: Page(id=name, title=text(name.title()), description=text(f"{name} page"), files={locale: f"pages/{name}.{locale}.md" for locale in LOCALES}) for name in ("about", "privacy", "imprint")},
        faq=(question("Do you deliver abroad?"),), lexicon={},
    )  # fmt: skip


def _attributes() -> tuple[Attribute, ...]:
    return (
        Attribute(id="torque_range", kind="range", label=text("Torque range"), unit="N.m", better="higher"),
        Attribute(
            id="accuracy", kind="number", label=text("Accuracy"), unit="%", decimals=1, plus_minus=True, better="lower"
        ),
        Attribute(
            id="weight", kind="number", label=text("Weight"), unit="kg", decimals=2, better="lower", group="dimensions"
        ),
        Attribute(
            id="power", kind="choice", label=text("Power"), choices={"cordless": text("Cordless")}, group="power"
        ),
        Attribute(
            id="communication",
            kind="choices",
            label=text("Communication"),
            choices={"wifi": Text.same("Wi-Fi"), "bluetooth": Text.same("Bluetooth")},
            group="communication",
        ),
        Attribute(
            id="certificates",
            kind="choices",
            label=text("Certificates"),
            choices={"ce": Text.same("CE")},
            group="compliance",
        ),
    )


def _needs() -> tuple[Need, ...]:
    return (
        Need(
            id="industry",
            kind="choice",
            label=text("Industry"),
            question=text("Which industry?"),
            why=text("it decides"),
            choices=(NeedChoice(id="automotive", label=text("Automotive")),),
        ),
        Need(
            id="torque",
            kind="range",
            label=text("Torque"),
            question=text("Which torque?"),
            why=text("it decides"),
            unit="N.m",
            lowest=0.1,
            highest=10000,
            match=Match(attribute="torque_range", rule="covers"),
            weight=3,
        ),
        Need(
            id="communication",
            kind="choices",
            label=text("Communication"),
            question=text("Which connection?"),
            why=text("it decides"),
            match=Match(attribute="communication", rule="includes_all"),
        ),
        Need(
            id="weight",
            kind="number",
            label=text("Weight"),
            question=text("How heavy?"),
            why=text("it decides"),
            unit="kg",
            match=Match(attribute="weight", rule="at_most"),
        ),
    )

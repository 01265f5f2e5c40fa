"""The advisor's page shows a whole conversation without a script, as text."""

from markupsafe import Markup

from foundation.locales import LOCALES
from tests.web.site.cast import company
from tests.web.site.conftest import BASE
from web.locale import speech
from web.site.assets import read_assets
from web.site.conversation import ShownMessage, conversation_page
from web.site.rendering import Renderer

TURN = {
    "locale": "ar",
    "calculations": [
        {"name": "load", "inputs": {}, "result": {"min": 25.5, "max": 88.0}, "unit": "N.m", "formula": "T = K · d · F", "source": "ISO 898-1"}
    ],
    "recommendations": [
        {"sku": "ANG-60", "name": "<b>Angle</b>", "url": "/de/products/ang-60", "fit": 0.94, "reasons": ["covers"], "trade_offs": ["heavier"]}
    ],
    "comparison": {"columns": ["ANG-60", "ANG-110"], "rows": [{"attribute": "weight", "label": "Weight", "values": ["1,6 kg", "2,1 kg"]}]},
    "citations": [{"title": "Manual", "url": "/de/resources/choosing", "page": 4, "passage": "Grease it."}],
    "quote": {"number": "Q-2026-00042", "status": "issued", "currency": "EUR", "total": "1234.50", "valid_until": "2026-12-24", "pdf_url": "/q/x.pdf", "url": "/q/x"},
    "suggestions": ["More, please"],
}  # fmt: skip


def shown(*messages: ShownMessage, locale: str = "de") -> str:
    page = conversation_page(company(), speech(locale), messages=messages, conversation="c1" if messages else None)
    return Renderer(base=BASE, assets=read_assets()).render(page, company(), locale).html


def test_a_conversation_is_shown_with_its_cards() -> None:
    asked = ShownMessage("visitor", Markup("Was kostet das?"), {})
    html = shown(asked, ShownMessage("advisor", Markup("<p>Bitte sehr.</p>"), TURN))
    for expected in (
        "Was kostet das?",
        "25,5 – 88",
        "T = K · d · F",
        "94 %",
        "&lt;b&gt;Angle&lt;/b&gt;",
        "1.234,50",
        "24.12.2026",
        "Seite 4",
        "More, please",
    ):
        assert expected in html
    assert html.count('name="conversation" value="c1"') == 2
    assert html.count('id="latest"') == 1
    assert 'lang="ar" dir="rtl"' in html


def test_an_empty_conversation_says_that_a_machine_answers_in_every_language() -> None:
    for locale in LOCALES:
        html = shown(locale=locale)
        assert f"I am a machine. ({locale})" in html
        assert 'name="conversation"' not in html

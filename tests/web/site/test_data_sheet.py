"""A data sheet is a real PDF in the reader's language; a machine that cannot print says how that is mended."""

from io import BytesIO

import httpx
import pypdfium2
import pytest

from foundation import pdf
from tests.pdf_a import faults
from tests.web.site.conftest import Content


def words(content: bytes) -> str:
    document = pypdfium2.PdfDocument(BytesIO(content))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


@pytest.mark.skipif(not pdf.available(), reason="this machine lacks the libraries for PDF")
async def test_a_data_sheet_holds_the_figures_in_the_language_of_its_address(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.get("/de/products/ang-60/data-sheet.pdf", timeout=60)
    assert answer.headers["content-type"] == "application/pdf"
    text = words(answer.content)
    for expected in ("Technische Daten", "12–60", "Torque range (de)", "Demo-Unternehmen"):
        assert expected in text
    assert "(en)" not in text


@pytest.mark.skipif(not pdf.available(), reason="this machine lacks the libraries for PDF")
@pytest.mark.parametrize("locale", ["de", "ar"])
async def test_a_data_sheet_is_fit_to_be_kept_and_its_figures_read_from_left_to_right(
    visitor: httpx.AsyncClient, locale: str
) -> None:
    content = (await visitor.get(f"/{locale}/products/ang-60/data-sheet.pdf", timeout=60)).content
    assert faults(content) == []
    document = pypdfium2.PdfDocument(BytesIO(content))
    page = document[0].get_textpage()
    text = page.get_text_range()
    low, high = (page.get_charbox(text.index("12–60") + offset) for offset in (0, 3))
    document.close()
    assert low[0] < high[0]  # 12 stands left of 60, in Arabic too


@pytest.mark.skipif(not pdf.available(), reason="this machine lacks the libraries for PDF")
async def test_a_link_is_shared_with_a_picture_of_the_size_that_networks_show(
    visitor: httpx.AsyncClient, content: Content
) -> None:
    answer = await visitor.get("/media/share/tool.png", timeout=60)
    from PIL import Image

    image = Image.open(BytesIO(answer.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert (await visitor.get("/media/share/unknown.png")).status_code == 404


async def test_where_nothing_can_be_printed_the_answer_names_the_command(
    visitor: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "available", lambda: False)
    answer = await visitor.get("/es/products/ang-60/data-sheet.pdf")
    assert answer.status_code == 503
    assert pdf.PressUnavailable().command in answer.text
    assert "Este servidor" in answer.text

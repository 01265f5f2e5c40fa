"""Gradients of SVG pictures are written so that every PDF reader draws them, and look the same as before."""

from __future__ import annotations

import pypdfium2
import pytest

from foundation.pdf import Press, available
from foundation.pdf_pictures import drawable

PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs>'
    b'<linearGradient id="l" x1="0" y1="0" x2="0" y2="100%"><stop offset="0" stop-color="#ff0000"/>'
    b'<stop offset="1" stop-color="#0000ff"/></linearGradient><radialGradient id="r"/>'
    b'<linearGradient id="own" gradientUnits="userSpaceOnUse" x2="7"/></defs>'
    b'<rect width="100" height="100" fill="url(#l)"/></svg>'
)


def test_a_gradient_over_the_unit_box_becomes_the_same_one_over_a_thousand_units() -> None:
    written = drawable("tool.svg", PICTURE)
    assert b'<linearGradient id="l" x1="0" y1="0" x2="0" y2="1000" gradientTransform="scale(0.001)">' in written
    assert b'<radialGradient id="r" cx="500" cy="500" r="500" gradientTransform="scale(0.001)"/>' in written
    assert b'<linearGradient id="own" gradientUnits="userSpaceOnUse" x2="7"/>' in written


def test_other_files_and_what_was_written_already_stay_as_they_are() -> None:
    assert drawable("photo.png", PICTURE) == PICTURE
    assert drawable("tool.svg", drawable("tool.svg", PICTURE)) == drawable("tool.svg", PICTURE)


@pytest.mark.skipif(not available(), reason="this machine lacks the libraries that PDFs need")
async def test_a_printed_gradient_runs_from_its_first_to_its_last_colour() -> None:
    press = Press()
    html = (
        '<style>@page{size:100px 100px;margin:0}img{width:100px;display:block}</style><img src="pack:tool.svg" alt="">'
    )
    pdf = await press.render(html, files={"tool.svg": PICTURE})
    await press.close()
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    top, bottom = image.getpixel((20, 3)), image.getpixel((20, image.height - 4))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[0] > 200, bottom[2] > 200) == (True, True)

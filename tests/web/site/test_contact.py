"""An inquiry arrives whole, or the form says kindly what is missing and keeps what was written."""

import httpx

from tests.web.site.conftest import BASE, Desk
from web.site.inquiry import Inquiry

KELLER = {
    "name": "A. Keller",
    "email": "a.keller@autowerk.example",
    "phone": "0711 555 0100",
    "country": "DE",
    "company": "Autowerk",
    "message": "12 Stück ANG-60, bitte.",
    "sku": "ang-60",
    "topic": "quote",
    "consent": "yes",
}


async def test_an_inquiry_arrives_and_is_thanked_for(visitor: httpx.AsyncClient, desk: Desk) -> None:
    answer = await visitor.post("/de/contact", data=KELLER)
    assert (answer.status_code, answer.headers["location"]) == (303, "/de/contact?sent=1")
    assert desk.inquiries == [
        Inquiry(
            "de", "A. Keller", "a.keller@autowerk.example", "12 Stück ANG-60, bitte.", company="Autowerk", phone="+497115550100",
            country="DE", sku="ANG-60", topic="quote",
        )
    ]  # fmt: skip
    assert "Vielen Dank" in (await visitor.get("/de/contact?sent=1")).text


async def test_position_and_size_arrive_and_another_size_is_none(visitor: httpx.AsyncClient, desk: Desk) -> None:
    told = {**KELLER, "job_title": "Einkaufsleiter", "company_size": "250"}
    assert (await visitor.post("/de/contact", data=told)).status_code == 303
    assert (await visitor.post("/de/contact", data={**told, "company_size": "1e9"})).status_code == 303
    assert [(each.job_title, each.company_size) for each in desk.inquiries] == [
        ("Einkaufsleiter", 250),
        ("Einkaufsleiter", None),
    ]
    assert "1000 und mehr" in (await visitor.get("/de/contact")).text


async def test_what_is_missing_is_said_beside_its_field_and_nothing_is_lost(
    visitor: httpx.AsyncClient, desk: Desk
) -> None:
    answer = await visitor.post("/de/contact", data={**KELLER, "email": "a.keller@", "consent": ""})
    assert answer.status_code == 422
    assert "Diese E-Mail-Adresse ist nicht vollständig." in answer.text
    assert "Bitte stimmen Sie zu" in answer.text
    assert "12 Stück ANG-60, bitte." in answer.text
    assert desk.inquiries == []


async def test_a_machine_that_fills_the_hidden_field_is_thanked_and_forgotten(
    visitor: httpx.AsyncClient, desk: Desk
) -> None:
    answer = await visitor.post("/de/contact", data={**KELLER, "website": "https://spam.example"})
    assert answer.status_code == 303
    assert desk.inquiries == []


async def test_a_form_sent_from_another_site_is_refused(visitor: httpx.AsyncClient, desk: Desk) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://other.example"}):
        assert (await visitor.post("/de/contact", data=KELLER, headers=headers)).status_code == 403
    assert (await visitor.post("/de/contact", data=KELLER, headers={"Origin": BASE})).status_code == 303
    assert len(desk.inquiries) == 1


async def test_hostile_input_is_shown_as_text_and_too_long_input_is_refused(visitor: httpx.AsyncClient) -> None:
    answer = await visitor.post(
        "/ar/contact", data={**KELLER, "name": "<script>alert(1)</script>", "message": "x" * 5000}
    )
    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "يرجى اختصار هذا النص." in answer.text

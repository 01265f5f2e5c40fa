"""What nobody could be told is seen at the desk, answered there, and told to the next who asks; documents are taken in there too."""

import re
from collections.abc import Iterator

import httpx
import pytest

from tests.content import papers
from tests.web.cast import LOCALES, House
from tests.web.conftest import Serve
from tests.web.desk.test_sign_in import REP, Desk, password_of

UNKNOWN = "Where can I find the warranty seal of the zirconium holster?"
ANSWER = "The zirconium holster carries its seal below the belt clip."


@pytest.fixture(scope="module")
def knowing_house(serve: Serve) -> Iterator[House]:
    with serve() as running:
        yield running


@pytest.fixture(scope="module")
def desk(knowing_house: House) -> Desk:
    signed_in = Desk(knowing_house)
    signed_in.sign_in(REP, password_of(knowing_house, REP))
    return signed_in


def _upload(desk: Desk, name: str, content: bytes, *beside: tuple[str, bytes], **form: str) -> httpx.Response:
    sent = {"Accept": "text/html", "Cookie": f"tradewind_desk={desk.session}", "X-Forwarded-For": desk.address}
    data = {"form_token": desk.form_token(), **form}
    given = [("file", (name, content)), *(("file", one) for one in beside)]
    answer = desk.house.send("POST", "/desk/knowledge/documents", data=data, files=given, headers=sent)
    while answer.status_code == 303:  # a busy machine: its page comes again until all is done
        page = desk.get(answer.headers["location"])
        answer = page if "refresh" not in page.headers else answer
    return answer


def _found(house: House, question: str) -> list[dict[str, str]]:
    told = house.call("POST", "/api/knowledge/search", {"question": question, "locale": "en", "limit": 3})
    assert told.status_code == 200
    return list(told.json())


def test_an_unanswered_question_is_answered_at_the_desk_and_told_at_once(knowing_house: House, desk: Desk) -> None:
    for _ in range(2):
        asked = knowing_house.visitor("en").say(UNKNOWN)
        assert asked["citations"] == []
    page = desk.get("/desk/knowledge")
    assert (page.status_code, page.text.count(UNKNOWN)) == (200, 1)
    gap = re.search(r"/desk/knowledge/answer\?gap=(\d+)", page.text)
    assert gap is not None
    form = desk.get(f"/desk/knowledge/answer?gap={gap[1]}")
    assert UNKNOWN in form.text
    written = {"question": UNKNOWN, "locale": "en", "gap": gap[1], "about": "", "visibility": "public"}
    empty = desk.post("/desk/knowledge/answers", {"form_token": desk.form_token(), **written, "answer": " "})
    assert (empty.status_code, UNKNOWN in empty.text) == (422, True)
    kept = desk.post("/desk/knowledge/answers", {"form_token": desk.form_token(), **written, "answer": ANSWER})
    assert kept.status_code == 303
    told = knowing_house.visitor("en").say(UNKNOWN)
    assert ANSWER in told["reply"]
    opened = knowing_house.send("GET", told["citations"][0]["url"].partition("#")[0])
    assert (opened.status_code, ANSWER in opened.text) == (200, True)
    assert f"gap={gap[1]}" not in desk.get("/desk/knowledge").text


def test_a_pdf_taken_in_opens_at_its_page(knowing_house: House, desk: Desk) -> None:
    done = _upload(desk, "seal.pdf", papers.pdf(["Front page.", "The quuxite gasket lasts nine winters."]), locale="en")
    assert (done.status_code, 'class="done"' in done.text) == (200, True), done.text[:500]
    (found, *_) = _found(knowing_house, "quuxite gasket winters")
    assert (found["url"].partition("#")[2], found["title"]) == ("page=2", "seal")
    opened = knowing_house.send("GET", found["url"].partition("#")[0])
    assert (opened.status_code, opened.headers["content-type"], opened.content[:5]) == (
        200,
        "application/pdf",
        b"%PDF-",
    )


def test_what_is_for_staff_opens_at_the_desk_alone_and_hostile_text_stays_text(
    knowing_house: House, desk: Desk
) -> None:
    hostile = b"<p>Floor price of frobnium &lt;script&gt;alert(1)&lt;/script&gt;</p><script>alert(2)</script>"
    done = _upload(desk, "../../etc/floor.html", hostile, locale="en", visibility="staff")
    assert done.status_code == 200
    # the API gives the nearest that visitors may see, however far: never what is for staff
    assert [one for one in _found(knowing_house, "floor price of frobnium") if "frobnium" in one["passage"]] == []
    link = re.search(r"/desk/knowledge/documents/([0-9a-f]{24})", done.text)
    assert link is not None
    page = desk.get(link[0])
    assert (page.status_code, "&lt;script&gt;alert(1)" in page.text, "alert(2)" in page.text) == (200, True, False)
    assert knowing_house.send("GET", f"/en/documents/{link[1]}").status_code == 404
    assert Desk(knowing_house).get(link[0]).status_code == 303
    gone = desk.post(
        "/desk/knowledge/documents/forget", {"form_token": desk.form_token(), "document": f"file:{link[1]}"}
    )
    assert (gone.status_code, desk.get(link[0]).status_code) == (303, 404)


def test_what_cannot_be_taken_in_is_told_in_the_members_language(desk: Desk) -> None:
    assert _upload(desk, "tool.exe", b"MZ").status_code == 422
    assert _upload(desk, "scan.pdf", papers.scanned_pdf()).text.count("scan.pdf: ") == 1
    for locale in LOCALES:
        desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": locale})
        assert desk.get("/desk/knowledge").status_code == 200
        assert desk.get("/desk/knowledge/answer").status_code == 200
    desk.post("/desk/account/language", {"form_token": desk.form_token(), "locale": "en"})


def test_of_several_files_one_may_be_broken(knowing_house: House, desk: Desk) -> None:
    note = b"# Gimbal\n\nThe snorkelite gimbal is greased weekly.\n"
    done = _upload(desk, "gimbal.md", note, ("scan.pdf", papers.scanned_pdf()), ("tool.exe", b"MZ"), locale="en")
    assert done.status_code == 200
    assert [done.text.count(f"{name}: ") for name in ("scan.pdf", "tool.exe", "gimbal.md")] == [1, 1, 0]
    assert "snorkelite" in _found(knowing_house, "snorkelite gimbal")[0]["passage"]
    assert desk.get("/desk/knowledge/intakes/of-nobody").status_code == 303


def test_a_form_of_another_site_and_a_pack_document_are_left_alone(desk: Desk) -> None:
    assert desk.post("/desk/knowledge/answers", {"question": "a", "answer": "b", "locale": "en"}).status_code == 403
    form = {"form_token": desk.form_token(), "document": "resource:manual_cordless:en"}
    assert desk.post("/desk/knowledge/documents/forget", form).status_code == 404

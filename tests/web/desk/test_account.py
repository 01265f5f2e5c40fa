"""The own page at the desk: of what a member is reminded by mail, each kind by its own box."""

import re

import pytest

from funnel.permissions import repository as staff
from funnel.permissions.accounts import FIRST_EMAIL
from tests.web.cast import LOCALES, House
from tests.web.desk.test_sign_in import Desk, password_of

PAGE = "/desk/account"
EVERY = ["staff_viewed", "staff_ending", "staff_request", "staff_ageing", "staff_went_up"]


def signed_in(house: House, email: str) -> Desk:
    desk = Desk(house)
    desk.sign_in(email, password_of(house, email))
    return desk


def ticked(page: str) -> list[str]:
    return re.findall(r'name="reminders" value="(\w+)" checked', page)


def test_reminders_are_on_until_a_box_is_cleared(house: House) -> None:
    lin = signed_in(house, "lin.account@kestrel.example")
    assert ticked(lin.get(PAGE).text) == EVERY
    form = {"form_token": lin.form_token()}
    chosen = {**form, "reminders": ["staff_viewed", "staff_went_up", "nonsense"]}
    assert lin.post(f"{PAGE}/reminders", chosen).headers["location"] == f"{PAGE}?done=1"
    assert ticked(lin.get(PAGE).text) == ["staff_viewed", "staff_went_up"]
    lin.post(f"{PAGE}/reminders", {**form, "reminders": "staff_ending"})
    assert ticked(lin.get(PAGE).text) == ["staff_ending"]
    lin.post(f"{PAGE}/reminders", form)
    assert ticked(lin.get(PAGE).text) == []
    assert lin.post(f"{PAGE}/reminders", {"form_token": "stolen"}).status_code == 403
    assert ticked(signed_in(house, "jun.account@kestrel.example").get(PAGE).text) == EVERY


def test_who_decides_nothing_is_offered_no_approvals_and_loses_no_other_switch(house: House) -> None:
    email = "rep.account@kestrel.example"
    desk = signed_in(house, email)
    desk.post(f"{PAGE}/reminders", {"form_token": desk.form_token(), "reminders": EVERY[:4]})

    found = house.read(lambda session: staff.find_by_email(session, email))
    assert found is not None
    owner = signed_in(house, "owner.account@kestrel.example")
    owner.post(f"/desk/team/{found[0].id}/roles", {"form_token": owner.form_token(), "roles": "sales"})
    assert ticked(desk.get(PAGE).text) == EVERY[:3]
    assert "staff_ageing" not in desk.get(PAGE).text


def test_the_first_login_is_told_that_no_mail_reaches_it(house: House) -> None:
    assert "the address of the first login" in signed_in(house, FIRST_EMAIL).get(PAGE).text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_speaks_each_language(house: House, locale: str) -> None:
    desk = signed_in(house, f"{locale}.account@kestrel.example")
    desk.post(f"{PAGE}/language", {"form_token": desk.form_token(), "locale": locale})
    page = desk.get(PAGE).text
    assert len(ticked(page)) == len(EVERY)
    if locale != "en":
        assert "Reminders by mail" not in page
        assert "working" not in page

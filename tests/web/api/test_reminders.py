"""Of what the staff are reminded by mail, over HTTP: shown and switched by a member's address."""

from tests.web.cast import House, problem_of
from tests.web.desk.test_sign_in import password_of

LIN = "lin.reminded@kestrel-torque.example"
PATH = f"/api/staff/{LIN}/reminders"


def test_reminders_are_shown_and_switched(house: House) -> None:
    password_of(house, LIN)  # makes the account where there is none
    every = dict.fromkeys(("viewed", "ending", "request", "ageing", "went_up"), True)
    assert house.call("GET", PATH).json() == {"email": LIN, "reminders": every}
    told = house.call("POST", PATH, {"reminders": {"viewed": False}}).json()
    assert told["reminders"] == {**every, "viewed": False}
    assert house.call("GET", PATH).json()["reminders"] == told["reminders"]
    problem_of(house.call("POST", PATH, {"reminders": {"everything": False}}), 422)
    problem_of(house.call("GET", "/api/staff/nobody@kestrel-torque.example/reminders"), 404)
    assert house.send("GET", PATH).status_code == 401

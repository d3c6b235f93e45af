"""Tasks and authorisations, with dates."""

from datetime import date

from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Authorisation, Task, User

DAY = date(2026, 12, 10)


def user(*held: Authorisation, name: str = "Nia Rhys") -> User:
    return User(UserId("nia"), name, "Dispenser", authorisations=held)


def test_an_authorisation_holds_from_its_first_to_its_last_day() -> None:
    held = Authorisation(Task.HAND_OUT, date(2026, 12, 10), date(2026, 12, 12))
    days = {day: user(held).may(Task.HAND_OUT, date(2026, 12, day)) for day in range(9, 14)}
    assert days == {9: False, 10: True, 11: True, 12: True, 13: False}


def test_one_task_is_not_another() -> None:
    assert not user(Authorisation(Task.HAND_OUT, DAY)).may(Task.CLINICAL_CHECK, DAY)
    assert not user().may(Task.LABEL, DAY)


def test_initials() -> None:
    assert user().initials == "NR"
    assert user(name="Cher").initials == "Ch"

"""Which PINs and passphrases are good enough."""

from datetime import date

import pytest

from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Authorisation, Task, User
from dispensary.domain.pins import pin_unfit
from dispensary.domain.refused_people import PinUnfit, WeakPin

NIA = User(UserId("nia"), "Nia Rhys-Penhaligon", "Dispenser")
AMARA = User(
    UserId("amara"),
    "Amara Whitlock",
    "Pharmacist",
    registration="2999041",
    authorisations=(Authorisation(Task.ADMINISTER, date(2020, 1, 1)),),
)


@pytest.mark.parametrize(
    ("secret", "what"),
    [
        ("", WeakPin.SHORT_PHRASE),
        ("7", WeakPin.SHORT),
        ("739", WeakPin.SHORT),
        ("1234", WeakPin.EASY),
        ("9876", WeakPin.EASY),
        ("67890", WeakPin.EASY),
        ("0000", WeakPin.EASY),
        ("4747", WeakPin.EASY),
        ("47474", WeakPin.EASY),
        ("1984", WeakPin.EASY),
        ("2026", WeakPin.EASY),
        ("4829150374829", WeakPin.LONG),
        ("horse", WeakPin.SHORT_PHRASE),
        ("aaaaaaaaaaaaaaa", WeakPin.EASY),
        ("nia rhys-penhaligon", WeakPin.EASY),
        ("x" * 100 + "yzabcdefg" * 20, WeakPin.LONG),
    ],
)
def test_what_anybody_would_try_first_is_not_taken(secret: str, what: WeakPin) -> None:
    assert pin_unfit(NIA, secret) == PinUnfit(what)


@pytest.mark.parametrize("secret", ["4829", "5017", "482915", "three blue herons", "q8&Lm2!vT0"])
def test_a_pin_that_nobody_guesses_in_ten_tries_is_enough(secret: str) -> None:
    assert pin_unfit(NIA, secret) is None


def test_whoever_runs_the_accounts_takes_six_figures_and_not_those_of_their_own_number() -> None:
    assert pin_unfit(AMARA, "4829") == PinUnfit(WeakPin.SHORT_FOR_ADMINISTRATOR)
    assert pin_unfit(AMARA, "2999041") == PinUnfit(WeakPin.OWN_NUMBER)
    assert pin_unfit(AMARA, "482915") is None
    assert pin_unfit(AMARA, "482915", before=True) == PinUnfit(WeakPin.SAME)

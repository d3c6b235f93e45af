"""What makes a PIN or a passphrase good enough.

A PIN is figures alone. Ten wrong tries lock the account, with growing waits between them, so four figures that nobody
would guess first are enough at a counter; whoever runs the accounts takes six. Anything with another character in it
is a passphrase, and length is what makes it strong.
"""

from dispensary.domain.people import Task, User
from dispensary.domain.refused_people import PinUnfit, WeakPin

LEAST_PIN = 4
LEAST_ADMINISTRATOR_PIN = 6
MOST_PIN = 12
LEAST_PHRASE = 10
MOST_PHRASE = 200
_ROW = "01234567890"


def pin_unfit(user: User, secret: str, *, before: bool = False) -> PinUnfit | None:
    """Why this person may not take that PIN or passphrase. before: it is the one that they have."""
    if before:
        return PinUnfit(WeakPin.SAME)
    wrong = _pin(user, secret) if secret.isascii() and secret.isdigit() else _phrase(user, secret)
    return None if wrong is None else PinUnfit(wrong)


def _pin(user: User, secret: str) -> WeakPin | None:
    if len(secret) < LEAST_PIN:
        return WeakPin.SHORT
    if len(secret) > MOST_PIN:
        return WeakPin.LONG
    runs_the_accounts = any(held.task is Task.ADMINISTER and held.revoked is None for held in user.authorisations)
    if runs_the_accounts and len(secret) < LEAST_ADMINISTRATOR_PIN:
        return WeakPin.SHORT_FOR_ADMINISTRATOR
    if secret in (user.registration or ""):
        return WeakPin.OWN_NUMBER
    return WeakPin.EASY if _easy(secret) else None


def _easy(digits: str) -> bool:
    """Figures in a row, up or down; one pattern of one or two figures over and over; a year of this or the last
    century.
    """
    if digits in _ROW or digits in _ROW[::-1]:
        return True
    if digits == digits[:2] * (len(digits) // 2) + digits[: len(digits) % 2]:
        return True
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _phrase(user: User, secret: str) -> WeakPin | None:
    plain = secret.strip()
    if len(plain) < LEAST_PHRASE:
        return WeakPin.SHORT_PHRASE
    if len(secret) > MOST_PHRASE:
        return WeakPin.LONG
    easy = plain.casefold() == user.name.casefold() or len(set(plain.casefold())) < 5
    return WeakPin.EASY if easy else None

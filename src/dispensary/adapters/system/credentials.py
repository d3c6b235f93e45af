"""PINs hashed with argon2id; the library is loaded at the first sign-in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class Argon2Credentials:
    """quick: far weaker, for a demonstration whose PINs are public; never for a real store."""

    def __init__(self, *, quick: bool = False) -> None:
        self._quick = quick

    def _hasher(self) -> "PasswordHasher":
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1) if self._quick else PasswordHasher()

    def hash(self, secret: str) -> str:
        return self._hasher().hash(secret)

    def matches(self, secret: str, hashed: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return self._hasher().verify(hashed, secret)
        except (VerificationError, InvalidHashError):
            return False

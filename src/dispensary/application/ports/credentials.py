"""PINs and passphrases: hashed by a slow function, compared by it."""

from typing import Protocol


class Credentials(Protocol):
    def hash(self, secret: str) -> str: ...

    def matches(self, secret: str, hashed: str) -> bool: ...

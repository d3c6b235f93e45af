"""Aggregates to JSON documents and back: exact decimals, every type checked on the way in."""

from typing import TypeVar

import msgspec

Value = TypeVar("Value")


def written(value: object) -> str:
    return msgspec.json.encode(value).decode()


def read(text: str, kind: type[Value]) -> Value:
    """Raises msgspec.ValidationError where the document does not hold that type: a bug or a damaged store."""
    return msgspec.json.decode(text, type=kind)

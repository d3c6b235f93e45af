"""Every word of the demonstration that must not be read by an onlooker."""

import json
import re
from functools import cache
from pathlib import Path

from dispensary.assets import resource

SHORTEST = 5
"""Shorter words turn up in random bytes by themselves."""


@cache
def patients() -> frozenset[str]:
    """Names, numbers, addresses and telephone numbers."""
    held = json.loads(resource("demo", "patients.json").read_text(encoding="utf-8"))["patients"]
    found: set[str] = set()
    for entry in held:
        found |= {*entry["given"], entry["family"], entry["nhs_number"], *entry["address"], entry["postcode"]}
        found |= {entry["phone"]} if entry.get("phone") else set()
    return frozenset(found)


@cache
def medicines() -> frozenset[str]:
    """Every product that is prescribed, and the first word of it."""
    held = json.loads(resource("demo", "prescriptions.json").read_text(encoding="utf-8"))
    names = {str(product["name"]) for product in held["products"].values()}
    return frozenset(names | {name.split()[0] for name in names})


def in_clear(path: Path) -> set[str]:
    """The words that stand in that file in any usual encoding, in any case."""
    data = path.read_bytes().lower()
    words = {word for word in patients() | medicines() if len(word) >= SHORTEST}
    return {
        word
        for word in words
        if any(word.lower().encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
    }


def said_in(text: str) -> set[str]:
    """The words that stand in a text, short ones too, as words of their own."""
    return {word for word in patients() | medicines() if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)}

"""Which code in directions has to be asked about: it may mean two things, and was not read."""

import re
from dataclasses import dataclass

from dispensary.domain.dose.codes import DoseCode, DoseCodes
from dispensary.domain.dose.expansion import tokens_of
from dispensary.domain.dose.parse import product_unit
from dispensary.domain.dose.reading import DoseReading
from dispensary.domain.dose.tokens import Kind, Token


@dataclass(frozen=True, slots=True)
class AskedCode:
    """A code within the directions as typed: from which character, how many; and what it may mean, none preferred."""

    directions: str
    start: int
    length: int
    choices: tuple[str, ...]

    @property
    def written(self) -> str:
        """The code as it was typed."""
        return self.directions[self.start : self.start + self.length]

    def words(self, choice: str) -> str:
        """The choice as it goes in place of the code: apart from the number or word it was joined to ("1qd"), and
        without a first word that stands there already ("for 2wk": for 2 weeks).
        """
        before, after = self.directions[: self.start], self.directions[self.start + self.length :]
        first, _, others = choice.partition(" ")
        if before.endswith(" ") and before.lower().split()[-1:] == [first]:
            choice = others
        return f"{' ' if before[-1:].isalnum() else ''}{choice}{' ' if after[:1].isalnum() else ''}"

    def with_choice(self, choice: str) -> str:
        """The directions with these words in place of the code."""
        rest = self.directions[self.start + self.length :]
        return f"{self.directions[: self.start]}{self.words(choice)}{rest}"


def code_asked(directions: str, reading: DoseReading, codes: DoseCodes, unit: str | None = None) -> AskedCode | None:
    """The first code that kept these directions from being read and that has choices; None where there is none.

    unit: the product's own, as it was read with.
    """
    if reading.parsed or not reading.unparsed:
        return None
    tokens = tokens_of(directions, codes, product_unit(unit))
    for at, token in enumerate(tokens):
        code = codes.find(token.text)
        if code is None or not code.choices or not _not_read(tokens, at, reading):
            continue
        earlier = sum(other.written.lower() == token.written.lower() for other in tokens[:at])
        span = _place(directions, code, earlier)
        if span is not None:
            return AskedCode(directions, span[0], span[1] - span[0], code.choices)
    return None


def _not_read(tokens: tuple[Token, ...], at: int, reading: DoseReading) -> bool:
    """An English word that is a code as well ("in") is one only where directions begin with it, before a number."""
    if tokens[at].kind is Kind.BLOCK:
        return True
    leads = at == 0 and len(tokens) > 1 and tokens[1].kind is Kind.NUMBER
    return leads and tokens[at].written in reading.unparsed


def _place(directions: str, code: DoseCode, earlier: int) -> tuple[int, int] | None:
    """Where it stands after so many others like it, with or without stops: qd, q.d."""
    letters = code.code.isalpha()
    stopped = r"\.".join(code.code) + r"\.?"
    spelling = f"(?:{stopped}|{code.code})" if letters and len(code.code) > 1 else code.code
    bounds = (r"(?<![a-z])", r"(?![a-z])") if letters else (r"(?<![a-z0-9])", r"(?![a-z0-9])")
    found = list(re.finditer(f"{bounds[0]}{spelling}{bounds[1]}", directions, re.IGNORECASE))
    return found[earlier].span() if earlier < len(found) else None

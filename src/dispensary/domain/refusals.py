"""Refusals: what the rules say no to, as values. Each kind carries its evidence; `wording` makes the sentence.

A use-case returns its receipt or a Refusal. Exceptions are kept for the world saying no (declared beside the ports)
and for bugs.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Refusal:
    """The rules say no. `code` is stable and public: the command line prints it."""

    code: ClassVar[str] = "refused"

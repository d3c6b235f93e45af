"""Why a label, a slip or a token was not printed: one class for each rule. The sentences are in `wording`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from dispensary.domain.refusals import Refusal


@dataclass(frozen=True, slots=True)
class DirectionsToConfirm(Refusal):
    """The prescriber's words could not be read as a dose. They go on the label as they are once somebody has read them
    and says so.
    """

    code: ClassVar[str] = "directions-to-confirm"

    words: str


@dataclass(frozen=True, slots=True)
class NothingToReprint(Refusal):
    """There is no label of this item that could be printed again."""

    code: ClassVar[str] = "nothing-to-reprint"

    item: str


@dataclass(frozen=True, slots=True)
class WordsWanted(Refusal):
    """A label in one's own words, and none were typed."""

    code: ClassVar[str] = "words-wanted"


@dataclass(frozen=True, slots=True)
class DoseInOwnWords(Refusal):
    """A label in one's own words says a dose: nobody has checked it, and it would stand beside the one that was."""

    code: ClassVar[str] = "dose-in-own-words"


@dataclass(frozen=True, slots=True)
class NoOpenedPack(Refusal):
    """No pack was opened for this item: nothing is left over that needs a label."""

    code: ClassVar[str] = "no-opened-pack"

    item: str


@dataclass(frozen=True, slots=True)
class RestLabelled(Refusal):
    """What is left of the opened pack has its label: a second one on the shelf would stand for a second pack."""

    code: ClassVar[str] = "rest-labelled"

    item: str


@dataclass(frozen=True, slots=True)
class PackNotKnown(Refusal):
    """The barcode of the rest of a pack needs its GTIN, expiry date and batch; these were not scanned, or cannot stand
    in a barcode.
    """

    code: ClassVar[str] = "pack-not-known"

    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftWrong(Refusal):
    """More than the pack could still hold, or nothing at all."""

    code: ClassVar[str] = "left-wrong"

    most: Decimal


@dataclass(frozen=True, slots=True)
class NoTokenOfOurs(Refusal):
    """A dispensing token shows what EPS holds; a paper or private prescription is not there."""

    code: ClassVar[str] = "no-token-of-ours"


@dataclass(frozen=True, slots=True)
class NothingOwed(Refusal):
    """A slip for what is still to come, where nothing is."""

    code: ClassVar[str] = "nothing-owed"

"""The paper that labels are printed on: every kind that we can lay out, and what is loaded at one counter."""

from dataclasses import dataclass
from enum import StrEnum

from dispensary.domain.labels.geometry import BagStock, LabelStock, SheetStock
from dispensary.domain.printing import JobKind


class LargePrintOn(StrEnum):
    """Where the labels of people who need large print come out. same: on the labels of everybody, set larger.
    bag-labels: on those of the bag label printer, which are larger.
    """

    SAME = "same"
    BAG_LABELS = "bag-labels"


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of label paper, a roll or sheets of A4. large: the same size, set in large print. bag: None where its
    labels are too small for the outside of a bag. sheet: None for a roll.
    """

    name: str
    label: LabelStock
    large: LabelStock
    bag: BagStock | None = None
    sheet: SheetStock | None = None

    def serves(self, kind: JobKind) -> bool:
        """Whether a printer for these jobs may be loaded with it."""
        return kind is JobKind.LABEL or (kind is JobKind.BAG_LABEL and self.bag is not None)


@dataclass(frozen=True, slots=True)
class Papers:
    """Every kind that there is. usual, for_bags: what is taken to be loaded where nobody has said."""

    kinds: tuple[Paper, ...]
    usual: Paper
    for_bags: Paper

    def of(self, name: str) -> Paper | None:
        return next((paper for paper in self.kinds if paper.name == name), None)

    def serving(self, kind: JobKind) -> tuple[Paper, ...]:
        """What a printer for these jobs can be loaded with; nothing for pages, which are on plain paper."""
        return tuple(paper for paper in self.kinds if paper.serves(kind))

    def loaded(self, kind: JobKind, name: str) -> Paper | None:
        """What the printer for these jobs has, where that is said to be loaded; None for pages.

        A name that is "" or that there is not is the usual one: what was noted badly stops no dispensing.
        """
        if kind is JobKind.PAGE:
            return None
        named = self.of(name)
        if named is not None and named.serves(kind):
            return named
        return self.usual if kind is JobKind.LABEL else self.for_bags


@dataclass(frozen=True, slots=True)
class Stocks:
    """What labels are laid out for at a counter: for medicines, for those who need large print (and which printer has
    that), for bags, and for slips, which are printed on the labels for bags, in large print too.
    """

    label: LabelStock
    large: LabelStock
    large_on: JobKind
    bag: BagStock
    slip: LabelStock
    large_slip: LabelStock


def stocks_of(labels: Paper, bags: Paper, large: LargePrintOn) -> Stocks:
    """What is laid out for these two papers. Raises ValueError for bags on a paper that is too small for them."""
    if bags.bag is None:
        raise ValueError(f"{bags.name} is too small for bags")
    if large is LargePrintOn.BAG_LABELS:
        return Stocks(labels.label, bags.large, JobKind.BAG_LABEL, bags.bag, bags.label, bags.large)
    return Stocks(labels.label, labels.large, JobKind.LABEL, bags.bag, bags.label, bags.large)

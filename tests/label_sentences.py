"""Where labels end: a patient who reads one of them must not take the first half of a sentence for a whole dose."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dispensary.domain.labels.geometry import LabelLayout, Role


def silently_parted(layouts: Sequence[LabelLayout], text: str, role: Role = Role.DIRECTIONS) -> list[tuple[str, ...]]:
    """What stands on labels that end in the middle of a sentence of that text, where they or the next do not say so."""
    ends = {
        len(squeezed(text[: end.end()])) for end in re.finditer(r"[.!?](?=\s*\S)", text) if _begins(text, end.end())
    }
    ends |= {0, len(squeezed(text))}
    silent, read = [], 0
    for layout, following in pairwise(layouts):
        read += len(squeezed(words(layout, role)))
        if read not in ends and not _said(layout, following):
            silent.append(layout.lines)
    return silent


def words(layout: LabelLayout, role: Role) -> str:
    return " ".join(run.text for run in layout.runs if run.role is role)


def squeezed(text: str) -> str:
    return "".join(text.split())


def _begins(text: str, place: int) -> bool:
    return text[place:].lstrip()[:1].isupper()


def _said(layout: LabelLayout, following: LabelLayout) -> bool:
    return f"label {following.part}" in words(layout, Role.JOINT) and f"label {layout.part}" in words(
        following, Role.JOINT
    )

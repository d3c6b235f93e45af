"""The way of an item through the dispensary: one table, one function that reads it.

Nothing else in the program assigns a stage. The table is printed in docs/workflow.md by
`tests/unit/domain/test_workflow.py` and checked there, pair by pair.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from dispensary.domain.refusals import Refusal


class Stage(StrEnum):
    """Where an item is in our own work. Its EPS status is another matter: see `eps_status`."""

    RECEIVED = "received"
    CLINICALLY_CHECKED = "clinically-checked"
    LABELLED = "labelled"
    ASSEMBLED = "assembled"
    ACCURACY_CHECKED = "accuracy-checked"
    BAGGED = "bagged"
    HANDED_OUT = "handed-out"
    QUERIED = "queried"
    OWING = "owing"
    NOT_DISPENSED = "not-dispensed"
    RETURNED = "returned"


class Action(StrEnum):
    """What a person (or a fact from outside) does to an item."""

    APPROVE = "approve"
    VOID_CHECK = "void-check"
    LABEL = "label"
    ASSEMBLE = "assemble"
    REJECT = "reject"
    ACCURACY_CHECK = "accuracy-check"
    BAG = "bag"
    UNBAG = "unbag"
    HAND_OUT = "hand-out"
    HAND_OUT_PART = "hand-out-part"
    OWE = "owe"
    STOCK_ARRIVED = "stock-arrived"
    QUERY = "query"
    ANSWER_QUERY = "answer-query"
    NOT_DISPENSE = "not-dispense"
    RETURN = "return"


S, A = Stage, Action

_BEFORE_BAG = (S.CLINICALLY_CHECKED, S.LABELLED, S.ASSEMBLED, S.ACCURACY_CHECKED)
_OPEN = (S.RECEIVED, *_BEFORE_BAG, S.BAGGED)

TRANSITIONS: dict[tuple[Stage, Action], Stage] = {
    (S.RECEIVED, A.APPROVE): S.CLINICALLY_CHECKED,
    (S.CLINICALLY_CHECKED, A.LABEL): S.LABELLED,
    (S.LABELLED, A.LABEL): S.LABELLED,
    (S.LABELLED, A.ASSEMBLE): S.ASSEMBLED,
    (S.ASSEMBLED, A.LABEL): S.LABELLED,
    (S.ASSEMBLED, A.REJECT): S.LABELLED,
    (S.ASSEMBLED, A.ACCURACY_CHECK): S.ACCURACY_CHECKED,
    (S.ACCURACY_CHECKED, A.BAG): S.BAGGED,
    (S.ACCURACY_CHECKED, A.REJECT): S.LABELLED,
    (S.BAGGED, A.UNBAG): S.ACCURACY_CHECKED,
    (S.BAGGED, A.HAND_OUT): S.HANDED_OUT,
    (S.BAGGED, A.HAND_OUT_PART): S.OWING,
    (S.OWING, A.STOCK_ARRIVED): S.CLINICALLY_CHECKED,
    (S.OWING, A.NOT_DISPENSE): S.NOT_DISPENSED,
    (S.OWING, A.RETURN): S.RETURNED,
    (S.QUERIED, A.ANSWER_QUERY): S.RECEIVED,
    (S.QUERIED, A.NOT_DISPENSE): S.NOT_DISPENSED,
    (S.QUERIED, A.RETURN): S.RETURNED,
    (S.NOT_DISPENSED, A.RETURN): S.RETURNED,
    **{(stage, A.VOID_CHECK): S.RECEIVED for stage in (*_BEFORE_BAG, S.BAGGED)},
    **{(stage, A.APPROVE): stage for stage in (*_BEFORE_BAG, S.BAGGED, S.OWING)},
    **{(stage, A.OWE): S.OWING for stage in _BEFORE_BAG},
    **{(stage, A.QUERY): S.QUERIED for stage in (S.RECEIVED, *_BEFORE_BAG)},
    **{(stage, A.NOT_DISPENSE): S.NOT_DISPENSED for stage in (S.RECEIVED, *_BEFORE_BAG)},
    **{(stage, A.RETURN): S.RETURNED for stage in _OPEN},
}

SETTLED = frozenset({S.HANDED_OUT, S.NOT_DISPENSED, S.RETURNED})
"""Stages from which the item itself goes no further in the shop."""


@dataclass(frozen=True, slots=True)
class NotFromHere(Refusal):
    """This item cannot take that step from where it is."""

    code: ClassVar[str] = "not-from-here"

    stage: Stage
    action: Action


def move(stage: Stage, action: Action) -> Stage | NotFromHere:
    """The stage that the action leads to, or a refusal that names both."""
    return TRANSITIONS.get((stage, action)) or NotFromHere(stage, action)

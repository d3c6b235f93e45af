"""Every refusal has a sentence that says what happened, in plain words."""

import inspect
import pkgutil
from datetime import UTC, date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any, get_args, get_origin, get_type_hints

import pytest

import dispensary.domain
from dispensary.domain.identifiers import BagNumber, Gtin, LabelNumber
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.upkeep import Loss
from dispensary.wording.refused import ACTIONS, STAGES, refusal_words, worded_kinds
from dispensary.wording.refused_people import TASKS, UNFIT, WEAK


def every_refusal() -> list[type[Refusal]]:
    for module in pkgutil.walk_packages(dispensary.domain.__path__, "dispensary.domain."):
        import_module(module.name)
    found: list[type[Refusal]] = []
    waiting = [Refusal]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            found.append(kind)
            waiting.append(kind)
    # A slotted dataclass leaves its unslotted draft behind as a subclass; only the one that its module names is real.
    real = {kind for kind in found if getattr(import_module(kind.__module__), kind.__name__, None) is kind}
    return sorted(real, key=lambda kind: kind.__name__)


def test_no_refusal_is_without_words() -> None:
    unworded = [kind.__name__ for kind in every_refusal() if kind not in worded_kinds()]
    assert unworded == []


def sample(hint: Any) -> Any:
    if hint is str:
        return "Ramipril 5mg capsules"
    if hint is int:
        return 2
    if hint is Decimal:
        return Decimal(14)
    if hint is date:
        return date(2026, 2, 2)
    if hint is bool:
        return True
    if hint is datetime:
        return datetime(2026, 2, 2, 13, 5, tzinfo=UTC)
    if hint is Quantity:
        return Quantity(Decimal(28), "tablet")
    if get_origin(hint) is tuple:
        return () if get_args(hint)[0].__name__ == "Finding" else (sample(get_args(hint)[0]),)
    if get_args(hint):
        return sample(get_args(hint)[0])
    if hasattr(hint, "__members__"):
        return next(iter(hint))
    from dispensary.domain.barcodes import read_scan

    if hint is Gtin:
        return Gtin("05012345678900")
    if hint is LabelNumber:
        return LabelNumber("70410012")
    if hint is BagNumber:
        return BagNumber("118")
    assert hint.__name__ == "Scan", hint
    return read_scan("nothing readable")


REAL_EVIDENCE: dict[str, dict[str, Any]] = {
    "NotAnswered": {"questions": ("identity", "charge")},
    "RecallUnfit": {"what": "advice"},
    "PackHeld": {"reasons": ("10 mg scanned, 5 mg prescribed.",)},
    "LabelUnprintable": {"characters": "\u0436"},
    "LeafletUnprintable": {"characters": "\u0436"},
    "WouldLose": {"loss": Loss(3, "2026-11-22T10:00:00+00:00", "2026-11-23T10:00:00+00:00")},
}


@pytest.mark.parametrize("kind", every_refusal(), ids=lambda kind: kind.__name__)
def test_the_words_are_sentences_for_people(kind: type[Refusal]) -> None:
    hints = {name: hint for name, hint in get_type_hints(kind).items() if name in inspect.signature(kind).parameters}
    real = REAL_EVIDENCE.get(kind.__name__, {})
    evidence = {name: sample(hint) for name, hint in hints.items() if name not in real} | real
    words = refusal_words(kind(**evidence))
    assert words[0].isupper() or words[0].isdigit()
    assert words.endswith(".")
    assert "!" not in words
    assert "None" not in words
    assert "_" not in words
    assert "  " not in words


def test_codes_are_unique_and_every_stage_action_and_task_has_words() -> None:
    codes = [kind.code for kind in every_refusal()]
    assert len(set(codes)) == len(codes)
    from dispensary.domain.people import Task
    from dispensary.domain.refused_people import Unfit, WeakPin
    from dispensary.domain.workflow import Action, Stage

    assert set(STAGES) == set(Stage)
    assert set(ACTIONS) == set(Action)
    assert set(TASKS) == set(Task)
    assert set(UNFIT) == set(Unfit)
    assert set(WEAK) == set(WeakPin)

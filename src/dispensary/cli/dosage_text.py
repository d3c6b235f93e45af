"""`dispensary eps dosage-text --jsonl`: FHIR dosages in words by the NHS algorithm (docs: the command line)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

DosageWords = Callable[[Sequence[Mapping[str, Any]]], str]


def answer(case: dict[str, Any], words: DosageWords) -> dict[str, Any]:
    """One line in, one out. A dosage that is incomplete has no words, and the error says what is missing."""
    dosages = case.get("dosage")
    if not isinstance(dosages, list):
        return {"error": 'this line needs "dosage": a list of FHIR Dosage elements'}
    try:
        return {"text": words(dosages)}
    except ValueError as problem:
        return {"error": str(problem)}

"""The part of `dispensary knowledge lint` about what patients read: leaflets, label warnings, the fridge list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispensary.application.queries.texts_state import Counted, TextsState


def texts_answer(state: TextsState) -> dict[str, Any]:
    """As JSON. readability is null where it was not measured, and what was held against no dictionary is null too."""
    from dispensary.domain.leaflets.lint import HARDEST, LONGEST
    from dispensary.wording.knowledge_texts import flaw_words

    looked = state.looked_up
    return {
        "sound": looked and not state.wrong,
        "leaflets": _counted(state.leaflets),
        "label_warnings": {**_counted(state.warnings), "licensed": state.licensed},
        "fridge_list": _counted(state.fridge),
        "problems": [
            *state.faults,
            *map(flaw_words, state.flaws),
        ],
        "readability": {"hardest_grade": f"{HARDEST:g}", "longest_sentence": LONGEST} if state.measured else None,
        "without_a_source": [{"where": where, "facts": list(facts)} for where, facts in state.uncited.items()],
        "unknown_names": [_unknown(each) for each in state.unknown] if looked else None,
        "unknown_forms": [{"where": each, "words": list(state.idle[each])} for each in state.idle] if looked else None,
        "most_dispensed": {
            "listed": state.listed,
            "without_a_text": list(state.uncovered),
            "not_in_the_dictionary": list(state.unseen),
        }
        if looked
        else None,
    }


def _counted(counted: Counted) -> dict[str, Any]:
    return {"count": counted.count, "sources_read": counted.read, "sources_to_confirm": counted.to_confirm}


def _unknown(name: Any) -> dict[str, Any]:
    return {"name": name.name, "where": list(name.where), "near": name.near}


def texts_lines(state: TextsState) -> Iterator[str]:
    """For people. NO: to be put right, or not looked at. Look: work for a reviewer."""
    from dispensary.wording.knowledge import unknown_words
    from dispensary.wording.knowledge_texts import (
        NOT_LOOKED_UP,
        NOT_MEASURED,
        counted_words,
        coverage_words,
        flaw_words,
        idle_form_words,
        uncited_words,
    )

    for what, counted in (
        ("Leaflet texts", state.leaflets),
        ("Label warnings", state.warnings),
        ("Fridge list", state.fridge),
    ):
        yield counted_words(what, counted.count, counted.read, counted.to_confirm)
    if state.licensed:
        yield f"Label warnings of this pharmacy, under a licence: {state.licensed}; their words are not judged here"
    yield from (f"NO  {fault}" for fault in state.faults)
    yield from (f"NO  {flaw_words(each)}" for each in state.flaws)
    yield from (f"NO  {unknown_words(each)}" for each in state.unknown)
    if not state.measured:
        yield f"NO  {NOT_MEASURED}"
    if state.looked_up:
        yield from coverage_words(state.listed, state.uncovered, state.unseen)
    else:
        yield f"NO  {NOT_LOOKED_UP}"
    yield from uncited_words(state.uncited)
    yield from idle_form_words(state.idle)

"""The table of stages: every pair of stage and action either moves as written, or refuses."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.domain.workflow import SETTLED, TRANSITIONS, Action, NotFromHere, Stage, move

PAGE = Path(__file__).parents[3] / "docs" / "workflow.md"


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("action", Action)
def test_every_pair_moves_or_refuses(stage: Stage, action: Action) -> None:
    after = move(stage, action)
    if (stage, action) in TRANSITIONS:
        assert after is TRANSITIONS[stage, action]
    else:
        assert after == NotFromHere(stage, action)


def test_nothing_reaches_the_patient_without_both_checks() -> None:
    """Whatever route is taken: no hand-out without a clinical check, a label, assembly, an accuracy check and a bag."""
    needed = [Action.APPROVE, Action.LABEL, Action.ASSEMBLE, Action.ACCURACY_CHECK, Action.BAG]
    for missing in needed:
        reached = {Stage.RECEIVED}
        while True:
            more = {
                TRANSITIONS[stage, action]
                for stage in reached
                for action in Action
                if action is not missing and (stage, action) in TRANSITIONS
            }
            if more <= reached:
                break
            reached |= more
        assert Stage.HANDED_OUT not in reached, missing


@given(st.lists(st.sampled_from(Action), max_size=30))
def test_a_voided_check_always_leads_back_to_the_pharmacist(actions: list[Action]) -> None:
    stage = Stage.RECEIVED
    for action in actions:
        after = move(stage, action)
        if isinstance(after, NotFromHere):
            continue
        if action is Action.VOID_CHECK:
            assert after is Stage.RECEIVED
        stage = after


def test_what_was_handed_out_or_sent_back_goes_nowhere() -> None:
    for stage in (Stage.HANDED_OUT, Stage.RETURNED):
        assert not [action for action in Action if (stage, action) in TRANSITIONS]
    assert Stage.OWING not in SETTLED


def test_the_printed_table_is_this_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == table(), "run: python tests/unit/domain/test_workflow.py"


def table() -> str:
    """The page as it must stand in docs/."""
    lines = [
        "# The way of an item",
        "",
        "Made from `domain/workflow.py`; a test keeps the two the same. A pair that is not here is refused.",
        "",
        "| from | action | to |",
        "|---|---|---|",
    ]
    order = list(Stage)
    pairs = sorted(TRANSITIONS, key=lambda pair: (order.index(pair[0]), list(Action).index(pair[1])))
    lines += [f"| {stage} | {action} | {TRANSITIONS[stage, action]} |" for stage, action in pairs]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(table(), encoding="utf-8")

"""What is said after labels of another counter were taken over."""

import pytest

from dispensary.wording.prints import taken_words

REPLACED = "Label 70410012 was replaced by label 70410015. Print that one again instead."


@pytest.mark.parametrize(
    ("taken", "gone", "withheld", "said"),
    [
        (3, 0, (), ""),
        (1, 1, (), "1 label comes out here. 1 was printed or taken over by somebody else meanwhile."),
        (2, 0, (REPLACED,), f"2 labels come out here. {REPLACED}"),
        (
            1,
            2,
            (REPLACED, REPLACED),
            "1 label comes out here. 2 were printed or taken over by somebody else meanwhile. " + REPLACED,
        ),
    ],
)
def test_what_did_not_come_is_accounted_for(taken: int, gone: int, withheld: tuple[str, ...], said: str) -> None:
    assert taken_words(taken, gone, withheld) == said

"""Why there is no label yet, said on a line or two while somebody types."""

from dispensary.domain.refused import DirectionsUnread
from dispensary.wording.prescription_steps import draft_words


def test_a_word_that_was_not_read_is_said_once() -> None:
    assert draft_words(DirectionsUnread(words=("2",) * 120)).startswith("Not read: 2. Type dose")


def test_no_more_words_are_said_than_fit() -> None:
    words = tuple(f"word{number}" for number in range(120))
    assert draft_words(DirectionsUnread(words=words)).startswith("Not read: word0, word1, word2, word3 and 116 more. ")


def test_a_word_of_any_length_leaves_room_for_what_to_do() -> None:
    said = draft_words(DirectionsUnread(words=("x" * 400, "2")))
    assert said.startswith(f"Not read: {'x' * 20}..., 2. Type dose")

"""What a refused message says to a person."""

from datetime import UTC, datetime

import pytest

from dispensary.domain.identifiers import IssueKey, MessageId, PrescriptionId
from dispensary.domain.messages import MessageKind, MessageState, OutboxMessage
from dispensary.wording.messages import refused_words, settle_words

KEY = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0EM"), 1)


def refused(
    kind: MessageKind, *, key: IssueKey | None = KEY, state: MessageState = MessageState.REJECTED, answer: str = ""
) -> OutboxMessage:
    return OutboxMessage(
        MessageId("m1"), kind, key, b"", datetime(2026, 11, 23, tzinfo=UTC), state=state, answer=answer
    )


@pytest.mark.parametrize("kind", list(MessageKind))
def test_every_message_has_a_name_a_person_knows_and_says_whose_it_is(kind: MessageKind) -> None:
    words = refused_words(refused(kind))
    assert "9F3C71-FZZ99A-44B0EM" in words
    assert words.startswith("EPS did not take the ")
    assert words.endswith(".")


def test_what_nobody_knows_is_not_called_refused() -> None:
    words = refused_words(refused(MessageKind.CLAIM, state=MessageState.VERIFY))
    assert words == "EPS may already have the claim for prescription 9F3C71-FZZ99A-44B0EM."


def test_an_answer_with_something_unreadable_in_it_is_looked_at() -> None:
    told = refused(MessageKind.RELEASE, key=None, state=MessageState.VERIFY, answer="One cannot be read here.")
    assert refused_words(told) == "Somebody has to look at what EPS answered to the request."
    assert settle_words(told, 0) == "Its answer: One cannot be read here."


def test_a_refused_request_holds_nothing_up_and_a_refused_notification_does() -> None:
    assert "until" not in settle_words(refused(MessageKind.RELEASE, key=None), 0)
    assert "until somebody asks again or has put it right" in settle_words(refused(MessageKind.NOTIFICATION), 0)


def test_the_answer_is_said_and_how_many_more_wait() -> None:
    answered = refused(MessageKind.CLAIM, answer="MISSING_FIELD, CLAIM_INVALID_NOT_DISPENSED")
    assert settle_words(answered, 0).startswith(
        "Its answer: EPS does not have it as dispensed yet (MISSING_FIELD, CLAIM_INVALID_NOT_DISPENSED). "
    )
    assert settle_words(refused(MessageKind.CLAIM, answer="A_NEW_CODE"), 0).startswith("Its answer: A_NEW_CODE. ")
    assert settle_words(refused(MessageKind.CLAIM), 1).startswith("It gave no reason. ")
    assert settle_words(refused(MessageKind.CLAIM), 1).endswith(" 1 more waits.")
    assert settle_words(refused(MessageKind.CLAIM), 3).endswith(" 3 more wait.")

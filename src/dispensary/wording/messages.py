"""Messages for EPS in words: which it was, and what its refusal means for the work."""

from dispensary.domain.messages import MessageKind, MessageState, OutboxMessage

NAMES = {
    MessageKind.RELEASE: "request for prescriptions",
    MessageKind.NOTIFICATION: "dispense notification",
    MessageKind.CLAIM: "claim",
    MessageKind.RETURN: "return",
    MessageKind.WITHDRAW: "withdrawal",
}

_ANSWERS = {
    "PRESCRIPTION_INVALID_STATE_TRANSITION": "EPS holds this prescription in another state",
    "MEDICATIONREQUEST_INVALID_STATE_TRANSITION": "EPS holds one of the items in another state",
    "INVALID_STATE_TRANSITION": "EPS holds this prescription in another state",
    "MEDICATIONREQUEST_NOT_FOUND": "EPS does not know one of the items",
    "ITEM_NOT_FOUND": "EPS does not know one of the items",
    "INVALID_MESSAGE": "EPS could not make sense of the message",
    "PRESCRIPTION_WITH_ANOTHER_DISPENSER": "another pharmacy has it",
    "PRESCRIPTION_NOT_FOUND": "EPS does not know this prescription",
    "RESOURCE_NOT_FOUND": "EPS does not know this prescription",
    "PRESCRIPTION_CANCELLED": "it was cancelled",
    "PRESCRIPTION_EXPIRED": "it has expired",
    "PRESCRIPTION_DISPENSED": "it was dispensed already",
    "DUPLICATE_MEDICATIONREQUEST_ID": "EPS has a message about these items already",
    "DUPLICATE_REQUEST": "EPS has this message already",
    "ACCESS_DENIED": "EPS does not allow it from here",
    "CLAIM_INVALID_NOT_DISPENSED": "EPS does not have it as dispensed yet",
    "CLAIM_AMEND_PERIOD_ISSUE": "it is too late for this claim",
}
"""What the codes mean (PROTOCOL section 10). One that is not here is shown as it came."""


def refused_words(message: OutboxMessage) -> str:
    """What happened, for the first line of a banner. No name: the counter can be seen."""
    whose = f" for prescription {message.key.prescription}" if message.key is not None else ""
    if message.state is MessageState.VERIFY and message.kind is MessageKind.RELEASE:
        return f"Somebody has to look at what EPS answered to the request{whose}."
    if message.state is MessageState.VERIFY:
        return f"EPS may already have the {NAMES[message.kind]}{whose}."
    return f"EPS did not take the {NAMES[message.kind]}{whose}."


def settle_words(message: OutboxMessage, others: int) -> str:
    """What it means and what to do. others: how many more wait for the same."""
    said = f"Its answer: {_answer(message.answer)}." if message.answer else "It gave no reason."
    waits = (
        ""
        if message.kind is MessageKind.RELEASE
        else " Nothing more about this prescription is sent until somebody asks again or has put it right."
    )
    more = "" if not others else f" {others} more wait." if others > 1 else " 1 more waits."
    return f"{said}{waits}{more}"


def _answer(answer: str) -> str:
    """The meaning, with the code behind it for whoever rings the service desk."""
    meaning = next((_ANSWERS[code] for code in answer.split(", ") if code in _ANSWERS), "")
    return f"{meaning} ({answer})" if meaning else answer.rstrip(".")

"""Near misses in plain English."""

from collections.abc import Mapping

from dispensary.domain.near_misses import NearMissKind, NearMissRecord, TimeOfDay, time_of_day
from dispensary.wording.duty import moment_words

KINDS: Mapping[NearMissKind, str] = {
    NearMissKind.PRODUCT: "wrong medicine",
    NearMissKind.EXPIRED: "out of date",
    NearMissKind.FORM: "wrong form",
    NearMissKind.LABEL: "label wrong",
    NearMissKind.MISSING: "something missing",
    NearMissKind.PATIENT: "wrong person",
    NearMissKind.MISREAD: "prescription misread",
    NearMissKind.QUANTITY: "wrong quantity",
    NearMissKind.RECALLED: "recalled",
    NearMissKind.STRENGTH: "wrong strength",
}

TIMES: Mapping[TimeOfDay, str] = {
    TimeOfDay.MORNING: "morning",
    TimeOfDay.LUNCHTIME: "lunchtime",
    TimeOfDay.AFTERNOON: "afternoon",
    TimeOfDay.EVENING: "evening",
}
ANY_MONTH, ANY_KIND, NOBODY_NAMED = "All months", "All types", "Not said"
NOTE, COMPLETE = "Note it", "Complete this one"
NONE_YET, NONE_YET_HOW = "No near miss fits", "Choose another month or type, or note one with its key."
SAY_SOMETHING = "Say what was prescribed, or what was found."
NOT_A_COUNT = "How many were at work is a whole number, or left empty."
NOTED = "Noted. The rest of it can be completed on its page of the pharmacy's place."
COMPLETED = "Kept. The journal holds every version of it."


def kind_words(kind: NearMissKind) -> str:
    """Wrong medicine (D): with the letter that the paper record uses."""
    words = KINDS[kind]
    return f"{words[:1].upper()}{words[1:]} ({kind.value})"


def shown_words(shown: int, every: int) -> str:
    """How many of how many are listed."""
    return f"{shown} of {every}, newest first" if shown != every else f"{every}, newest first"


def state_words(miss: NearMissRecord) -> str:
    """How far it has been learnt from."""
    if miss.draft:
        return "To complete"
    return "Discussed" if miss.learning.discussed else "Not discussed yet"


def time_words(miss: NearMissRecord) -> str:
    return TIMES[time_of_day(miss.at.astimezone())]


def found_words(miss: NearMissRecord) -> str:
    return f"Found: {miss.found or 'not said'}"


def facts(miss: NearMissRecord, reported_by: str) -> tuple[tuple[str, str], ...]:
    """What was known at the moment of the mistake; nobody changes that later."""
    said = (
        ("When", f"{moment_words(miss.at)}, {time_words(miss)}"),
        ("Prescribed", miss.prescribed),
        ("Found", miss.found),
        ("Seen", " ".join(miss.reasons)),
        ("Noted by", reported_by),
    )
    return tuple((name, words) for name, words in said if words)


def saved_words(name: str, many: int) -> str:
    return f"Saved as {name}: {many} near {'miss' if many == 1 else 'misses'}. It names who dispensed and checked."

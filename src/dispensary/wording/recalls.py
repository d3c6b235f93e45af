"""Recalls in plain English: the list on the screen, the page to ring from, and the form that enters one."""

from collections.abc import Mapping
from datetime import date

from dispensary.domain.quantity import Quantity, read_decimal
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.domain.recalls import Recall, RecallClass, Recalled, RecallLevel
from dispensary.wording.duty import moment_words
from dispensary.wording.labels import date_words, quantity_words

CLASSES: Mapping[RecallClass, str] = {
    RecallClass.AT_ONCE: "Class 1: act at once",
    RecallClass.IN_48_HOURS: "Class 2: within 48 hours",
    RecallClass.IN_5_DAYS: "Class 3: within 5 days",
    RecallClass.CAUTION: "Class 4: caution in use",
}
LEVELS: Mapping[RecallLevel, str] = {
    RecallLevel.PATIENT: "To the patients who have it",
    RecallLevel.PHARMACY: "To the pharmacy's shelves",
}
NONE_YET = "No recall has been entered"
NONE_YET_HOW = "Enter one from its notice. From then on the bench stops every pack that is in it."
NOBODY_HAS_IT = "No pack of it was scanned here for anybody."
BLIND_SPOT = "Only packs that were scanned at the accuracy check can be found. Look along the shelves as well."
NOT_IN_RECORD = "Nobody's record"
RESTRICTED, RESTRICTED_HOW = "Restricted record", "Ask whoever may see it."
HERE = "Still in the pharmacy"
SUPPLIED = "Supplied"
TICK = "It names patients. Tick each one who was told, and each pack that was taken out."
STANDS, IS_OVER = "Stands", "Over"
END_HOW = "A pharmacist says why it is over; its packs then pass the bench again."
RECORD, REALLY_END = "Record this recall", "End recall {number}"
PRODUCT_CHOSEN = "Every pack of it is meant: {name}"
NO_PRODUCT = "No product chosen. A barcode alone is enough."
CHOOSE_PRODUCT = "Choose the product in the list under its name, or clear the field."
TO_TELL = "What to tell them"
MINE_TO_END = "Only a pharmacist ends a recall."


def not_a_barcode(typed: str) -> str:
    """Said of figures that are no pack's number."""
    return f"“{typed}” is no barcode number: it has 8, 12, 13 or 14 figures, and the last one proves the others."


def tab_words(words: str, standing: int) -> str:
    """The tab's name, with how many recalls stand."""
    return f"{words} ({standing})" if standing else words


def recorded_words(recall: Recall) -> str:
    return f"Recall {recall.number} is recorded. From now on the bench stops its packs, at every counter."


def ended_words(number: int) -> str:
    return f"Recall {number} is over. Its packs pass the bench again."


def saved_words(name: str) -> str:
    return f"Saved as {name}. It names patients: print it, ring from it, and put both where nobody else reads them."


def state_words(recall: Recall) -> str:
    """Whether it stands."""
    return STANDS if recall.active else IS_OVER


def about_words(recall: Recall) -> str:
    """Number, reference and class, in one line."""
    return ", ".join(filter(None, (f"Recall {recall.number}", recall.reference, CLASSES[recall.urgency])))


def batches_words(what: Recalled) -> str:
    return ", ".join(sorted(what.batches)) if what.batches else "every batch"


def days_between(first: date | None, last: date | None) -> str:
    """From one day to another, either of which may be open; "" where both are."""
    if first is None and last is None:
        return ""
    if first is None:
        return f"up to {date_words(last)}" if last is not None else ""
    return f"{date_words(first)} to {date_words(last)}" if last is not None else f"from {date_words(first)}"


def recall_facts(found: RecallList) -> tuple[tuple[str, str], ...]:
    """All that the notice says, and who entered it. What is not given is left out, but for the batches."""
    recall, what = found.recall, found.recall.what
    ended = recall.ended
    facts = (
        (TO_TELL, recall.advice),
        ("Reference", recall.reference),
        ("How urgent", CLASSES[recall.urgency]),
        ("How far", LEVELS[recall.level]),
        ("Product", what.product.name if what.product is not None else ""),
        ("Barcodes", ", ".join(sorted(gtin.value for gtin in what.gtins))),
        ("Batches", batches_words(what)),
        ("Expires", days_between(what.expires_from, what.expires_to)),
        ("Supplied", days_between(recall.supplied_from, recall.supplied_to)),
        ("Entered", ", ".join(filter(None, (moment_words(recall.at), found.entered_by)))),
        ("Ended", ", ".join(filter(None, (moment_words(ended.at), found.ended_by, ended.reason))) if ended else ""),
    )
    return tuple((name, words) for name, words in facts if words)


def who_words(line: RecallLine) -> tuple[str, str]:
    """Whose pack it is. A restricted record is said to be one, without its name."""
    if line.closed:
        return RESTRICTED, RESTRICTED_HOW
    if line.patient is None:
        return NOT_IN_RECORD, "The prescription was linked to no record."
    return line.name, f"born {date_words(line.born)}" if line.born is not None else "date of birth not recorded"


def phone_words(line: RecallLine) -> str:
    """How to reach them: the number, or that none is recorded; nothing where nobody is named."""
    return (line.phone or "no telephone") if line.patient is not None else ""


def amount_words(line: RecallLine) -> str:
    """28 capsules: how much of the pack went out."""
    figure, _, unit = line.amount.partition(" ")
    value = read_decimal(figure)
    return quantity_words(Quantity(value, unit)) if value is not None and unit else line.amount


def batch_words(line: RecallLine) -> tuple[str, str]:
    """Its batch and expiry; a batch that nobody knows is said, not left empty."""
    batch = line.batch or "Batch not known"
    return batch, f"expires {date_words(line.expiry)}" if line.expiry is not None else "expiry not known"


def when_words(line: RecallLine) -> str:
    return date_words(line.at.date()) if line.at is not None else HERE


def count_words(found: RecallList) -> str:
    """How many packs are here and went out, to how many people."""
    packs, people = len(found.supplied), len({line.patient for line in found.supplied if line.patient is not None})
    unsure = sum(not line.sure for line in found.lines)
    closed = sum(line.closed for line in found.lines)
    here = len(found.waiting)
    parts = [
        f"{_many(here, 'pack')} still in the pharmacy" if here else "",
        f"{_many(packs, 'pack')} supplied to {_many(people, 'person', 'people')}" if packs else "",
        f"{_many(closed, 'pack')} in restricted records" if closed else "",
        f"{unsure} of them perhaps: batch or expiry not known" if unsure else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"{said}." if said else NOBODY_HAS_IT


def _many(count: int, one: str, more: str = "") -> str:
    return f"{count} {one if count == 1 else more or one + 's'}"

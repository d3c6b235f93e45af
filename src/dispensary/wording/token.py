"""The words of a dispensing token: what EPS sent, in the order in which people look for it."""

from collections.abc import Iterator
from datetime import datetime

from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem, Prescription, Treatment
from dispensary.wording.duty import moment_words
from dispensary.wording.labels import date_words, quantity_words

TITLE = "EPS dispensing token"
ITEMS = "Items prescribed"
NOT_THE_FORM = "Printed on plain paper. It is not the NHS form FP10DT: no declaration can be signed on it."
_TREATMENTS = {Treatment.ACUTE: "one time only", Treatment.REPEAT: "repeat", Treatment.ERD: "repeat dispensing"}


def token_facts(sent: Prescription) -> Iterator[tuple[str, str]]:
    """Who it is for, who wrote it, what kind it is: name and words of each fact; what was not sent is said."""
    patient, prescriber = sent.patient, sent.prescriber
    yield "Patient", patient.name
    yield "Born", date_words(patient.birth_date) if patient.birth_date is not None else "not sent"
    yield "NHS number", patient.nhs_number.spaced if patient.nhs_number is not None else "not sent"
    yield "Address", str(patient.address) or "not sent"
    yield "Prescriber", prescriber.name
    where = (prescriber.organisation_name, prescriber.organisation.value if prescriber.organisation else "")
    yield "Practice", ", ".join(part for part in (*where, prescriber.phone or "") if part) or "not sent"
    yield "Written", date_words(sent.authored_on) if sent.authored_on is not None else "not sent"
    yield "Kind", _kind(sent)


def _kind(sent: Prescription) -> str:
    words = _TREATMENTS[sent.treatment]
    repeat = sent.repeat
    if repeat.issue is None or sent.treatment is Treatment.ACUTE:
        return words
    return f"{words}, issue {repeat.issue}" + (f" of {repeat.authorised}" if repeat.authorised is not None else "")


def item_lines(item: PrescribedItem) -> Iterator[str]:
    """The medicine exactly as dm+d names it, then amount, directions and what else came with it."""
    yield item.name
    amount = quantity_words(item.quantity) if item.quantity is not None else "amount not sent"
    yield amount if not item.cd_quantity_words else f"{amount} ({item.cd_quantity_words})"
    yield item.dosage_text or "no directions sent"
    if item.endorsements:
        yield f"Endorsed: {', '.join(item.endorsements)}"
    if item.additional_instructions:
        yield item.additional_instructions


def token_foot(premises: Premises, at: datetime, page: int, pages: int) -> tuple[str, ...]:
    """Who printed it and when, and what it is not."""
    whole = f", page {page} of {pages}" if pages > 1 else ""
    return (
        f"Printed by {premises.name}, {premises.address} ({premises.ods}), {moment_words(at)}{whole}",
        NOT_THE_FORM,
    )

"""The person and their prescription as the kit's values: banner, right pane, left pane. Every screen uses these."""

from collections.abc import Mapping
from datetime import date, timedelta

from dispensary.application.queries.detail import Detail, ItemDetail, Supplied
from dispensary.desktop.components import (
    NO_ALLERGIES,
    NOT_ASKED,
    AboutPerson,
    BannerPerson,
    Chip,
    Line,
    SentFact,
    SentItem,
    Supply,
    allergy_chip,
    need_chip,
)
from dispensary.desktop.theme import Tone
from dispensary.domain.eps_status import LineStatus
from dispensary.domain.identifiers import ItemId
from dispensary.domain.patient import Allergy, AllergyStatus, ClinicalFacts, Patient
from dispensary.domain.prescription import Origin, PatientAsSent, Prescriber, Prescription, Severity, SignatureStatus
from dispensary.domain.quantity import decimal_text
from dispensary.wording.labels import date_words, quantity_words
from dispensary.wording.prescription import (
    allergy_words,
    capital,
    cd_words,
    counted_words,
    endorsement_words,
    first_name,
    short_date_words,
    type_words,
    unwritten,
)
from dispensary.wording.product import dictionary_notes
from dispensary.wording.times import born_words
from dispensary.wording.work import EPS_LINES, NEEDS, items_words, kind_words

LAST_SUPPLIES = 6
REVIEW_SOON = timedelta(weeks=4)
"""A repeat dispensing prescription says so when its review is that near (conformance row 1.6.6)."""

_SIGNATURES = {
    SignatureStatus.VALID: ("valid", "pass", Tone.PASS),
    SignatureStatus.INVALID: ("not valid", "stop", Tone.STOP),
    SignatureStatus.ABSENT: ("no signature", "stop", Tone.STOP),
    SignatureStatus.UNVERIFIABLE: ("not checked", "not-checked", Tone.NOT_CHECKED),
}
_WITH_US = (LineStatus.WITH_DISPENSER, LineStatus.TO_BE_DISPENSED)


def banner_person(patient: Patient | None, sent: PatientAsSent, today: date) -> BannerPerson:
    """Who it is about: the record, or what the prescription says where there is no record yet."""
    if patient is None:
        number, born, address, name = sent.nhs_number, sent.birth_date, sent.address, sent.name
    else:
        number, born = patient.nhs_number, patient.facts.birth_date
        address, name = patient.address, patient.name
    facts = (
        ("Born", born_words(born, today)),
        ("NHS number", number.spaced if number is not None else "not recorded"),
        ("Address", str(address) or "not recorded"),
    )
    return BannerPerson(name, facts, _chips(patient))


def banner_of(found: Detail) -> BannerPerson:
    """The banner of a prescription's screen."""
    return banner_person(found.patient, found.held.prescription.patient, found.now.date())


def _chips(patient: Patient | None) -> tuple[Chip, ...]:
    if patient is None:
        return (Chip("No record chosen", Tone.REASON, "patient"),)
    allergies = active_allergies(patient.facts)
    if allergies:
        shown = [allergy_chip(allergy_words(allergy)) for allergy in allergies[:2]]
        more = len(allergies) - 2
        chips = [*shown, *([allergy_chip(f"{more} more allergies")] if more > 0 else [])]
    else:
        chips = [NO_ALLERGIES if patient.facts.no_known_allergies else NOT_ASKED]
    needs = ", ".join(NEEDS[need] for need in patient.communication)
    return (*chips, need_chip(needs)) if needs else tuple(chips)


def active_allergies(facts: ClinicalFacts) -> tuple[Allergy, ...]:
    return tuple(allergy for allergy in facts.allergies or () if allergy.status is AllergyStatus.ACTIVE)


def about_person(found: Detail) -> AboutPerson:
    """The right pane: goal, needs, allergies, conditions, last supplies. What nobody asked says so."""
    patient = found.patient
    if patient is None:
        return AboutPerson(
            heading="No record chosen",
            goal_heading="Their goal",
            needs=(Line("Not known without a record", ""),),
            allergies=(Line("Not known without a record", "not-checked", Tone.NOT_CHECKED),),
            conditions=(Line("Not known without a record", "not-checked", Tone.NOT_CHECKED),),
        )
    return about_patient(patient, found.supplies, found.now.date())


def about_patient(patient: Patient, supplies: tuple[Supplied, ...], today: date) -> AboutPerson:
    """The right pane for a record by itself."""
    goal = patient.goal
    asked = f"Asked {date_words(goal.asked_on)}" if goal is not None and goal.asked_on is not None else ""
    return AboutPerson(
        heading=f"About {first_name(patient.name)}",
        goal_heading="Their goal",
        goal=goal.words if goal is not None else "",
        goal_asked=asked,
        needs=_needs(patient),
        allergies=allergy_lines(patient.facts),
        conditions=condition_lines(patient.facts),
        supplies=tuple(_supply(supply, today) for supply in supplies[:LAST_SUPPLIES]),
    )


def _needs(patient: Patient) -> tuple[Line, ...]:
    lines = [Line(NEEDS[need], "speech") for need in patient.communication]
    if patient.communication_note:
        lines.append(Line(patient.communication_note, "speech"))
    if patient.phone:
        lines.append(Line(patient.phone, "phone"))
    return tuple(lines) or (Line("No need recorded", ""),)


def allergy_lines(facts: ClinicalFacts) -> tuple[Line, ...]:
    """Each allergy, or that there is none, or that nobody asked."""
    found = active_allergies(facts)
    if found:
        return tuple(Line(_about(allergy), "allergy", Tone.STOP, capital(allergy.substance)) for allergy in found)
    if facts.no_known_allergies:
        return (Line("No known allergies", "allergy"),)
    return (Line("Not recorded: ask", "not-checked", Tone.NOT_CHECKED),)


def _about(allergy: Allergy) -> str:
    year = str(allergy.recorded_on.year) if allergy.recorded_on is not None else ""
    return ", ".join(part for part in (allergy.severity or "", year) if part) or "reaction not recorded"


def condition_lines(facts: ClinicalFacts) -> tuple[Line, ...]:
    """Conditions, pregnancy and kidney function, each as known, or that it is not."""
    lines = []
    if facts.conditions is None:
        lines.append(Line("Conditions not recorded", "not-checked", Tone.NOT_CHECKED))
    else:
        lines.append(Line(capital(", ".join(facts.conditions)) or "None recorded", ""))
    if facts.pregnant:
        weeks = f", {facts.gestation_weeks} weeks" if facts.gestation_weeks is not None else ""
        lines.append(Line(f"Pregnant{weeks}", "info"))
    if facts.breastfeeding:
        lines.append(Line("Breastfeeding", "info"))
    lines.append(_kidneys(facts))
    return tuple(lines)


def _kidneys(facts: ClinicalFacts) -> Line:
    if facts.egfr is not None:
        dated = f", {date_words(facts.egfr_date)}" if facts.egfr_date is not None else ""
        return Line(f"Kidney function: eGFR {decimal_text(facts.egfr)}{dated}", "")
    if facts.crcl is not None:
        return Line(f"Kidney function: creatinine clearance {decimal_text(facts.crcl)} ml/min", "")
    return Line("Kidney function: no result recorded", "not-checked", Tone.NOT_CHECKED)


def _supply(supply: Supplied, today: date) -> Supply:
    when = short_date_words(supply.on, today) if supply.on is not None else "no date"
    return Supply(when, supply.name, counted_words(supply.quantity))


def sent_facts(found: Detail) -> tuple[SentFact, ...]:
    """The head of the prescription as it was sent (conformance rows 1.6.3 to 1.6.6)."""
    sent = found.held.prescription
    prescriber = sent.prescriber
    facts = [
        SentFact("Prescriber", prescriber.name or "not given"),
        SentFact("Surgery", _surgery(prescriber)),
        SentFact("Phone", unwritten(prescriber.phone or "")),
        _signed(sent),
        SentFact("ID", str(sent.id)),
        SentFact("Kind", _kind(sent)),
    ]
    if sent.type_code is not None:
        facts.append(SentFact("Written by", type_words(sent.type_code)))
    facts += _review(sent, found.now.date())
    if found.patient is None or _plain(found.patient.name) != _plain(sent.patient.name):
        facts.insert(0, SentFact("Written for", sent.patient.name))
    facts += [SentFact("Note", note) for note in sent.notes_to_patient]
    facts += [
        SentFact("Error" if problem.severity is Severity.ERROR else "Look at", problem.message)
        for problem in sent.problems
    ]
    return tuple(facts)


def _surgery(prescriber: Prescriber) -> str:
    organisation = str(prescriber.organisation) if prescriber.organisation is not None else ""
    name = prescriber.organisation_name or organisation
    return unwritten(", ".join(part for part in (name, str(prescriber.address)) if part))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _signed(sent: Prescription) -> SentFact:
    if sent.origin is not Origin.EPS:
        return SentFact("Dated", date_words(sent.authored_on) if sent.authored_on is not None else "not given")
    state, icon, tone = _SIGNATURES[sent.signature.status]
    signed = sent.signature.signed_at.date() if sent.signature.signed_at is not None else sent.authored_on
    words = date_words(signed) if signed is not None else "date not given"
    return SentFact("Signed", words, state, icon, tone)


def _kind(sent: Prescription) -> str:
    kind = kind_words(sent.treatment, sent.origin, sent.repeat.issue, sent.repeat.authorised)
    return f"{kind}, {items_words(len(sent.items))}"


def _review(sent: Prescription, today: date) -> list[SentFact]:
    review = sent.repeat.review_date
    if review is None:
        return []
    if review <= today:
        return [SentFact("Review", date_words(review), "due now", "reason", Tone.REASON)]
    if review - today <= REVIEW_SOON:
        return [SentFact("Review", date_words(review), "within 4 weeks", "reason", Tone.REASON)]
    return [SentFact("Review", date_words(review))]


def sent_items(found: Detail, marks: Mapping[ItemId, str] | None = None) -> tuple[SentItem, ...]:
    """Each line exactly as it was sent. marks: what is new about a line, where somebody compared."""
    held = marks or {}
    return tuple(sent_item(entry, held.get(entry.item.item_id, "")) for entry in found.items)


def sent_item(entry: ItemDetail, mark: str = "") -> SentItem:
    """One line: name, quantity, the prescriber's words, and what else came with it."""
    item = entry.item
    quantity = quantity_words(item.quantity) if item.quantity is not None else "Quantity not given"
    return SentItem(
        key=item.item_id.value,
        name=item.name,
        quantity=quantity,
        directions=item.dosage_text or "",
        mark=mark,
        notes=_notes(entry),
    )


def _notes(entry: ItemDetail) -> tuple[str, ...]:
    item = entry.item
    notes = []
    if not entry.known:
        code = f" (code {item.code})" if item.code is not None else ""
        notes.append(f"Not in the dictionary{code}: compare the pack with these words by eye.")
    if entry.product is not None and entry.known:
        notes += dictionary_notes(entry.product, entry.moved)
    controlled = cd_words(item, entry.controlled.schedule if entry.controlled is not None else None)
    notes += [controlled] if controlled else []
    if item.dosage_conflict:
        notes.append(f"The coded dose says otherwise: “{item.structured_dosage_text or ''}”. Ask the prescriber.")
    if item.additional_instructions:
        notes.append(item.additional_instructions)
    notes += [endorsement_words(code) for code in item.endorsements]
    if entry.eps not in _WITH_US:
        notes.append(f"EPS: {EPS_LINES[entry.eps]}")
    if entry.last_day is not None and entry.eps in _WITH_US:
        notes.append(f"Dispense by {date_words(entry.last_day)}")
    return tuple(notes)

"""Treatment type and issue numbers. EPS sends numbers of repeats one too low (reference/eps/PROTOCOL.md section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dispensary.adapters.eps.reader_items import Line, course_of, exact_number
from dispensary.adapters.eps.reader_people import read_date
from dispensary.adapters.eps.resources import Findings, Node
from dispensary.application.ports.documents_in import ISSUE_NOT_STATED, TREATMENT_NOT_STATED
from dispensary.domain.prescription import RepeatInformation, Treatment

_COURSES = {
    "acute": Treatment.ACUTE,
    "continuous": Treatment.REPEAT,
    "continuous-repeat-dispensing": Treatment.ERD,
}
_INTENTS = {"reflex-order": Treatment.ERD, "original-order": Treatment.ERD, "instance-order": Treatment.REPEAT}
_MOST_ISSUES = 999


@dataclass(frozen=True, slots=True)
class Counts:
    """What one place in a document says, in real numbers."""

    issue: int | None = None
    authorised: int | None = None


def read_treatment(lines: Sequence[Line], findings: Findings) -> Treatment:
    """The whole prescription's treatment: a mixture of acute and repeat lines counts as acute, as EPS has it.

    Where it is not stated at all, the findings say so under TREATMENT_NOT_STATED and the value means nothing.
    """
    courses = list(dict.fromkeys(code for line in lines if (code := course_of(line.request)) is not None))
    known = [_COURSES[code] for code in courses if code in _COURSES]
    for code in courses:
        if code not in _COURSES:
            findings.error("treatment-unknown", f"The treatment type {code[:40]} is unknown.")
    if not known:
        return _inferred(lines, findings)
    if Treatment.ERD in known and len(known) > 1:
        findings.error(
            "inconsistent-treatment", "Repeat dispensing is mixed with another treatment type on one prescription."
        )
        return Treatment.ERD
    return Treatment.ACUTE if Treatment.ACUTE in known else known[0]


def _inferred(lines: Sequence[Line], findings: Findings) -> Treatment:
    for line in lines:
        by_intent = _INTENTS.get(line.request.text("intent") or "")
        if by_intent is not None:
            return by_intent
        if _repeat_information(line.request):
            return Treatment.ERD
    message = "The document does not say whether this is acute, repeat or repeat dispensing."
    if any(line.whole for line in lines):
        findings.error(TREATMENT_NOT_STATED, message)
    else:
        findings.warning(TREATMENT_NOT_STATED, message)
    return Treatment.ACUTE


def read_repeats(line: Line, treatment: Treatment, *, new_order: bool) -> RepeatInformation:
    """The real counts, from one line. `new_order`: the prescriber's own message, before any issue was made."""
    request = line.request
    dispense = request.node("dispenseRequest")
    core = request.extension("Extension-UKCore-MedicationRepeatInformation")
    review = core.extension("authorisationExpiryDate") if core is not None else None
    counts = _counts(request, core, dispense)
    counts = _settled(counts, treatment, line, new_order=new_order)
    duration = dispense.node("expectedSupplyDuration") if dispense is not None else None
    in_days = duration is not None and (duration.text("code") or duration.text("unit")) in ("d", "day", "days")
    return RepeatInformation(
        issue=counts.issue,
        authorised=counts.authorised,
        review_date=read_date(review, "valueDateTime") or read_date(review, "valueDate"),
        days_supply=exact_number(duration, "value") if duration is not None and in_days else None,
        last_dispensed=_last_dispensed(request),
    )


def _settled(counts: Counts, treatment: Treatment, line: Line, *, new_order: bool) -> Counts:
    if treatment is Treatment.ACUTE:
        # An acute prescription carries no counts: it is one issue of one.
        return Counts(counts.issue or 1, counts.authorised or 1)
    issue = 1 if counts.issue is None and new_order and treatment is Treatment.ERD else counts.issue
    findings = line.request.findings
    if issue is None and (line.released or line.dispense is not None) and treatment is Treatment.ERD:
        findings.error(
            ISSUE_NOT_STATED, "The document does not say which issue of the repeat dispensing prescription this is."
        )
    if issue is not None and counts.authorised is not None and not 1 <= issue <= counts.authorised:
        findings.error("issue-out-of-range", f"Issue {issue} of {counts.authorised}: there is no such issue.")
    return Counts(issue, counts.authorised)


def _counts(request: Node, core: Node | None, dispense: Node | None) -> Counts:
    on_wire = [repeat_counts(repeat) for repeat in _repeat_information(request)]
    issue = next((counts.issue for counts in on_wire if counts.issue is not None), None)
    authorised = next((counts.authorised for counts in on_wire if counts.authorised is not None), None)
    if authorised is None and dispense is not None:
        authorised = _plus_one(whole_number(dispense, "numberOfRepeatsAllowed"))
    current = core.extension("numberOfPrescriptionsIssued") if core is not None else None
    stated = _extension_number(current) if current is not None else None
    if stated is not None and issue is not None and stated != issue:
        request.findings.warning(
            "inconsistent-issue", f"The document gives two issue numbers: {stated} and {issue}. The first was taken."
        )
    return Counts(stated if stated is not None else issue, authorised)


def _repeat_information(request: Node) -> tuple[Node, ...]:
    own = request.extensions("Extension-EPS-RepeatInformation")
    based = tuple(
        found for order in request.nodes("basedOn") for found in order.extensions("Extension-EPS-RepeatInformation")
    )
    return based + own


def repeat_counts(information: Node) -> Counts:
    """Real counts of an EPS repeat information extension, both of whose numbers are one too low on the wire."""
    allowed = information.extension("numberOfRepeatsAllowed")
    issued = information.extension("numberOfRepeatsIssued")
    return Counts(
        issue=_plus_one(_extension_number(issued)) if issued is not None else None,
        authorised=_plus_one(_extension_number(allowed)) if allowed is not None else None,
    )


def _extension_number(extension: Node) -> int | None:
    for key in ("valueInteger", "valueUnsignedInt", "valuePositiveInt"):
        if extension.has(key):
            return whole_number(extension, key)
    return None


def whole_number(holder: Node, key: str) -> int | None:
    """A count of at most three figures. Anything else is noted."""
    if not holder.has(key):
        return None
    number = exact_number(holder, key)
    if number is None or number != number.to_integral_value() or not 0 <= number <= _MOST_ISSUES:
        holder.findings.error(
            "number-unreadable", f"{holder.path}.{key} is not a count ({str(holder.raw.get(key))[:30]})."
        )
        return None
    return int(number)


def _plus_one(number: int | None) -> int | None:
    return None if number is None else number + 1


def _last_dispensed(request: Node) -> date | None:
    information = request.extension("Extension-EPS-DispensingInformation")
    last = information.extension("dateLastDispensed") if information is not None else None
    return read_date(last, "valueDateTime") or read_date(last, "valueDate")

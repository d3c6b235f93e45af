"""Any EPS FHIR document as the prescriptions it holds: order, release, cancellation, notification, claim or task.

Nothing in a document makes this fail; whatever is wrong becomes a named problem.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispensary.adapters.eps.reader_items import Line, NameLookup
from dispensary.adapters.eps.reader_other import read_claim, read_release_request, read_task
from dispensary.adapters.eps.reader_prescription import Frame, group_value, read_prescription
from dispensary.adapters.eps.resources import Findings, Node, NotReadable, Scope, bundle_entries, parse
from dispensary.adapters.eps.signature import look_at_signature
from dispensary.application.ports.documents_in import NO_PRESCRIPTION, nothing_read
from dispensary.domain.prescription import Prescription, Problem, Signature, SignatureStatus

_ORDER = "prescription-order"
_RESPONSE = "prescription-order-response"
_LINE_KINDS = ("MedicationRequest", "MedicationDispense")


def read_document(
    data: bytes, dictionary_names: NameLookup | None = None, anchors: Sequence[bytes] = ()
) -> tuple[Prescription, ...]:
    """Every prescription in a document, in its order; one stand-in with an error where there is none.

    dictionary_names: gives the name of a product where the document has only its code. anchors: see `signature`.
    """
    findings = Findings()
    try:
        root = parse(data, findings)
    except NotReadable as unread:
        return (nothing_read(unread.code, unread.message),)
    found = read_resource(root, dictionary_names, anchors)
    if found:
        return found
    empty = nothing_read(NO_PRESCRIPTION, f"This is a FHIR document ({root.path[:40]}) but it holds no prescription.")
    return (_with_problems(empty, findings.problems),)


def read_resource(
    root: Node,
    names: NameLookup | None = None,
    anchors: Sequence[bytes] = (),
    failure: str | None = None,
    *,
    released: bool = False,
) -> tuple[Prescription, ...]:
    """Every prescription in a parsed document; none where it holds none. What parsing found is on each of them.

    failure: EPS refused it at release, in these words. released: EPS sent it as a released prescription.
    """
    readings = _readings(root, names, anchors, failure, released=released)
    found = [prescription for each in readings for prescription in each]
    return tuple(_with_problems(prescription, root.findings.problems) for prescription in found)


def _with_problems(prescription: Prescription, more: Sequence[Problem]) -> Prescription:
    added = [problem for problem in more if problem not in prescription.problems]
    return replace(prescription, problems=(*added, *prescription.problems)) if added else prescription


def _readings(
    node: Node,
    names: NameLookup | None,
    anchors: Sequence[bytes],
    failure: str | None = None,
    *,
    released: bool = False,
) -> Iterator[Sequence[Prescription]]:
    """What each message in a resource holds. `failure`: EPS refused it, with these words. `released`: EPS sent it."""
    if node.kind == "Bundle":
        yield from _bundle(node, names, anchors, failure, released=released)
    elif node.kind == "Parameters":
        yield from _parameters(node, names, anchors)
    elif node.kind == "Claim":
        yield [read_claim(_fresh(node), names)]
    elif node.kind == "Task":
        yield read_task(_fresh(node))
    elif node.kind in _LINE_KINDS:
        yield _loose_line(_fresh(node), names)


def _fresh(node: Node) -> Node:
    return node.with_findings(Findings())


def _bundle(
    bundle: Node, names: NameLookup | None, anchors: Sequence[bytes], failure: str | None, *, released: bool
) -> Iterator[Sequence[Prescription]]:
    own = _fresh(bundle)
    resources = [resource for _, resource in bundle_entries(own)]
    if any(resource.kind in _LINE_KINDS for resource in resources):
        yield read_message(own, names, anchors, failure, released=released)
    refusal: str | None = failure
    for resource in resources:
        if resource.kind == "OperationOutcome" and failure is not None:
            refusal = outcome_words(resource) or failure
        elif resource.kind in ("Bundle", "Parameters", "Claim", "Task"):
            yield from _readings(resource, names, anchors, refusal, released=released)
            refusal = failure


def _parameters(node: Node, names: NameLookup | None, anchors: Sequence[bytes]) -> Iterator[Sequence[Prescription]]:
    own = _fresh(node)
    yield read_release_request(own)
    for parameter in _all_parameters(own):
        resource = parameter.node("resource")
        name = parameter.text("name")
        if resource is not None and resource.kind is not None:
            failure = UNNAMED_FAILURE if name == "failedPrescriptions" else None
            released = name in ("passedPrescriptions", "failedPrescriptions")
            yield from _readings(resource, names, anchors, failure, released=released)


def _all_parameters(node: Node) -> Iterator[Node]:
    for parameter in (*node.nodes("parameter"), *node.nodes("part")):
        yield parameter
        yield from _all_parameters(parameter)


UNNAMED_FAILURE = "EPS gave no reason"


def outcome_words(outcome: Node) -> str:
    """The reasons of an OperationOutcome in EPS's own words."""
    words = []
    for issue in outcome.nodes("issue"):
        details = issue.node("details")
        codings = details.nodes("coding") if details is not None else ()
        said = [coding.text("display") or coding.text("code") for coding in codings]
        words += [text for text in (*said, issue.text("diagnostics")) if text]
    return " ".join(dict.fromkeys(words))


def read_message(
    bundle: Node, names: NameLookup | None, anchors: Sequence[bytes], failure: str | None = None, *, released: bool
) -> list[Prescription]:
    """The prescriptions of one bundle whose entries are lines. Findings are the bundle's own."""
    scope = Scope.of_bundle(bundle)
    header = next(iter(scope.resources("MessageHeader")), None)
    event = _event(header)
    response = header.node("response") if header is not None else None
    release_id = (
        response.text("identifier") if response is not None and event in (_ORDER, "dispense-notification") else None
    )
    from_eps = released or (event == _ORDER and release_id is not None)
    lines = list(_lines(scope, whole=event != _RESPONSE, released=from_eps))
    groups = _by_prescription(lines)
    frame = Frame(
        scope=scope,
        release_id=release_id,
        signature=_signature(bundle, event, anchors, released=from_eps),
        people=event in (_ORDER, None) and not any(line.dispense for line in lines),
        new_order=event in (_ORDER, None) and not from_eps and not any(line.dispense for line in lines),
    )
    _note_bundle(bundle.findings, event, groups, failure)
    if from_eps and release_id is None and failure is None:
        bundle.findings.warning(
            "release-id-missing", "The release ID is missing. EPS may not accept a return or a notification."
        )
    return [_one(group, frame, names, bundle.findings, alone=len(groups) == 1) for group in groups]


def _one(
    group: Sequence[Line], frame: Frame, names: NameLookup | None, shared: Findings, *, alone: bool
) -> Prescription:
    """Each prescription gets the message's findings and its own, and no other's."""
    if alone:
        return read_prescription(group, frame, names, shared)
    findings = Findings.following(shared)
    moved = [line.with_findings(findings) for line in group]
    return read_prescription(moved, frame, names, findings)


def _event(header: Node | None) -> str | None:
    coding = header.node("eventCoding") if header is not None else None
    return coding.text("code") if coding is not None else None


def _lines(scope: Scope, *, whole: bool, released: bool) -> Iterator[Line]:
    for resource in scope.entries:
        if resource.kind == "MedicationRequest":
            yield Line(resource, scope, whole=whole, released=released)
        elif resource.kind == "MedicationDispense":
            inner = scope.inside(resource)
            prescribed = [inner.resolve(reference) for reference in resource.nodes("authorizingPrescription")]
            named = [request for request in prescribed if request is not None and request.kind == "MedicationRequest"]
            contained = [request for request in inner.contained if request.kind == "MedicationRequest"]
            for request in (named or contained)[:1]:
                yield Line(request, inner, dispense=resource, whole=whole)


def _by_prescription(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines by prescription ID, in order of appearance; a line without one belongs to the only one there is."""
    groups: dict[str | None, list[Line]] = {}
    for line in lines:
        groups.setdefault(group_value(line.request), []).append(line)
    if None in groups and len(groups) == 2:
        only = next(name for name in groups if name is not None)
        first = lines[0]
        ordered = lines if group_value(first.request) is not None else [*groups[only], *groups[None]]
        first.request.findings.error(
            "inconsistent-prescription-id", "One item does not say which prescription it belongs to."
        )
        return [list(ordered)]
    return list(groups.values())


def _note_bundle(findings: Findings, event: str | None, groups: Sequence[Sequence[Line]], failure: str | None) -> None:
    if failure is not None:
        findings.error(
            "release-failed",
            f"EPS refused this prescription when it was released ({failure}) and has returned it. "
            "Do not dispense from it.",
        )
    if event is not None and len(groups) > 1:
        findings.error(
            "inconsistent-prescription-id", "One message holds items of several prescriptions. Ask before dispensing."
        )
    if event == _RESPONSE:
        _note_answers(findings, groups)


def _note_answers(findings: Findings, groups: Sequence[Sequence[Line]]) -> None:
    for line in (line for group in groups for line in group):
        history = line.request.extension("Extension-DM-PrescriptionStatusHistory")
        history = history or line.request.extension("Extension-DM-PrescriptionTaskStatusReason")
        status = history.extension("status") if history is not None else None
        coding = status.node("valueCoding") if status is not None else None
        if coding is not None:
            words = coding.text("display") or "no words"
            findings.warning("cancellation-answer", f"EPS answered the cancellation: {words} ({coding.text('code')}).")


def _signature(bundle: Node, event: str | None, anchors: Sequence[bytes], *, released: bool) -> Signature:
    if event not in (_ORDER, None):
        return Signature(SignatureStatus.ABSENT)
    return look_at_signature(bundle, anchors, released=released)


def _loose_line(node: Node, names: NameLookup | None) -> list[Prescription]:
    """A line outside any bundle: read as a bundle of one."""
    bundle = Node({"resourceType": "Bundle", "entry": [{"resource": node.raw}]}, "Bundle", node.findings)
    return read_message(bundle, names, (), released=False)

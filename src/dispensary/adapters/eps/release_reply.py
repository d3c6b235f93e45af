"""The reply to a release request: which prescriptions EPS passed and which it refused, each with its own bytes.

A release cannot be asked for twice, so nothing of a reply is thrown away: what cannot be read is named and kept.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from dispensary.adapters.eps.reader import UNNAMED_FAILURE, outcome_words, read_resource
from dispensary.adapters.eps.reader_items import NameLookup
from dispensary.adapters.eps.reader_people import ODS_SYSTEM
from dispensary.adapters.eps.resources import Findings, Node, NotReadable, Scope, decode, mend_bare_points, parse
from dispensary.application.ports.eps import EpsUnavailable, Failed, Received, ReleaseAnswer
from dispensary.domain.identifiers import OdsCode
from dispensary.domain.prescription import Prescription, Problem, Severity

NO_MORE = "NO_MORE_PRESCRIPTIONS"
PAGE = 25
_SEVERITIES = ("fatal", "error", "warning", "information")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What EPS said of a request. severity: the worst, None where there is none or the reply cannot be read.

    codes: every code, whatever its system (the systems vary, PROTOCOL section 10). diagnostics: EPS's own words.
    holder: where another dispenser holds the prescription, who that is.
    """

    severity: str | None
    codes: tuple[str, ...] = ()
    diagnostics: tuple[str, ...] = ()
    holder_organisation: OdsCode | None = None
    holder_name: str = ""
    holder_phone: str | None = None


@dataclass(frozen=True, slots=True)
class FailedPrescription:
    """One that EPS would not pass, and has returned already. Never dispensed from."""

    reason: str
    prescription: Prescription | None
    document: bytes


@dataclass(frozen=True, slots=True)
class ReleaseReply:
    """passed: each with the bytes of its own document. no_more: EPS says that nothing is waiting.

    outcome: what EPS said instead of sending prescriptions. problems: parts of the reply that could not be read.
    """

    passed: tuple[tuple[Prescription, bytes], ...] = ()
    failed: tuple[FailedPrescription, ...] = ()
    no_more: bool = False
    outcome: Outcome | None = None
    problems: tuple[Problem, ...] = ()


LONE_ESCAPE = len(r"\ud800")
_ESCAPES = re.compile(
    r"\\\\"  # an escaped backslash, so that what follows it is no escape
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # both halves of a character
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"  # one half alone
)


def read_outcome(data: bytes) -> Outcome:
    """An OperationOutcome; without severity where the reply is anything else (an empty or HTML body, say)."""
    try:
        root = parse(data, Findings())
    except NotReadable as unread:
        return Outcome(None, diagnostics=(unread.message,))
    return _outcome(root) if root.kind == "OperationOutcome" else Outcome(None)


def read_release_reply(
    data: bytes, dictionary_names: NameLookup | None = None, anchors: Sequence[bytes] = ()
) -> ReleaseReply:
    """Everything in a reply to a release request. Never raises for its content."""
    findings = Findings()
    try:
        root = parse(data, findings)
    except NotReadable as unread:
        return ReleaseReply(problems=(Problem(Severity.ERROR, unread.code, unread.message),))
    if root.kind == "OperationOutcome":
        outcome = _outcome(root)
        return ReleaseReply(no_more=NO_MORE in outcome.codes, outcome=outcome, problems=findings.problems)
    if root.kind != "Parameters":
        findings.error("reply-unexpected", f"EPS answered a release with a {root.path[:40]}, which is no release.")
    return _prescriptions(data, findings, dictionary_names, anchors)


def release_answer(body: bytes) -> ReleaseAnswer:
    """The reply as the gateway's port has it. Raises EpsUnavailable where it cannot be read at all."""
    reply = read_release_reply(body)
    passed = tuple(Received(prescription, document) for prescription, document in reply.passed)
    failed = tuple(Failed(one.reason, one.prescription, one.document) for one in reply.failed)
    settled = passed or failed or reply.no_more or reply.outcome is not None
    if reply.problems and not settled:
        raise EpsUnavailable(reply.problems[0].message)
    return ReleaseAnswer(
        passed=passed,
        failed=failed,
        more=not reply.no_more and len(passed) + len(failed) >= PAGE,
        problems=tuple(problem.message for problem in reply.problems),
    )


def _outcome(root: Node) -> Outcome:
    issues = root.nodes("issue")
    severities = {issue.text("severity") for issue in issues}
    details = [details for issue in issues if (details := issue.node("details")) is not None]
    codes = [code for each in details for coding in each.nodes("coding") if (code := coding.text("code"))]
    holder = _holder(root)
    code = holder.identifier(ODS_SYSTEM) if holder is not None else None
    phones = holder.nodes("telecom") if holder is not None else ()
    return Outcome(
        severity=next((severity for severity in _SEVERITIES if severity in severities), None),
        codes=tuple(dict.fromkeys(codes)),
        diagnostics=tuple(text for text in (outcome_words(root), *(each.text("text") for each in details)) if text),
        holder_organisation=OdsCode(code) if code else None,
        holder_name=(holder.text("name") if holder is not None else None) or "",
        holder_phone=phones[0].text("value") if phones else None,
    )


def _holder(root: Node) -> Node | None:
    extension = root.extension("Extension-Spine-supportingInfo")
    reference = extension.node("valueReference") if extension is not None else None
    named = Scope().inside(root).resolve(reference)
    organisations = [resource for resource in root.nodes("contained") if resource.kind == "Organization"]
    return named or (organisations[0] if len(organisations) == 1 else None)


def _prescriptions(data: bytes, findings: Findings, names: NameLookup | None, anchors: Sequence[bytes]) -> ReleaseReply:
    passed: list[tuple[Prescription, bytes]] = []
    failed: list[FailedPrescription] = []
    for parameter in _elements(_members(_whole_json(data)).get("parameter")):
        members = _members(parameter)
        pieces = _pieces(members.get("resource"))
        match _name(members.get("name")):
            case "passedPrescriptions":
                passed += _passed(pieces, findings, names, anchors)
            case "failedPrescriptions":
                failed += _failed(pieces, names, anchors)
            case other:
                findings.warning("reply-part-unknown", f"The reply has a part that is not known here ({other[:40]}).")
    return ReleaseReply(tuple(passed), tuple(failed), problems=findings.problems)


def _whole_json(data: bytes) -> bytes:
    """The reply as strict JSON: its own bytes, but for bare numerals such as .5, written 0.5, and half a character,
    written as the replacement character: one of them must not cost the whole page."""
    return _ESCAPES.sub(_whole_escape, mend_bare_points(decode(data))).encode("utf-8", "replace")


def _whole_escape(found: re.Match[str]) -> str:
    lone = found.group().startswith("\\u") and len(found.group()) == LONE_ESCAPE
    return "\\ufffd" if lone else found.group()


def _members(raw: bytes | msgspec.Raw | None) -> dict[str, msgspec.Raw]:
    try:
        return msgspec.json.decode(raw, type=dict[str, msgspec.Raw]) if raw else {}
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return {}


def _elements(raw: msgspec.Raw | None) -> list[msgspec.Raw]:
    try:
        return msgspec.json.decode(raw, type=list[msgspec.Raw]) if raw else []
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return []


def _name(raw: msgspec.Raw | None) -> str:
    try:
        return msgspec.json.decode(raw, type=str) if raw else ""
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return ""


def _pieces(bundle: msgspec.Raw | None) -> list[bytes]:
    """The bytes of each resource in a bundle; EPS also sends entries that are the resource itself."""
    entries = [(entry, _members(entry)) for entry in _elements(_members(bundle).get("entry"))]
    return [bytes(members.get("resource", entry)) for entry, members in entries]


def _passed(
    pieces: Sequence[bytes], findings: Findings, names: NameLookup | None, anchors: Sequence[bytes]
) -> list[tuple[Prescription, bytes]]:
    found = []
    for piece in pieces:
        try:
            prescriptions = read_resource(parse(piece, Findings()), names, anchors, released=True)
        except NotReadable:
            prescriptions = ()
        if not prescriptions:
            findings.error(
                "release-unreadable",
                "EPS passed a prescription that cannot be read here. Find it in the prescription tracker.",
            )
        found += [(prescription, piece) for prescription in prescriptions]
    return found


def _failed(pieces: Sequence[bytes], names: NameLookup | None, anchors: Sequence[bytes]) -> list[FailedPrescription]:
    """Outcomes stand before the bundle they are about, and name it by its identifier where they can."""
    found: list[FailedPrescription] = []
    waiting: list[tuple[str, str | None, bytes]] = []
    for piece in pieces:
        try:
            node = parse(piece, Findings())
        except NotReadable as unread:
            found.append(FailedPrescription(unread.message, None, piece))
            continue
        if node.kind == "OperationOutcome":
            waiting.append((outcome_words(node) or UNNAMED_FAILURE, _about(node), piece))
            continue
        identifier = node.node("identifier")
        own = _taken(waiting, identifier.text("value") if identifier is not None else None)
        reason = own[0] if own is not None else UNNAMED_FAILURE
        prescriptions = read_resource(node, names, anchors, reason, released=True)
        found += [FailedPrescription(reason, prescription, piece) for prescription in prescriptions or (None,)]
    return found + [FailedPrescription(reason, None, piece) for reason, _, piece in waiting]


def _taken(waiting: list[tuple[str, str | None, bytes]], bundle: str | None) -> tuple[str, str | None, bytes] | None:
    """Takes the outcome for that bundle: the one that names it, else the oldest that names none."""
    for wanted in ((bundle,) if bundle is not None else ()) + (None,):
        for place, outcome in enumerate(waiting):
            if outcome[1] == wanted:
                return waiting.pop(place)
    return None


def _about(outcome: Node) -> str | None:
    extension = outcome.extension("Extension-Spine-supportingInfo-prescription")
    reference = extension.node("valueReference") if extension is not None else None
    identifier = reference.node("identifier") if reference is not None else None
    return identifier.text("value") if identifier is not None else None

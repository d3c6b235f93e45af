"""What goes to EPS: taken by a strict Spine as it stands, and saying what the protocol asks for, line by line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import AMARA, StandingClock, workplace
from tests.simulators.eps_dispenser import NOON, new_id, order, prescription_id

from dispensary.adapters.eps.compose import compose
from dispensary.adapters.eps.release_reply import release_answer
from dispensary.application.notify import notify, queue_claim
from dispensary.application.step import Step
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision, Evidence
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import ChosenProduct, Dispensing, ItemWork, Supply
from dispensary.domain.eps_status import LineStatus, PrescriptionStatus
from dispensary.domain.identifiers import ItemId, MessageId, OdsCode, PrescriptionId, SnomedCode
from dispensary.domain.messages import (
    Claim,
    ClaimedLine,
    DispenseNotification,
    EpsMessage,
    NotDispensedReason,
    NotifiedLine,
    NotifiedProduct,
    Performer,
    ReleaseRequest,
    ReturnReason,
    ReturnRequest,
    WithdrawRequest,
)
from dispensary.domain.premises import Premises
from dispensary.domain.prescription import PrescribedItem, Prescription
from dispensary.domain.quantity import Quantity
from dispensary.domain.workflow import Stage
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.spine import Act, Spine

PREMISES = Premises("Fernhill Pharmacy", "8 Market Row, Little Harwick QX4 7LT", "01632 960147", OdsCode("FX999"))
PERFORMER = Performer("Amara Whitlock", "555086415105", "2999041", PREMISES)
PRODUCT = ChosenProduct(SnomedCode("39732011000001102"), Kind.VMP, "Amlodipine 5mg tablets")
BASE = "https://fhir.nhs.uk/StructureDefinition/"


@pytest.fixture(scope="module")
def authority() -> SigningAuthority:
    return SigningAuthority()


class Eps:
    """A strict Spine with one prescription, and what it thinks of our messages."""

    def __init__(self, authority: SigningAuthority, **more: Any) -> None:
        self.spine = Spine(clock=lambda: NOON, authority=authority)
        self.id = PrescriptionId(prescription_id(1))
        assert self.spine.load([order(1, **more)]) == []
        assert self.spine.snapshot().strict

    def take(self) -> Prescription:
        reply = self.send("release", ReleaseRequest(MessageId(new_id()), PERFORMER, self.id))
        (received,) = release_answer(reply.encode()).passed
        return received.prescription

    def send(self, act: Act, message: EpsMessage) -> str:
        return self.deliver(act, compose(message), message.id.value)

    def deliver(self, act: Act, body: bytes, message: str) -> str:
        answer = self.spine.answer(act, body, message)
        assert answer.status == 200, (answer.body, body.decode())
        return answer.body

    def issue(self, number: int = 1) -> Any:
        return self.spine.snapshot().prescriptions[self.id.value].issue(number)


@pytest.fixture
def eps(authority: SigningAuthority) -> Eps:
    return Eps(authority, items=3)


def handed(quantity: str, unit: str = "tablet") -> NotifiedProduct:
    return NotifiedProduct(PRODUCT.code, PRODUCT.name, Quantity(Decimal(quantity), unit), new_id())


def line(item: PrescribedItem, status: LineStatus, *products: NotifiedProduct, **more: Any) -> NotifiedLine:
    return NotifiedLine(item, status, products, "Take ONE each day", **more)


def told(
    held: Prescription, status: PrescriptionStatus, *lines: NotifiedLine, replaces: MessageId | None = None
) -> DispenseNotification:
    return DispenseNotification(MessageId(new_id()), PERFORMER, held, status, lines, NOON, replaces)


def all_handed_over(held: Prescription) -> DispenseNotification:
    lines = (line(item, LineStatus.DISPENSED, handed("28")) for item in held.items)
    return told(held, PrescriptionStatus.DISPENSED, *lines)


def document(message: EpsMessage) -> dict[str, Any]:
    return dict(json.loads(compose(message), parse_float=Decimal))


def resources(message: EpsMessage, kind: str) -> list[dict[str, Any]]:
    found = [entry["resource"] for entry in document(message)["entry"]]
    return [resource for resource in found if resource["resourceType"] == kind]


def extension(resource: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = [held for held in resource.get("extension", []) if held["url"].endswith(name)]
    return dict(found)


def has_extension(resource: dict[str, Any], name: str) -> bool:
    return any(held["url"].endswith(name) for held in resource.get("extension", []))


def code(concept: dict[str, Any]) -> str:
    return str(concept["coding"][0]["code"])


# Dispense notifications.


def test_every_line_stands_in_a_notification_with_what_this_event_handed_over(eps: Eps) -> None:
    held = eps.take()
    first, second, third = held.items
    message = told(
        held,
        PrescriptionStatus.WITH_DISPENSER_ACTIVE,
        line(first, LineStatus.DISPENSED, handed("28")),
        line(second, LineStatus.PARTIAL, handed("7.5")),
        line(third, LineStatus.OWING),
    )
    eps.send("notification", message)
    dispenses = resources(message, "MedicationDispense")
    assert [code(each["type"]) for each in dispenses] == ["0001", "0003", "0004"]
    assert [each["quantity"]["value"] for each in dispenses] == [28, Decimal("7.5"), 0]
    assert [each["authorizingPrescription"][0]["reference"] for each in dispenses] == [
        f"#m{item.item_id}" for item in held.items
    ]
    for each, item in zip(dispenses, held.items, strict=True):
        (request,) = [part for part in each["contained"] if part["resourceType"] == "MedicationRequest"]
        assert request["identifier"][0]["value"] == item.item_id.value
        assert request["groupIdentifier"]["value"] == held.id.value
        assert extension(each, "TaskBusinessStatus")["valueCoding"]["code"] == "0003"
        assert each["subject"]["identifier"]["value"] == held.patient.nhs_number.value  # type: ignore[union-attr]
        assert len(each["performer"]) == 1
        assert each["dosageInstruction"] == [{"text": "Take ONE each day"}]
        assert "statusReasonCodeableConcept" not in each
    (recorded,) = eps.issue().notifications
    assert list(recorded.quantities.values()) == ["28", "7.5", "0"]


def test_a_notification_names_the_release_the_sender_and_who_pays(eps: Eps) -> None:
    held = eps.take()
    message = told(
        held, PrescriptionStatus.DISPENSED, *(line(i, LineStatus.DISPENSED, handed("28")) for i in held.items)
    )
    (header,) = resources(message, "MessageHeader")
    assert header["response"]["identifier"] == held.release_id == eps.issue().release_id
    assert header["eventCoding"]["code"] == "dispense-notification"
    assert header["sender"]["identifier"]["value"] == "FX999"
    (organisation,) = resources(message, "Organization")
    authority = extension(organisation, "OrganisationRelationships")["extension"][0]
    assert authority["url"] == "reimbursementAuthority"
    assert authority["valueIdentifier"]["value"] == "T1450"
    urls = {entry["fullUrl"] for entry in document(message)["entry"]}
    assert {focus["reference"] for focus in header["focus"]} <= urls
    assert document(message)["identifier"]["value"] == message.id.value
    eps.send("notification", message)


def test_two_packs_of_one_item_are_two_products_of_one_line(eps: Eps) -> None:
    held = eps.take()
    message = told(
        held,
        PrescriptionStatus.DISPENSED,
        line(held.items[0], LineStatus.DISPENSED, handed("20"), handed("8")),
        *(line(item, LineStatus.DISPENSED, handed("28")) for item in held.items[1:]),
    )
    eps.send("notification", message)
    dispenses = resources(message, "MedicationDispense")
    assert len(dispenses) == 4
    assert len({each["identifier"][0]["value"] for each in dispenses}) == 4
    assert eps.issue().notifications[0].quantities[held.items[0].item_id.value] == "28"


def test_an_item_not_dispensed_says_why(eps: Eps) -> None:
    held = eps.take()
    message = told(
        held,
        PrescriptionStatus.DISPENSED,
        line(held.items[0], LineStatus.NOT_DISPENSED, reason=NotDispensedReason.CLINICALLY_UNSUITABLE),
        *(line(item, LineStatus.DISPENSED, handed("28")) for item in held.items[1:]),
    )
    eps.send("notification", message)
    first, second, _ = resources(message, "MedicationDispense")
    assert code(first["statusReasonCodeableConcept"]) == "0002"
    assert "statusReasonCodeableConcept" not in second
    assert not has_extension(first, "NonDispensingReason")


def test_a_prescription_not_dispensed_gives_one_reason_on_every_line(eps: Eps) -> None:
    held = eps.take()
    reasons = (NotDispensedReason.NOT_COLLECTED, NotDispensedReason.BOUGHT, NotDispensedReason.NOT_COLLECTED)
    message = told(
        held,
        PrescriptionStatus.NOT_DISPENSED,
        *(line(i, LineStatus.NOT_DISPENSED, reason=r) for i, r in zip(held.items, reasons, strict=True)),
    )
    eps.send("notification", message)
    dispenses = resources(message, "MedicationDispense")
    assert {extension(each, "NonDispensingReason")["valueCoding"]["code"] for each in dispenses} == {"0010"}
    assert [code(each["statusReasonCodeableConcept"]) for each in dispenses] == ["0010", "0011", "0010"]
    assert eps.issue().status == "0007"


def test_a_line_cancelled_before_it_came_stays_cancelled_in_every_message(eps: Eps) -> None:
    item = next(iter(eps.issue().lines)).item_id
    assert eps.spine.cancel(eps.id.value, "0001", item) == "R-0001"
    held = eps.take()
    assert held.items[0].line_status == "0005"
    lines = [line(held.items[0], LineStatus.CANCELLED)]
    lines += [line(each, LineStatus.NOT_DISPENSED, reason=NotDispensedReason.BOUGHT) for each in held.items[1:]]
    message = told(held, PrescriptionStatus.NOT_DISPENSED, *lines)
    eps.send("notification", message)
    dispenses = resources(message, "MedicationDispense")
    assert [code(each["type"]) for each in dispenses] == ["0005", "0002", "0002"]
    assert {extension(each, "NonDispensingReason")["valueCoding"]["code"] for each in dispenses} == {"0011"}


def test_an_amendment_names_the_message_it_replaces(eps: Eps) -> None:
    held = eps.take()
    wrong = all_handed_over(held)
    eps.send("notification", wrong)
    right = told(
        held,
        PrescriptionStatus.WITH_DISPENSER_ACTIVE,
        line(held.items[0], LineStatus.PARTIAL, handed("14")),
        *(line(item, LineStatus.DISPENSED, handed("28")) for item in held.items[1:]),
        replaces=wrong.id,
    )
    eps.send("notification", right)
    (header,) = resources(right, "MessageHeader")
    assert extension(header, "replacementOf")["valueIdentifier"]["value"] == wrong.id.value
    (stands,) = eps.issue().notifications
    assert stands.bundle_id == right.id.value
    assert eps.issue().status == "0003"


def test_quantities_are_written_as_exact_as_they_are_known(authority: SigningAuthority) -> None:
    eps = Eps(authority, quantity=Decimal("85.5"))
    held = eps.take()
    (item,) = held.items
    assert item.quantity == Quantity(Decimal("85.5"), "tablet")
    for amount, written in (("85.50", b'"value":85.50}'), ("0.1", b'"value":0.1}'), ("1E+2", b'"value":1E+2}')):
        message = told(held, PrescriptionStatus.WITH_DISPENSER_ACTIVE, line(item, LineStatus.PARTIAL, handed(amount)))
        assert written in compose(message)
        (dispense,) = resources(message, "MedicationDispense")
        assert dispense["quantity"]["value"] == Decimal(amount)


# Repeat dispensing.


def test_repeat_counts_go_back_as_they_came_one_less_than_people_count(authority: SigningAuthority) -> None:
    eps = Eps(authority, issues=6)
    held = eps.take()
    assert (held.repeat.issue, held.repeat.authorised) == (1, 6)
    (item,) = held.items
    message = told(held, PrescriptionStatus.DISPENSED, line(item, LineStatus.DISPENSED, handed("28")))
    eps.send("notification", message)
    (dispense,) = resources(message, "MedicationDispense")
    (request,) = [part for part in dispense["contained"] if part["resourceType"] == "MedicationRequest"]
    assert _pair(extension(request["basedOn"][0], "RepeatInformation")) == (5, 0)
    assert extension(request, "MedicationRepeatInformation")["extension"][0]["valueUnsignedInt"] == 1
    assert request["intent"] == "reflex-order"
    paid = claim(held, told_before=message)
    eps.send("claim", paid)
    (item,) = document(paid)["item"]
    assert _pair(extension(item, "RepeatInformation")) == (5, 0)
    assert _pair(extension(item["detail"][0], "RepeatInformation")) == (5, 0)
    assert eps.issue(1).status == "0008"
    assert eps.issue(2).status in ("0000", "0001")


def _pair(held: dict[str, Any]) -> tuple[int, int]:
    counts = {row["url"]: row["valueInteger"] for row in held["extension"]}
    return counts["numberOfRepeatsAllowed"], counts["numberOfRepeatsIssued"]


# Claims.

CASH = ChargeDecision(PAID)


def claim(
    held: Prescription,
    *,
    told_before: DispenseNotification,
    charge: ChargeDecision = CASH,
    statuses: tuple[LineStatus, ...] = (),
    **more: Any,
) -> Claim:
    stated = statuses or tuple(LineStatus.DISPENSED for _ in held.items)
    lines = tuple(
        ClaimedLine(
            item,
            status,
            (handed("28"),) if status is LineStatus.DISPENSED else (),
            (),
            None if status is LineStatus.DISPENSED else NotDispensedReason.BOUGHT,
        )
        for item, status in zip(held.items, stated, strict=True)
    )
    return replace(
        Claim(MessageId(new_id()), PERFORMER, held, PrescriptionStatus.DISPENSED, lines, charge, told_before.id, NOON),
        **more,
    )


def finished(eps: Eps) -> tuple[Prescription, DispenseNotification]:
    held = eps.take()
    not_wanted = line(held.items[-1], LineStatus.NOT_DISPENSED, reason=NotDispensedReason.BOUGHT)
    lines = [line(item, LineStatus.DISPENSED, handed("28")) for item in held.items[:-1]]
    message = told(held, PrescriptionStatus.DISPENSED, *lines, not_wanted)
    eps.send("notification", message)
    return held, message


STATUSES = (LineStatus.DISPENSED, LineStatus.DISPENSED, LineStatus.NOT_DISPENSED)


def test_a_claim_says_what_was_supplied_and_what_was_paid(eps: Eps) -> None:
    held, message = finished(eps)
    paid = claim(held, told_before=message, statuses=STATUSES)
    eps.send("claim", paid)
    assert eps.issue().claim.exemption == PAID
    made = document(paid)
    (item,) = made["item"]
    assert made["insurance"][0]["coverage"]["identifier"]["value"] == "T1450"
    assert made["prescription"]["extension"][0]["extension"][0]["valueIdentifier"]["value"] == held.id.value
    assert extension(item, "TaskBusinessStatus")["valueCoding"]["code"] == "0006"
    assert [code(each) for each in item["programCode"]] == ["0001"]
    first, _, last = item["detail"]
    assert [code(each) for each in first["programCode"]] == ["paid-once", "NDEC"]
    assert [code(each) for each in last["programCode"]] == ["not-paid", "NDEC"]
    assert first["subDetail"][0]["quantity"]["value"] == 28
    assert "subDetail" not in last
    assert extension(last, "TaskBusinessStatusReason")["valueCoding"]["code"] == "0011"
    assert not has_extension(first, "TaskBusinessStatusReason")
    assert [detail["sequence"] for detail in item["detail"]] == [1, 2, 3]


def test_an_exempt_patient_pays_nothing_and_the_evidence_is_named(eps: Eps) -> None:
    held, message = finished(eps)
    exempt = claim(held, told_before=message, statuses=STATUSES, charge=ChargeDecision("0005", Evidence.NOT_SEEN))
    eps.send("claim", exempt)
    (item,) = document(exempt)["item"]
    assert [code(each) for each in item["programCode"]] == ["0005", "no-evidence-seen"]
    assert {code(detail["programCode"][0]) for detail in item["detail"]} == {"not-paid"}


def test_endorsements_stand_in_place_of_none(eps: Eps) -> None:
    held, message = finished(eps)
    made = claim(held, told_before=message, statuses=STATUSES)
    endorsed = replace(made, lines=(replace(made.lines[0], endorsements=("BB", "MF")), *made.lines[1:]))
    eps.send("claim", endorsed)
    first, second, _ = document(endorsed)["item"][0]["detail"]
    assert [code(each) for each in first["programCode"]] == ["paid-once", "BB", "MF"]
    assert [code(each) for each in second["programCode"]] == ["paid-once", "NDEC"]


def test_an_amended_claim_names_the_one_before(eps: Eps) -> None:
    held, message = finished(eps)
    first = claim(held, told_before=message, statuses=STATUSES)
    eps.send("claim", first)
    second = claim(held, told_before=message, statuses=STATUSES, replaces=first.id)
    eps.send("claim", second)
    assert extension(document(second), "replacementOf")["valueIdentifier"]["value"] == first.id.value
    assert eps.issue().claim.claim_id == second.id.value


def test_a_pharmacy_in_wales_is_paid_by_wales(authority: SigningAuthority) -> None:
    eps = Eps(authority)
    wales = replace(PERFORMER, premises=replace(PREMISES, reimbursement=OdsCode("RQFZ1")))
    held = eps.take()
    message = replace(
        told(held, PrescriptionStatus.DISPENSED, line(held.items[0], LineStatus.DISPENSED, handed("28"))),
        performer=wales,
    )
    eps.send("notification", message)
    paid = claim(held, told_before=message, performer=wales)
    eps.send("claim", paid)
    assert document(paid)["insurance"][0]["coverage"]["identifier"]["value"] == "RQFZ1"


# Returns and withdrawals.


@pytest.mark.parametrize("issues", [None, 6])
@pytest.mark.parametrize("reason", list(ReturnReason))
def test_a_return_is_taken_for_every_reason(
    authority: SigningAuthority, issues: int | None, reason: ReturnReason
) -> None:
    eps = Eps(authority, issues=issues)
    held = eps.take()
    eps.send("return", ReturnRequest(MessageId(new_id()), PERFORMER, held, reason, NOON))
    assert eps.issue().status == "0001"
    assert eps.issue().holder is None


@pytest.mark.parametrize(("issues", "back_to"), [(None, "0002"), (6, "0003")])
def test_a_withdrawal_takes_the_notification_back(
    authority: SigningAuthority, issues: int | None, back_to: str
) -> None:
    eps = Eps(authority, issues=issues)
    held = eps.take()
    message = told(held, PrescriptionStatus.DISPENSED, line(held.items[0], LineStatus.DISPENSED, handed("28")))
    eps.send("notification", message)
    eps.send("withdraw", WithdrawRequest(MessageId(new_id()), PERFORMER, held, message.id, "MU", NOON))
    assert eps.issue().status == back_to
    assert not eps.issue().notifications


# The same message is always the same bytes.


def test_the_same_message_is_always_the_same_bytes(eps: Eps) -> None:
    held = eps.take()
    message = told(
        held, PrescriptionStatus.DISPENSED, *(line(i, LineStatus.DISPENSED, handed("28")) for i in held.items)
    )
    messages: list[EpsMessage] = [
        message,
        claim(held, told_before=message),
        ReturnRequest(MessageId(new_id()), PERFORMER, held, ReturnReason.PATIENT_REQUEST, NOON),
        WithdrawRequest(MessageId(new_id()), PERFORMER, held, message.id, "MU", NOON),
        ReleaseRequest(MessageId(new_id()), PERFORMER, held.id),
        ReleaseRequest(MessageId("no uuid"), PERFORMER),
    ]
    for each in messages:
        again = type(each)(**{name: getattr(each, name) for name in each.__slots__})
        assert compose(each) == compose(again)
        assert b"None" not in compose(each)
        other = replace(each, id=MessageId(new_id()))
        assert compose(other) != compose(each)


# Any course that a dispensing can take, from the first event to the claim.


@dataclass
class Composing:
    """The composing half of the gateway; what it made is kept."""

    simulated: bool = True
    made: list[tuple[EpsMessage, bytes]] = field(default_factory=list)

    def compose(self, message: EpsMessage) -> bytes:
        self.made.append((message, compose(message)))
        return self.made[-1][1]


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workplace]:
    place = workplace(tmp_path_factory.mktemp("counter"), eps=Composing(), clock=StandingClock(NOON))  # type: ignore[arg-type]
    yield place
    place.store.close()  # type: ignore[attr-defined]


@dataclass
class Course:
    """One dispensing as it goes along, beside what the Spine holds of it."""

    eps: Eps
    place: Workplace
    held: Dispensing
    events: int = 0
    told: set[str] = field(default_factory=set)

    def event(self, change: dict[ItemId, Decimal | NotDispensedReason | None]) -> None:
        """What happened to each item is recorded and told; then both hold the same."""
        message = MessageId(new_id())
        self.events += 1
        at = NOON + timedelta(hours=self.events)
        after = replace(self.held, notifications=(*self.held.notifications, message))
        for item_id, what in change.items():
            after = after.with_work(_changed(after, item_id, what, message, at))
        body = self._told("notification", after, message, at)
        self.told |= {each["identifier"][0]["value"] for each in _dispenses(body)}
        self.held = after
        issue = self.eps.issue(after.key.issue)
        assert issue.status == after.eps_status.value
        assert issue.line_statuses() == {work.item_id.value: self._expected(work) for work in after.items}
        assert issue.notifications[-1].handed_over == at
        for work in after.items:
            new = [supply.quantity.value for supply in work.supplies if supply.notification == message]
            assert Decimal(issue.notifications[-1].quantities[work.item_id.value]) == sum(new, Decimal(0))

    def _expected(self, work: ItemWork) -> str:
        status = self.held.line_status(work.item_id)
        return (LineStatus.OWING if status is LineStatus.WITH_DISPENSER else status).value

    def claim(self, charge: ChargeDecision) -> None:
        message = MessageId(new_id())
        body = self._told("claim", replace(self.held, charge=charge), message, NOON)
        issue = self.eps.issue(self.held.key.issue)
        assert (issue.status, issue.claim.exemption) == ("0008", charge.exemption)
        assert _claimed(body) <= self.told
        claimed = sum((Decimal(str(sub["quantity"]["value"])) for sub in _sub_details(body)), Decimal(0))
        assert claimed == sum((work.supplied for work in self.held.items), Decimal(0))

    def _told(self, act: Act, held: Dispensing, message: MessageId, at: datetime) -> bytes:
        with Step(replace(self.place, clock=StandingClock(at)), AMARA) as step:
            tell = notify if act == "notification" else queue_claim
            tell(step, held, staff_member(step), message)
            queued = step.uow.outbox.get(message)
        made, body = self.place.eps.made[-1]  # type: ignore[attr-defined]
        assert queued is not None
        assert compose(made) == body == queued.body
        self.eps.deliver(act, body, message.value)
        return body


def staff_member(step: Step) -> Any:
    return step.uow.staff.get(AMARA)


def _changed(
    held: Dispensing, item_id: ItemId, what: Decimal | NotDispensedReason | None, message: MessageId, at: datetime
) -> ItemWork:
    work, item = held.work(item_id), held.prescription.item(item_id)
    assert item.quantity is not None
    if what is None:
        return replace(work, stage=Stage.OWING)
    if isinstance(what, NotDispensedReason):
        return replace(work, stage=Stage.NOT_DISPENSED, not_dispensed=what, completed=bool(work.supplies))
    supply = Supply(Quantity(what, item.quantity.unit), PRODUCT, at, AMARA, message)
    done = work.supplied + what >= item.quantity.value
    stage = Stage.HANDED_OUT if done else Stage.OWING
    return replace(work, supplies=(*work.supplies, supply), stage=stage, completed=done)


def _dispenses(body: bytes) -> list[dict[str, Any]]:
    rows = [entry["resource"] for entry in json.loads(body)["entry"]]
    return [row for row in rows if row["resourceType"] == "MedicationDispense"]


def _sub_details(body: bytes) -> list[dict[str, Any]]:
    details = json.loads(body, parse_float=Decimal)["item"][0]["detail"]
    return [sub for detail in details for sub in detail.get("subDetail", [])]


def _claimed(body: bytes) -> set[str]:
    return {extension(sub, "DispenseReference")["valueReference"]["identifier"]["value"] for sub in _sub_details(body)}


CHARGES = st.sampled_from([ChargeDecision(PAID), ChargeDecision("0002"), ChargeDecision("0005", Evidence.SEEN)])


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_strict_spine_takes_every_course_and_holds_what_we_hold(
    counter: Workplace, authority: SigningAuthority, data: st.DataObject
) -> None:
    lines = data.draw(st.integers(1, 4), "lines")
    quantity = data.draw(st.sampled_from([1, 28, Decimal("2.5"), Decimal("85.5"), 500]), "quantity")
    eps = Eps(authority, items=lines, issues=data.draw(st.sampled_from([None, 6]), "issues"), quantity=quantity)
    for cancelled in [each.item_id for each in eps.issue().lines][: data.draw(st.integers(0, lines - 1), "cancelled")]:
        assert eps.spine.cancel(eps.id.value, "0001", cancelled) == "R-0001"
    held = eps.take()
    course = Course(eps, counter, Dispensing(held, tuple(ItemWork(item.item_id) for item in held.items), NOON))
    while not course.held.settled:
        last = course.events == 3
        course.event({work.item_id: _fate(data, course.held, work, last=last) for work in _open(course.held)})
    status = PrescriptionStatus(eps.issue().status)
    assert status in (PrescriptionStatus.DISPENSED, PrescriptionStatus.NOT_DISPENSED)
    if status is PrescriptionStatus.DISPENSED:
        course.claim(data.draw(CHARGES, "charge"))


def _open(held: Dispensing) -> list[ItemWork]:
    return [work for work in held.live if work.stage not in (Stage.HANDED_OUT, Stage.NOT_DISPENSED)]


def _fate(data: st.DataObject, held: Dispensing, work: ItemWork, *, last: bool) -> Decimal | NotDispensedReason | None:
    quantity = held.prescription.item(work.item_id).quantity
    assert quantity is not None
    due = quantity.value - work.supplied
    ends = [st.just(due), st.sampled_from(NotDispensedReason)]
    parts = [st.none(), st.sampled_from([due / 2, due / 4])]
    return data.draw(st.one_of(ends if last else [*ends, *parts]), "fate")

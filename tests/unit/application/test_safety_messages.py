"""The order in which EPS hears of things, who puts a refused message away, and that nothing is printed twice."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    bagged,
    checked,
    held,
    printers,
    received,
    staff,
    workplace,
)
from tests.fakes.fake_eps import FakeEps

from dispensary.adapters.printing.file_printer import FilePrinter
from dispensary.application.claim import claim
from dispensary.application.clinical_check import approve
from dispensary.application.deliver_outbox import acknowledge, deliver_outbox, send_again
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.ports.eps import EpsUnavailable, Received, ReleaseAnswer
from dispensary.application.ports.printer import Printer, Sent
from dispensary.application.prints import send_prints
from dispensary.application.receive import SYSTEM, ask_for_nominated, ask_for_one
from dispensary.application.send_back import mark_failed_seen, return_prescription
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import IssueKey, PrescriptionId, UserId
from dispensary.domain.messages import Accepted, MessageKind, MessageState, OutboxMessage, Rejected, ReturnReason
from dispensary.domain.people import NotAuthorised
from dispensary.domain.prescription import Prescription, Problem, Severity
from dispensary.domain.printing import JobKind
from dispensary.domain.refused_eps import FailedAtRelease, NothingToAcknowledge
from dispensary.domain.workflow import Stage
from dispensary.wording.messages import settle_words

PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@pytest.fixture
def eps() -> FakeEps:
    return FakeEps()


@pytest.fixture
def place(tmp_path: Path, eps: FakeEps) -> Iterator[Workplace]:
    made = workplace(tmp_path, eps=eps, clock=StandingClock())
    yield made
    made.store.close()


def finished(place: Workplace, number: str = "9F3C71-FZZ99A-44B0E", name: str = "Ramipril 5mg capsules") -> IssueKey:
    """Handed out, its notification queued, and the claim behind it."""
    person = a_patient()
    key = received(place, a_prescription(an_item(name), number=number, patient=person), person)
    bagged(place, checked(place, assembled(place, key)))
    assert isinstance(hand_out(place, NIA, key, PAYS), Receipt)
    assert isinstance(claim(place, NIA, key), Receipt)
    return key


def unfinished(place: Workplace) -> list[OutboxMessage]:
    with place.store.read() as uow:
        return list(uow.outbox.unfinished())


def kinds(eps: FakeEps) -> list[MessageKind]:
    return [kind for kind, _, _ in eps.sent]


def test_a_claim_waits_for_a_person_where_its_notification_was_refused(place: Workplace, eps: FakeEps) -> None:
    finished(place)
    eps.refuse("INVALID_MESSAGE")
    deliver_outbox(place)
    for _ in range(3):
        deliver_outbox(place, now_too=True)
    assert kinds(eps) == [MessageKind.NOTIFICATION]
    told, waiting = unfinished(place)
    assert (told.state, waiting.state) == (MessageState.REJECTED, MessageState.PENDING)
    assert isinstance(acknowledge(place, told, NIA), Receipt)
    deliver_outbox(place, now_too=True)
    assert kinds(eps) == [MessageKind.NOTIFICATION, MessageKind.CLAIM]
    assert unfinished(place) == []


def test_a_claim_waits_where_nobody_knows_whether_its_notification_arrived(place: Workplace, eps: FakeEps) -> None:
    finished(place)
    eps.answers = [EpsUnavailable("EPS did not answer in time."), Rejected(("DUPLICATE_MEDICATIONREQUEST_ID",))]
    deliver_outbox(place, now_too=True)
    deliver_outbox(place, now_too=True)
    deliver_outbox(place, now_too=True)
    assert kinds(eps) == [MessageKind.NOTIFICATION] * 2
    assert unfinished(place)[0].state is MessageState.VERIFY


def test_a_refused_message_asked_again_goes_with_the_same_id_and_before_what_waits_behind_it(
    place: Workplace, eps: FakeEps
) -> None:
    finished(place)
    eps.refuse("INVALID_MESSAGE")
    deliver_outbox(place)
    told = unfinished(place)[0]
    assert isinstance(send_again(place, told, SYSTEM), NotAuthorised)
    assert isinstance(send_again(place, told, NIA), Receipt)
    assert isinstance(send_again(place, told, NIA), NothingToAcknowledge)
    deliver_outbox(place)
    assert kinds(eps) == [MessageKind.NOTIFICATION, MessageKind.NOTIFICATION, MessageKind.CLAIM]
    assert eps.sent[0] == eps.sent[1]


def test_a_pause_agreed_by_a_wrong_clock_ends_when_the_clock_is_put_right(tmp_path: Path, eps: FakeEps) -> None:
    clock = StandingClock()
    place = workplace(tmp_path, eps=eps, clock=clock)
    clock.pass_by(days=20)
    finished(place)
    eps.go_down()
    deliver_outbox(place)
    assert deliver_outbox(place).sent == 0
    clock.pass_by(days=-20)
    assert deliver_outbox(place).sent == 2
    place.store.close()


def test_a_refused_message_holds_up_its_own_prescription_and_no_other(place: Workplace, eps: FakeEps) -> None:
    finished(place)
    finished(place, "1A2B3C-FZZ99A-44B0E", "Omeprazole 20mg gastro-resistant capsules")
    eps.answers = [Rejected(("INVALID_MESSAGE",)), Accepted(b""), Accepted(b"")]
    deliver_outbox(place)
    assert kinds(eps) == [MessageKind.NOTIFICATION, MessageKind.NOTIFICATION, MessageKind.CLAIM]


def test_a_prescription_that_could_not_be_released_may_be_asked_for_again(place: Workplace, eps: FakeEps) -> None:
    wanted = str(a_prescription().id)
    eps.refuse("PRESCRIPTION_WITH_ANOTHER_DISPENSER")
    assert isinstance(ask_for_one(place, NIA, wanted), Receipt)
    deliver_outbox(place)
    assert isinstance(ask_for_one(place, NIA, wanted), Receipt)
    deliver_outbox(place)
    assert kinds(eps) == [MessageKind.RELEASE] * 2


def test_what_is_still_to_be_sent_is_never_put_away(place: Workplace, eps: FakeEps) -> None:
    """A supply that EPS never hears of; even where the list on the screen is older than the store."""
    finished(place)
    told = unfinished(place)[0]
    assert isinstance(acknowledge(place, told, NIA), NothingToAcknowledge)
    stale = replace(told, state=MessageState.REJECTED)
    assert isinstance(acknowledge(place, stale, NIA), NothingToAcknowledge)
    deliver_outbox(place)
    assert len(eps.sent) == 2


def test_a_refused_message_is_put_away_by_somebody_who_may_and_is_named(place: Workplace, eps: FakeEps) -> None:
    finished(place)
    eps.refuse("INVALID_MESSAGE")
    deliver_outbox(place)
    told = unfinished(place)[0]
    assert isinstance(acknowledge(place, told), NotAuthorised)
    assert isinstance(acknowledge(place, told, SYSTEM), NotAuthorised)
    assert isinstance(acknowledge(place, told, UserId("hal")), NotAuthorised)
    assert isinstance(acknowledge(place, told, AMARA), Receipt)
    with place.store.read() as uow:
        (body,) = [entry.body for entry in uow.journal.entries() if "message-acknowledged" in entry.body]
    assert '"actor":"amara"' in body
    assert '"answer":"INVALID_MESSAGE"' in body


def test_a_label_that_another_counter_has_sent_meanwhile_is_not_printed_again(place: Workplace, tmp_path: Path) -> None:
    key = bagged(place, checked(place, assembled(place, received(place, a_prescription(), a_patient()))))
    assert held(place, key).bag is not None
    beside = printers(tmp_path)
    done: list[str] = []

    class Slow(FilePrinter):
        """While its first job prints, the command line beside it prints everything."""

        def send(self, job_id: str, document: bytes, title: str) -> Sent:
            done.append(job_id)
            return super().send(job_id, document, title)

    class Racing(Slow):
        def send(self, job_id: str, document: bytes, title: str) -> Sent:
            if not done:
                sent = super().send(job_id, document, title)
                others: dict[JobKind, Printer] = dict.fromkeys(beside, Slow(tmp_path / "second"))
                send_prints(place, others)
                return sent
            return super().send(job_id, document, title)

    with place.store.begin() as uow:
        first = uow.prints.waiting()[0]
        uow.prints.add(replace(first, id="second-label", title="Label 2"))
        uow.commit()
    send_prints(place, dict.fromkeys(beside, Racing(tmp_path / "first")))
    assert sorted(done) == sorted({first.id, "second-label"})


def test_titles_and_refusals_carry_no_name(place: Workplace, eps: FakeEps) -> None:
    finished(place)
    name = staff(place, JOSEPH).name
    with place.store.read() as uow:
        titles = [line.title for line in uow.prints.queue(100)]
    assert titles
    assert not any("Hartnoll" in title or name in title for title in titles)


def brought(place: Workplace, eps: FakeEps, *sent: Prescription, problems: tuple[str, ...] = ()) -> None:
    passed = tuple(Received(prescription, b"{}") for prescription in sent)
    eps.releases = [ReleaseAnswer(passed, (), more=False, problems=problems)]
    assert isinstance(ask_for_nominated(place, NIA), Receipt)
    deliver_outbox(place)


def test_a_prescription_that_came_and_cannot_be_read_waits_for_a_person_and_holds_nothing_up(
    place: Workplace, eps: FakeEps
) -> None:
    good = a_prescription()
    brought(place, eps, good, problems=("EPS passed a prescription that cannot be read here.",))
    (told,) = unfinished(place)
    assert (told.state, told.kind) == (MessageState.VERIFY, MessageKind.RELEASE)
    assert "cannot be read here" in settle_words(told, 0)
    finished(place, name="Simvastatin 40mg tablets", number="5A1B2C-FZZ99A-77C0D")
    deliver_outbox(place, now_too=True)
    assert kinds(eps)[-2:] == [MessageKind.NOTIFICATION, MessageKind.CLAIM]
    assert isinstance(ask_for_nominated(place, NIA), Receipt)
    deliver_outbox(place)
    assert kinds(eps)[-1] is MessageKind.RELEASE
    assert isinstance(acknowledge(place, told, NIA), Receipt)
    assert unfinished(place) == []


def test_a_prescription_without_its_id_waits_for_a_person_too(place: Workplace, eps: FakeEps) -> None:
    brought(place, eps, a_prescription(id=PrescriptionId("")))
    (told,) = unfinished(place)
    assert told.state is MessageState.VERIFY
    assert "without its ID" in told.answer


@pytest.mark.parametrize(
    "code", ["prescription-id-invalid", "too-many-items", "duplicate-item-id", "item-id-missing", "no-items"]
)
def test_what_is_not_valid_as_sent_is_shown_and_never_dispensed(place: Workplace, eps: FakeEps, code: str) -> None:
    person = a_patient()
    problem = Problem(Severity.ERROR, code, "It is not valid.")
    sent = a_prescription(patient=person, problems=(problem,))
    brought(place, eps, sent)
    assert unfinished(place) == []
    assert held(place, sent.key).failed == "It is not valid."
    assert isinstance(approve(place, AMARA, sent.key), FailedAtRelease)
    assert isinstance(mark_failed_seen(place, NIA, sent.key), Receipt)
    assert isinstance(mark_failed_seen(place, NIA, sent.key), Receipt)
    deliver_outbox(place)
    assert kinds(eps).count(MessageKind.RETURN) == 1
    assert {work.stage for work in held(place, sent.key).items} == {Stage.RETURNED}
    brought(place, eps, sent)
    assert held(place, sent.key).to_send_back, "EPS handed it over once more, and nobody would see it"


def test_an_error_that_a_person_can_judge_bars_nothing(place: Workplace, eps: FakeEps) -> None:
    sent = a_prescription(problems=(Problem(Severity.ERROR, "patient-deceased", "EPS says the patient has died."),))
    brought(place, eps, sent)
    assert held(place, sent.key).failed == ""


def test_one_that_comes_again_before_eps_took_it_back_waits_for_a_person(place: Workplace, eps: FakeEps) -> None:
    person = a_patient()
    sent = a_prescription(patient=person)
    brought(place, eps, sent)
    assert isinstance(return_prescription(place, NIA, sent.key, ReturnReason.PATIENT_REQUEST), Receipt)
    eps.go_down()
    deliver_outbox(place)
    brought(place, eps, sent)
    told = next(message for message in unfinished(place) if message.kind is MessageKind.RELEASE)
    assert told.state is MessageState.VERIFY
    assert "has not answered that it took it back" in told.answer
    assert {work.stage for work in held(place, sent.key).items} == {Stage.RETURNED}
    with place.store.read() as uow:
        assert [entry for entry in uow.journal.entries() if "released-again" in entry.body]

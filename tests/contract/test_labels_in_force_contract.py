"""A label goes out only while it is the label that its item has now: printer off, labelled, changed, printer on."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from sqlalchemy import update
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    a_patient,
    a_prescription,
    an_item,
    approved,
    assembled,
    bagged,
    checked,
    held,
    received,
    settled_decisions,
)
from tests.tills import Shop, Till

from dispensary.adapters.store import model
from dispensary.application.bag import unbag
from dispensary.application.claim import not_dispense, owe
from dispensary.application.clinical_check import answer_query, query
from dispensary.application.hand_out import Answers, hand_out
from dispensary.application.label import Labelled, Wanted, label_item
from dispensary.application.label_again import Again, extra_label, print_label_again
from dispensary.application.leaflets import Preview, Queued, preview_leaflet, print_leaflet
from dispensary.application.patient_record import correct_patient
from dispensary.application.print_queue import it_printed, print_again, print_queue
from dispensary.application.prints import TakenOver, take_over
from dispensary.application.queries.prescription import products_for
from dispensary.application.receive import link_patient
from dispensary.application.send_back import return_prescription
from dispensary.application.slips import bag_sticker
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.domain.charges import PAID, ChargeDecision
from dispensary.domain.identifiers import IssueKey, ItemId, LabelNumber, SnomedCode
from dispensary.domain.messages import NotDispensedReason, ReturnReason
from dispensary.domain.patient import Allergy
from dispensary.domain.printing import JobState, LabelOf, LeafletOf, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import CheckVoid
from dispensary.domain.refused_prints import (
    BagOpened,
    LabelOfNothing,
    LabelOfOtherProduct,
    LabelReplaced,
    LabelTakenBack,
    LabelUnchecked,
    LeafletOutdated,
)
from dispensary.wording.label_kinds import Sticker
from dispensary.wording.refused import refusal_words

RAMIPRIL, AMLODIPINE = "Ramipril 5mg capsules", "Amlodipine 5mg tablets"
PAYS = Answers(identity_matches=True, charge=ChargeDecision(PAID))


@dataclass
class Work:
    """One prescription of two medicines, clinically checked, in a pharmacy of three counters."""

    shop: Shop
    key: IssueKey

    @property
    def place(self) -> Workplace:
        return self.shop.one.place

    def item(self, name: str = RAMIPRIL) -> ItemId:
        return next(item.item_id for item in held(self.place, self.key).prescription.items if item.name == name)

    def label(self, name: str = RAMIPRIL, at: Till | None = None, **wanted: object) -> LabelNumber:
        till = at or self.shop.one
        made = label_item(till.place, NIA, self.key, self.item(name), Wanted(**wanted))  # type: ignore[arg-type]
        assert isinstance(made, Labelled), made
        assert made.number is not None
        return made.number

    def job(self, name: str = RAMIPRIL) -> str:
        label = held(self.place, self.key).work(self.item(name)).label
        assert label is not None
        return label.job

    def stored(self, job: str) -> PrintJob:
        with self.place.store.read() as uow:
            found = uow.prints.get(job)
        assert found is not None
        return found

    def journalled(self, kind: str) -> list[dict[str, object]]:
        with self.place.store.read() as uow:
            entries = [json.loads(entry.body) for entry in uow.journal.entries()]
        return [entry["detail"] for entry in entries if entry["kind"] == kind]


def came_in(shop: Shop) -> Work:
    person = a_patient()
    sent = a_prescription(an_item(RAMIPRIL), an_item(AMLODIPINE), patient=person)
    return Work(shop, received(shop.one.place, sent, person))


@pytest.fixture
def work(shop: Shop) -> Work:
    made = came_in(shop)
    approved(shop.one.place, made.key, settled_decisions(shop.one.place, made.key))
    return made


def labels(till: Till, work: Work) -> list[str]:
    """What came out of that counter's printer, by title."""
    return [work.stored(job).title for job in till.paper.came_out]


def test_printer_off_labelled_and_labelled_anew_only_the_new_label_comes_out(work: Work) -> None:
    till = work.shop.one
    old, job = work.label(), work.job()
    till.prints("down")
    new = work.label(quantity=Decimal(14))
    till.prints()
    assert labels(till, work) == [f"Label {new}"]
    line = till.line(job)
    assert line.state is JobState.FAILED
    assert line.problem == f"Withdrawn. Label {old} was replaced by label {new}."
    assert work.journalled("label-withdrawn") == [{"job": job, "title": f"Label {old}", "why": "label-replaced"}]


def test_a_label_that_waits_at_another_counter_is_withdrawn_there_too(work: Work) -> None:
    there = work.shop.two
    work.label(at=there)
    seen = work.shop.three.away()
    new = work.label()
    assert isinstance(work.shop.three.takes(seen), LabelReplaced)
    for till in (there, work.shop.one, work.shop.three):
        till.prints()
    assert (labels(there, work), labels(work.shop.one, work)) == ([], [f"Label {new}"])
    assert there.queue()[0][1] == "failed"


def _other_dose(place: Workplace, key: IssueKey, item: ItemId) -> object:
    return label_item(place, NIA, key, item, Wanted("2 om"))


def _linked(place: Workplace, key: IssueKey, _: ItemId) -> object:
    other = a_patient(name="Mr Ivor Pendle", number="9990142742")
    with place.store.begin() as uow:
        uow.patients.add(other)
        uow.commit()
    return link_patient(place, AMARA, key, other.id)


WAYS: list[tuple[Callable[[Workplace, IssueKey, ItemId], object], type[Refusal], bool]] = [
    (_other_dose, LabelTakenBack, False),
    (lambda place, key, item: owe(place, NIA, key, item), LabelTakenBack, False),
    (lambda place, key, item: query(place, NIA, key, item, "Is it twice a day?"), LabelTakenBack, False),
    (
        lambda place, key, item: not_dispense(place, NIA, key, item, NotDispensedReason.NOT_REQUIRED),
        LabelOfNothing,
        False,
    ),
    (
        lambda place, key, _: return_prescription(place, NIA, key, ReturnReason.PATIENT_REQUEST),
        LabelOfNothing,
        True,
    ),
    (_linked, LabelUnchecked, True),
]


@pytest.mark.parametrize(
    ("deed", "why", "both"), WAYS, ids=["other-dose", "owed", "queried", "not-dispensed", "returned", "other-patient"]
)
def test_whatever_takes_an_item_back_takes_its_waiting_label_back(
    work: Work, deed: Callable[[Workplace, IssueKey, ItemId], object], why: type[Refusal], both: bool
) -> None:
    till = work.shop.one
    work.label()
    other = work.label(AMLODIPINE)
    job = work.job()
    done = deed(till.place, work.key, work.item())
    assert not isinstance(done, Refusal), done
    till.prints()
    assert labels(till, work) == ([] if both else [f"Label {other}"])
    assert len(work.journalled("label-withdrawn")) == (2 if both else 1)
    refused = print_again(till.place, NIA, till.line(job))
    assert isinstance(refused, why)
    assert till.line(job).problem == f"Withdrawn. {refusal_words(refused)}"


def test_a_query_that_is_answered_and_checked_again_does_not_bring_the_old_label_back(work: Work) -> None:
    till = work.shop.one
    old, job = work.label(), work.job()
    assert isinstance(query(till.place, NIA, work.key, work.item(), "Is it twice a day?"), Receipt)
    assert isinstance(answer_query(till.place, NIA, work.key, work.item(), "Once."), Receipt)
    assert print_label_again(till.place, NIA, work.key, work.item(), Again.LOST) == LabelTakenBack(old, RAMIPRIL)
    approved(till.place, work.key, settled_decisions(till.place, work.key))
    assert print_again(till.place, NIA, till.line(job)) == LabelTakenBack(old, RAMIPRIL)
    new = work.label()
    till.prints()
    assert labels(till, work) == [f"Label {new}"]


def test_once_the_check_is_made_again_a_label_withdrawn_for_it_is_printed_after_all(work: Work) -> None:
    till = work.shop.one
    number, job = work.label(), work.job()
    _linked(till.place, work.key, work.item())
    assert print_again(till.place, NIA, till.line(job)) == LabelUnchecked(RAMIPRIL)
    approved(till.place, work.key, settled_decisions(till.place, work.key))
    assert isinstance(print_again(till.place, NIA, till.line(job)), Receipt)
    till.prints()
    assert labels(till, work) == [f"Label {number}"]


@pytest.mark.parametrize("how", ["dies after", "unsure"])
def test_what_is_in_doubt_stays_so_and_may_be_found_printed_but_not_be_printed_again(work: Work, how: str) -> None:
    till = work.shop.one
    old, job = work.label(), work.job()
    till.prints(how)
    new = work.label()
    assert till.line(job).state is JobState.IN_DOUBT
    assert print_again(till.place, NIA, till.line(job)) == LabelReplaced(old, new)
    assert isinstance(it_printed(till.place, NIA, till.line(job)), Receipt)
    till.prints()
    assert labels(till, work) == [f"Label {old}", f"Label {new}"]


def test_a_label_that_came_out_and_was_replaced_is_not_printed_again_from_the_queue(work: Work) -> None:
    till = work.shop.one
    old, job = work.label(), work.job()
    till.prints()
    new = work.label(quantity=Decimal(14))
    refused = print_again(till.place, NIA, till.line(job))
    assert refused == LabelReplaced(old, new)
    assert isinstance(refused, Refusal)
    assert refusal_words(refused) == f"Label {old} was replaced by label {new}. Print that one again instead."


def test_the_label_that_an_item_has_is_printed_again_from_either_place_as_the_very_same_document(work: Work) -> None:
    till = work.shop.one
    number, job = work.label(), work.job()
    till.prints()
    assert isinstance(print_again(till.place, NIA, till.line(job)), Receipt)
    assert isinstance(print_label_again(till.place, NIA, work.key, work.item(), Again.SPOILT), Receipt)
    till.prints()
    first, second, third = (work.stored(each) for each in till.paper.came_out)
    assert first.document == second.document == third.document
    assert {each.made_for for each in (first, second, third)} == {LabelOf(work.item(), number)}


def test_a_copy_that_waits_is_withdrawn_with_its_label(work: Work) -> None:
    till = work.shop.one
    work.label()
    till.prints()
    assert isinstance(print_label_again(till.place, NIA, work.key, work.item(), Again.LOST), Receipt)
    new = work.label()
    till.prints()
    assert labels(till, work)[1:] == [f"Label {new}"]


def test_a_label_relabelled_while_the_printer_answers_that_it_has_no_paper_does_not_wait_again(work: Work) -> None:
    till, made = work.shop.one, []
    old, job = work.label(), work.job()

    def meanwhile() -> None:
        till.paper.meanwhile = lambda: None
        made.append(work.label(at=work.shop.two))

    till.paper.meanwhile = meanwhile
    till.prints("down")
    assert till.line(job).state is JobState.FAILED
    assert f"Label {old} was replaced by label {made[0]}" in till.line(job).problem
    till.prints()
    assert labels(till, work) == []
    assert len(work.journalled("label-withdrawn")) == 1


def test_a_label_withdrawn_in_the_middle_of_a_round_is_not_sent_by_that_round(work: Work) -> None:
    """The round has read what waits, and sends the label before it."""
    till, made = work.shop.one, []
    other = work.label(AMLODIPINE)
    work.label()

    def meanwhile() -> None:
        till.paper.meanwhile = lambda: None
        made.append(work.label(at=work.shop.two))

    till.paper.meanwhile = meanwhile
    till.prints()
    till.prints()
    work.shop.two.prints()
    assert (labels(till, work), labels(work.shop.two, work)) == ([f"Label {other}"], [f"Label {made[0]}"])


def _allergic(work: Work) -> None:
    person = held(work.place, work.key).patient
    assert person is not None
    with work.place.store.read() as uow:
        found = uow.patients.get(person)
    assert found is not None
    facts = replace(found.facts, allergies=(Allergy("Ramipril"),), no_known_allergies=False)
    assert isinstance(correct_patient(work.place, NIA, replace(found, facts=facts)), Receipt)


def test_while_the_check_does_not_stand_no_label_is_printed_again_or_taken_over(work: Work) -> None:
    here, there = work.shop.one, work.shop.two
    work.label()
    job = work.job()
    here.prints()
    work.label(AMLODIPINE, at=there)
    _allergic(work)
    assert isinstance(print_again(here.place, NIA, here.line(job)), CheckVoid)
    assert isinstance(print_label_again(here.place, NIA, work.key, work.item(), Again.LOST), CheckVoid)
    assert isinstance(extra_label(here.place, NIA, work.key, work.item(), "Keep the box."), CheckVoid)
    assert isinstance(here.takes(), CheckVoid)
    there.makes("somebody else's")
    taken = take_over(here.place, NIA, here.away())
    assert isinstance(taken, TakenOver)
    assert (taken.taken, taken.gone, [type(why) for why in taken.withheld]) == (1, 0, [CheckVoid])
    here.prints()
    assert here.paper.came_out == [job, "somebody else's"]


def test_a_fact_that_came_up_while_a_label_waited_keeps_it_from_coming_out(work: Work) -> None:
    here = work.shop.one
    work.label()
    job = work.job()
    here.prints("down")
    _allergic(work)
    here.prints()
    assert here.paper.came_out == []
    stood = work.stored(job)
    assert stood.state is JobState.FAILED
    assert stood.problem.startswith("Withdrawn. ")
    assert [entry["why"] for entry in work.journalled("label-withdrawn")] == [CheckVoid.code]


def test_a_label_in_own_words_goes_with_the_check_and_not_with_the_label(work: Work) -> None:
    till = work.shop.one
    work.label()
    assert isinstance(extra_label(till.place, NIA, work.key, work.item(), "Keep the box."), Receipt)
    new = work.label(quantity=Decimal(14))
    till.prints()
    extra, now = labels(till, work)
    assert (extra.startswith("Extra label"), now) == (True, f"Label {new}")
    line = till.line(till.paper.came_out[0])
    assert isinstance(print_again(till.place, NIA, line), Receipt)
    _other_dose(till.place, work.key, work.item())
    till.prints()
    assert len(till.paper.came_out) == 2
    assert print_again(till.place, NIA, line) == LabelUnchecked(RAMIPRIL)


def _other_brand(work: Work) -> SnomedCode:
    choices = products_for(work.place, held(work.place, work.key).prescription.item(work.item()))
    return next(each.code for each in choices if each.name != RAMIPRIL)


def test_a_label_in_own_words_that_waits_while_the_item_gets_another_product_does_not_come_out(work: Work) -> None:
    till = work.shop.one
    work.label()
    assert isinstance(extra_label(till.place, NIA, work.key, work.item(), "Keep the box."), Receipt)
    till.prints("down")
    new = work.label(product=_other_brand(work))
    till.prints()
    assert labels(till, work) == [f"Label {new}"]
    (extra,) = [line for line in print_queue(till.place) if line.title.startswith("Extra label")]
    assert extra.state is JobState.FAILED
    refused = print_again(till.place, NIA, extra)
    assert isinstance(refused, LabelOfOtherProduct)
    assert refused.names == RAMIPRIL
    assert isinstance(extra_label(till.place, NIA, work.key, work.item(), "Keep the box."), Receipt)
    till.prints()
    assert len(till.paper.came_out) == 2


def test_a_label_of_an_earlier_version_that_does_not_say_what_it_names_has_to_be_made_again(work: Work) -> None:
    till = work.shop.one
    assert isinstance(extra_label(till.place, NIA, work.key, work.item(), "Keep the box."), Receipt)
    with till.place.store.begin() as uow:
        uow._open().execute(update(model.print_job).values(medicine=None))  # type: ignore[attr-defined]
        uow.commit()
    till.prints()
    assert till.paper.came_out == []


@pytest.fixture
def packed(shop: Shop) -> Work:
    """The same in a bag whose label has not been printed."""
    made = came_in(shop)
    bagged(shop.one.place, checked(shop.one.place, assembled(shop.one.place, made.key)))
    return made


def _opened(work: Work) -> object:
    return unbag(work.place, JOSEPH, work.key, "Something is missing.")


def _handed_out(work: Work) -> object:
    return hand_out(work.place, NIA, work.key, PAYS)


@pytest.mark.parametrize("deed", [_opened, _handed_out])
def test_what_opens_a_bag_takes_its_waiting_labels_back(packed: Work, deed: Callable[[Work], object]) -> None:
    here, there = packed.shop.one, packed.shop.two
    assert isinstance(bag_sticker(there.place, NIA, packed.key, Sticker.FRIDGE), Receipt)
    here.prints("down")
    seen = packed.shop.three.away()
    done = deed(packed)
    assert isinstance(done, Receipt), done
    assert isinstance(packed.shop.three.takes(seen), BagOpened)
    for till in (here, there):
        till.prints()
    assert labels(here, packed) == labels(there, packed) == []
    withdrawn = packed.journalled("label-withdrawn")
    assert [entry["why"] for entry in withdrawn] == [BagOpened.code] * 2
    (line,) = [line for line in print_queue(here.place) if line.state is JobState.FAILED]
    assert isinstance(print_again(here.place, NIA, line), BagOpened)


def test_a_bag_that_is_closed_anew_has_only_its_new_label(packed: Work) -> None:
    here = packed.shop.one
    here.prints("down")
    assert isinstance(_opened(packed), Receipt)
    bagged(packed.place, packed.key)
    here.prints()
    closed = held(packed.place, packed.key).bag
    assert closed is not None
    assert labels(here, packed) == [f"Bag {closed.number}"]
    assert isinstance(print_again(here.place, NIA, here.line(here.paper.came_out[0])), Receipt)


def _leaflet(work: Work) -> str:
    """A leaflet about the prescription, which waits: its job."""
    assert isinstance(print_leaflet(work.place, NIA, work.key), Queued)
    (line,) = [line for line in print_queue(work.place) if line.title.startswith("Leaflet")]
    return line.id


def test_a_leaflet_says_of_each_item_what_its_lines_hold(work: Work) -> None:
    shown = preview_leaflet(work.place, work.key)
    assert isinstance(shown, Preview)
    of = work.stored(_leaflet(work)).made_for
    assert isinstance(of, LeafletOf)
    assert [(line.medicine, line.directions) for line in of.lines] == [
        (taken.name, taken.directions) for taken in shown.medicines
    ]


@pytest.mark.parametrize(
    ("deed", "of"),
    [
        (lambda work: _other_dose(work.place, work.key, work.item()), RAMIPRIL),
        (lambda work: work.label(product=_other_brand(work)), RAMIPRIL),
        (
            lambda work: not_dispense(
                work.place, NIA, work.key, work.item(AMLODIPINE), NotDispensedReason.NOT_REQUIRED
            ),
            AMLODIPINE,
        ),
        (lambda work: return_prescription(work.place, NIA, work.key, ReturnReason.PATIENT_REQUEST), RAMIPRIL),
    ],
    ids=["other-dose", "other-product", "not-dispensed", "returned"],
)
def test_a_leaflet_that_waits_while_a_medicine_or_its_dose_changes_does_not_come_out(
    work: Work, deed: Callable[[Work], object], of: str
) -> None:
    till = work.shop.one
    job = _leaflet(work)
    till.prints("down")
    done = deed(work)
    assert not isinstance(done, Refusal), done
    till.prints()
    assert job not in till.paper.came_out
    assert till.line(job).state is JobState.FAILED
    assert till.line(job).problem.startswith(f"Withdrawn. What this leaflet says of {of} has changed")
    assert print_again(till.place, NIA, till.line(job)) == LeafletOutdated(of)


def test_a_leaflet_made_before_the_label_comes_out_and_again_while_it_says_the_same(work: Work) -> None:
    till = work.shop.one
    job = _leaflet(work)
    work.label()
    work.label(AMLODIPINE, quantity=Decimal(14))
    till.prints()
    assert job in till.paper.came_out
    assert isinstance(print_again(till.place, NIA, till.line(job)), Receipt)
    till.prints()
    _other_dose(till.place, work.key, work.item())
    assert print_again(till.place, NIA, till.line(job)) == LeafletOutdated(RAMIPRIL)


def test_a_leaflet_comes_out_after_the_bag_is_handed_out(packed: Work) -> None:
    till = packed.shop.one
    job = _leaflet(packed)
    till.prints("down")
    assert isinstance(_handed_out(packed), Receipt)
    till.prints()
    assert job in till.paper.came_out


def test_a_label_queued_by_a_version_that_did_not_say_whose_it_is_is_known_by_its_item(work: Work) -> None:
    till = work.shop.one
    work.label()
    job = work.job()
    with till.place.store.begin() as uow:
        uow._open().execute(update(model.print_job).values(item=None, label=None))  # type: ignore[attr-defined]
        uow.commit()
    assert work.stored(job).made_for is None
    new = work.label()
    till.prints()
    assert labels(till, work) == [f"Label {new}"]

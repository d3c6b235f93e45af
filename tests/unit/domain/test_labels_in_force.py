"""A label is in force while it is the one that its item has, and the item is on its way to the person."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.builders import NIA, NOW, a_prescription, an_item

from dispensary.domain.clinical.fingerprint import Fingerprint
from dispensary.domain.dictionary import Kind
from dispensary.domain.dispensing import Approval, Bag, ChosenProduct, Dispensing, ItemWork, LabelRecord, Supply
from dispensary.domain.identifiers import BagNumber, ItemId, LabelNumber, SnomedCode
from dispensary.domain.labels_in_force import loses_label, made_for, out_of_force
from dispensary.domain.printing import BagLabelOf, JobKind, LabelOf, OwnWordsOf, PrintJob
from dispensary.domain.quantity import Quantity
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NotFound
from dispensary.domain.refused_prints import (
    BagOpened,
    LabelOfNothing,
    LabelOfOtherProduct,
    LabelReplaced,
    LabelTakenBack,
    LabelUnchecked,
)
from dispensary.domain.workflow import Stage

ITEM = an_item()
NAME, ID = ITEM.name, ITEM.item_id
OLD, NOW_ON = LabelNumber("70410012"), LabelNumber("70410015")
QUANTITY = Quantity(Decimal(28), "capsule")
RECORD = LabelRecord(NOW_ON, "Take ONE", "1 om", QUANTITY, NIA, NOW, job="job-2")
CHECKED = Approval(NIA, "Nia", NOW, Fingerprint(()))
LABELLED = ItemWork(ID, Stage.LABELLED, CHECKED, label=RECORD)
SUPPLIED = (Supply(QUANTITY, ChosenProduct(SnomedCode("1"), Kind.VMP, NAME), NOW, NIA),)


def at(stage: Stage, **other: object) -> ItemWork:
    return replace(LABELLED, stage=stage, **other)  # type: ignore[arg-type]


def holding(work: ItemWork) -> Dispensing:
    return Dispensing(a_prescription(ITEM), (work,), NOW)


BACK, UNCHECKED, NOTHING = LabelTakenBack(NOW_ON, NAME), LabelUnchecked(NAME), LabelOfNothing(NAME)


@pytest.mark.parametrize(
    ("work", "label", "in_own_words"),
    [
        (LABELLED, None, None),
        (at(Stage.ASSEMBLED), None, None),
        (at(Stage.ACCURACY_CHECKED), None, None),
        (at(Stage.BAGGED), None, None),
        (at(Stage.OWING), None, None),
        (at(Stage.HANDED_OUT, supplies=SUPPLIED, approval=None), None, None),
        (at(Stage.NOT_DISPENSED, supplies=SUPPLIED), None, None),
        (at(Stage.NOT_DISPENSED), NOTHING, NOTHING),
        (at(Stage.RETURNED), NOTHING, NOTHING),
        (at(Stage.RECEIVED), BACK, UNCHECKED),
        (at(Stage.QUERIED), BACK, UNCHECKED),
        (at(Stage.CLINICALLY_CHECKED), BACK, None),
        (at(Stage.LABELLED, approval=None), UNCHECKED, UNCHECKED),
        (at(Stage.OWING, label=None), BACK, None),
    ],
)
def test_a_label_goes_out_with_its_item_alone(
    work: ItemWork, label: Refusal | None, in_own_words: Refusal | None
) -> None:
    assert out_of_force(holding(work), LabelOf(ID, NOW_ON)) == label
    assert out_of_force(holding(work), OwnWordsOf(ID, NAME)) == in_own_words


def test_a_replaced_label_names_the_one_that_replaced_it() -> None:
    assert out_of_force(holding(LABELLED), LabelOf(ID, OLD)) == LabelReplaced(OLD, NOW_ON)


def test_a_made_for_an_item_that_is_not_there_does_not_go_out() -> None:
    assert out_of_force(holding(LABELLED), LabelOf(ItemId("gone"), OLD)) == NotFound("The item of that label")


def test_a_job_says_whose_label_it_is_or_is_known_by_its_item() -> None:
    job = PrintJob("job-2", JobKind.LABEL, "Label 70410015", b"", None, NOW)
    assert made_for(holding(LABELLED), job) == LabelOf(ID, NOW_ON)
    assert made_for(holding(LABELLED), replace(job, made_for=LabelOf(ID, OLD))) == LabelOf(ID, OLD)
    assert made_for(holding(LABELLED), replace(job, id="job-1")) is None
    assert made_for(holding(replace(LABELLED, label=None)), job) is None


@pytest.mark.parametrize(
    ("before", "after", "loses"),
    [
        (LABELLED, at(Stage.ASSEMBLED), False),
        (at(Stage.CLINICALLY_CHECKED, label=None), LABELLED, False),
        (at(Stage.BAGGED), at(Stage.HANDED_OUT, supplies=SUPPLIED), False),
        (LABELLED, at(Stage.LABELLED, label=replace(RECORD, number=OLD)), True),
        (LABELLED, at(Stage.OWING, label=None), True),
        (LABELLED, at(Stage.LABELLED, approval=None), True),
        (LABELLED, at(Stage.QUERIED), True),
        (LABELLED, at(Stage.NOT_DISPENSED), True),
    ],
)
def test_only_a_step_that_may_have_put_a_label_out_of_force_makes_anybody_look(
    before: ItemWork, after: ItemWork, *, loses: bool
) -> None:
    assert loses_label(holding(before), holding(after)) is loses


CHOSEN = ChosenProduct(SnomedCode("2"), Kind.AMP, "Ramipril 5mg capsules (Ledbury Ltd)")
AS_SENT = ChosenProduct(SnomedCode("1"), Kind.VMP, NAME)


@pytest.mark.parametrize(
    ("product", "medicine", "why"),
    [
        (None, NAME, None),
        (AS_SENT, NAME, None),
        (CHOSEN, CHOSEN.name, None),
        (CHOSEN, NAME, LabelOfOtherProduct(NAME, CHOSEN.name)),
        (None, CHOSEN.name, LabelOfOtherProduct(CHOSEN.name, NAME)),
        (AS_SENT, "", LabelOfOtherProduct("", NAME)),
    ],
)
def test_a_label_in_own_words_goes_out_only_while_it_names_what_the_item_is(
    product: ChosenProduct | None, medicine: str, why: Refusal | None
) -> None:
    assert out_of_force(holding(at(Stage.LABELLED, product=product)), OwnWordsOf(ID, medicine)) == why


def test_another_product_makes_somebody_look_even_where_there_was_no_label_yet() -> None:
    before = at(Stage.CLINICALLY_CHECKED, label=None)
    assert loses_label(holding(before), holding(at(Stage.LABELLED, product=CHOSEN)))


SHUT = Bag(BagNumber("31"), "C3", NIA, NOW)


@pytest.mark.parametrize(
    ("bag", "why"),
    [
        (SHUT, None),
        (replace(SHUT, shelf="D1"), None),
        (None, BagOpened(BagNumber("31"))),
        (replace(SHUT, number=BagNumber("32")), BagOpened(BagNumber("31"))),
    ],
)
def test_a_made_for_a_bag_goes_out_while_that_bag_is_closed(bag: Bag | None, why: Refusal | None) -> None:
    packed = replace(holding(at(Stage.BAGGED)), bag=SHUT)
    after = replace(packed, bag=bag)
    assert out_of_force(after, BagLabelOf(BagNumber("31"))) == why
    assert loses_label(packed, after) is (bag != SHUT)

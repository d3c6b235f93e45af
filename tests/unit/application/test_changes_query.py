"""What changed since last time: no more is claimed than can be read."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.builders import NOW, starter

from dispensary import bootstrap
from dispensary.application.queries.changes import ChangeKind, changes_of
from dispensary.domain.clinical.case import CheckCase, CheckItem, HistoryItem
from dispensary.domain.identifiers import IssueKey, PrescriptionId
from dispensary.domain.patient import ClinicalFacts
from dispensary.domain.quantity import Quantity


def item(name: str, directions: str) -> CheckItem:
    product = starter().by_name(name)
    unit = product.virtual_product.unit if product is not None and product.virtual_product is not None else None
    return CheckItem(name, product, dose=bootstrap.dose_reader()(directions, unit), directions=directions)


def had(name: str, directions: str, *, days_ago: int = 25, times: int = 6) -> HistoryItem:
    like = item(name, directions)
    return HistoryItem(
        name,
        like.product,
        dose=like.dose,
        directions=directions,
        quantity=Decimal(28),
        supplied_on=NOW.date() - timedelta(days=days_ago),
        times_supplied=times,
    )


def compared(items: tuple[CheckItem, ...], history: tuple[HistoryItem, ...]) -> dict[str, ChangeKind]:
    changes = changes_of(CheckCase(NOW.date(), ClinicalFacts(), items, history))
    return {change.name: change.kind for change in changes.all}


def test_another_strength_of_the_same_medicine_is_counted_by_the_day() -> None:
    ramipril = item("Ramipril 5mg capsules", "1 om")
    (change,) = changes_of(
        CheckCase(NOW.date(), ClinicalFacts(), (ramipril,), (had("Ramipril 2.5mg capsules", "1 om"),))
    ).all
    assert (change.kind, change.had) == (ChangeKind.DOSE_UP, "Ramipril 2.5mg capsules")
    assert (change.before, change.after) == (Quantity(Decimal("2.5"), "mg"), Quantity(Decimal(5), "mg"))


def test_half_as_often_is_a_dose_down() -> None:
    kinds = compared((item("Ramipril 5mg capsules", "1 om"),), (had("Ramipril 5mg capsules", "1 bd"),))
    assert kinds == {"Ramipril 5mg capsules": ChangeKind.DOSE_DOWN}


def test_two_capsules_of_half_the_strength_are_no_change_of_dose_but_not_the_same() -> None:
    kinds = compared((item("Ramipril 5mg capsules", "1 om"),), (had("Ramipril 2.5mg capsules", "2 om"),))
    assert kinds == {"Ramipril 5mg capsules": ChangeKind.OTHER}


def test_directions_that_nobody_can_read_are_never_called_the_same_dose() -> None:
    before = (had("Prednisolone 5mg tablets", "1 om"),)
    assert compared((item("Prednisolone 5mg tablets", "reduce as per plan"),), before) == {
        "Prednisolone 5mg tablets": ChangeKind.OTHER
    }
    again = (had("Prednisolone 5mg tablets", "Reduce as per  plan"),)
    assert compared((item("Prednisolone 5mg tablets", "reduce as per plan"),), again) == {
        "Prednisolone 5mg tablets": ChangeKind.SAME
    }


def test_what_is_still_being_taken_and_not_ordered_is_named_once() -> None:
    before = (had("Amlodipine 5mg tablets", "1 od"), had("Amlodipine 5mg tablets", "1 om"))
    kinds = compared((item("Ramipril 5mg capsules", "1 om"),), before)
    assert kinds == {"Ramipril 5mg capsules": ChangeKind.NEW, "Amlodipine 5mg tablets": ChangeKind.NOT_ORDERED}


def test_a_short_course_long_over_is_not_missed() -> None:
    over = replace(had("Clarithromycin 500mg tablets", "1 bd for 7 days", days_ago=200, times=1), days=7)
    assert compared((item("Ramipril 5mg capsules", "1 om"),), (over,)) == {"Ramipril 5mg capsules": ChangeKind.NEW}


def test_a_line_that_only_waits_on_another_prescription_was_not_had_before() -> None:
    key = IssueKey(PrescriptionId("9F3C71-FZZ99A-44B0EM"))
    waiting = replace(had("Ramipril 5mg capsules", "1 om", times=1), prescription=key)
    case = CheckCase(NOW.date(), ClinicalFacts(), (item("Ramipril 5mg capsules", "1 om"),), (waiting,))
    changes = changes_of(case, frozenset({(key, "Ramipril 5mg capsules")}))
    assert changes.since is None
    assert [change.kind for change in changes.all] == [ChangeKind.NEW]

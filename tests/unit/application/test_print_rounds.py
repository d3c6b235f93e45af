"""One round of printing: a printer that is away, or breaks off, costs the labels for the others nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import workplace
from tests.tills import Paper

from dispensary.application.print_queue import print_queue
from dispensary.application.prints import send_prints
from dispensary.application.workplace import Workplace
from dispensary.domain.printing import JobKind, JobState, PrintJob


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workplace]:
    made = workplace(tmp_path)
    yield made
    made.store.close()


def makes(place: Workplace, kind: JobKind, *names: str) -> None:
    with place.store.begin() as uow:
        for name in names:
            uow.prints.add(PrintJob(name, kind, name, b"%PDF", None, place.clock.now()))
        uow.commit()


def stand(place: Workplace) -> dict[str, JobState]:
    return {line.id: line.state for line in print_queue(place)}


def test_labels_do_not_wait_behind_a_printer_that_took_nothing_the_last_time(place: Workplace) -> None:
    asked: list[str] = []
    labels, bags = Paper(begins=asked.append), Paper("down", begins=asked.append)
    printers = {JobKind.LABEL: labels, JobKind.BAG_LABEL: bags, JobKind.PAGE: labels}
    makes(place, JobKind.BAG_LABEL, "bag 1", "bag 2")
    send_prints(place, printers)
    makes(place, JobKind.LABEL, "label 1", "label 2")
    makes(place, JobKind.PAGE, "page")
    asked.clear()
    send_prints(place, printers)
    assert asked == ["label 1", "label 2", "page", "bag 1"]
    bags.how = "ok"
    makes(place, JobKind.LABEL, "label 3")
    asked.clear()
    send_prints(place, printers)
    assert asked == ["label 3", "bag 1", "bag 2"]
    assert set(stand(place).values()) == {JobState.SENT}


def test_a_printer_that_broke_off_gets_nothing_more_in_that_round(place: Workplace) -> None:
    """One label in doubt is one to look for; and each that follows would wait for the same broken line."""
    labels, bags = Paper("unsure"), Paper()
    printers = {JobKind.LABEL: labels, JobKind.BAG_LABEL: bags}
    makes(place, JobKind.LABEL, "label 1", "label 2", "label 3")
    makes(place, JobKind.BAG_LABEL, "bag")
    done = send_prints(place, printers)
    assert stand(place) == {
        "label 1": JobState.IN_DOUBT,
        "label 2": JobState.WAITING,
        "label 3": JobState.WAITING,
        "bag": JobState.SENT,
    }
    assert (done.sent, done.settled, done.waiting) == (("bag",), ("label 1",), 2)
    labels.how = "ok"
    send_prints(place, printers)
    assert labels.came_out == ["label 1", "label 2", "label 3"]


def test_a_label_that_may_not_be_printed_there_does_not_hold_up_the_next(place: Workplace) -> None:
    labels = Paper("unfit")
    makes(place, JobKind.LABEL, "label 1", "label 2")
    send_prints(place, {JobKind.LABEL: labels})
    assert set(stand(place).values()) == {JobState.FAILED}

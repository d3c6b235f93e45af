"""How a printer can be set up, and how a print job stands."""

from dataclasses import replace

import pytest

from dispensary.domain.printers import (
    UNREAD,
    PrinterDetail,
    PrinterKind,
    PrinterPlan,
    PrinterSetup,
    PrinterUnfit,
    printer_unfit,
    setup_words,
)
from dispensary.domain.printing import JobKind, JobState, standing

NETWORK = PrinterSetup(PrinterKind.NETWORK, host="192.168.1.40")
SERIAL = PrinterSetup(PrinterKind.SERIAL, device="COM3", speed=115200)
QUEUE = PrinterSetup(PrinterKind.QUEUE, queue="Zebra on the bench", dots_per_mm=12)
RAW = PrinterSetup(PrinterKind.RAW_QUEUE, queue="zebra")


@pytest.mark.parametrize("setup", [NETWORK, SERIAL, QUEUE, RAW, PrinterSetup(), replace(NETWORK, host="fe80::1")])
def test_what_is_whole_can_stand_for_labels(setup: PrinterSetup) -> None:
    assert printer_unfit(JobKind.LABEL, setup) is None


@pytest.mark.parametrize(
    ("setup", "detail"),
    [
        (replace(NETWORK, host=""), PrinterDetail.HOST),
        (replace(NETWORK, host="a b"), PrinterDetail.HOST),
        (replace(NETWORK, port=0), PrinterDetail.PORT),
        (replace(NETWORK, port=65_536), PrinterDetail.PORT),
        (replace(SERIAL, device=""), PrinterDetail.DEVICE),
        (replace(SERIAL, device=" COM3"), PrinterDetail.DEVICE),
        (replace(SERIAL, speed=7), PrinterDetail.SPEED),
        (replace(QUEUE, queue=""), PrinterDetail.QUEUE),
        (replace(QUEUE, queue="a\nb"), PrinterDetail.QUEUE),
        (replace(RAW, queue="-o raw"), PrinterDetail.QUEUE),
        (replace(NETWORK, dots_per_mm=9), PrinterDetail.RESOLUTION),
    ],
)
def test_what_cannot_stand_is_named(setup: PrinterSetup, detail: PrinterDetail) -> None:
    assert printer_unfit(JobKind.LABEL, setup) == PrinterUnfit(detail)


@pytest.mark.parametrize("setup", [NETWORK, SERIAL, RAW])
def test_a_page_is_for_no_label_printer(setup: PrinterSetup) -> None:
    assert printer_unfit(JobKind.PAGE, setup) == PrinterUnfit(PrinterDetail.KIND)


@pytest.mark.parametrize("kind", JobKind)
def test_nobody_can_choose_a_printer_that_could_not_be_read(kind: JobKind) -> None:
    assert printer_unfit(kind, UNREAD) == PrinterUnfit(PrinterDetail.KIND)


def test_the_journal_tells_what_of_a_printer_is_used() -> None:
    assert setup_words(PrinterSetup()) == "folder"
    assert setup_words(UNREAD) == "unread"
    assert setup_words(NETWORK) == "network, 192.168.1.40:9100, 8 dots/mm"
    assert setup_words(SERIAL) == "serial, COM3 at 115200, 8 dots/mm"
    assert setup_words(QUEUE) == "queue, Zebra on the bench, 12 dots/mm"
    assert setup_words(RAW) == "raw-queue, zebra, 8 dots/mm"


def test_each_kind_of_job_has_its_own_printer_and_the_folder_where_nobody_said() -> None:
    plan = PrinterPlan().having(JobKind.LABEL, NETWORK).having(JobKind.BAG_LABEL, SERIAL)
    assert [plan.of(kind) for kind in JobKind] == [NETWORK, SERIAL, PrinterSetup()]


@pytest.mark.parametrize(
    ("state", "attempts", "problem", "stands"),
    [
        (JobState.WAITING, 0, "", JobState.WAITING),
        (JobState.WAITING, 1, "There is no paper.", JobState.WAITING),
        (JobState.WAITING, 1, "", JobState.IN_DOUBT),
        (JobState.IN_DOUBT, 1, "The line broke.", JobState.IN_DOUBT),
        (JobState.SENT, 1, "", JobState.SENT),
        (JobState.FAILED, 1, "", JobState.FAILED),
    ],
)
def test_a_try_without_an_end_and_without_a_problem_is_in_doubt(
    state: JobState, attempts: int, problem: str, stands: JobState
) -> None:
    assert standing(state, attempts, problem) is stands

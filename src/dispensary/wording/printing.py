"""Printers and the print queue in plain words. "Sent" is never called printed."""

from collections import Counter as Tally
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from dispensary.domain import printers, refused_prints
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.labels.stock import LargePrintOn, Paper
from dispensary.domain.printers import PrinterDetail, PrinterKind
from dispensary.domain.printing import JobKind, JobState, QueueLine
from dispensary.domain.refusals import Refusal

ASKED_FOR_AGAIN: Final = "Somebody asked for it again."
"""What a waiting job says whose earlier try is settled."""

TEST_TITLE: Final = "Test print"
TEST_MEDICINE: Final = "Test label, not a medicine"
TEST_DIRECTIONS: Final = "Do not use this label. It shows that the printer works."
TEST_PERSON: Final = "Nobody"

UNFIT: Final[Mapping[PrinterDetail, str]] = {
    PrinterDetail.KIND: "A label printer cannot print A4 pages. Choose a printer of this computer.",
    PrinterDetail.QUEUE: "That is no printer of this computer. Choose one that is listed. The name of a queue that "
    "hands ZPL on has only letters, digits, dots, dashes and underscores.",
    PrinterDetail.HOST: "That is no address of a printer. Write its name or number in the network, as 192.168.1.40.",
    PrinterDetail.PORT: "The port is a number from 1 to 65535; most label printers listen on 9100.",
    PrinterDetail.DEVICE: "That is no serial port. Choose one that is listed.",
    PrinterDetail.SPEED: "That is no speed of a serial line. Choose one of "
    + ", ".join(map(str, printers.SPEEDS))
    + ".",
    PrinterDetail.RESOLUTION: "No printer has that resolution. Choose one that is listed.",
    PrinterDetail.PAPER: "That printer cannot have that paper. Choose one that is listed.",
    PrinterDetail.PLACE: "The sheet has no such label. Count from the top left, row by row.",
}


def replaced_words(why: refused_prints.LabelReplaced) -> str:
    return f"Label {why.number} was replaced by label {why.by}."


SENTENCES: Final[dict[type[Refusal], Callable[[Any], str]]] = {
    refused_prints.PrintChanged: lambda it: (
        f"{it.title} does not stand as it did a moment ago: it was sent, or somebody else decided. Look again."
    ),
    refused_prints.NotFromThatState: lambda it: f"That does not go with how {it.title} stands. Look again.",
    refused_prints.LabelReplaced: lambda it: f"{replaced_words(it)} Print that one again instead.",
    refused_prints.LabelOfOtherProduct: lambda it: (
        f"It {f'names {it.names}' if it.names else 'does not say which product it names'}, and the item is {it.now} "
        "now. Make the label again if it is still wanted."
    ),
    refused_prints.LeafletOutdated: lambda it: (
        f"What this leaflet says of {it.medicine} has changed since it was made. Print the leaflet anew from the "
        "prescription."
    ),
    refused_prints.BagOpened: lambda it: (
        f"Bag {it.bag} was opened again or is gone, so its label does not count any more. A bag that is closed anew "
        "gets a label of its own."
    ),
    refused_prints.LabelTakenBack: lambda it: (
        f"Label {it.number} does not count any more: {it.item} went back, and gets a new label before it goes out."
    ),
    refused_prints.LabelUnchecked: lambda it: (
        f"A pharmacist has to check {it.item} before a label of it goes out. Print it again after that."
    ),
    refused_prints.LabelOfNothing: lambda it: (
        f"{it.item} is not dispensed on this prescription, so no label of it goes out."
    ),
    printers.PrinterUnfit: lambda it: UNFIT[it.detail],
}

JOB_KINDS: Final[Mapping[JobKind, str]] = {
    JobKind.LABEL: "Labels",
    JobKind.BAG_LABEL: "Bag labels",
    JobKind.PAGE: "A4 pages",
}
PRINTER_KINDS: Final[Mapping[PrinterKind, str]] = {
    PrinterKind.FOLDER: "None: into a folder, as PDF",
    PrinterKind.QUEUE: "A printer of this computer",
    PrinterKind.NETWORK: "A label printer in the network (ZPL)",
    PrinterKind.SERIAL: "A label printer on a serial line (ZPL)",
    PrinterKind.RAW_QUEUE: "A label printer behind a queue of CUPS (ZPL)",
}
STATES: Final[Mapping[JobState, str]] = {
    JobState.WAITING: "Waits",
    JobState.IN_DOUBT: "In doubt",
    JobState.SENT: "Sent",
    JobState.FAILED: "Given up",
}
IN_DOUBT_HOW: Final = "Look at the printer: is the label there?"
WAITS_HOW: Final = "It is sent as soon as the printer takes it."
SENT_HOW: Final = "Handed to the printer."
FAILED_HOW: Final = "It does not come out unless somebody asks for it."
ON_ITS_WAY: Final = "On its way"
ASKED: Final = "asked for"
"""After what a button does, where it was pressed: once more would do it twice."""
NOTHING_QUEUED: Final = "Nothing waits for a printer."
NOTHING_QUEUED_HOW: Final = "What was sent last stands here too, to be printed again."

SAVED: Final = "Saved, and in use from now on. Print a test to try it."
TEST_QUEUED: Final = "A test is on its way. It is in the queue on the left until the printer has taken it."
NOT_YOURS: Final = (
    "Whoever runs the staff accounts and the settings can change this. Anybody who labels can print a test."
)
NOT_HERE: Final = "The printers of this workstation cannot be set up here."
NOT_ASKED: Final = "How this printer is cannot be asked. Print a test."
BUSY: Final = "Something is on its way to this printer at this moment, so it was not asked how it is."
QUEUE_GONE: Final = "There is no such printer on this computer now."
UNREAD_CHOICE: Final = "Not known: choose one"
LARGE_PRINT: Final[Mapping[LargePrintOn, str]] = {
    LargePrintOn.SAME: "On the same labels, set larger",
    LargePrintOn.BAG_LABELS: "On the bag labels, from their printer",
}
SHEET_BEGUN: Final = "The next label goes there."
NO_QUEUE: Final = "No printer is installed on this computer"


_NAMES: Final[Mapping[JobKind, tuple[str, str]]] = {
    JobKind.LABEL: ("label printer", "labels"),
    JobKind.BAG_LABEL: ("bag label printer", "bag labels"),
    JobKind.PAGE: ("printer for A4 pages", "A4 pages"),
}


def unread_words(kind: JobKind) -> str:
    """Why what is for that printer waits, although somebody had set it up."""
    printer, jobs = _NAMES[kind]
    return (
        f"How the {printer} is set up could not be read, so {jobs} wait. Choose the printer again under Pharmacy, "
        "Printers."
    )


def dots_words(dots_per_mm: int) -> str:
    inch = {6: 152, 8: 203, 12: 300, 24: 600}[dots_per_mm]
    return f"{dots_per_mm} dots a millimetre ({inch} dpi)"


def paper_words(paper: Paper) -> str:
    """One kind of paper as it is named on its box."""
    size = _size_words(paper.label.width / paper.label.dots_per_mm, paper.label.height / paper.label.dots_per_mm)
    if paper.sheet is None:
        return f"A roll of labels, {size}"
    return f"A4 sheets of {paper.sheet.cells} labels, {size}"


def place_words(sheet: SheetStock, place: int) -> str:
    """Where on the sheet that place is (1 is the first)."""
    row, column = divmod(place - 1, sheet.columns)
    return f"Row {row + 1}, column {column + 1}, counted from the top left"


def too_large(label: tuple[float, float], paper: tuple[float, float]) -> str:
    """Why a label does not go to a printer with smaller paper in it. Sizes in mm."""
    return (
        f"It was made for labels of {_size_words(*label)}, and those in this printer are {_size_words(*paper)}. "
        "Make it again, or put larger labels in and say so in the settings."
    )


def _size_words(width: float, height: float) -> str:
    return f"{width:.0f} x {height:.0f} mm"


def forced_words(named: str) -> str:
    return f"{named} on this machine names a printer for these, and goes before what is chosen here."


def line_words(line: QueueLine) -> str:
    """What a job's standing means: why it waits, what to do about it."""
    meant = {
        JobState.WAITING: WAITS_HOW,
        JobState.IN_DOUBT: IN_DOUBT_HOW,
        JobState.SENT: SENT_HOW,
        JobState.FAILED: FAILED_HOW,
    }[line.state]
    return line.problem or meant


def told_whole(line: QueueLine) -> str:
    """The same for the one that is chosen, with what to do where somebody has to do something."""
    said = line_words(line)
    return f"{said} {IN_DOUBT_HOW}" if line.state is JobState.IN_DOUBT and "Look at" not in said else said


def more_unprinted_words(more: int) -> str:
    """What stands under the first label that does not come by itself."""
    others = "" if not more else "So it is with 1 other. " if more == 1 else f"So it is with {more} others. "
    return f"{others}The print queue shows each, and prints it again once that is put right."


def queue_words(lines: Sequence[QueueLine]) -> str:
    """What there is to do, under the heading of the queue."""
    counted = Tally(line.state for line in lines)
    parts = (
        (JobState.IN_DOUBT, "in doubt: look at the printer"),
        (JobState.WAITING, "waiting"),
        (JobState.FAILED, "given up"),
    )
    said = [f"{counted[state]} {words}" for state, words in parts if counted[state]]
    return ". ".join(said) + "." if said else NOTHING_QUEUED


def in_doubt_words(many: int) -> tuple[str, str]:
    """For the band: what is in doubt, and what to do."""
    what = "A label was" if many == 1 else f"{many} labels were"
    return (
        f"{what} cut off on the way to the printer, and may be printed or not.",
        "Look at the printer, then say which: nothing is printed twice by itself.",
    )


def number_wanted(what: str) -> str:
    return f"{what} is a whole number. Write it in figures."

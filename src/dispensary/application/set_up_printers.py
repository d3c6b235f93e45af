"""Setting up a printer of this workstation, and trying it."""

from dispensary.application.ports.printer_setups import PrinterSetups, SheetPlaces
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.barcodes.tokens import label_token
from dispensary.domain.identifiers import LabelNumber, UserId
from dispensary.domain.labels.geometry import SheetStock
from dispensary.domain.people import Task
from dispensary.domain.printers import PrinterDetail, PrinterSetup, PrinterUnfit, printer_unfit, setup_words
from dispensary.domain.printing import JobKind, PrintJob
from dispensary.domain.refusals import Refusal
from dispensary.wording.labels import label_content
from dispensary.wording.printing import TEST_DIRECTIONS, TEST_MEDICINE, TEST_PERSON, TEST_TITLE

TEST_NUMBER = LabelNumber("70410000")
"""What previews carry too: no label that is on record."""


def set_up_printer(
    place: Workplace, actor: UserId, setups: PrinterSetups, kind: JobKind, setup: PrinterSetup
) -> Receipt | Refusal:
    """Keeps how one printer is set up and loaded, on this workstation alone. It takes whoever runs the settings.

    Refused where it cannot stand so (PrinterUnfit). The journal keeps what was before and after. Raises
    StoreUnavailable.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        refused = printer_unfit(kind, setup, place.stocks.papers)
        if refused is not None:
            return refused
        plan = setups.read()
        if plan.of(kind) == setup:
            return Receipt()
        told = {"before": setup_words(plan.of(kind)), "after": setup_words(setup)}
        step.note("printer-set-up", {}, {kind.value: told})
        step.uow.commit()
        # After the journal: it is never changed without an entry that says by whom.
        setups.keep(plan.having(kind, setup))
        return Receipt(prints=True)


def print_test(place: Workplace, actor: UserId, kind: JobKind) -> Receipt | Refusal:
    """Queues something to look at for that printer: a label that says it is none, or the page of barcodes.

    Whoever may label may try a printer. Raises StoreUnavailable.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(user, Refusal):
            return user
        document = place.pages.scan_sheet() if kind is JobKind.PAGE else _test_label(place, step, kind)
        if isinstance(document, Refusal):
            return document
        step.uow.prints.add(PrintJob(step.message_id(), kind, TEST_TITLE, document, None, step.now))
        step.note("test-print", {}, {"printer": kind.value})
        step.uow.commit()
        return Receipt(prints=True)


def begin_sheet(
    place: Workplace, actor: UserId, places: SheetPlaces, kind: JobKind, sheet: SheetStock, at: int
) -> Receipt | Refusal:
    """Another sheet of labels lies in the printer: the next label goes onto that place of it (1 is the first).

    Whoever may label may put paper in. Refused for a place that the sheet does not have. Raises StoreUnavailable.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.LABEL, on_duty=False)
        if isinstance(user, Refusal):
            return user
        if not 1 <= at <= sheet.cells:
            return PrinterUnfit(PrinterDetail.PLACE)
        places.put(kind, sheet, at)
        return Receipt(prints=True)


def _test_label(place: Workplace, step: Step, kind: JobKind) -> bytes | Refusal:
    content = label_content(
        medicine=TEST_MEDICINE,
        quantity=None,
        directions=TEST_DIRECTIONS,
        person=TEST_PERSON,
        supplied_on=step.now.date(),
        premises=step.uow.premises(),
        number=LabelNumber(label_token(TEST_NUMBER)),
        warnings=(),
        unread=False,
    )
    if isinstance(content, Refusal):
        return content
    loaded = place.stocks.loaded()
    made = place.documents.labels(content, loaded.label if kind is JobKind.LABEL else loaded.slip)
    return made if isinstance(made, Refusal) else made.pdf

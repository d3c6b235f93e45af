"""What every screen has in common: it is entered with what it is about, it may be left, and it may ask for another."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dispensary.domain.identifiers import IssueKey, PatientId, SnomedCode


class Where(Enum):
    """The screens by name."""

    SIGN_IN = "sign-in"
    WORKLIST = "worklist"
    PRESCRIPTION = "prescription"
    CLINICAL_CHECK = "clinical-check"
    ACCURACY_CHECK = "accuracy-check"
    HAND_OUT = "hand-out"
    PATIENT = "patient"
    MANUAL = "manual"
    STAFF = "staff"
    PHARMACY = "pharmacy"
    RESTRICTION = "restriction"
    PRODUCT = "product"
    LEAFLET = "leaflet"


@dataclass(frozen=True, slots=True)
class InHand:
    """The product that somebody has before them: its code where there is one, and its name as it stands there."""

    code: SnomedCode | None
    name: str


@dataclass(frozen=True, slots=True)
class Go:
    """A way to another screen: which, and about which prescription, patient or product. page: which of its pages, ""
    for the one that it begins with. barcode: the number of a pack that waits for somebody to say what it is.
    """

    where: Where
    key: IssueKey | None = None
    patient: PatientId | None = None
    product: InHand | None = None
    page: str = ""
    barcode: str = ""


class Screen(QWidget):
    """One screen of the stack.

    Signals: go(Go) asks for another screen; back() for the one before; notice(words) for what has no place on the
    screen itself. `bench` screens take the whole window.
    """

    go = Signal(object)
    back = Signal()
    notice = Signal(str)

    bench = False
    task = True

    def enter(self, about: Go) -> None:
        """Shown now, about this. Loads afresh: nothing here is older than the moment it is seen."""
        raise NotImplementedError

    def leave(self) -> None:
        """Not shown any more."""

    def closes(self) -> bool:
        """Esc closes something that stands open on the screen, before it leaves the screen. False: nothing does."""
        return False

    def in_hand(self) -> InHand | None:
        """The product that is at work here, for whoever wants to look it up; None: there is none."""
        return None

    def on_scan(self, raw: str) -> bool:
        """A barcode was scanned while this screen is shown. False: it means nothing here."""
        del raw
        return False

"""The hand-out: what is still to settle about one bag, and the deed when nothing is."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from dispensary.application.hand_out import Answers, Collector, hand_out
from dispensary.application.queries.collection import Collection, collection
from dispensary.application.queries.scans import by_scan
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import ScanKind
from dispensary.domain.charges import PAID, ChargeDecision, Evidence, Exemption
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.refusals import Refusal
from dispensary.wording.refused import refusal_words

BY_AGE, IN_EDUCATION = "0002", "0003"
FIRST = ("0007", "0006", "0016", "0005", "0009", "0010")
"""Prepayment, medical, Universal Credit, maternity, HC2, contraceptives come first, the others in their own order."""
JUST_NOW = timedelta(minutes=1)
"""A scan on another screen counts for the bag that it opens, and not for one that is opened later."""
OTHER_BAG = "Another bag was scanned, so the one before stays on the shelf. Ask again."


@dataclass(frozen=True, slots=True)
class Payment:
    """What was said about paying. exemption None: nothing yet; asked: somebody wants to choose although it was settled
    by itself.
    """

    exemption: str | None = None
    evidence: Evidence | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered at the counter for the bag in hand."""

    matches: bool = False
    collector: Collector | None = None
    id_seen: bool | None = None
    said: bool = False
    fetched: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """What the screen shows. charge: the decision as it stands; left: questions still open, in their order.

    scanned_at: when the label of this very bag was scanned; None where it was opened from a list.
    """

    collection: Collection
    given: Given
    payment: Payment
    charge: ChargeDecision | None
    exemptions: tuple[Exemption, ...]
    left: tuple[str, ...]
    scanned_at: datetime | None
    hands_out: str


class HandOutModel(QObject):
    """Signals: shown(Shown), refused(words) for a step or scan, unavailable(words) where there is nothing to show,
    opened(IssueKey) for another bag that was scanned, handed_out(IssueKey).

    What was said about paying is kept while a bag is put back; who stood there is asked again each time.
    """

    shown = Signal(object)
    refused = Signal(str)
    unavailable = Signal(str)
    opened = Signal(object)
    handed_out = Signal(object)

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._found: Collection | None = None
        self._given = Given()
        self._payments: dict[IssueKey, Payment] = {}
        self._scan: tuple[IssueKey, datetime] | None = None
        self._handing_out = False
        counter.changed.connect(self._changed)

    @property
    def key(self) -> IssueKey | None:
        """The prescription that is shown."""
        return self._key

    def enter(self, key: IssueKey) -> None:
        """This bag is on the counter. Nobody has said yet who stands there."""
        self._key, self._found, self._given, self._handing_out = key, None, Given(), False
        at = self._scanned_at(key)
        if at is None or self._counter.place.clock.now() - at > JUST_NOW:
            self._scan = None
        self.load()
        self._counter.looked("hand-out", prescription=key)

    def leave(self) -> None:
        """The bag goes back to its shelf. Who stood there counts no more."""
        self._key, self._given = None, Given()

    def was_scanned(self, key: IssueKey) -> None:
        """The label of that bag was scanned, here or on a screen that now opens it."""
        self._scan = (key, self._counter.place.clock.now())
        self._show()

    def _scanned_at(self, key: IssueKey) -> datetime | None:
        return self._scan[1] if self._scan is not None and self._scan[0] == key else None

    def load(self) -> None:
        """Reads the bag, behind every step that is still being recorded."""
        key = self._key
        if key is None or self._counter.user is None:
            return
        place, actor = self._counter.place, self._counter.actor
        self._counter.step(lambda: collection(place, actor, key), self._loaded, self._not_loaded)

    def _loaded(self, found: Collection) -> None:
        if found.held.key == self._key and not self._handing_out:
            self._found = found
            self._show()

    def _not_loaded(self, _refusal: Refusal, words: str) -> None:
        self.unavailable.emit(words)

    def _changed(self, receipt: Receipt) -> None:
        patient = self._found.held.patient if self._found is not None else None
        if self._key in receipt.prescriptions or patient in receipt.patients:
            self.load()

    def _show(self) -> None:
        found, key, user = self._found, self._key, self._counter.user
        if found is None or key is None or user is None:
            return
        payment = self._payments.get(key, Payment())
        self.shown.emit(
            Shown(
                collection=found,
                given=self._given,
                payment=payment,
                charge=_charge(found, payment),
                exemptions=offered(found.exemptions, found.age),
                left=self._left(found, payment),
                scanned_at=self._scanned_at(key),
                hands_out=user.name,
            )
        )

    def _left(self, found: Collection, payment: Payment) -> tuple[str, ...]:
        settled = {
            "identity": self._given.matches,
            "collector": self._given.collector is not None and self._given.id_seen is not None,
            "fridge": self._given.fetched,
            "charge": _charge(found, payment) is not None,
        }
        return tuple(asked for asked in found.asked if not settled[asked])

    def match(self) -> None:
        """They said their name and address, and both fit."""
        self._answer(replace(self._given, matches=True))

    def collect(self, who: Collector) -> None:
        """Who takes the controlled drug away."""
        self._answer(replace(self._given, collector=who))

    def see_id(self, *, seen: bool) -> None:
        """They were asked for identification, and showed it or did not."""
        self._answer(replace(self._given, id_seen=seen))

    def fetch(self) -> None:
        """What stands in the fridge lies on the counter."""
        self._answer(replace(self._given, fetched=True))

    def say(self) -> None:
        """The one thing was said."""
        self._answer(replace(self._given, said=not self._given.said))

    def _answer(self, given: Given) -> None:
        self._given = given
        self._show()

    def pay(self) -> None:
        """The charge was paid."""
        self._settle(Payment(PAID))

    def exempt(self, code: str) -> None:
        """They claim that exemption; whether they showed evidence is said next, unless the date of birth shows it."""
        self._settle(Payment(code))

    def see_evidence(self, *, seen: bool) -> None:
        """They showed that the exemption is theirs, or did not."""
        if self._key is not None:
            before = self._payments.get(self._key, Payment())
            self._settle(replace(before, evidence=Evidence.SEEN if seen else Evidence.NOT_SEEN))

    def change_payment(self) -> None:
        """What was settled about paying is asked again."""
        self._settle(Payment(asked=True))

    def _settle(self, payment: Payment) -> None:
        if self._key is not None:
            self._payments[self._key] = payment
            self._show()

    def scan(self, raw: str) -> bool:
        """A bag label opens its bag, or shows that the bag in hand is the right one. False for any other barcode."""
        place = self._counter.place
        if read_scan(raw, today=place.clock.now().date()).kind is not ScanKind.BAG:
            return False
        self._counter.read(lambda: by_scan(place, raw), self._found_bag)
        return True

    def _found_bag(self, found: IssueKey | Refusal) -> None:
        if isinstance(found, Refusal):
            self.refused.emit(refusal_words(found))
            return
        before = self._key
        self.was_scanned(found)
        if found == before:
            return
        self.opened.emit(found)
        if before is not None:
            self.refused.emit(OTHER_BAG)

    def hand_out(self) -> None:
        """The bag goes over the counter, and EPS is told. Nothing while a question is open."""
        found, key = self._found, self._key
        if found is None or key is None or found.barred is not None or self._handing_out:
            return
        payment = self._payments.get(key, Payment())
        if self._left(found, payment):
            return
        given = self._given
        answers = Answers(
            identity_matches=given.matches,
            charge=_charge(found, payment) if "charge" in found.asked else None,
            collector=given.collector,
            id_asked=given.id_seen is not None,
            id_seen=bool(given.id_seen),
            counselled=given.said,
            fetched=given.fetched,
        )
        place, actor = self._counter.place, self._counter.actor
        self._handing_out = True

        def done(_receipt: Receipt) -> None:
            self._payments.pop(key, None)
            if self._key == key:
                self.handed_out.emit(key)

        self._counter.step(lambda: hand_out(place, actor, key, answers), done, self._not_handed_out)

    def _not_handed_out(self, _refusal: Refusal, words: str) -> None:
        self._handing_out = False
        self.refused.emit(words)
        self.load()


def _charge(found: Collection, payment: Payment) -> ChargeDecision | None:
    """What is settled about paying; None while it is open."""
    if payment.exemption is None:
        return None if payment.asked else (found.said_before or found.by_age)
    if payment.exemption == PAID:
        return ChargeDecision(PAID)
    if found.by_age is not None and payment.exemption == found.by_age.exemption:
        return found.by_age
    return ChargeDecision(payment.exemption, payment.evidence) if payment.evidence is not None else None


def offered(exemptions: tuple[Exemption, ...], age: int | None) -> tuple[Exemption, ...]:
    """The exemptions that may be theirs: those by age only where the age fits, or where nobody knows it."""
    fits = {BY_AGE: age is None or age < 16 or age >= 60, IN_EDUCATION: age is None or 16 <= age <= 18}
    theirs = [exemption for exemption in exemptions if fits.get(exemption.code, True)]
    rank = {code: place for place, code in enumerate(FIRST)}
    return tuple(sorted(theirs, key=lambda exemption: rank.get(exemption.code, len(FIRST))))

"""One counter at work: who is signed in, what was changed, what is out of reach. Every view-model talks to it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from dispensary.application.deliver_outbox import Delivery, deliver_outbox
from dispensary.application.looks import look_at, look_for
from dispensary.application.ports.changes import Changes
from dispensary.application.ports.printer import Printer
from dispensary.application.ports.store import OutcomeUnknown
from dispensary.application.prints import Printed, send_prints
from dispensary.application.receive import ask_for_nominated
from dispensary.application.step import Receipt
from dispensary.application.workplace import Workplace
from dispensary.desktop.messages import outage_words
from dispensary.desktop.tasks import Lane, Tasks
from dispensary.domain.identifiers import IssueKey, PatientId, UserId
from dispensary.domain.people import User
from dispensary.domain.printing import JobKind
from dispensary.domain.refusals import Refusal
from dispensary.wording.refused import UNFORESEEN, refusal_words

Made = TypeVar("Made")

DELIVER_EVERY_MS = 15_000
RELEASE_EVERY_MS = 300_000


class Counter(QObject):
    """The counter's shared state.

    Signals:
        changed: a Receipt; whoever shows something named in it looks again.
        user_changed: somebody signed in or out.
        outage: which part ("eps", "printer", "store") and why; empty words once it works again. "unsure": what may
            have been recorded or not; it stays until somebody has seen it.
        bug: an exception that is nobody's rule and no outage.
        restricted: somebody wanted to see a record that is closed to them: whose.
        unprinted: sentences about labels that were not printed, or may not be, and that do not wait any more.
    """

    changed = Signal(object)
    user_changed = Signal()
    outage = Signal(str, str)
    bug = Signal(object)
    restricted = Signal(str)
    unprinted = Signal(tuple)
    _elsewhere = Signal(object)

    def __init__(
        self, place: Workplace, tasks: Tasks, printers: dict[JobKind, Printer], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.place = place
        self.tasks = tasks
        self._printers = printers
        self._user: User | None = None
        self._delivering = self._printing = self._unread = False
        self._deliver_again = self._print_again = False
        self._print_problem = ""
        self.into_folder = False
        self._looks = 0
        self._newest: dict[str, int] = {}
        self._feed = place.store.changes()
        place.store.tidy()
        self._elsewhere.connect(self._changed_elsewhere, Qt.ConnectionType.QueuedConnection)
        tasks.failed.connect(self._failed)
        self._clock = QTimer(self)
        self._clock.setInterval(DELIVER_EVERY_MS)
        self._clock.timeout.connect(self.deliver)
        self._clock.timeout.connect(self.print_waiting)
        self._asker = QTimer(self)
        self._asker.setInterval(RELEASE_EVERY_MS)
        self._asker.timeout.connect(self.ask_eps)

    @property
    def user(self) -> User | None:
        return self._user

    @property
    def printing(self) -> bool:
        """Something is on its way to a printer at this moment."""
        return self._printing

    @property
    def actor(self) -> UserId:
        """Who acts. Raises RuntimeError where nobody is signed in: a screen that lets somebody act then is a bug."""
        if self._user is None:
            raise RuntimeError("nobody is signed in")
        return self._user.id

    @property
    def viewer(self) -> UserId | None:
        """Who looks, for what a record shows; None where nobody is signed in."""
        return self._user.id if self._user is not None else None

    def start(self) -> None:
        """Begins sending and asking by the clock, and listening to the other counters where there are any."""
        self._clock.start()
        self._asker.start()
        if self._feed is not None:
            self._feed.start(self._elsewhere.emit)

    def stop(self) -> None:
        """Ends the clocks and the listening; what waits in the store is sent after the next start."""
        self._clock.stop()
        self._asker.stop()
        if self._feed is not None:
            self._feed.stop()

    @Slot(object)
    def _changed_elsewhere(self, made: Changes) -> None:
        """Another counter recorded something: whoever shows it looks again. That counter sends and prints its own."""
        self.changed.emit(
            Receipt(
                prescriptions=made.prescriptions,
                patients=made.patients,
                staff=made.staff,
                outbox=made.outbox,
                prints=made.prints,
                bench=made.bench,
            )
        )

    def sign_on(self, user: User) -> None:
        self._user = user
        self.user_changed.emit()

    def sign_off(self) -> None:
        self._user = None
        self.user_changed.emit()

    def step(
        self,
        work: Callable[[], Made | Refusal],
        done: Callable[[Made], None],
        refused: Callable[[Refusal, str], None],
        lane: Lane = Lane.WRITE,
    ) -> None:
        """Records a step on the writer's thread, or on that lane.

        `done` gets its receipt, which is broadcast too; `refused` the refusal and its sentence. An outage gets a
        banner, and its sentence goes to `refused` as well; so does a bug's: whoever waits for an answer always gets
        one, and may act again.
        """

        def arrived(made: Made | Refusal) -> None:
            if isinstance(made, Refusal):
                refused(made, refusal_words(made))
                return
            self.outage.emit("store", "")
            done(made)
            self.broadcast(made)
            self._tidy()

        def failed(problem: Exception) -> None:
            words = outage_words(problem)
            if words is None:
                self.bug.emit(problem)
            else:
                self.outage.emit("unsure" if isinstance(problem, OutcomeUnknown) else "store", words)
            refused(Refusal(), UNFORESEEN if words is None else words)

        self.tasks.do(lane, work, arrived, failed)

    def _tidy(self) -> None:
        """After the answer is on the screen, and beside the next step: that one need not wait for it."""
        if self.place.store.untidy:
            self.tasks.do(Lane.READ, self.place.store.tidy, lambda _: None)

    def broadcast(self, made: object) -> None:
        """Tells every screen what changed, and gets waiting messages and labels on their way."""
        receipt = made if isinstance(made, Receipt) else getattr(made, "receipt", None)
        if not isinstance(receipt, Receipt):
            return
        self.changed.emit(receipt)
        if receipt.outbox:
            self.deliver()
        if receipt.prints:
            self.print_waiting()

    def read(
        self,
        work: Callable[[], Made],
        done: Callable[[Made], None],
        failed: Callable[[], None] | None = None,
        *,
        newest: str = "",
    ) -> None:
        """Looks something up on a reader's thread. failed: called where that was not possible, beside the banner.

        newest: the name of what is looked at again and again. There are several readers, so an older look may come home
        after a newer one: it is not shown then.
        """
        self._looks += 1
        look = self._looks

        def arrived(made: Made) -> None:
            if self._unread:
                self._unread = False
                self.outage.emit("store", "")
            if newest:
                if look < self._newest.get(newest, 0):
                    return
                self._newest[newest] = look
            done(made)

        def lost(problem: Exception) -> None:
            self._unread = self._unread or outage_words(problem) is not None
            if failed is not None:
                failed()
            self._failed(problem)

        self.tasks.do(Lane.READ, work, arrived, lost)

    def looked(self, why: str, *, patient: PatientId | None = None, prescription: IssueKey | None = None) -> None:
        """Journals that whoever is signed in opened this, behind every step that is still being recorded."""
        if self._user is not None:
            place, actor = self.place, self._user.id
            work = lambda: look_at(place, actor, why, patient=patient, prescription=prescription)  # noqa: E731
            self.tasks.do(Lane.WRITE, work, lambda _: None)

    def looked_for(self, actor: UserId, typed: str, shown: tuple[PatientId, ...]) -> None:
        """Journals that somebody searched for a person and was shown these."""
        if shown:
            place = self.place
            self.tasks.do(Lane.WRITE, lambda: look_for(place, actor, typed, shown), lambda _: None)

    def ask_eps(self) -> None:
        """Asks EPS for what is nominated here."""
        if self._user is None:
            return
        actor = self._user.id
        self.step(lambda: ask_for_nominated(self.place, actor), lambda _: None, lambda _refusal, _words: None)

    def deliver(self) -> None:
        """Sends what waits for EPS; one round at a time, and another if something came meanwhile."""
        if self._delivering:
            self._deliver_again = True
            return
        self._delivering = True
        self.tasks.do(Lane.OUTSIDE, lambda: deliver_outbox(self.place), self._delivered, self._deliver_failed)

    def deliver_now(self) -> None:
        """Tries again at once, whatever pause was agreed: somebody asked for it."""
        if not self._delivering:
            self._delivering = True
            work = lambda: deliver_outbox(self.place, now_too=True)  # noqa: E731
            self.tasks.do(Lane.OUTSIDE, work, self._delivered, self._deliver_failed)

    def _delivered(self, done: Delivery) -> None:
        self._delivering = False
        self.outage.emit("eps", done.unavailable)
        if done.sent or done.rejected or done.received:
            self.changed.emit(done.receipt)
        if self._deliver_again:
            self._deliver_again = False
            self.deliver()

    def _deliver_failed(self, problem: Exception) -> None:
        self._delivering = False
        self._failed(problem)

    def use_printers(self, printers: dict[JobKind, Printer], *, into_folder: bool = False) -> None:
        """From the next round on these print. into_folder: no label comes out on paper."""
        self._printers, self.into_folder = printers, into_folder

    def print_waiting(self) -> None:
        """Sends what waits for a printer, on a lane of its own: EPS never waits for a printer that does not answer."""
        if self._printing:
            self._print_again = True
            return
        self._printing = True
        printers = self._printers
        self.tasks.do(Lane.PRINT, lambda: send_prints(self.place, printers), self._printed, self._print_failed)

    def _printed(self, done: Printed) -> None:
        self._printing = False
        self.outage.emit("printer", done.problem)
        if done.unprinted:
            self.unprinted.emit(done.unprinted)
        if done.sent or done.settled or done.problem != self._print_problem:
            self.changed.emit(done.receipt)
        self._print_problem = done.problem
        if self._print_again:
            self._print_again = False
            self.print_waiting()

    def _print_failed(self, problem: Exception) -> None:
        self._printing = False
        self._failed(problem)

    def _failed(self, problem: Exception) -> None:
        words = outage_words(problem)
        if words is None:
            self.bug.emit(problem)
        else:
            self.outage.emit("unsure" if isinstance(problem, OutcomeUnknown) else "store", words)

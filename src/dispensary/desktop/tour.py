"""The tour: the real window, driven by keys and scans from sign-in to claim, with a picture of each step.

Nothing is shown that did not happen: each step waits until the store holds what it should, and a step that does not
come to pass ends the tour with exit code 1 and says which. Runs with or without a display.
"""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from dispensary.application.ports.printer import Printer
from dispensary.application.queries.journal import journal_state
from dispensary.application.queries.worklist import WorkRow
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import Desk, application, build, catch_bugs
from dispensary.desktop.components import Banner, FindingCard
from dispensary.desktop.views.screen import Where
from dispensary.domain.barcodes.tokens import bag_token, label_token
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.printing import JobKind
from dispensary.domain.workflow import Stage

PATIENCE_MS = 30_000
TYPING_MS = 60
WEDGE_GAP_MS = 4
SIZE = (1366, 768)
NUMBERS = {"amara": "1", "joseph": "2", "nia": "3"}


class TourFailed(Exception):
    """A step did not come to pass; the message says which and what was waited for."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """One line of the transcript."""

    number: int
    what: str
    by: str
    ok: bool
    picture: str | None = None
    prescription: str | None = None
    detail: str = ""


def tour(place: Workplace, printers: dict[JobKind, Printer], printed: Path, folder: Path) -> int:
    """Drives the main job; leaves numbered pictures, every label as PDF and transcript.json. 0 only if all worked."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    desk = build(place, printers)
    catch_bugs(desk.counter)
    guide = Guide(app, desk, place, folder)
    try:
        guide.run()
    except TourFailed as failure:
        guide.failed(str(failure))
    finally:
        desk.window.close()
        app.processEvents()
        _keep_labels(printed, folder / "printed")
        guide.write()
    sys.stderr.write(guide.summary() + "\n")
    return 0 if guide.whole else 1


def _keep_labels(printed: Path, folder: Path) -> None:
    if printed.is_dir():
        shutil.copytree(printed, folder, dirs_exist_ok=True)


class Guide:
    """One tour: who sits at the counter, which steps were done, and whether all of them came to pass."""

    def __init__(self, app: QApplication, desk: Desk, place: Workplace, folder: Path) -> None:
        self._app, self._desk, self._place, self._folder = app, desk, place, folder
        self._steps: list[StepDone] = []
        self._pictures = 0
        self._bugs: list[str] = []
        self._person = ""
        self.whole = False
        self._scans = 0
        self._clock = QElapsedTimer()
        self._clock.start()
        desk.counter.bug.connect(lambda problem: self._bugs.append(type(problem).__name__))

    def run(self) -> None:
        """The whole way, three prescriptions from sign-in to claim and what lies beside it."""
        window = self._desk.window
        window.resize(*SIZE)
        window.begin()
        window.show()
        window.activateWindow()
        self._wait(lambda: bool(self._screen(Where.SIGN_IN).ui.premises.text()), "the sign-in page")
        self._done("The counter waits for somebody to sign in", picture="sign-in")
        self._sign_in("amara")
        self._take_duty()
        self._receive()
        self._clean()
        self._stopped()
        self._wrong_pack_first()
        self._record()
        self._all_sent()
        self._prove()
        self.whole = not self._bugs

    # the people

    def _sign_in(self, user: str) -> None:
        if self._desk.counter.user is not None:
            self._press(Qt.Key.Key_F11)
            self._wait(lambda: self._at(Where.SIGN_IN), "the sign-in page")
        page = self._screen(Where.SIGN_IN)
        page.model.choose(user)
        self._wait(lambda: page.model.user is not None and page.model.user.id.value == user, f"{user} to be chosen")
        self._type("1234", page.ui.pin)
        self._press(Qt.Key.Key_Return, page.ui.pin)
        self._wait(lambda: self._at(Where.WORKLIST) and self._desk.counter.user is not None, "the worklist")
        person = self._desk.counter.user
        self._person = person.name if person else ""

    def _take_duty(self) -> None:
        banners = self._desk.window.ui.banners

        def offered() -> list[Banner]:
            return [banner for banner in banners.banners() if (words := banner.words()) and words.key == "duty"]

        self._wait(lambda: bool(offered()), "the banner that offers duty")
        offered()[0].button("duty").click()

        def on_duty() -> bool:
            with self._place.store.read() as uow:
                return uow.duty.current() is not None

        self._wait(on_duty, "a responsible pharmacist")
        self._done("Amara Whitlock signs in and becomes responsible pharmacist")

    # the prescriptions

    def _receive(self) -> None:
        model = self._screen(Where.WORKLIST).model

        def all_here() -> bool:
            with self._place.store.read() as uow:
                return len(uow.dispensings.open()) >= 60 and not uow.outbox.unfinished()

        self._wait(all_here, "the nominated prescriptions")
        self._wait(lambda: len(model.every) >= 60, "the worklist to show them")
        self._promise()
        self._done("EPS releases the nominated prescriptions, 25 at a time, to the last", picture="worklist")

    def _promise(self) -> None:
        """Some patients wait at the counter, one wants a delivery."""
        for name, times in (("Mrs Beryl Hartnoll", 1), ("Mr Tomasz Wrona", 1), ("Mr Arthur Penhallow", 2)):
            self._choose(self._find(name))
            for _ in range(times):
                self._press(Qt.Key.Key_W, modifier=Qt.KeyboardModifier.ControlModifier)
                self._rest()
        self._choose(self._find("Mrs Beryl Hartnoll"))

    def _clean(self) -> None:
        """One that nothing stands in the way of."""
        key = self._find("Mr Gregory Thistlewood")
        self._open(key, Where.CLINICAL_CHECK)
        self._picture_of("clinical-check-clear", "The clinical check of a prescription that is clear", key)
        self._approve(key)
        self._sign_in("nia")
        self._label_all(key, picture="label")
        self._sign_in("joseph")
        self._check_all(key, picture="accuracy-right")
        self._sign_in("nia")
        self._hand_out(key, picture="hand-out")
        self._claim(key, picture="claim")

    def _stopped(self) -> None:
        """A clinical stop that the pharmacist resolves."""
        self._sign_in("amara")
        key = self._find("Mrs Halina Kowalczyk", stop=True)
        self._open(key, Where.CLINICAL_CHECK)
        self._picture_of("clinical-check-stop", "A stop: nothing can be approved until a pharmacist settles it", key)
        self._settle_findings(key)
        self._approve(key)
        self._sign_in("nia")
        self._label_all(key)
        self._sign_in("joseph")
        self._check_all(key)
        self._sign_in("nia")
        self._hand_out(key)
        self._claim(key)

    def _wrong_pack_first(self) -> None:
        """The wrong strength scanned first."""
        self._sign_in("amara")
        key, wrong = self._with_another_strength()
        self._open(key, Where.CLINICAL_CHECK)
        self._settle_findings(key)
        self._approve(key)
        self._sign_in("nia")
        self._label_all(key)
        self._sign_in("joseph")
        self._check_all(key, wrong=wrong)
        self._sign_in("nia")
        self._hand_out(key)
        self._claim(key)

    def _with_another_strength(self) -> tuple[IssueKey, str]:
        """A prescription of one medicine that comes in another strength of the same form, and that pack's barcode."""
        for row in self._screen(Where.WORKLIST).model.every:
            if row.items != 1 or row.failed or row.stops or row.controlled or row.cancelled:
                continue
            item = self._held(row.key).prescription.items[0]
            wanted = self._place.dictionary.resolve(item.code).virtual_product if item.code else None
            if wanted is None or wanted.unit not in ("tablet", "capsule") or wanted.vtm is None:
                continue
            for found in self._place.dictionary.search(item.name.split()[0], 30):
                for pack in self._place.dictionary.packs_of(found.code):
                    other = pack.virtual
                    same = other.vtm == wanted.vtm and other.form == wanted.form and other.code != wanted.code
                    codes = self._place.dictionary.gtins_of(pack.code) if same else ()
                    if codes:
                        return row.key, codes[0].value[1:]
        raise TourFailed("no prescription has a medicine of two strengths")

    def _record(self) -> None:
        """What the pharmacist sees of a person, a refused prescription, and the list at the end."""
        self._sign_in("amara")
        self._choose(self._find("Mrs Beryl Hartnoll"))
        self._press(Qt.Key.Key_F3)
        self._wait(lambda: self._at(Where.PATIENT), "the patient's record")
        self._rest()
        self._picture_of("patient-record", "The patient's record, with the goal in her words and what changed", None)
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        self._press(Qt.Key.Key_F5)
        self._wait(lambda: self._at(Where.MANUAL), "a paper prescription")
        self._rest()
        self._picture_of("paper-prescription", "A paper prescription is typed in by the same path", None)
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        self._done("What is left for today", picture="worklist-later")

    # the steps of each

    def _open(self, key: IssueKey, where: Where) -> None:
        self._choose(key)
        self._press(Qt.Key.Key_F4)
        self._wait(lambda: self._at(where), f"the {where.value} screen")
        self._rest()

    def _choose(self, key: IssueKey) -> None:
        if not self._at(Where.WORKLIST):
            self._desk.window.ui.top_bar.place_chosen.emit("worklist")
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        view = self._screen(Where.WORKLIST)
        view.model.load()
        self._rest()
        self._wait(lambda: view.rows.place_of(key) is not None, f"{key} in the worklist")
        view.ui.table.selectRow(view.rows.place_of(key))
        self._wait(lambda: view.model.chosen == key, f"{key} to be chosen")
        self._rest()

    def _settle_findings(self, key: IssueKey) -> None:
        """The pharmacist gives each open finding its second answer, "prescriber confirms", and writes why."""
        view = self._screen(Where.CLINICAL_CHECK)
        for _ in range(12):
            cards = [card for card in view.findChildren(FindingCard) if card.isVisible()]
            waiting = [card for card in cards if card.finding.settled is None and card.finding.reasons]
            if not waiting:
                break
            card = waiting[0]
            card.first_answer().setFocus()
            self._turn()
            self._press(Qt.Key.Key_2)
            if card.finding.needs_words:
                self._type("Asked Dr Farrant: intended")
                self._press(Qt.Key.Key_Return)
            self._rest()
        self._picture_of("clinical-check-settled", "Each finding is settled by the pharmacist, with a reason", key)

    def _approve(self, key: IssueKey) -> None:
        self._press(Qt.Key.Key_F10)
        self._wait_stage(key, {Stage.CLINICALLY_CHECKED}, "the approval")
        self._done("The pharmacist approves", key)

    def _label_all(self, key: IssueKey, picture: str | None = None) -> None:
        self._open(key, Where.PRESCRIPTION)
        view = self._screen(Where.PRESCRIPTION)
        for _ in range(20):
            works = [work for work in self._held(key).live if work.stage is Stage.CLINICALLY_CHECKED]
            if not works:
                break
            self._wait(lambda: bool(view.ui.label.current), "the label preview")
            self._rest()
            if picture:
                self._picture_of(picture, "The label as it will print, dot for dot", key)
                picture = None
            before = len(works)
            if view.ui.accept.held:
                self._type("dd")
                self._wait(lambda: bool(view.ui.label.current) and not view.ui.accept.held, "the prescriber's words")
            self._press(Qt.Key.Key_F10)
            self._wait(partial(self._fewer_to_label, key, before), "the label")
            self._rest()
        self._wait_stage(key, {Stage.LABELLED}, "the labels")
        self._done("The labels are made, read back and sent to the printer", key)
        self._rest()
        self._press(Qt.Key.Key_F10)
        self._wait_stage(key, {Stage.ASSEMBLED}, "the packs to be picked")
        self._done("The packs are picked and labelled", key)

    def _fewer_to_label(self, key: IssueKey, before: int) -> bool:
        return sum(work.stage is Stage.CLINICALLY_CHECKED for work in self._held(key).live) < before

    def _more_scans(self, key: IssueKey, work: ItemWork, before: int) -> bool:
        return len(self._held(key).work(work.item_id).scans) > before

    def _check_all(self, key: IssueKey, *, picture: str | None = None, wrong: str = "") -> None:
        self._open(key, Where.ACCURACY_CHECK)
        for work in self._held(key).live:
            if work.stage is not Stage.ASSEMBLED:
                continue
            if wrong:
                self._scan_wrong(key, wrong)
                wrong = ""
            self._scan_packs(key, work)
            if picture:
                self._picture_of(picture, "The right pack, scanned; its label comes next", key)
                picture = None
            self._scan_label(key, work)
        self._wait_stage(key, {Stage.ACCURACY_CHECKED}, "the accuracy check")
        self._done("Every pack and its label is scanned", key)
        self._rest()
        self._type("C3")
        self._press(Qt.Key.Key_F12)
        self._wait_stage(key, {Stage.BAGGED}, "the bag")
        self._done("The bag label is printed, and the bag stands on its shelf", key)

    def _scan_packs(self, key: IssueKey, work: ItemWork) -> None:
        """As many packs as make up the quantity, each with its own barcode; loose ones are counted."""
        for _ in range(30):
            held = self._held(key).work(work.item_id)
            if held.packs_complete or held.supplying is None:
                return
            scans = len(held.scans)
            left = held.supplying.value - (held.scanned or 0)
            if left < 0:
                self._count_loose(key, held)
                continue
            self._scan(self._barcode(key, work, left))
            self._wait(partial(self._more_scans, key, work, scans), "the pack to be taken")
            self._rest()
        raise TourFailed("the packs never made up the quantity")

    def _count_loose(self, key: IssueKey, work: ItemWork) -> None:
        """Part of the last pack goes out."""
        assert work.supplying is not None
        last = work.scans[-1]
        over = (work.scanned or 0) - work.supplying.value
        counted = (last.amount or 0) - over
        self._press(Qt.Key.Key_O, modifier=Qt.KeyboardModifier.ControlModifier)
        self._rest()
        self._type(format(counted, "f"))
        self._press(Qt.Key.Key_Return)
        self._rest()
        self._wait(lambda: self._held(key).work(work.item_id).packs_complete, "the loose count")

    def _scan_label(self, key: IssueKey, work: ItemWork) -> None:
        held = self._held(key).work(work.item_id)
        if held.packs_to_count is not None:
            self._type(str(held.packs_to_count))
            self._press(Qt.Key.Key_Return)
            self._wait(lambda: self._held(key).work(work.item_id).packs_to_count is None, "the packs to be counted")
        assert held.label is not None
        self._scan(label_token(held.label.number))
        self._wait(lambda: self._held(key).work(work.item_id).stage is Stage.ACCURACY_CHECKED, "the label to be taken")
        self._rest()

    def _scan_wrong(self, key: IssueKey, barcode: str) -> None:
        """Another strength of the same medicine."""
        self._scan(barcode)
        self._wait(lambda: self._held(key).held_pack is not None, "the wrong pack to be stopped")
        self._rest()
        self._picture_of("accuracy-stop", "The wrong strength: a red screen that another scan does not dismiss", key)
        self._press(Qt.Key.Key_S)
        self._wait(lambda: self._held(key).held_pack is None, "the cause to be recorded")
        self._done("Joseph says what was wrong; a near-miss note is kept", key)
        self._press(Qt.Key.Key_Escape)
        self._rest()

    def _hand_out(self, key: IssueKey, picture: str | None = None) -> None:
        bag = self._held(key).bag
        if bag is None:
            raise TourFailed("there is no bag")
        self._scan(bag_token(bag.number))
        self._wait(lambda: self._at(Where.HAND_OUT), "the hand-out")
        self._rest()
        self._press(Qt.Key.Key_F10)
        self._rest()
        if picture:
            self._picture_of(picture, "At the counter: names hidden, one question after another", key)
        self._settle_counter()
        self._press(Qt.Key.Key_F12)
        self._wait_stage(key, {Stage.HANDED_OUT, Stage.OWING}, "the hand-out")
        self._done("The bag is handed out and EPS is told", key)

    def _settle_counter(self) -> None:
        """They match; who collects, and that ID was seen; paid, where no exemption shows by itself."""
        button = self._screen(Where.HAND_OUT).ui.hand_out
        for key in (Qt.Key.Key_1, Qt.Key.Key_Y, Qt.Key.Key_1, Qt.Key.Key_Y):
            if not button.held:
                return
            self._press(key)
            self._rest()

    def _claim(self, key: IssueKey, picture: str | None = None) -> None:
        self._wait(lambda: self._sent(key), "EPS to take the notification")
        self._open(key, Where.PRESCRIPTION)
        if picture:
            self._picture_of(picture, "Wholly dispensed: one key claims for it", key)
        self._press(Qt.Key.Key_F12)
        self._wait(lambda: self._held(key).claim is not None, "the claim")
        self._wait(lambda: self._sent(key), "EPS to take the claim")
        self._done("The claim is sent", key)

    # what the store holds

    def _held(self, key: IssueKey) -> Dispensing:
        with self._place.store.read() as uow:
            held = uow.dispensings.get(key)
        if held is None:
            raise TourFailed(f"{key} is not in the store")
        return held

    def _sent(self, key: IssueKey) -> bool:
        with self._place.store.read() as uow:
            return not [message for message in uow.outbox.unfinished() if message.key == key]

    def _find(self, name: str, *, stop: bool = False, items: int | None = None) -> IssueKey:
        every: tuple[WorkRow, ...] = self._screen(Where.WORKLIST).model.every
        rows = [row for row in every if row.name == name]
        rows = [row for row in rows if (not stop or row.stops) and items in (None, row.items)]
        if not rows:
            raise TourFailed(f"there is no prescription for {name}")
        return rows[0].key

    def _wait_stage(self, key: IssueKey, stages: set[Stage], what: str) -> None:
        done = stages | {Stage.NOT_DISPENSED}
        self._wait(lambda: all(work.stage in done for work in self._held(key).live), what)

    def _barcode(self, key: IssueKey, work: ItemWork, left: object) -> str:
        """The barcode of a pack that fits what is left, as printed on it: the largest that is not too much."""
        item = self._held(key).prescription.item(work.item_id)
        packs = [
            pack
            for pack in self._place.dictionary.packs_of(item.code or SnomedCode(""))
            if pack.quantity is not None and self._place.dictionary.gtins_of(pack.code)
        ]
        if not packs:
            raise TourFailed(f"no pack of {item.name} has a barcode")
        amounts = [pack for pack in packs if pack.quantity is not None and pack.quantity.value <= left]  # type: ignore[operator]
        chosen = max(amounts or packs, key=lambda pack: pack.quantity.value if pack.quantity else 0)
        if not amounts:
            chosen = min(packs, key=lambda pack: pack.quantity.value if pack.quantity else 0)
        return self._place.dictionary.gtins_of(chosen.code)[0].value[1:]

    # hands and eyes

    def _screen(self, where: Where) -> Any:
        """A screen with its form and its view-model, whichever it is."""
        return self._desk.window.screens[where]

    def _at(self, where: Where) -> bool:
        return self._desk.window.current is self._desk.window.screens[where]

    def _handle(self) -> QWindow:
        """The window as the system sees it: keys come in here, as from a real keyboard."""
        handle = self._desk.window.windowHandle()
        assert handle is not None
        return handle

    def _press(
        self,
        key: Qt.Key,
        widget: QWidget | None = None,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        if widget is not None:
            QTest.keyClick(widget, key, modifier)
        else:
            QTest.keyClick(self._handle(), key, modifier)
        self._turn()

    def _type(self, words: str, widget: QWidget | None = None) -> None:
        for letter in words:
            if widget is not None:
                QTest.keyClick(widget, letter)  # type: ignore[call-overload]
            else:
                QTest.keyClick(self._handle(), letter)  # type: ignore[call-overload]
                QTest.qWait(TYPING_MS)
        self._turn()

    def _scan(self, raw: str) -> None:
        """As a keyboard-wedge scanner sends it: a key every few milliseconds by its own clock, then Enter."""
        handle = self._handle()
        at = self._clock.elapsed() + 1000 * (self._scans + 1)
        self._scans += 1
        keys = [(Qt.Key(ord(letter)), letter) for letter in raw] + [(Qt.Key.Key_Return, "\r")]
        for place, (key, text) in enumerate(keys):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                event.setTimestamp(at + WEDGE_GAP_MS * place)
                QCoreApplication.sendEvent(handle, event)
        self._turn()

    def _turn(self) -> None:
        self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _wait(self, come: Callable[[], bool], what: str) -> None:
        clock = QElapsedTimer()
        clock.start()
        while not come():
            if clock.elapsed() > PATIENCE_MS or self._bugs:
                self._picture("failed")
                raise TourFailed(f"waited in vain for {what}" + (f" ({self._bugs[0]})" if self._bugs else ""))
            self._app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def _rest(self) -> None:
        """Until nothing is under way: what is on the screen is what is in the store."""
        self._wait(lambda: not self._desk.counter.tasks.busy, "the counter to come to rest")
        QTest.qWait(30)
        self._wait(lambda: not self._desk.counter.tasks.busy, "the counter to come to rest")

    # the transcript

    def _picture(self, name: str) -> str:
        self._pictures += 1
        file = f"{self._pictures:02d}-{name}.png"
        self._desk.window.grab().save(str(self._folder / file))
        return file

    def _picture_of(self, name: str, what: str, key: IssueKey | None) -> None:
        self._done(what, key, picture=name)

    def _done(self, what: str, key: IssueKey | None = None, *, picture: str | None = None, detail: str = "") -> None:
        if picture:
            self._rest()
        file = self._picture(picture) if picture else None
        self._steps.append(
            StepDone(len(self._steps) + 1, what, self._person, True, file, str(key) if key else None, detail)
        )

    def failed(self, words: str) -> None:
        self._steps.append(StepDone(len(self._steps) + 1, words, self._person, False))
        self.whole = False

    def _all_sent(self) -> None:
        def quiet() -> bool:
            with self._place.store.read() as uow:
                return not uow.outbox.unfinished() and not uow.prints.waiting()

        self._wait(quiet, "every message and label to be sent")
        self._done("Nothing waits: every message is with EPS and every label with the printer")

    def _prove(self) -> None:
        state = journal_state(self._place)
        if state.broken is not None:
            raise TourFailed(f"the journal breaks at entry {state.broken.sequence}")
        self._done("The journal holds together", detail=f"{state.entries} entries")

    def write(self) -> None:
        """transcript.json: what was done, by whom, and with which picture."""
        document = {
            "ok": self.whole,
            "steps": [asdict(step) for step in self._steps],
            "bugs": self._bugs,
            "program": self._place.version,
        }
        (self._folder / "transcript.json").write_text(
            json.dumps(document, indent=1, ensure_ascii=False), encoding="utf-8"
        )

    def summary(self) -> str:
        last = self._steps[-1] if self._steps else None
        if self.whole:
            return f"The tour is whole: {len(self._steps)} steps, {self._pictures} pictures in {self._folder}."
        return f"The tour ended early: {last.what if last else 'it did not begin'}."

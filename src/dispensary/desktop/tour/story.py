"""The tour: the real window, driven by keys and scans from sign-in to claim, with a picture of each step.

Nothing is shown that did not happen: each step waits until the store holds what it should, and a step that does not
come to pass ends the tour with exit code 1 and says which. Runs with or without a display.
"""

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from dispensary.application.ports.printer import Printer
from dispensary.application.queries.journal import journal_state
from dispensary.application.workplace import Workplace
from dispensary.desktop.app import application, build, catch_bugs
from dispensary.desktop.tour.hands import PRINTED, TourFailed
from dispensary.desktop.tour.steps import Steps
from dispensary.desktop.views.screen import Where
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.printing import JobKind

SIZE = (1366, 768)


def tour(place: Workplace, printers: dict[JobKind, Printer], printed: Path, folder: Path) -> int:
    """Drives the main job; leaves pictures, every label and leaflet as PDF, transcript.json. 0 only if all worked."""
    folder.mkdir(parents=True, exist_ok=True)
    app = application()
    desk = build(place, printers)
    catch_bugs(desk.counter)
    guide = Story(app, desk, place, folder)
    try:
        guide.run()
    except TourFailed as failure:
        guide.failed(str(failure))
    finally:
        app.removeEventFilter(desk.scans)
        desk.window.close()
        app.processEvents()
        _keep_printed(printed, folder / PRINTED)
        guide.write()
    sys.stderr.write(guide.summary() + "\n")
    return 0 if guide.whole else 1


def _keep_printed(printed: Path, folder: Path) -> None:
    if printed.is_dir():
        shutil.copytree(printed, folder, dirs_exist_ok=True)


class Story(Steps):
    """Three prescriptions from sign-in to claim, and what lies beside them."""

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
        self._easy_read()
        self._record()
        self._all_sent()
        self._prove()
        self.whole = not self._bugs

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
        self._label_all(key, leaflet=Kind.STANDARD)
        self._sign_in("joseph")
        self._check_all(key, wrong=wrong)
        self._sign_in("nia")
        self._hand_out(key)
        self._claim(key)

    def _easy_read(self) -> None:
        """One who reads pictures and short words takes a leaflet of that kind, as soon as the check is done."""
        self._sign_in("amara")
        key = self._find("Mr Kwame Montague-Osei", items=2)
        self._open(key, Where.CLINICAL_CHECK)
        self._settle_findings(key)
        self._approve(key)
        self._wait(lambda: self._at(Where.PRESCRIPTION), "the prescription")
        self._rest()
        self._leaflet("The easy-read leaflet that his record says he needs", Kind.EASY_READ, key)
        self._desk.window.ui.top_bar.place_chosen.emit("worklist")
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")

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
        self._leaflet("The list of her medicines to carry", Kind.LARGE_PRINT)
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        self._press(Qt.Key.Key_F5)
        self._wait(lambda: self._at(Where.MANUAL), "a paper prescription")
        self._rest()
        self._picture_of("paper-prescription", "A paper prescription is typed in by the same path", None)
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        self._done("What is left for today", picture="worklist-later")

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

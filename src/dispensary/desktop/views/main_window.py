"""The one window: bands that stay, and the stack of screens. It decides nothing; it shows, and leads back."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from dispensary.application.queries.counter import CounterState, counter_state
from dispensary.application.step import Receipt
from dispensary.desktop.backup_watch import BackupWatch
from dispensary.desktop.components import HealthItem, KeyDeed, Place, UnforeseenDialog, set_compact
from dispensary.desktop.forms.ui_main_window import Ui_MainWindow
from dispensary.desktop.idle import IdleWatch
from dispensary.desktop.keymap import Action
from dispensary.desktop.messages import log_bug
from dispensary.desktop.record_watch import RecordWatch
from dispensary.desktop.release_import import ReleaseImport
from dispensary.desktop.scanning import ScanFilter
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.counter_bands import CounterBands
from dispensary.desktop.views.duty_bands import DutyBands
from dispensary.desktop.views.hand_out import HandOutView
from dispensary.desktop.views.health import (
    dictionary_item,
    duty_item,
    eps_item,
    outbox_item,
    printer_item,
)
from dispensary.desktop.views.help_panels import HelpPanels
from dispensary.desktop.views.label_bands import LabelBands
from dispensary.desktop.views.laid_over import LaidOver
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.product import ProductView
from dispensary.desktop.views.scanner_bands import ScannerBands
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.desktop.views.staff import StaffView
from dispensary.desktop.views.trail import Trail
from dispensary.desktop.views.upkeep_bands import UpkeepBands
from dispensary.desktop.views.worklist import WorklistView
from dispensary.domain.identifiers import IssueKey
from dispensary.wording import keys
from dispensary.wording.refused import UNFORESEEN
from dispensary.wording.scanners import NOBODY_HERE, NOT_HERE, STILL_RECORDING
from dispensary.wording.staff import pin_given_words

_TOP = (
    Place("worklist", "Worklist"),
    Place("patients", "Patients"),
    Place("staff", "Staff"),
    Place("pharmacy", keys.PHARMACY_PLACE, Action.PHARMACY),
)
_PLACES = {
    Where.PATIENT: "patients",
    Where.RESTRICTION: "patients",
    Where.STAFF: "staff",
    Where.PHARMACY: "pharmacy",
}


class MainWindow(QMainWindow):
    """Bands and screens.

    `Esc` goes back one and loses nothing: a screen keeps its drafts in its view-model.
    """

    def __init__(self, counter: Counter, screens: Mapping[Where, Screen]) -> None:
        super().__init__()
        self.counter = counter
        self.ui = Ui_MainWindow()
        self.ui.setupUi(self)
        self.screens = dict(screens)
        self._trail = Trail()
        self._fitted: tuple[bool, bool, bool] | None = None
        self._unforeseen: UnforeseenDialog | None = None
        self._over = LaidOver(self.ui.screens, self)
        self._bands = CounterBands(counter, self.ui.banners, self)
        self._bands.opened.connect(lambda key: self.show_screen(Go(Where.PRESCRIPTION, key=key)))
        self._bands.told.connect(self._outages_told)
        for screen in self.screens.values():
            self.ui.screens.addWidget(screen)
            screen.go.connect(partial(self._asked, screen))
            screen.back.connect(partial(self._left, screen))
            screen.notice.connect(self._bands.notice)
        self.ui.top_bar.set_places(_TOP)
        self.ui.top_bar.place_chosen.connect(self._place_chosen)
        self.ui.top_bar.search_asked.connect(self._search)
        self.ui.top_bar.search.left_empty.connect(self._search_left)
        self.ui.status_bar.chosen.connect(self._status_chosen)
        self.ui.banners.deed_asked.connect(self._deed)
        self._keys = (
            KeyDeed(Action.SWITCH_USER, keys.SWITCH_USER, self.switch_user, self),
            KeyDeed(Action.BACK, keys.BACK_ONE, self.go_back, self, listed=False),
            KeyDeed(Action.PHARMACY, keys.PHARMACY_PLACE, self._pharmacy, self),
            KeyDeed(Action.PRODUCT, keys.PRODUCT, self._product, self),
        )
        self.help = HelpPanels(counter, self, self.ui.demo_banner, lambda: self.current)
        self._duty = DutyBands(counter, self.ui.banners, self)
        self._duty.notice.connect(self._bands.notice)
        self._upkeep = UpkeepBands(counter, self.ui.banners, self)
        self._scanning = ScannerBands(self.ui.banners, self.ui.status_bar, self)
        self._labels = LabelBands(counter, self.ui.banners, self, self.show_screen)
        self._labels.notice.connect(self._bands.notice)
        self._idle = IdleWatch(self)
        self._idle.idle.connect(self.switch_user)
        staff = self.screens.get(Where.STAFF)
        if isinstance(staff, StaffView):
            staff.pin_changed.connect(self._pin_changed)
        hand_out = self.screens[Where.HAND_OUT]
        if isinstance(hand_out, HandOutView):
            hand_out.model.opened.connect(self._bag_opened)
        worklist = self.screens[Where.WORKLIST]
        if isinstance(worklist, WorklistView):
            worklist.search_left.connect(self._search_left)
            worklist.ui.all_actions.clicked.connect(self.help.show_actions)
        counter.changed.connect(self._changed)
        counter.user_changed.connect(self._refresh)
        counter.bug.connect(self._bug)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._refresh)
        self.resize(1366, 768)
        self.setMinimumSize(1280, 680)

    def begin(self) -> None:
        """Opens at the sign-in page and starts the clocks."""
        self.ui.demo_banner.setVisible(self.counter.place.eps.simulated)
        self.show_screen(Go(Where.SIGN_IN))
        self.counter.start()
        self._minute.start()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self._idle)

    @property
    def current(self) -> Screen | None:
        widget = self.ui.screens.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def _asked(self, screen: Screen, go: Go) -> None:
        """A screen asks for another. One that is no longer shown (somebody switched user meanwhile) has no say."""
        if self._over.covers(screen):
            self._over.later = go
            return
        if screen is not self.current:
            return
        if go.where is Where.PRODUCT:
            self._product()
        elif screen is self.screens[Where.SIGN_IN]:
            self._come_back(go)
        else:
            self.show_screen(go)

    def _come_back(self, go: Go) -> None:
        """Somebody signed in: whoever was the last here comes back to where they were, anybody else to the worklist.
        Before that, a PIN that somebody else gave them is changed.
        """
        user = self.counter.user
        staff = self.screens.get(Where.STAFF)
        if user is not None and user.new_pin and isinstance(staff, StaffView):
            self.show_screen(Go(Where.STAFF))
            staff.change_own_pin(pin_given_words(user, self.counter.place.clock.now()))
            return
        self.show_screen(self._trail.returned(user.id, go) if user is not None else go)

    def _pin_changed(self) -> None:
        user = self.counter.user
        if user is not None and user.new_pin:
            self.counter.sign_on(replace(user, new_pin=False))
            self._come_back(Go(Where.WORKLIST))

    def _bag_opened(self, key: IssueKey) -> None:
        """A bag was scanned: its hand-out opens, whatever was shown."""
        if self.current is not self.screens[Where.HAND_OUT]:
            self.show_screen(Go(Where.HAND_OUT, key=key))

    def _left(self, screen: Screen) -> None:
        if screen is self.current:
            self.go_back()

    def show_screen(self, go: Go) -> None:
        """Leaves what is shown and enters that screen. The worklist and the sign-in page are ends of the trail.

        With nobody signed in there is only the sign-in page: no patient is seen.
        """
        user = self.counter.user
        if user is None and go.where is not Where.SIGN_IN:
            return
        if user is not None and user.new_pin and go.where not in (Where.SIGN_IN, Where.STAFF):
            return
        self._over.close()
        self.help.close()
        before = self.current
        if before is not None and self._trail.begun:
            before.leave()
        self._trail.enter(go)
        screen = self.screens[go.where]
        self.ui.screens.setCurrentWidget(screen)
        self._fit()
        self.ui.top_bar.show_place(_PLACES.get(go.where, "worklist"))
        screen.enter(go)
        self._refresh()

    def go_back(self) -> None:
        """One screen back; from the worklist nowhere, but a search in it is left."""
        if self.current is self.screens[Where.WORKLIST]:
            self._search_left()
        if self.current is not None and self.current.closes():
            return
        if self._over.open:
            self._uncover()
            return
        previous = self._trail.back()
        if previous is not None:
            self.show_screen(previous)

    def switch_user(self) -> None:
        """Anywhere, and by itself where nobody touches the counter: what is shown is covered and the next person signs
        in. What this one had begun is kept, and so is their place.
        """
        user = self.counter.viewer
        if user is not None:
            self._trail.keep(user)
        self._forget_search()
        self.counter.sign_off()
        self.show_screen(Go(Where.SIGN_IN))

    def _place_chosen(self, key: str) -> None:
        if self.counter.user is None:
            return
        self.show_screen(Go(next((where for where, place in _PLACES.items() if place == key), Where.WORKLIST)))

    def _pharmacy(self) -> None:
        """The key of the pharmacy's own place: leads there, and there to its next page."""
        screen = self.screens.get(Where.PHARMACY)
        if isinstance(screen, PharmacyView) and screen is self.current:
            screen.next_page()
        else:
            self.show_screen(Go(Where.PHARMACY))

    def _product(self) -> None:
        """What the dictionary knows of the product at work, or a search in it: laid over whatever is shown."""
        user, screen, over = self.counter.user, self.current, self.screens[Where.PRODUCT]
        if user is None or user.new_pin or screen is None or not isinstance(over, ProductView):
            return
        if screen is over:
            over.search()
            return
        in_hand = screen.in_hand()  # while it has the focus
        self._over.lay(over)
        over.enter(Go(Where.PRODUCT, product=in_hand))
        self._fit()
        self._refresh()

    def _uncover(self) -> None:
        """Back to what lay under it, or to where that wanted to go meanwhile."""
        later = self._over.close()
        if later is not None:
            self.show_screen(later)
        self._fit()
        self._refresh()

    def _search(self, text: str) -> None:
        if self.counter.user is None:
            return
        worklist = self.screens[Where.WORKLIST]
        if self.current is not worklist:
            self.show_screen(Go(Where.WORKLIST))
        worklist.model.find(text)  # type: ignore[attr-defined]

    def _search_left(self) -> None:
        """The list is whole again, and the keys move in it."""
        self._forget_search()
        worklist = self.screens[Where.WORKLIST]
        if self.current is worklist:
            worklist.ui.table.setFocus()  # type: ignore[attr-defined]

    def _forget_search(self) -> None:
        """The next person does not find a list that somebody else has narrowed."""
        self.ui.top_bar.search.clear()
        self.screens[Where.WORKLIST].model.find("")  # type: ignore[attr-defined]

    def scanned(self, raw: str) -> None:
        """A scan that came from any scanner: the screen shown takes it; a bag label opens its bag from any other."""
        screen = self.current
        self._idle.touched()
        self.help.close()
        if screen is None or self.counter.user is None:
            self._scanning.unused(NOBODY_HERE)
        elif self.counter.tasks.crowded:
            self._scanning.unused(STILL_RECORDING)
        elif screen.on_scan(raw) or self.screens[Where.HAND_OUT].on_scan(raw):
            self._scanning.used()
        else:
            self._scanning.unused(NOT_HERE)

    def _changed(self, _receipt: Receipt) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.counter.read(lambda: counter_state(self.counter.place), self._show_state, newest="counter")

    def _show_state(self, state: CounterState) -> None:
        user = self.counter.user
        if user is not None:
            self.ui.top_bar.show_user(user.name)
        self.ui.status_bar.set_items(self._health(state))
        self._duty.show(state)
        self._idle.wait(state.premises.lock_minutes * 60_000 if user is not None else 0)
        self._labels.show(state)
        self._bands.show(state)
        if self._fitted != self._fitting():
            self._fit()

    def _health(self, state: CounterState) -> list[HealthItem]:
        user = self.counter.user
        return [
            duty_item(state),
            HealthItem("user", "switch", user.name if user else "Nobody signed in", action=Action.SWITCH_USER),
            eps_item(state, out=self._bands.out("eps")),
            printer_item(
                state,
                out=self._bands.out("printer"),
                sending=self.counter.printing,
                into_folder=self.counter.into_folder,
            ),
            self._scanning.item(),
            dictionary_item(state),
            outbox_item(state),
        ]

    def watch_scanner(self, scans: ScanFilter) -> None:
        """Takes what is scanned, and says how a scanner on a line is and what was lost of it."""
        scans.scanned.connect(self.scanned)
        self._scanning.follow(scans)

    def watch_record(self, watch: RecordWatch) -> None:
        """Shows damage to the record's file and a disk that fills up, to whoever stands there, signed in or not."""
        self._upkeep.watch_record(watch)

    def watch_backups(self, watch: BackupWatch) -> None:
        """Has backups made, and says how it stands with them."""
        self._upkeep.watch_backups(watch)

    def watch_imports(self, imports: ReleaseImport) -> None:
        """Lets releases of the dictionary be brought in from the pharmacy's place."""
        pharmacy = self.screens[Where.PHARMACY]
        if isinstance(pharmacy, PharmacyView):
            pharmacy.model.dictionary.use(imports)

    def _deed(self, banner: str, deed: str) -> None:
        if not any(bands.deed(banner, deed) for bands in (self._duty, self._upkeep, self._labels, self._scanning)):
            self._bands.deed(banner, deed)

    def _outages_told(self) -> None:
        """The key that tries again belongs to the band about an outage, while one is shown."""
        worklist = self.screens[Where.WORKLIST]
        if isinstance(worklist, WorklistView):
            worklist.ui.ask_eps.show_key(shown=not self._bands.retries)
        self._refresh()

    def _status_chosen(self, key: str) -> None:
        if key == "user":
            self.switch_user()
        elif key == "rp":
            self._duty.absence()
        elif key == "dictionary":
            self._product()
        elif key in ("scanner", "printer"):
            self.show_screen(Go(Where.PHARMACY, page="printers" if key == "printer" else key))

    def _bug(self, problem: Exception) -> None:
        where = log_bug(problem)
        if self._unforeseen is not None and self._unforeseen.isVisible():
            return
        self._unforeseen = UnforeseenDialog(self, words=UNFORESEEN, report=where)
        self._unforeseen.open()

    def _fitting(self) -> tuple[bool, bool, bool]:
        """What the bands depend on beside the window's height: signed in, at a task, at the bench."""
        screen = self.current
        task, bench = (screen.task, screen.bench) if screen is not None else (False, False)
        return self.counter.user is not None, task, bench

    def _fit(self) -> None:
        self._fitted = self._fitting()
        signed_in, task, bench = self._fitted
        set_compact(self, task_screen=task, bench=bench)
        if not signed_in:
            self.ui.top_bar.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stops the clocks and waits for what is being recorded."""
        self._minute.stop()
        self._idle.wait(0)
        self.counter.stop()
        self.counter.tasks.stop()
        super().closeEvent(event)

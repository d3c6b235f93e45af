"""The one window: bands that stay, and the stack of screens. It decides nothing; it shows, and leads back."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow

from dispensary.application.deliver_outbox import acknowledge, send_again
from dispensary.application.ports.scanner import ScannerState
from dispensary.application.queries.counter import CounterState, counter_state
from dispensary.application.step import Receipt
from dispensary.desktop.components import BannerDeed, BannerWords, HealthItem, Place, UnforeseenDialog, set_compact
from dispensary.desktop.forms.ui_main_window import Ui_MainWindow
from dispensary.desktop.keymap import Action, active_keys
from dispensary.desktop.messages import log_bug
from dispensary.desktop.record_watch import RecordWatch
from dispensary.desktop.scanning import ScanFilter
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.views.hand_out import HandOutView
from dispensary.desktop.views.screen import Go, Screen, Where
from dispensary.desktop.views.worklist import WorklistView
from dispensary.domain.identifiers import IssueKey
from dispensary.domain.messages import OutboxMessage
from dispensary.domain.people import Task
from dispensary.domain.upkeep import Part
from dispensary.wording.labels import date_words
from dispensary.wording.messages import refused_words, settle_words
from dispensary.wording.times import span_words

OLD_DAYS = 14
VERY_OLD_DAYS = 61


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
        self._trail: list[Go] = []
        self._outages: dict[str, str] = {}
        self._unforeseen: UnforeseenDialog | None = None
        self._scanner: ScannerState | None = None
        self._refused: OutboxMessage | None = None
        for screen in self.screens.values():
            self.ui.screens.addWidget(screen)
            screen.go.connect(partial(self._asked, screen))
            screen.back.connect(partial(self._left, screen))
            screen.notice.connect(self._notice)
        self.ui.top_bar.set_places((Place("worklist", "Worklist"), Place("patients", "Patients")))
        self.ui.top_bar.place_chosen.connect(self._place_chosen)
        self.ui.top_bar.search_asked.connect(self._search)
        self.ui.top_bar.search.left_empty.connect(self._search_left)
        self.ui.status_bar.chosen.connect(self._status_chosen)
        self.ui.banners.deed_asked.connect(self._deed)
        self._shortcuts = [
            self._shortcut(Action.SWITCH_USER, self.switch_user),
            self._shortcut(Action.BACK, self.go_back),
        ]
        hand_out = self.screens[Where.HAND_OUT]
        if isinstance(hand_out, HandOutView):
            hand_out.model.opened.connect(self._bag_opened)
        worklist = self.screens[Where.WORKLIST]
        if isinstance(worklist, WorklistView):
            worklist.search_left.connect(self._search_left)
        counter.changed.connect(self._changed)
        counter.user_changed.connect(self._refresh)
        counter.outage.connect(self._outage)
        counter.bug.connect(self._bug)
        self._minute = QTimer(self)
        self._minute.setInterval(30_000)
        self._minute.timeout.connect(self._refresh)
        self.resize(1366, 768)
        self.setMinimumSize(1280, 680)

    def _shortcut(self, action: Action, deed: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(active_keys().of(action)[0]), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(deed)
        return shortcut

    def begin(self) -> None:
        """Opens at the sign-in page and starts the clocks."""
        self.ui.demo_banner.setVisible(self.counter.place.eps.simulated)
        self.show_screen(Go(Where.SIGN_IN))
        self.counter.start()
        self._minute.start()

    @property
    def current(self) -> Screen | None:
        widget = self.ui.screens.currentWidget()
        return widget if isinstance(widget, Screen) else None

    def _asked(self, screen: Screen, go: Go) -> None:
        """A screen asks for another. One that is no longer shown (somebody switched user meanwhile) has no say."""
        if screen is self.current:
            self.show_screen(go)

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
        if self.counter.user is None and go.where is not Where.SIGN_IN:
            return
        before = self.current
        if before is not None and self._trail:
            before.leave()
        if go.where in (Where.SIGN_IN, Where.WORKLIST):
            self._trail.clear()
        elif self._trail and self._trail[-1] == go:
            self._trail.pop()
        self._trail.append(go)
        screen = self.screens[go.where]
        self.ui.screens.setCurrentWidget(screen)
        self._fit()
        self.ui.top_bar.show_place("patients" if go.where is Where.PATIENT else "worklist")
        screen.enter(go)
        self._refresh()

    def go_back(self) -> None:
        """One screen back; from the worklist nowhere, but a search in it is left."""
        if self.current is self.screens[Where.WORKLIST]:
            self._search_left()
        if len(self._trail) < 2 or self._trail[-1].where in (Where.SIGN_IN, Where.WORKLIST):
            return
        self._trail.pop()
        previous = self._trail.pop()
        self.show_screen(previous)

    def switch_user(self) -> None:
        """Anywhere: the next person signs in; what this one had begun is kept."""
        self._forget_search()
        self.counter.sign_off()
        self.show_screen(Go(Where.SIGN_IN))

    def _place_chosen(self, key: str) -> None:
        if self.counter.user is None:
            return
        self.show_screen(Go(Where.PATIENT if key == "patients" else Where.WORKLIST))

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
        if screen is None or self.counter.user is None:
            return
        if not screen.on_scan(raw) and screen is not self.screens[Where.HAND_OUT]:
            self.screens[Where.HAND_OUT].on_scan(raw)

    def _changed(self, _receipt: Receipt) -> None:
        self._refresh()

    def _refresh(self) -> None:
        self.counter.read(lambda: counter_state(self.counter.place), self._show_state)

    def _show_state(self, state: CounterState) -> None:
        user = self.counter.user
        signed_in = user is not None
        self.ui.top_bar.setVisible(signed_in and not self._bench())
        if user is not None:
            self.ui.top_bar.show_user(user.name)
        self.ui.status_bar.set_items(self._health(state))
        self._duty_banner(state)
        self._refused_banner(state)
        self._fit()

    def _health(self, state: CounterState) -> list[HealthItem]:
        user = self.counter.user
        return [
            _duty_item(state),
            HealthItem("user", "switch", user.name if user else "Nobody signed in", action=Action.SWITCH_USER),
            self._eps_item(state),
            self._printer_item(state),
            self._scanner_item(),
            _dictionary_item(state),
            _outbox_item(state),
        ]

    def _eps_item(self, state: CounterState) -> HealthItem:
        if self._outages.get("eps"):
            return HealthItem("eps", "cloud-off", "EPS out of reach", Tone.REASON)
        words = "Demo EPS connected" if state.simulated else "EPS connected"
        return HealthItem("eps", "cloud", words, Tone.PASS)

    def _printer_item(self, state: CounterState) -> HealthItem:
        if self._outages.get("printer"):
            return HealthItem("printer", "printer", f"Printer: {state.to_print} waiting", Tone.REASON)
        return HealthItem("printer", "printer", "Label printer ready", Tone.PASS)

    def watch_scanner(self, scans: ScanFilter) -> None:
        """Shows the state of a scanner on a serial line; one that types like a keyboard has none to show."""
        scans.state_changed.connect(self._scanner_changed)

    def watch_record(self, watch: RecordWatch) -> None:
        """Shows damage to the record's file and a disk that fills up, to whoever stands there, signed in or not."""
        watch.found.connect(self._record_found)
        watch.start(self.counter.tasks)

    def _record_found(self, part: Part) -> None:
        key = f"record: {part.name}"
        if part.well:
            self.ui.banners.drop(key)
            return
        tone = Tone.STOP if part.urgent else Tone.REASON
        first, stop, more = part.words.partition(". ")
        self.ui.banners.say(BannerWords(key, tone, first + stop.rstrip(), second=more))

    def _scanner_changed(self, state: ScannerState) -> None:
        self._scanner = state
        self.ui.status_bar.set_item(self._scanner_item())

    def _scanner_item(self) -> HealthItem:
        if self._scanner is None:
            return HealthItem("scanner", "scanner", "Scanner by keyboard")
        if self._scanner is ScannerState.CONNECTED:
            return HealthItem("scanner", "scanner", "Scanner ready", Tone.PASS)
        return HealthItem("scanner", "scanner", "Scanner not found", Tone.REASON)

    def _duty_banner(self, state: CounterState) -> None:
        user = self.counter.user
        if state.duty is not None or user is None:
            self.ui.banners.drop("duty")
            return
        may = user.pharmacist and user.may(Task.SUPERVISE, state.now.date())
        deeds = (BannerDeed("duty", f"Take over as {user.name}"),) if may else ()
        self.ui.banners.say(
            BannerWords(
                "duty",
                Tone.REASON,
                "No responsible pharmacist is on duty.",
                "Nothing can be checked or supplied until one signs on.",
                deeds=deeds,
            )
        )

    def _refused_banner(self, state: CounterState) -> None:
        """The oldest message that EPS refused: what waits behind it is not sent before somebody has settled it."""
        self._refused = state.refused[0] if state.refused else None
        if self._refused is None or self.counter.user is None:
            self.ui.banners.drop("refused")
            return
        opens = (BannerDeed("open", "Open prescription"),) if self._refused.key is not None else ()
        self.ui.banners.say(
            BannerWords(
                "refused",
                Tone.STOP,
                refused_words(self._refused),
                second=settle_words(self._refused, len(state.refused) - 1),
                deeds=(*opens, BannerDeed("again", "Ask EPS again"), BannerDeed("settled", "It is put right")),
            )
        )

    def _settle_refused(self, deed: str) -> None:
        message, place = self._refused, self.counter.place
        if message is None or self.counter.user is None:
            return
        if deed == "open":
            self.show_screen(Go(Where.PRESCRIPTION, key=message.key))
            return
        put, actor = (send_again if deed == "again" else acknowledge), self.counter.actor
        self.counter.step(lambda: put(place, message, actor), lambda _: None, lambda _, words: self._notice(words))

    def _outage(self, part: str, words: str) -> None:
        self._outages[part] = words
        if not words:
            self.ui.banners.drop(part)
        self._say_outages()
        self._refresh()

    def _say_outages(self) -> None:
        """What is out of reach, each with a way to try again. The key belongs to the first of them alone."""
        still = {
            "eps": "Work goes on: labels, checks and bags. Messages wait here and are sent by themselves.",
            "printer": "Labels wait here and are sent once the printer answers.",
            "store": "Nothing of that step was recorded.",
        }
        key: Action | None = Action.RETRY
        for part, words in self._outages.items():
            if not words:
                continue
            deeds = () if part == "store" else (BannerDeed("retry", "Try now", key),)
            if part == "unsure":
                deeds = (BannerDeed("seen", "Seen"),)
            else:
                key = None if deeds else key
            self.ui.banners.say(BannerWords(part, Tone.REASON, words, second=still.get(part, ""), deeds=deeds))
        worklist = self.screens[Where.WORKLIST]
        if isinstance(worklist, WorklistView):
            worklist.ui.ask_eps.show_key(shown=key is not None)

    def _notice(self, words: str) -> None:
        """Something that a screen has no place of its own for; it stays until somebody has seen it."""
        if not words:
            self.ui.banners.drop("notice")
            return
        self.ui.banners.say(BannerWords("notice", Tone.REASON, words, deeds=(BannerDeed("seen", "Seen"),)))

    def _deed(self, banner: str, deed: str) -> None:
        if banner == "notice":
            self.ui.banners.drop("notice")
        elif banner == "unsure":
            self._outage("unsure", "")
        elif deed == "duty":
            self._take_duty()
        elif banner == "refused":
            self._settle_refused(deed)
        elif banner == "eps":
            self.counter.deliver_now()
        elif banner == "printer":
            self.counter.print_waiting()

    def _take_duty(self) -> None:
        sign_in = self.screens[Where.SIGN_IN]
        sign_in.model.take_duty()  # type: ignore[attr-defined]

    def _status_chosen(self, key: str) -> None:
        if key == "user":
            self.switch_user()

    def _bug(self, problem: Exception) -> None:
        where = log_bug(problem)
        if self._unforeseen is not None and self._unforeseen.isVisible():
            return
        words = "Something went wrong that nobody foresaw. What was recorded stands; your last step was not done."
        self._unforeseen = UnforeseenDialog(self, words=words, report=where)
        self._unforeseen.open()

    def _bench(self) -> bool:
        screen = self.current
        return screen is not None and screen.bench

    def _fit(self) -> None:
        screen = self.current
        signed_in = self.counter.user is not None
        set_compact(self, task_screen=screen is not None and screen.task, bench=self._bench())
        if not signed_in:
            self.ui.top_bar.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stops the clocks and waits for what is being recorded."""
        self._minute.stop()
        self.counter.stop()
        self.counter.tasks.stop()
        super().closeEvent(event)


def _duty_item(state: CounterState) -> HealthItem:
    if state.duty is None:
        return HealthItem("rp", "patient", "No responsible pharmacist", Tone.REASON)
    return HealthItem("rp", "patient", "Responsible pharmacist", strong=state.duty.name)


def _dictionary_item(state: CounterState) -> HealthItem:
    """Its date, loud once it is old: never over 2 months (conformance row 1.8.2)."""
    if state.starter:
        return HealthItem("dictionary", "book", "Starter dictionary", Tone.REASON)
    age = (state.now.date() - state.dictionary_dated).days
    words = f"Dictionary {date_words(state.dictionary_dated)}"
    if age > VERY_OLD_DAYS:
        return HealthItem("dictionary", "book", f"{words}, too old", Tone.STOP)
    return HealthItem("dictionary", "book", words, Tone.REASON if age > OLD_DAYS else Tone.TEXT2)


def _outbox_item(state: CounterState) -> HealthItem:
    if state.refused:
        return HealthItem("outbox", "outbox", f"{len(state.refused)} refused by EPS", Tone.STOP)
    if not state.unsent:
        return HealthItem("outbox", "outbox", "All sent")
    age = span_words(state.now - state.oldest) if state.oldest else ""
    return HealthItem("outbox", "outbox", f"{state.unsent} to send, oldest {age}")

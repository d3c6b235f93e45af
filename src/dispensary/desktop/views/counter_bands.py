"""The bands about what the counter works with: out of reach, damaged, refused by EPS, and words with no other place."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dispensary.application.deliver_outbox import acknowledge, send_again
from dispensary.application.queries.counter import CounterState
from dispensary.desktop.components import BannerDeed, BannerStack, BannerWords
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.dictionary import Freshness
from dispensary.domain.messages import OutboxMessage
from dispensary.domain.upkeep import Part
from dispensary.wording.dictionary import old_words
from dispensary.wording.messages import refused_words, settle_words
from dispensary.wording.printing import more_unprinted_words

_STILL = {
    "eps": "Work goes on: labels, checks and bags. Messages wait here and are sent by themselves.",
    "printer": "Labels wait here and are sent once the printer answers.",
    "store": "Nothing of that step was recorded.",
}


class CounterBands(QObject):
    """Signals: opened(IssueKey) asks for a prescription; told() once the bands about outages are as things stand."""

    opened = Signal(object)
    told = Signal()

    def __init__(self, counter: Counter, banners: BannerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter, self._banners = counter, banners
        self._outages: dict[str, str] = {}
        self._unprinted: list[str] = []
        self._refused: OutboxMessage | None = None
        self.retries = False
        """One of the bands has the key that tries again."""
        counter.outage.connect(self._outage)
        counter.unprinted.connect(self._say_unprinted)

    def out(self, part: str) -> bool:
        """Whether that part is out of reach."""
        return bool(self._outages.get(part))

    def notice(self, words: str) -> None:
        """Something that a screen has no place of its own for; it stays until somebody has seen it."""
        if not words:
            self._banners.drop("notice")
            return
        self._banners.say(BannerWords("notice", Tone.REASON, words, deeds=(BannerDeed("seen", "Seen"),)))

    def _say_unprinted(self, words: tuple[str, ...]) -> None:
        """Labels that will not come by themselves: said until somebody has seen it."""
        self._unprinted += words
        first, *more = self._unprinted
        second = more_unprinted_words(len(more))
        seen = (BannerDeed("seen", "Seen"),)
        self._banners.say(BannerWords("unprinted", Tone.STOP, first, second=second, deeds=seen))

    def record_found(self, part: Part) -> None:
        """How the record's file or its disk is."""
        key = f"record: {part.name}"
        if part.well:
            self._banners.drop(key)
            return
        tone = Tone.STOP if part.urgent else Tone.REASON
        first, stop, more = part.words.partition(". ")
        self._banners.say(BannerWords(key, tone, first + stop.rstrip(), second=more))

    def show(self, state: CounterState) -> None:
        """What the state of the counter asks of somebody."""
        self._show_dictionary(state)
        self._show_refused(state)

    def _show_dictionary(self, state: CounterState) -> None:
        """Loud once it is more than two months old. The starter is for training: the status bar says so."""
        if state.freshness is not Freshness.OLD or state.starter or self._counter.user is None:
            self._banners.drop("dictionary")
            return
        first, second = old_words(state.dictionary_dated)
        self._banners.say(BannerWords("dictionary", Tone.STOP, first, second=second))

    def _show_refused(self, state: CounterState) -> None:
        """The oldest message that EPS refused: what waits behind it is not sent before somebody has settled it."""
        self._refused = state.refused[0] if state.refused else None
        if self._refused is None or self._counter.user is None:
            self._banners.drop("refused")
            return
        opens = (BannerDeed("open", "Open prescription"),) if self._refused.key is not None else ()
        self._banners.say(
            BannerWords(
                "refused",
                Tone.STOP,
                refused_words(self._refused),
                second=settle_words(self._refused, len(state.refused) - 1),
                deeds=(*opens, BannerDeed("again", "Ask EPS again"), BannerDeed("settled", "It is put right")),
            )
        )

    def deed(self, band: str, deed: str) -> None:
        """Does what was asked for in one of these bands."""
        if band == "notice":
            self._banners.drop("notice")
        elif band == "unprinted":
            self._unprinted = []
            self._banners.drop("unprinted")
        elif band == "unsure":
            self._outage("unsure", "")
        elif band == "refused":
            self._settle_refused(deed)
        elif band == "eps":
            self._counter.deliver_now()
        elif band == "printer":
            self._counter.print_waiting()

    def _settle_refused(self, deed: str) -> None:
        message, place = self._refused, self._counter.place
        if message is None or self._counter.user is None:
            return
        if deed == "open":
            self.opened.emit(message.key)
            return
        put, actor = (send_again if deed == "again" else acknowledge), self._counter.actor
        self._counter.step(lambda: put(place, message, actor), lambda _: None, lambda _, words: self.notice(words))

    def _outage(self, part: str, words: str) -> None:
        self._outages[part] = words
        if not words:
            self._banners.drop(part)
        self._say_outages()
        self.told.emit()

    def _say_outages(self) -> None:
        """What is out of reach, each with a way to try again. The key belongs to the first of them alone."""
        key: Action | None = Action.RETRY
        for part, words in self._outages.items():
            if not words:
                continue
            deeds = () if part == "store" else (BannerDeed("retry", "Try now", key),)
            if part == "unsure":
                deeds = (BannerDeed("seen", "Seen"),)
            else:
                key = None if deeds else key
            self._banners.say(BannerWords(part, Tone.REASON, words, second=_STILL.get(part, ""), deeds=deeds))
        self.retries = key is None

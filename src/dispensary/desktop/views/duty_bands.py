"""The bands about the responsible pharmacist and about restricted records, and what is done from them."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from dispensary.application.absence import begin_absence, end_absence
from dispensary.application.queries.counter import CounterState
from dispensary.application.restricted import open_restricted
from dispensary.application.sign_in import become_responsible_pharmacist
from dispensary.application.step import Receipt
from dispensary.desktop.components import BannerDeed, BannerStack, BannerWords, KeyDeed
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.identifiers import PatientId
from dispensary.domain.people import PharmacistNeeded, Task, User
from dispensary.domain.refusals import Refusal
from dispensary.wording import keys
from dispensary.wording.refused import refusal_words
from dispensary.wording.staff import absence_words, minutes_words

OPEN_WHY = {
    "check": "Needed to check this prescription safely",
    "asked": "The person asked for it",
}
"""Short reasons, so that one is given: words that everybody types alike tell nobody anything."""


class DutyBands(QObject):
    """Nobody on duty, somebody absent, a restricted record: each a band with its deeds.

    Signal: notice(words) for what has no band of its own.
    """

    notice = Signal(str)

    def __init__(self, counter: Counter, banners: BannerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter, self._banners = counter, banners
        self._state: CounterState | None = None
        self._restricted: PatientId | None = None
        self.key = KeyDeed(Action.ABSENCE, keys.ABSENCE, self.absence, parent)
        """Asks for absence, while no band has the key for itself."""
        counter.restricted.connect(self._ask_restricted)
        counter.user_changed.connect(self._forget)

    def show(self, state: CounterState) -> None:
        """As things stand now."""
        self._state = state
        user = self._counter.user
        self._nobody(state, user)
        if state.away is None or user is None:
            self._banners.drop("absence")
            self._give_key()
            return
        self._banners.drop("leave")
        first, second = absence_words(state.away.name, state.away.left_at, state.minutes_left)
        deeds = (BannerDeed("back", "Back now", Action.ABSENCE),) if user.pharmacist else ()
        tone = Tone.REASON if state.minutes_left > 0 else Tone.STOP
        self._say(BannerWords("absence", tone, first, second=second, deeds=deeds))
        self._give_key()

    def _say(self, words: BannerWords) -> None:
        """Says it, unless it stands there already: a band made anew loses the focus and its key for a moment."""
        if not any(band.words() == words for band in self._banners.banners()):
            self._banners.say(words)

    def _give_key(self) -> None:
        """The key belongs to the band that shows it, else to the window."""
        shown = [band.words() for band in self._banners.banners()]
        taken = any(words is not None and any(deed.action is Action.ABSENCE for deed in words.deeds) for words in shown)
        self.key.setEnabled(not taken)

    def _nobody(self, state: CounterState, user: User | None) -> None:
        if state.duty is not None or user is None:
            self._banners.drop("duty")
            return
        may = user.pharmacist and user.may(Task.SUPERVISE, state.now.date())
        deeds = (BannerDeed("duty", f"Take over as {user.name}"),) if may else ()
        first, more = "No responsible pharmacist is on duty.", "Nothing can be checked or supplied until one signs on."
        self._say(BannerWords("duty", Tone.REASON, first, more, deeds=deeds))

    def _forget(self) -> None:
        """What one person was asked is not left for the next."""
        self._restricted = None
        for band in ("leave", "restricted"):
            self._banners.drop(band)
        self._give_key()

    def absence(self) -> None:
        """The key for absence: asks before somebody is recorded as gone, and takes them back at once."""
        state, user = self._state, self._counter.user
        if state is None or user is None or state.duty is None:
            return
        if not user.pharmacist:
            self.notice.emit(refusal_words(PharmacistNeeded(user.name)))
        elif state.away is not None:
            self._step(end_absence)
        else:
            left = minutes_words(state.minutes_left)
            self._say(
                BannerWords(
                    "leave",
                    Tone.INFO,
                    f"Does {state.duty.name} leave the pharmacy now?",
                    second=f"{left.capitalize()} of absence left today. Meanwhile only closed bags go out.",
                    deeds=(BannerDeed("leave", "Leaves now", Action.ABSENCE), BannerDeed("stay", "Stays")),
                )
            )
            self._give_key()

    def deed(self, band: str, deed: str) -> bool:
        """Does what was asked for in one of these bands; False for a band of somebody else."""
        if band == "duty":
            self._step(become_responsible_pharmacist)
        elif band == "absence":
            self._step(end_absence)
        elif band == "leave":
            self._banners.drop("leave")
            self._give_key()
            if deed == "leave":
                self._step(begin_absence)
        elif band == "restricted":
            self._open_restricted(deed)
        else:
            return False
        return True

    def _step(self, step: Callable[..., Receipt | Refusal]) -> None:
        counter = self._counter
        if counter.user is not None:
            place, actor = counter.place, counter.actor
            counter.step(lambda: step(place, actor), lambda _: None, lambda _, words: self.notice.emit(words))

    def _ask_restricted(self, patient: str) -> None:
        user = self._counter.user
        self._restricted = PatientId(patient)
        opens = tuple(BannerDeed(key, f"Open: {words[0].lower()}{words[1:]}") for key, words in OPEN_WHY.items())
        deeds = opens if user is not None and user.pharmacist else ()
        self._say(
            BannerWords(
                "restricted",
                Tone.REASON,
                "This record is restricted.",
                second="A pharmacist who must check for this person can open it. That is recorded, with the reason.",
                deeds=(*deeds, BannerDeed("leave", "Leave it closed")),
            )
        )

    def _open_restricted(self, deed: str) -> None:
        self._banners.drop("restricted")
        patient, counter = self._restricted, self._counter
        if patient is None or deed not in OPEN_WHY or counter.user is None:
            return
        place, actor, why = counter.place, counter.actor, OPEN_WHY[deed]
        counter.step(
            lambda: open_restricted(place, actor, patient, why),
            lambda _: self.notice.emit("The record is open to you for the working day. Go in again."),
            lambda _, words: self.notice.emit(words),
        )

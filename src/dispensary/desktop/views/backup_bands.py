"""The band about backups: none for days, one that failed, one that somebody asked for; and choosing where they go."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from dispensary.application.back_up import plan_backups
from dispensary.desktop.backup_watch import BackupWatch
from dispensary.desktop.components import BannerDeed, BannerStack, BannerWords, KeyDeed
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.backups import BackupPlan, BackupStanding
from dispensary.domain.people import Task
from dispensary.wording import keys
from dispensary.wording.backups import ASK_ADMINISTRATOR, BEING_MADE, CHOOSE, NOT_HERE, done_words, old_words

BAND = "backup"
_SEEN = BannerDeed("seen", "Seen")
_NOW = BannerDeed("now", "Back up now", Action.BACK_UP)
_OTHER = BannerDeed("choose", "Choose another folder")
_CHOOSE = BannerDeed("choose", "Choose a folder", Action.BACK_UP)


class BackupBands(QObject):
    """One band, which says the latest. What somebody has seen is said again only when it has changed: an age changes
    with the day.
    """

    def __init__(self, counter: Counter, banners: BannerStack, parent: QWidget) -> None:
        super().__init__(parent)
        self._counter, self._banners = counter, banners
        self._watch: BackupWatch | None = None
        self._failure = ""
        self._seen: tuple[str, str] | None = None
        self.key = KeyDeed(Action.BACK_UP, keys.BACK_UP, self.back_up, parent, signed_out=True)
        """Backs up, while no band has the key for itself."""
        counter.user_changed.connect(self._show)

    def watch(self, watch: BackupWatch) -> None:
        """From now on backups are made, and told of."""
        self._watch = watch
        watch.stands.connect(self._stands)
        watch.began.connect(self._began)
        watch.done.connect(self._done)
        watch.failed.connect(self._failed)
        watch.start(self._counter.tasks)

    def deed(self, deed: str) -> None:
        """What was asked for in the band."""
        if deed == "seen":
            said = self._said()
            self._seen = (said.first, said.second) if said is not None else None
            self._drop()
        elif deed == "choose":
            self._ask_folder()
        else:
            self.back_up()

    def back_up(self) -> None:
        """Makes one now; where nobody has said where to, asks for the folder first."""
        if self._watch is None:
            self._say(BannerWords(BAND, Tone.INFO, NOT_HERE, deeds=(_SEEN,)))
            return
        standing = self._watch.standing
        if standing is None:
            self._seen = None
            self._watch.look()
        elif standing.plan is not None:
            self._watch.make(standing.plan)
        elif self._may_choose(standing):
            self._ask_folder()
        else:
            self._seen = None
            self._show()

    def _stands(self, _standing: BackupStanding) -> None:
        self._show()

    def _may_choose(self, standing: BackupStanding) -> bool:
        user = self._counter.user
        return user is not None and user.may(Task.ADMINISTER, standing.now.date())

    def _ask_folder(self) -> None:
        """The system's own dialog, which somebody has just asked for; nothing waits for it."""
        window = self.parent()
        dialog = QFileDialog(window if isinstance(window, QWidget) else None, "Where backups go")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def chosen(self, folder: str) -> None:
        """Backups go there from now on, one a day, the first at once."""
        watch, counter = self._watch, self._counter
        if watch is None or counter.user is None or not folder:
            return
        place, actor, plan = counter.place, counter.actor, BackupPlan(folder)
        counter.step(
            lambda: plan_backups(place, actor, plan, watch.means.plans),
            lambda _: watch.make(plan, new=True),
            lambda _, words: self._failed(words),
        )

    def _began(self, asked: bool) -> None:  # noqa: FBT001
        if asked:
            self._say(BannerWords(BAND, Tone.INFO, BEING_MADE[0], second=BEING_MADE[1]))

    def _done(self, name: str, asked: bool) -> None:  # noqa: FBT001
        self._failure, self._seen = "", None
        if not asked:
            self._drop()
            return
        first, second = done_words(self._counter.place.clock.now(), name)
        self._say(BannerWords(BAND, Tone.PASS, first, second=second, deeds=(_SEEN,)))

    def _failed(self, words: str) -> None:
        self._failure = words
        self._show(told=True)

    def _show(self, *, told: bool = False) -> None:
        """As it stands. What a person asked for, and its end, stays until they have seen it."""
        watch = self._watch
        standing = watch.standing if watch is not None else None
        said = self._said()
        if not told and said is not None and said.tone in (Tone.INFO, Tone.PASS):
            return
        if self._failure:
            first, stop, more = self._failure.partition(". ")
            other = (_OTHER,) if standing is not None and self._may_choose(standing) else ()
            self._say_unless_seen(first + stop.rstrip(), more, (_NOW, *other, _SEEN))
        elif watch is not None and standing is not None and standing.old and not watch.busy:
            self._say_old(standing)
        else:
            self._drop()

    def _say_old(self, standing: BackupStanding) -> None:
        first, second = old_words(standing)
        if standing.plan is not None:
            self._say_unless_seen(first, second, (_NOW, _SEEN))
        elif self._may_choose(standing):
            self._say_unless_seen(first, f"{second} {CHOOSE}", (_CHOOSE, _SEEN))
        else:
            self._say_unless_seen(first, f"{second} {ASK_ADMINISTRATOR}", (_SEEN,))

    def _say_unless_seen(self, first: str, second: str, deeds: tuple[BannerDeed, ...]) -> None:
        if self._seen == (first, second):
            self._drop()
        else:
            self._say(BannerWords(BAND, Tone.REASON, first, second=second, deeds=deeds))

    def _said(self) -> BannerWords | None:
        shown = (band.words() for band in self._banners.banners())
        return next((words for words in shown if words is not None and words.key == BAND), None)

    def _say(self, words: BannerWords) -> None:
        if self._said() != words:
            self._banners.say(words)
        self._give_key()

    def _drop(self) -> None:
        self._banners.drop(BAND)
        self._give_key()

    def _give_key(self) -> None:
        """The key belongs to the band that shows it, else to the window."""
        said = self._said()
        self.key.setEnabled(said is None or not any(deed.action is Action.BACK_UP for deed in said.deeds))

"""The clinical check: what was found, what a pharmacist decides about it, and the approval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from dispensary.application.claim import not_dispense
from dispensary.application.clinical_check import add_note, approve, decided, query
from dispensary.application.earlier_checks import Carried
from dispensary.application.keep_check import keep_check
from dispensary.application.queries.clinical import ClinicalSheet, clinical_sheet
from dispensary.application.step import Receipt
from dispensary.desktop.view_models.counter import Counter
from dispensary.domain.clinical.findings import Finding
from dispensary.domain.clinical.gate import Decision, ReasonCode, reason_codes, unsettled
from dispensary.domain.clinical.retained import EarlierCheck
from dispensary.domain.identifiers import IssueKey, ItemId, UserId
from dispensary.domain.messages import NotDispensedReason
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused_people import RecordRestricted


@dataclass(frozen=True, slots=True)
class Checking:
    """What the screen shows. decisions: made before or in progress, by the hash of their finding.

    carried: reasons given on another prescription that answer a finding here; hidden: they are folded into one line.
    left: what still needs a decision; evidence: findings whose source is shown; refusing: the finding for which
    "do not supply" was chosen and no item yet. pharmacist: whoever is signed in may decide and approve; labels: they
    may take the check of an earlier issue.
    """

    sheet: ClinicalSheet
    decisions: Mapping[str, Decision]
    carried: Mapping[str, Carried]
    hidden: bool
    left: tuple[Finding, ...]
    evidence: frozenset[str]
    refusing: str
    pharmacist: bool
    labels: bool
    busy: bool
    notice: str

    @property
    def keepable(self) -> tuple[EarlierCheck, ...]:
        """The earlier checks that whoever is signed in may take for what waits; a pharmacist makes a new one."""
        if self.pharmacist or not self.labels:
            return ()
        known = (self.sheet.checked.earlier.get(entry.item.item_id) for entry in self.sheet.waiting)
        return tuple(earlier for earlier in known if earlier is not None and earlier.counts)

    @property
    def held(self) -> str:
        """What keeps the approval back, "" where nothing does."""
        if self.busy:
            return "a moment"
        if not self.sheet.waiting:
            return "nothing waits for it"
        if not self.pharmacist:
            return "" if self.keepable else "a pharmacist approves"
        return f"{len(self.left)} left to settle" if self.left else ""


class ClinicalModel(QObject):
    """Decisions in progress are kept for each prescription until it is approved.

    Signals: shown(Checking); approved(IssueKey); left(): nothing to check here.
    """

    shown = Signal(object)
    approved = Signal(object)
    left = Signal()

    def __init__(self, counter: Counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._key: IssueKey | None = None
        self._sheet: ClinicalSheet | None = None
        self._made: dict[IssueKey, dict[str, Decision]] = {}
        self._words: dict[str, str] = {}
        self._evidence: set[str] = set()
        self._reopened: set[str] = set()
        self._hidden = True
        self._refusing: tuple[str, str] = ("", "")
        self._notice = ""
        self._busy = False
        counter.changed.connect(self._changed)

    @property
    def key(self) -> IssueKey | None:
        return self._key

    def open(self, key: IssueKey) -> None:
        """Checks that prescription; what was decided about it before is still there."""
        self._key, self._sheet, self._notice, self._busy = key, None, "", False
        self._evidence, self._reopened, self._refusing, self._hidden = set(), set(), ("", ""), True
        self.load()
        self._counter.looked("clinical-check", prescription=key)

    def close(self) -> None:
        """The screen is left; decisions in progress are kept."""
        self._key = None

    def load(self) -> None:
        """Runs the check again, on a reader's thread."""
        key = self._key
        if key is not None:
            place, viewer = self._counter.place, self._counter.viewer
            self._counter.read(lambda: clinical_sheet(place, key, viewer), lambda found: self._loaded(key, found))

    def _loaded(self, key: IssueKey, found: ClinicalSheet | Refusal) -> None:
        if key != self._key:
            return
        if isinstance(found, Refusal):
            if isinstance(found, RecordRestricted):
                self._counter.restricted.emit(found.patient)
            self.left.emit()
            return
        self._sheet = found
        self._show()

    def _changed(self, receipt: Receipt) -> None:
        patient = self._sheet.detail.patient if self._sheet is not None else None
        if self._key in receipt.prescriptions or (patient is not None and patient.id in receipt.patients):
            self.load()

    def _show(self) -> None:
        sheet, user = self._sheet, self._counter.user
        if sheet is None or user is None:
            return
        decisions = self._decisions(sheet)
        carried = self._carried(sheet, decisions)
        answers = (*decisions.values(), *(each.decision for each in carried.values()))
        left = unsettled(sheet.checked.result, answers)
        today = sheet.detail.now.date()
        self.shown.emit(
            Checking(
                sheet=sheet,
                decisions=decisions,
                carried=carried,
                hidden=self._hidden,
                left=left,
                evidence=frozenset(self._evidence),
                refusing=self._refusing[0],
                pharmacist=user.pharmacist and user.may(Task.CLINICAL_CHECK, today),
                labels=user.may(Task.LABEL, today),
                busy=self._busy,
                notice=self._notice,
            )
        )

    def _carried(self, sheet: ClinicalSheet, decisions: Mapping[str, Decision]) -> dict[str, Carried]:
        """Answers from other prescriptions, as long as nobody has taken one back or answered anew here."""
        known = sheet.checked.carried.items()
        return {mark: each for mark, each in known if mark not in self._reopened and mark not in decisions}

    def turn_hidden(self) -> None:
        """Shows the findings that an earlier reason answers, or folds them again."""
        self._hidden = not self._hidden
        self._show()

    def _decisions(self, sheet: ClinicalSheet) -> dict[str, Decision]:
        """By finding: what an earlier approval decided, unless it is decided anew."""
        before = {
            made.finding_hash: made for made in sheet.checked.decisions if made.finding_hash not in self._reopened
        }
        return before | self._made.get(sheet.detail.held.key, {})

    def _finding(self, hash_: str) -> Finding | None:
        found = self._sheet.checked.result.findings if self._sheet is not None else ()
        return next((finding for finding in found if finding.hash == hash_), None)

    def answer(self, hash_: str, code: str, words: str) -> None:
        """A reason was picked for a finding; "do not supply" asks which item it is."""
        finding, key, user = self._finding(hash_), self._key, self._counter.user
        if finding is None or key is None or user is None or self._sheet is None:
            return
        reason = ReasonCode(code)
        if reason not in reason_codes(finding.check):
            return
        self._notice = ""
        if reason is ReasonCode.DO_NOT_SUPPLY:
            self._refusing = (hash_, words.strip())
        else:
            made = decided(finding, reason, words, user, self._sheet.detail.now)
            self._made.setdefault(key, {})[hash_] = made
        self._show()

    def change(self, hash_: str) -> None:
        """The answer is taken back."""
        if self._sheet is not None:
            self._made.get(self._sheet.detail.held.key, {}).pop(hash_, None)
            self._reopened.add(hash_)
            self._show()

    def keep_words(self, hash_: str, words: str) -> None:
        """Words that are being typed for a finding."""
        self._words[hash_] = words

    def words_for(self, hash_: str) -> str:
        return self._words.get(hash_, "")

    def turn_evidence(self, hash_: str) -> None:
        """Shows what a finding rests on, or hides it again."""
        self._evidence ^= {hash_}
        self._show()

    def keep_supplying(self) -> None:
        """Not "do not supply" after all."""
        self._refusing = ("", "")
        self._show()

    def refuse(self, item: ItemId) -> None:
        """That item is not supplied: clinically unsuitable. What was said about it is kept as a note first."""
        place, words = self._counter.place, self._refusing[1]

        def work(actor: UserId, key: IssueKey) -> Receipt | Refusal:
            noted = add_note(place, actor, key, words) if words else None
            if isinstance(noted, Refusal):
                return noted
            return not_dispense(place, actor, key, item, NotDispensedReason.CLINICALLY_UNSUITABLE)

        self._refusing = ("", "")
        self._do(work)

    def ask(self, item: ItemId, words: str) -> None:
        """Sets the item aside with a question for the prescriber."""
        place = self._counter.place
        self._do(lambda actor, key: query(place, actor, key, item, words.strip()))

    def note(self, words: str) -> None:
        """Keeps a remark on the prescription."""
        place = self._counter.place
        self._do(lambda actor, key: add_note(place, actor, key, words))

    def keep(self) -> None:
        """Takes the check of an earlier issue for the items that it counts for."""
        place, key = self._counter.place, self._key
        if key is not None:
            self._do(lambda actor, about: keep_check(place, actor, about), lambda: self._left_behind(key))

    def _left_behind(self, key: IssueKey) -> None:
        self._made.pop(key, None)
        if key == self._key:
            self.approved.emit(key)

    def approve(self) -> None:
        """Approves every item that waits, with what was decided; the use-case looks at the facts once more."""
        place, key, sheet = self._counter.place, self._key, self._sheet
        if key is None or sheet is None:
            return
        decisions = tuple(self._made.get(key, {}).values())

        self._do(
            lambda actor, about: approve(place, actor, about, decisions, sheet.checked),
            lambda: self._left_behind(key),
        )

    def _do(
        self, work: Callable[[UserId, IssueKey], Receipt | Refusal], after: Callable[[], None] | None = None
    ) -> None:
        """Records a step; meanwhile no other is taken. Its receipt, broadcast, runs the check again."""
        key = self._key
        if key is None or self._busy or self._counter.user is None:
            return
        actor = self._counter.actor

        def run() -> Receipt | Refusal:
            return work(actor, key)

        def done(_made: Receipt) -> None:
            self._busy = False
            if after is not None:
                after()

        def refused(_refusal: Refusal, words: str) -> None:
            self._busy, self._notice = False, words
            self.load()

        self._busy, self._notice = True, ""
        self._show()
        self._counter.step(run, done, refused)

"""The map of the keys, as data: one key, one meaning, everywhere.

The standard map is the table of the design's key conventions; a pharmacy may change it. A change that gives a key a
second meaning, or takes one that fields need, is answered with the clashes and not made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Action(StrEnum):
    """One deed that a key does. The value is the name that forms and settings use."""

    HELP = "help"
    OWING = "owing"
    PATIENT = "patient"
    OPEN = "open"
    ADD_PRESCRIPTION = "add-prescription"
    NEXT_PANEL = "next-panel"
    HISTORY = "history"
    ALL_PRODUCTS = "all-products"
    NOT_SUPPLIED = "not-supplied"
    ACCEPT = "accept"
    SWITCH_USER = "switch-user"
    FINISH = "finish"
    ALL_ACTIONS = "all-actions"
    SEARCH = "search"
    BACK = "back"
    CONFIRM = "confirm"
    BATCH_EXPIRY = "batch-expiry"
    REPRINT = "reprint"
    OTHER_PRINTER = "other-printer"
    NEAR_MISS = "near-miss"
    COUNT_LOOSE = "count-loose"
    SET_ASIDE = "set-aside"
    NOTE = "note"
    QUERY = "query"
    NEW_CHECK = "new-check"
    RETRY = "retry"
    LOOK = "look"
    STOP_WORK = "stop-work"
    DOWNTIME_PACK = "downtime-pack"
    COPY = "copy"
    PASSWORD = "password"  # noqa: S105 - the deed of signing in with one
    CALL_PHARMACIST = "call-pharmacist"
    ADD_PATIENT = "add-patient"
    ADD_ITEM = "add-item"
    WARNINGS = "warnings"
    PAYMENT = "payment"
    PROMISE = "promise"
    SHOW_NAMES = "show-names"
    EVIDENCE = "evidence"
    EVERYTHING_ELSE = "everything-else"
    HIDDEN_FINDINGS = "hidden-findings"
    CAUSE_STRENGTH = "cause-strength"
    CAUSE_DRUG = "cause-drug"
    CAUSE_FORM = "cause-form"
    CAUSE_QUANTITY = "cause-quantity"
    CAUSE_EXPIRED = "cause-expired"
    CAUSE_RECALLED = "cause-recalled"
    CAUSE_OTHER = "cause-other"
    YES = "yes"
    NO = "no"
    TEXT_WHEN_READY = "text-when-ready"
    SAID_IT = "said-it"
    WANTS_PHARMACIST = "wants-pharmacist"
    OWN_PIN = "own-pin"
    ADD_PERSON = "add-person"
    GIVE_TASK = "give-task"
    TAKE_BACK = "take-back"
    RESET_PIN = "reset-pin"
    UNLOCK = "unlock"
    END_ACCOUNT = "end-account"
    ABSENCE = "absence"
    PHARMACY = "pharmacy"
    SHOW_MORE = "show-more"
    EXPORT = "export"
    CHECKPOINT = "checkpoint"
    CHECK_JOURNAL = "check-journal"
    RESTRICT = "restrict"
    LIFT_RESTRICTION = "lift-restriction"
    BACK_UP = "back-up"
    PRODUCT = "product"
    FOLDER = "folder"
    ROLL_BACK = "roll-back"
    ALERTS = "alerts"
    ENTER_RECALL = "enter-recall"
    END_RECALL = "end-recall"
    MAP_BARCODE = "map-barcode"
    OWN_CHECK = "own-check"
    LEAFLET = "leaflet"
    IT_PRINTED = "it-printed"
    PRINT_TEST = "print-test"


STANDARD: Mapping[Action, tuple[str, ...]] = {
    Action.HELP: ("F1",),
    Action.OWING: ("F2",),
    Action.PATIENT: ("F3",),
    Action.OPEN: ("F4",),
    Action.ADD_PRESCRIPTION: ("F5",),
    Action.NEXT_PANEL: ("F6",),
    Action.HISTORY: ("F7",),
    Action.ALL_PRODUCTS: ("F8",),
    Action.NOT_SUPPLIED: ("F9",),
    Action.ACCEPT: ("F10",),
    Action.SWITCH_USER: ("F11",),
    Action.FINISH: ("F12",),
    Action.ALL_ACTIONS: ("Ctrl+K",),
    Action.SEARCH: ("/",),
    Action.BACK: ("Esc",),
    Action.CONFIRM: ("Return", "Enter"),
    Action.BATCH_EXPIRY: ("Ctrl+E",),
    Action.REPRINT: ("Ctrl+L",),
    Action.OTHER_PRINTER: ("Alt+L",),
    Action.NEAR_MISS: ("Ctrl+N",),
    Action.COUNT_LOOSE: ("Ctrl+O",),
    Action.SET_ASIDE: ("Ctrl+U",),
    Action.NOTE: ("Ctrl+T",),
    Action.QUERY: ("Ctrl+Q",),
    Action.NEW_CHECK: ("Alt+C",),
    Action.RETRY: ("Ctrl+R",),
    Action.LOOK: ("Ctrl+J",),
    Action.STOP_WORK: ("Ctrl+.",),
    Action.DOWNTIME_PACK: ("Ctrl+D",),
    Action.COPY: ("Ctrl+C",),
    Action.PASSWORD: ("Ctrl+P",),
    Action.CALL_PHARMACIST: ("Ctrl+G",),
    Action.ADD_PATIENT: ("Alt+N",),
    Action.ADD_ITEM: ("Ctrl+I",),
    Action.WARNINGS: ("Alt+W",),
    Action.PAYMENT: ("Alt+P",),
    Action.PROMISE: ("Ctrl+W",),
    Action.SHOW_NAMES: ("Space",),
    Action.EVIDENCE: ("E",),
    Action.EVERYTHING_ELSE: ("A",),
    Action.HIDDEN_FINDINGS: ("H",),
    Action.CAUSE_STRENGTH: ("S",),
    Action.CAUSE_DRUG: ("D",),
    Action.CAUSE_FORM: ("F",),
    Action.CAUSE_QUANTITY: ("Q",),
    Action.CAUSE_EXPIRED: ("X",),
    Action.CAUSE_RECALLED: ("C",),
    Action.CAUSE_OTHER: ("O",),
    Action.YES: ("Y",),
    Action.NO: ("N",),
    Action.TEXT_WHEN_READY: ("T",),
    Action.SAID_IT: ("G",),
    Action.WANTS_PHARMACIST: ("R",),
    Action.OWN_PIN: ("Alt+O",),
    Action.ADD_PERSON: ("Alt+J",),
    Action.GIVE_TASK: ("Alt+T",),
    Action.TAKE_BACK: ("Alt+K",),
    Action.RESET_PIN: ("Alt+I",),
    Action.UNLOCK: ("Alt+U",),
    Action.END_ACCOUNT: ("Alt+X",),
    Action.ABSENCE: ("Alt+A",),
    Action.PHARMACY: ("Alt+B",),
    Action.SHOW_MORE: ("Alt+M",),
    Action.EXPORT: ("Alt+E",),
    Action.CHECKPOINT: ("Alt+G",),
    Action.CHECK_JOURNAL: ("Alt+V",),
    Action.RESTRICT: ("Alt+R",),
    Action.LIFT_RESTRICTION: ("Alt+F",),
    Action.BACK_UP: ("Ctrl+B",),
    Action.PRODUCT: ("Ctrl+F",),
    Action.FOLDER: ("Alt+D",),
    Action.ROLL_BACK: ("Alt+Z",),
    Action.ALERTS: ("Alt+S",),
    Action.ENTER_RECALL: ("Alt+Q",),
    Action.END_RECALL: ("Alt+Y",),
    Action.MAP_BARCODE: ("Alt+H",),
    Action.OWN_CHECK: ("Ctrl+Y",),
    Action.LEAFLET: ("Ctrl+M",),
    Action.IT_PRINTED: ("Ctrl+H",),
    # No letter is left but one that everybody knows as "save".
    Action.PRINT_TEST: ("Ctrl+0",),
}

PICKS: tuple[str, ...] = tuple("123456789")
"""A bare number picks the numbered choice of what has the focus."""
STAGE_PICKS: tuple[str, ...] = tuple(f"Alt+{n}" for n in range(1, 10))
"""Alt and a number picks a stage of the worklist."""
RESERVED: frozenset[str] = frozenset(
    {*PICKS, *STAGE_PICKS, "Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown"}
    | {"Backspace", "Del", "Ctrl+A", "Ctrl+V", "Ctrl+X", "Ctrl+Z", "Alt+F4"}
)
"""Keys that move about and edit text everywhere: no deed may take them."""

_DRAWN = {"Return": "Enter", "PgDown": "Page Down", "PgUp": "Page Up", "Del": "Delete"}


@dataclass(frozen=True, slots=True)
class KeyClash:
    """One key that would mean two things. `reserved` says that moving about or editing text needs it."""

    key: str
    actions: tuple[Action, ...]
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class KeyMap:
    """Which keys do what. The first key of an action is the one that buttons show."""

    keys: Mapping[Action, tuple[str, ...]]

    def of(self, action: Action) -> tuple[str, ...]:
        """Every key of that action, in Qt's portable spelling ("Ctrl+K", "Return")."""
        return self.keys.get(action, ())

    def drawn(self, action: Action) -> str:
        """The words on the key cap ("F10", "Enter"), or "" where the action has no key."""
        keys = self.of(action)
        return self.cap(keys[0]) if keys else ""

    def cap(self, key: str) -> str:
        """The words on the cap of a key that is no action's own."""
        return _DRAWN.get(key, key)

    def clashes(self) -> tuple[KeyClash, ...]:
        """Every key with a second meaning, in the order of the alphabet."""
        meanings: dict[str, list[Action]] = {}
        for action, keys in self.keys.items():
            for key in keys:
                meanings.setdefault(key.casefold(), []).append(action)
        reserved = {key.casefold() for key in RESERVED}
        return tuple(
            KeyClash(key, tuple(actions), key in reserved)
            for key, actions in sorted(meanings.items())
            if len(actions) > 1 or key in reserved
        )

    def remapped(self, changes: Mapping[Action, tuple[str, ...]]) -> "KeyMap | tuple[KeyClash, ...]":
        """The map with those actions moved, or what they would clash with."""
        candidate = KeyMap({**self.keys, **changes})
        return candidate.clashes() or candidate


_active: list[KeyMap] = []


def active_keys() -> KeyMap:
    """The map in force; the standard one until `use_keys` says otherwise."""
    if not _active:
        _active.append(KeyMap(STANDARD))
    return _active[-1]


def use_keys(keymap: KeyMap) -> None:
    """Puts a map in force. Buttons made before show it after `KeyButton.take_keys`."""
    _active[:] = [keymap]

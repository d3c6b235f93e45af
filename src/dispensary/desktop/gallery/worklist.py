"""Invented rows for the gallery's worklist."""

from dispensary.desktop.components.bars import HealthItem, Place
from dispensary.desktop.components.painting import Chip
from dispensary.desktop.components.panes import Line, Summary, SummaryItem
from dispensary.desktop.components.rows import Cell, Chips, Figure, IconWords, TwoLines
from dispensary.desktop.components.stage_tabs import Filter, Stage
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone

PLACES = (
    Place("worklist", "Worklist"),
    Place("patients", "Patients"),
    Place("registers", "Registers"),
    Place("claims", "Claims"),
    Place("settings", "Settings"),
)
HEALTH = (
    HealthItem("rp", "patient", "Responsible pharmacist", strong="Amara Whitlock"),
    HealthItem("user", "switch", "Nia Rhys", action=Action.SWITCH_USER),
    HealthItem("eps", "cloud", "EPS connected", Tone.PASS),
    HealthItem("printer", "printer", "Label printer ready", Tone.PASS),
    HealthItem("scanner", "scanner", "Scanner ready", Tone.PASS),
    HealthItem("dictionary", "book", "Dictionary 16 Nov"),
    HealthItem("outbox", "outbox", "2 to send, oldest 1 min"),
)
STAGES = (
    Stage("all", "All open", 84),
    Stage("new", "New", 11, "oldest 6 min"),
    Stage("clinical", "Clinical check", 9, "1 stop", "stop", Tone.STOP),
    Stage("label", "To label", 5),
    Stage("assemble", "To assemble", 12),
    Stage("accuracy", "Accuracy check", 7, "2 late", "clock", Tone.REASON),
    Stage("bagged", "Bagged", 31),
    Stage("owing", "Owing", 6, "1 due today", "clock", Tone.REASON),
    Stage("query", "Query", 3, "oldest 2 days"),
)
FILTERS = (
    Filter("all", "Everything", 84),
    Filter("waiters", "Waiters", 3, "waiter"),
    Filter("deliveries", "Deliveries", 19, "van"),
    Filter("needs", "Needs", 8, "speech"),
    Filter("expiring", "Expiring", 4, "expiry"),
)

_WAITER = IconWords("Waiter", "waiter")
_COLLECT = IconWords("Collect", "bag")
_DELIVER = IconWords("Deliver", "van")
_CHECK = IconWords("Clinical check", "prescription")
_ACCURACY = IconWords("Accuracy check", "scanner")
_ASSEMBLE = IconWords("To assemble", "pack")
_LABEL = IconWords("To label", "label")
_OWING = IconWords("Owing", "owing")
_NEW = IconWords("New", "prescription")
_CD = Chip("CD", Tone.INFO, "cd")
_FRIDGE = Chip("Fridge", Tone.INFO, "fridge")


def _owing(words: str) -> Chip:
    return Chip(words, Tone.REASON, "owing")


def _expiry(words: str) -> Chip:
    return Chip(words, Tone.REASON, "expiry")


def _need(words: str) -> Chip:
    return Chip(words, Tone.ACCENT, "speech")


def _row(due: TwoLines, name: str, born: str, items: int, way: Cell, stage: Cell, *chips: Chip) -> tuple[Cell, ...]:
    return due, TwoLines(name, born), Figure(str(items)), way, Chips(chips), stage


ROWS: tuple[tuple[Cell, ...], ...] = (
    _row(
        TwoLines("24 min", "4 min late", "clock", Tone.STOP),
        "Beryl Hartnoll",
        "14 Mar 1953 · 999 014 2734",
        4,
        _WAITER,
        _CHECK,
        Chip("1 stop", Tone.STOP),
        _need("Easy read"),
    ),
    _row(
        TwoLines("18 min", "in 2 min", "clock", Tone.REASON),
        "Tomasz Wrona",
        "2 Sep 1961 · 999 021 8463",
        3,
        _WAITER,
        _ACCURACY,
        _CD,
        _FRIDGE,
        _owing("Owing"),
    ),
    _row(TwoLines("12 min", "in 8 min"), "Oluwaseun Adair", "30 Jan 1988 · 999 030 5714", 1, _WAITER, _ASSEMBLE),
    _row(
        TwoLines("11:00", "in 18 min"),
        "Priya Lanchester",
        "19 Jul 1974 · 999 041 1263",
        2,
        _COLLECT,
        _ASSEMBLE,
        _need("BSL"),
    ),
    _row(
        TwoLines("11:00", "in 18 min"),
        "Arthur Penhallow",
        "6 May 1939 · 999 050 6132",
        4,
        _DELIVER,
        _ACCURACY,
        _FRIDGE,
        _need("Large print"),
    ),
    _row(
        TwoLines("11:30", "in 48 min"),
        "Rosalind Achterberg",
        "25 Dec 1966 · 999 061 7473",
        1,
        _COLLECT,
        _LABEL,
        _expiry("Expires today"),
    ),
    _row(
        TwoLines("11:30", "in 48 min"),
        "Idris Maddox-Quaye",
        "11 Oct 1995 · 999 072 3044",
        2,
        _COLLECT,
        _CHECK,
        Chip("Dose not checked", Tone.NOT_CHECKED),
    ),
    _row(
        TwoLines("12:00", "in 1 h 18"),
        "Winifred Stannage",
        "8 Feb 1947 · 999 083 8585",
        3,
        _DELIVER,
        _OWING,
        _owing("Owing 28"),
    ),
    _row(
        TwoLines("12:00", "in 1 h 18"),
        "Jiahui Templeman",
        "21 Jun 2019 · 999 094 4210",
        1,
        _COLLECT,
        _LABEL,
        _FRIDGE,
        _expiry("2 days left"),
    ),
    _row(TwoLines("14:00", "in 3 h 18"), "Callum Birtwhistle", "3 Mar 1980 · 999 105 1724", 2, _COLLECT, _NEW, _CD),
    _row(
        TwoLines("14:30", "in 3 h 48"),
        "Bronwen Ŵyn-Aldred",
        "17 Aug 1952 · 999 116 2348",
        3,
        _COLLECT,
        _NEW,
        _need("Welsh"),
    ),
)

SUMMARY = Summary(
    name="Beryl Hartnoll",
    came="Came in at 10:18, said 20 minutes",
    alert_tone=Tone.STOP,
    alert="Waiting for the pharmacist",
    alert_words="Simvastatin with clarithromycin. Amara has been told.",
    items_heading="4 items, acute",
    items=(
        SummaryItem("Clarithromycin 500mg tablets", "14", "New"),
        SummaryItem("Simvastatin 40mg tablets", "28"),
        SummaryItem("Prednisolone 5mg tablets", "42", "New"),
        SummaryItem("Ramipril 5mg capsules", "28", "Changed"),
    ),
    lines=(
        Line("Easy-read leaflet. Reads lips: face her when you speak.", "speech", icon_tone=Tone.ACCENT),
        Line("“Keep walking Biscuit up Beacon Hill.”", "goal", icon_tone=Tone.ACCENT),
    ),
)

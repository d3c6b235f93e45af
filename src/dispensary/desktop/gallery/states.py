"""The gallery's page of banners, empty places, long work and chips."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dispensary.desktop.components.banners import Banner, BannerDeed, BannerWords
from dispensary.desktop.components.chips import ChipRow
from dispensary.desktop.components.empty import Emptiness, EmptyState, LongWork, WayOn, WhichReading
from dispensary.desktop.components.painting import Chip
from dispensary.desktop.components.text import Part, Text, rule
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone

BANNERS = (
    BannerWords(
        "void",
        Tone.STOP,
        "The accuracy check can’t start: the clinical check no longer stands.",
        second="A penicillin allergy was added at 10:31, after the check at 10:12.",
        deeds=(BannerDeed("check", "Ask for a new check", Action.NEW_CHECK),),
    ),
    BannerWords(
        "rules",
        Tone.NOT_CHECKED,
        "Interactions were not checked for any item.",
        second="The rules file can’t be read. Nothing has been ruled out: check by hand, or try again.",
        deeds=(BannerDeed("again", "Try again", Action.RETRY, "retry"),),
    ),
    BannerWords(
        "paper",
        Tone.REASON,
        "3 labels are waiting: the label printer is out of paper.",
        second="They print once, in order, when the roll is changed.",
        icon="printer",
        deeds=(BannerDeed("other", "Other printer", Action.OTHER_PRINTER),),
    ),
    BannerWords(
        "scanner",
        Tone.INFO,
        "The scanner was unplugged for 8 seconds and is back.",
        second="No scan was lost.",
        icon="scanner",
    ),
    BannerWords(
        "eps",
        Tone.PASS,
        "EPS is back. 14 messages sent in order.",
        second="1 answer differs from ours and needs you.",
        icon="outbox",
        deeds=(BannerDeed("look", "Look at it", Action.LOOK),),
    ),
)
CHIPS = (
    Chip("Right", Tone.PASS),
    Chip("Needs a reason", Tone.REASON),
    Chip("Stop", Tone.STOP),
    Chip("Not checked", Tone.NOT_CHECKED),
    Chip("For information", Tone.INFO),
    Chip("CD", Tone.INFO, "cd"),
    Chip("Fridge", Tone.INFO, "fridge"),
    Chip("Owing", Tone.REASON, "owing"),
    Chip("Easy read", Tone.ACCENT, "speech"),
)


def build(window: QWidget) -> QWidget:
    """The page."""
    page = QWidget(window)
    outer = QVBoxLayout(page)
    outer.setContentsMargins(24, 16, 24, 16)
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    outer.addLayout(grid, 1)
    left = QWidget(page)
    left.setFixedWidth(420)
    left.setLayout(_empties(page))
    grid.addWidget(left, 0, 0)
    grid.addLayout(_banners(page), 0, 1)
    grid.setColumnStretch(1, 1)
    outer.addWidget(rule(page))
    foot = QHBoxLayout()
    foot.addWidget(Text("State is always an icon, words and a colour", page, tone="text2"), 1)
    chips = ChipRow(page)
    chips.set_chips(CHIPS)
    foot.addWidget(chips)
    outer.addLayout(foot)
    return page


def _card(inside: QWidget, parent: QWidget) -> QFrame:
    card = QFrame(parent)
    card.setProperty("card", True)
    column = QVBoxLayout(card)
    column.setContentsMargins(6, 6, 6, 6)
    column.addWidget(inside)
    return card


def _empties(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    good = EmptyState(page)
    words = "Joseph checked 23 this morning. The next 12 are being assembled."
    good.say(
        Emptiness.GOOD_NEWS, "Nothing is waiting for an accuracy check", words, (WayOn("see", "See them", Action.LOOK),)
    )
    nobody = EmptyState(page)
    nobody.say(
        Emptiness.NO_MATCH,
        "No one called “Hartnel” here",
        (Part("Close: Beryl "), Part("Hartnoll", strong=True), Part(", born 14 Mar 1953.")),
        (
            WayOn("open", "Open Beryl Hartnoll", Action.CONFIRM, filled=True),
            WayOn("add", "Add patient", Action.ADD_PATIENT),
        ),
    )
    for heading, empty in (("Empty, and that is good news", good), ("Empty, with a way on", nobody)):
        column.addWidget(Text(heading, page, tone="text2"))
        column.addWidget(_card(empty, page), 1)
    return column


def _banners(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(10)
    column.addWidget(Text("Banners: what happened, what still works, what to do", page, tone="text2"))
    for words in BANNERS:
        column.addWidget(Banner(page, words, full=False))
    row = QHBoxLayout()
    row.setSpacing(16)
    work = LongWork(page)
    work.show_progress(
        "Bringing in dm+d of 16 November", "Packs: 31,400 of 88,212. About 40 seconds left.", 31_400, 88_212
    )
    which = WhichReading(page)
    which.ask("od", "means 2 things for eye drops", ("once a day", "in the right eye"))
    row.addWidget(work, 1)
    row.addWidget(_card(which, page), 1)
    column.addLayout(row)
    column.addStretch(1)
    return column

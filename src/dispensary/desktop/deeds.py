"""What can be done here and now, read off the window itself: its buttons, its keys, its places. No second list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QWidget

from dispensary.desktop.components import (
    Banner,
    CardDeed,
    ChoiceButton,
    FilterButton,
    ItemButton,
    KeyButton,
    KeyCap,
    KeyDeed,
    PlaceTab,
    StaffCard,
    StageTab,
    TopBar,
)
from dispensary.desktop.keymap import STAGE_PICKS, Action, active_keys


class Found(StrEnum):
    """Where a deed was found; the value is the words for it, none where the words of the deed are enough."""

    SCREEN = ""
    BAND = "Message at the top"
    STAGE = "Stage"
    FILTER = "Filter"
    ITEM = "Item"
    PERSON = "Person"
    PAGE = "Page"
    PLACE = "Place"
    EVERYWHERE = "Everywhere"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing to do. held: what is missing before it can be done. listed: it may be chosen from a list; an answer is
    given where its question stands, and a key that only leads about needs no list.
    """

    words: str
    found: Found
    key: str = ""
    held: str = ""
    listed: bool = True
    source: QObject | None = field(default=None, compare=False)
    do: Callable[[], object] = field(default=lambda: None, compare=False)


def deeds_of(window: QMainWindow, screen: QWidget | None, *, signed_in: bool, places: bool) -> tuple[Deed, ...]:
    """Every deed of that screen, then of the bands, the places and the whole window; one key stands for one deed.
    places: the person may go to another one.
    """
    found = [] if screen is None else list(_buttons(screen))
    for band in window.findChildren(Banner):
        found += _buttons(band, Found.BAND) if band.isVisible() else ()
    if signed_in and places:
        found += (_place(tab) for bar in window.findChildren(TopBar) for tab in bar.findChildren(PlaceTab))
    found += _keys(window, screen, signed_in=signed_in)
    return tuple(_once(sorted(found, key=_rank)))


def _buttons(within: QWidget, found: Found = Found.SCREEN) -> Iterator[Deed]:
    for button in within.findChildren(QAbstractButton):
        if button.isVisible() and (deed := _deed(button, found)) is not None:
            yield deed
    for cap in within.findChildren(KeyCap):
        if cap.isVisible() and cap.words:
            yield Deed(cap.words, found, cap.drawn(), listed=False, source=cap)


def _deed(button: QAbstractButton, found: Found) -> Deed | None:
    """The deed of a button; None for one that is off and says nothing, or is no deed (a box to tick, a field's own)."""
    match button:
        case KeyButton():
            opens_this = button.property("action") == Action.ALL_ACTIONS.value
            if opens_this or not (button.isEnabled() or button.held):
                return None
            answer = isinstance(button, ChoiceButton | CardDeed)
            words, key = button.deed_words, button.key()
            return Deed(words, found, key, button.missing, not answer, button, button.click) if words else None
        case StageTab():
            return _plain(button, button.accessibleName(), Found.STAGE, _stage_key(button))
        case FilterButton():
            return _plain(button, button.accessibleName(), Found.FILTER)
        case ItemButton():
            return _plain(button, button.accessibleName(), Found.ITEM)
        case PlaceTab():
            return _plain(button, button.text(), Found.PAGE)
        case StaffCard():
            return _plain(button, button.text(), Found.PERSON, button.key())
    return None


def _plain(button: QAbstractButton, words: str, found: Found, key: str = "") -> Deed | None:
    return Deed(words, found, key, source=button, do=button.click) if button.isEnabled() else None


def _stage_key(tab: StageTab) -> str:
    tabs = tab.parentWidget()
    beside = [] if tabs is None else [each for each in tabs.findChildren(StageTab) if each.isVisible()]
    position = beside.index(tab)
    return STAGE_PICKS[position] if position < len(STAGE_PICKS) else ""


def _place(tab: PlaceTab) -> Deed:
    action = tab.place.action
    key = active_keys().drawn(action) if action is not None else ""
    return Deed(tab.place.words, Found.PLACE, key, source=tab, do=tab.click)


def _keys(window: QMainWindow, screen: QWidget | None, *, signed_in: bool) -> Iterator[Deed]:
    for key in window.findChildren(KeyDeed):
        parent = key.parent()
        if not key.live or not key.words or not (signed_in or key.signed_out):
            continue
        inside = (
            screen is not None and isinstance(parent, QWidget) and (screen is parent or screen.isAncestorOf(parent))
        )
        yield Deed(
            key.words,
            Found.SCREEN if inside else Found.EVERYWHERE,
            key.drawn(),
            listed=key.listed,
            source=key,
            do=partial(key.activated.emit),
        )


def _within(widget: QWidget, screen: QWidget) -> bool:
    return widget is screen or screen.isAncestorOf(widget)


_ORDER = tuple(Found)


def _rank(deed: Deed) -> tuple[int, bool]:
    """The screen's own first, and of those its one next step; then the bands, what leads about, the whole window."""
    filled = isinstance(deed.source, KeyButton) and deed.source.property("variant") == "filled"
    return _ORDER.index(deed.found), not filled


def _once(deeds: list[Deed]) -> Iterator[Deed]:
    """A key that two show (a button, and the window for it) is one deed: the first. Numbers answer where the focus is,
    so those are many.
    """
    taken: set[str] = set()
    for deed in deeds:
        if deed.key and not deed.key.isdecimal():
            if deed.key in taken:
                continue
            taken.add(deed.key)
        yield deed


def same_deed(deed: Deed, now: tuple[Deed, ...]) -> Deed | None:
    """The same deed among those of now: its own button, else the only one of its words; None where there is none, or
    it cannot be told.
    """
    alike = [each for each in now if each == deed]
    own = [each for each in alike if each.source is deed.source]
    if own:
        return own[0]
    return alike[0] if len(alike) == 1 else None

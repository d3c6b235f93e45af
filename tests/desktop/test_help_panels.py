"""The list of all actions and the page of the keys, over every screen of the real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from tests.builders import a_patient, a_prescription, received
from tests.desktop.test_escape import TASKS, Counter, counter, fitting, owners

from dispensary.desktop.components import BannerDeed, BannerWords, KeyButton, Text
from dispensary.desktop.components.over import OverPanel
from dispensary.desktop.theme import THEMES, Tone, apply_theme
from dispensary.desktop.views.screen import Where
from dispensary.domain.barcodes.tokens import bag_token

assert counter, "the fixture"

EVERY = (Where.WORKLIST, *TASKS, Where.STAFF, Where.PHARMACY)
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(at: Counter, key: Qt.Key, *, control: bool = False) -> None:
    """As a real keyboard: into the window, where Qt looks for shortcuts first."""
    handle = at.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, key, CONTROL if control else Qt.KeyboardModifier.NoModifier)
    at.settle()


def letters(at: Counter, words: str) -> None:
    """Typed as a person does, one after the other."""
    for letter in words:
        before = at.window.help.palette.letters.text()
        QTest.keyClick(at.window.windowHandle(), letter)
        at.qtbot.waitUntil(lambda before=before: at.window.help.palette.letters.text() != before)
    at.settle()


def go(at: Counter, where: Where) -> None:
    at.go(where, fitting(at.place, where) if where in TASKS else None)


def said(panel: QWidget) -> str:
    """Every word that it shows."""
    return " ".join(text.spoken() for text in panel.findChildren(Text))


def listed(at: Counter) -> list[str]:
    return [deed.words for deed in at.window.help.palette.deeds()]


def visible(panel: OverPanel) -> bool:
    return panel.isVisible() and panel.panel.isVisible()


def any_open(at: Counter) -> bool:
    return at.window.help.page.isVisible() or at.window.help.palette.isVisible()


@pytest.mark.parametrize("where", EVERY, ids=lambda where: where.value)
def test_every_deed_of_a_screen_is_in_the_list_with_its_key_and_esc_gives_the_keys_back(
    counter: Counter, where: Where
) -> None:
    go(counter, where)
    screen = counter.window.current
    assert screen is not None
    before = QApplication.focusWidget()
    if before is not None and not before.isVisible():
        before = None
    press(counter, Qt.Key.Key_K, control=True)
    palette = counter.window.help.palette
    assert visible(palette)
    buttons = [b for b in screen.findChildren(KeyButton) if type(b) is KeyButton and b.isVisible() and b.text()]
    free = {(b.deed_words, b.key()) for b in buttons if b.isEnabled() and b.property("action") != "all-actions"}
    assert free <= {(deed.words, deed.key) for deed in palette.deeds()}
    assert {"Worklist", "Patients", "Staff", "Pharmacy", "Switch user"} <= set(listed(counter))
    assert len(owners(counter.window)) == len(set(owners(counter.window)))
    press(counter, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert counter.at(where)
    assert QApplication.focusWidget() is before


@pytest.mark.parametrize("where", EVERY, ids=lambda where: where.value)
def test_the_page_of_the_keys_shows_what_the_screen_shows_and_names_nobody(counter: Counter, where: Where) -> None:
    go(counter, where)
    press(counter, Qt.Key.Key_F1)
    page = counter.window.help.page
    assert visible(page)
    (_, here), (_, everywhere), _ = page.tables()
    screen = counter.window.current
    assert screen is not None
    shown = {b.key() for b in screen.findChildren(KeyButton) if type(b) is KeyButton and b.isVisible() and b.key()}
    keys = {caps[0] for caps, _ in here} | {caps[0] for caps, _ in everywhere}
    assert shown <= keys
    assert {"F1", "Ctrl+K", "F11"} <= keys
    patient = a_patient()
    for secret in (*patient.name.split(), "999 014 2734", "Amlodipine"):
        assert secret not in said(page)
    press(counter, Qt.Key.Key_F1)
    assert not page.isVisible()
    assert counter.at(where)


def test_a_few_letters_and_enter_do_it(counter: Counter) -> None:
    press(counter, Qt.Key.Key_K, control=True)
    letters(counter, "add pre")
    assert listed(counter) == ["Add prescription"]
    counter.press(Qt.Key.Key_Return)
    counter.qtbot.waitUntil(lambda: counter.at(Where.MANUAL))
    assert not counter.window.help.palette.isVisible()


def test_a_place_is_reached_from_a_screen_without_a_mouse(counter: Counter) -> None:
    go(counter, Where.PRESCRIPTION)
    press(counter, Qt.Key.Key_K, control=True)
    letters(counter, "staff")
    press(counter, Qt.Key.Key_Return)
    counter.qtbot.waitUntil(lambda: counter.at(Where.STAFF))


def test_what_cannot_be_done_yet_says_why_and_is_not_done(counter: Counter) -> None:
    go(counter, Where.HAND_OUT)
    press(counter, Qt.Key.Key_K, control=True)
    letters(counter, "hand out")
    palette = counter.window.help.palette
    assert [(row.words, row.held) for row in palette.list.rows()][:1] == [
        ("Hand out and tell EPS", "Held: 1 left to settle")
    ]
    press(counter, Qt.Key.Key_Return)
    counter.settle()
    assert visible(palette)
    assert counter.at(Where.HAND_OUT)


@pytest.mark.parametrize("opens", [Qt.Key.Key_F1, Qt.Key.Key_K])
def test_no_key_does_anything_on_the_screen_under_a_panel(counter: Counter, opens: Qt.Key) -> None:
    go(counter, Where.HAND_OUT)
    left = counter.window.screens[Where.HAND_OUT].ui.hand_out.text()  # type: ignore[attr-defined]
    press(counter, opens, control=opens is Qt.Key.Key_K)
    for key in (Qt.Key.Key_F10, Qt.Key.Key_F12, Qt.Key.Key_F4, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_G):
        press(counter, key)
    assert counter.at(Where.HAND_OUT)
    assert counter.window.screens[Where.HAND_OUT].ui.hand_out.text() == left  # type: ignore[attr-defined]
    assert any_open(counter)
    press(counter, Qt.Key.Key_Escape)
    assert counter.at(Where.HAND_OUT)
    press(counter, Qt.Key.Key_F10)
    counter.qtbot.waitUntil(
        lambda: counter.window.screens[Where.HAND_OUT].ui.hand_out.text() != left  # type: ignore[attr-defined]
    )


def test_what_was_typed_and_selected_is_there_afterwards(counter: Counter) -> None:
    go(counter, Where.PRESCRIPTION)
    field = counter.window.screens[Where.PRESCRIPTION].ui.directions  # type: ignore[attr-defined]
    field.setFocus()
    field.setText("1bd with food")
    cursor = field.textCursor()
    cursor.setPosition(4)
    field.setTextCursor(cursor)
    press(counter, Qt.Key.Key_K, control=True)
    assert visible(counter.window.help.palette)
    letters(counter, "x")
    press(counter, Qt.Key.Key_Escape)
    press(counter, Qt.Key.Key_F1)
    press(counter, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert (field.text(), field.textCursor().position(), field.textCursor().hasSelection()) == (
        "1bd with food",
        4,
        False,
    )
    assert field.hasFocus()


def test_a_search_half_typed_is_there_afterwards_and_not_selected(counter: Counter) -> None:
    search = counter.window.ui.top_bar.search
    search.setFocus()
    search.setText("hartn")
    press(counter, Qt.Key.Key_K, control=True)
    press(counter, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert (search.text(), search.selectedText(), search.hasFocus()) == ("hartn", "", True)


def test_a_screen_that_wants_the_focus_meanwhile_gets_it_afterwards(counter: Counter) -> None:
    patient = a_patient()
    received(counter.place, a_prescription(patient=patient), patient)
    go(counter, Where.WORKLIST)
    table = counter.window.screens[Where.WORKLIST].ui.table  # type: ignore[attr-defined]
    counter.window.ui.top_bar.search.setFocus()
    press(counter, Qt.Key.Key_K, control=True)
    table.setFocus()
    assert counter.window.help.palette.letters.hasFocus()
    press(counter, Qt.Key.Key_Escape)
    assert table.hasFocus()


@pytest.mark.parametrize("opens", [Qt.Key.Key_F1, Qt.Key.Key_K])
def test_nobody_signed_in_both_work_and_show_no_patient(counter: Counter, opens: Qt.Key) -> None:
    patient = a_patient()
    received(counter.place, a_prescription(patient=patient), patient)
    go(counter, Where.WORKLIST)
    press(counter, Qt.Key.Key_F11)
    assert counter.at(Where.SIGN_IN)
    press(counter, opens, control=opens is Qt.Key.Key_K)
    panels = counter.window.help
    assert any_open(counter)
    words = f"{said(panels.page)} {listed(counter)}"
    assert not any(part in words for part in patient.name.split())
    assert not {"Worklist", "Patients", "Pharmacy"} & set(listed(counter))
    press(counter, Qt.Key.Key_Escape)
    assert not any_open(counter)
    assert counter.at(Where.SIGN_IN)


def test_switching_user_covers_the_list_too(counter: Counter) -> None:
    go(counter, Where.PRESCRIPTION)
    press(counter, Qt.Key.Key_K, control=True)
    press(counter, Qt.Key.Key_F11)
    assert counter.at(Where.SIGN_IN)
    assert not counter.window.help.palette.isVisible()


def typed_by_a_scanner(at: Counter, text: str) -> None:
    """Four milliseconds a key, as a wedge types."""
    now = 5_000
    for character in f"{text}\r":
        now += 4
        code = Qt.Key.Key_Return if character == "\r" else ord(character.upper())
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, character)
            event.setTimestamp(now)
            event.setAccepted(False)
            QCoreApplication.sendEvent(QApplication.focusWindow(), event)
    at.settle()


@pytest.mark.parametrize("opens", [Qt.Key.Key_F1, Qt.Key.Key_K])
def test_a_scan_goes_where_it_belongs_and_the_panel_makes_way(counter: Counter, opens: Qt.Key) -> None:
    key = fitting(counter.place, Where.HAND_OUT)
    assert key is not None
    with counter.place.store.read() as uow:
        held = uow.dispensings.get(key)
    assert held is not None
    assert held.bag is not None
    go(counter, Where.WORKLIST)
    press(counter, opens, control=opens is Qt.Key.Key_K)
    typed_by_a_scanner(counter, bag_token(held.bag.number))
    counter.qtbot.waitUntil(lambda: counter.at(Where.HAND_OUT))
    panels = counter.window.help
    assert not any_open(counter)
    assert panels.palette.letters.text() == ""


def test_a_deed_that_has_gone_meanwhile_is_not_done_nor_another_in_its_place(counter: Counter) -> None:
    banners = counter.window.ui.banners
    done: list[tuple[str, str]] = []
    banners.deed_asked.connect(lambda *deed: done.append(deed))
    banners.say(BannerWords("sample", Tone.INFO, "Something is asked.", deeds=(BannerDeed("yes", "Do that now"),)))
    press(counter, Qt.Key.Key_K, control=True)
    letters(counter, "do that")
    palette = counter.window.help.palette
    assert [row.note for row in palette.list.rows()] == ["Message at the top"]
    banners.drop("sample")
    press(counter, Qt.Key.Key_Return)
    assert visible(palette)
    assert "cannot be done any more" in palette.refusal.words()
    assert done == []
    banners.say(BannerWords("sample", Tone.INFO, "Something is asked.", deeds=(BannerDeed("yes", "Do that now"),)))
    letters(counter, " now")
    press(counter, Qt.Key.Key_Return)
    assert done == [("sample", "yes")]


def test_letters_that_fit_nothing_say_so(counter: Counter) -> None:
    press(counter, Qt.Key.Key_K, control=True)
    letters(counter, "zzz")
    palette = counter.window.help.palette
    assert listed(counter) == []
    assert "Nothing here is called that" in palette.refusal.words()
    press(counter, Qt.Key.Key_Return)
    assert visible(palette)


def test_the_worklist_shows_how_to_come_by_it_and_the_button_opens_it(counter: Counter) -> None:
    button = counter.window.screens[Where.WORKLIST].ui.all_actions  # type: ignore[attr-defined]
    assert button.key() == "Ctrl+K"
    counter.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    palette = counter.window.help.palette
    assert visible(palette)
    counter.qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())
    assert not palette.isVisible()


def test_a_row_can_be_clicked(counter: Counter) -> None:
    press(counter, Qt.Key.Key_K, control=True)
    palette = counter.window.help.palette
    where = palette.row_at("Add prescription")
    counter.qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    counter.qtbot.waitUntil(lambda: counter.at(Where.MANUAL))


@pytest.fixture
def light(themed: QApplication) -> Iterator[None]:
    yield
    apply_theme(themed, "light")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [(1280, 720), (1024, 700), (1024, 480)])
def test_both_fit_the_windows_of_a_pharmacy_and_what_does_not_is_reached_with_the_keys(
    counter: Counter, themed: QApplication, light: None, theme: str, size: tuple[int, int]
) -> None:
    apply_theme(themed, theme)
    counter.window.setMinimumSize(640, 400)
    counter.window.resize(*size)
    go(counter, Where.PRESCRIPTION)
    for key, control in ((Qt.Key.Key_F1, False), (Qt.Key.Key_K, True)):
        press(counter, key, control=control)
        panels = counter.window.help
        panel = panels.palette if control else panels.page
        assert panel.rect().contains(panel.panel.geometry())
        assert (
            counter.window.ui.demo_banner.geometry().bottom()
            < panel.panel.mapTo(counter.window, panel.panel.rect().topLeft()).y()
        )
        for _ in range(60):
            press(counter, Qt.Key.Key_Down)
        view = panels.palette.list if control else panels.page.area
        bar = view.verticalScrollBar()
        assert bar.value() == bar.maximum()
        press(counter, Qt.Key.Key_Escape)

"""The components: what a person sees, hears and presses. Every state is drawn in every theme without a Qt warning."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from dispensary.desktop import components as kit
from dispensary.desktop.gallery import people as gallery_people
from dispensary.desktop.gallery import screens as gallery
from dispensary.desktop.gallery import states as gallery_states
from dispensary.desktop.gallery.worklist import HEALTH, ROWS, STAGES, SUMMARY
from dispensary.desktop.keymap import STANDARD, Action, KeyMap, use_keys
from dispensary.desktop.theme import THEMES, Tone, active, apply_theme

STOP_FINDING = gallery_people.FINDINGS[0]


def shown(qtbot, widget: QWidget, width: int = 900, height: int = 300) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    widget.activateWindow()
    settle()
    return widget


def settle() -> None:
    """Lets what is posted happen: layouts, and the going of what was taken away."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def focused(widget: QWidget) -> QWidget:
    inside = widget.focusWidget()
    assert inside is not None
    return inside


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(image.constBits()).cast("B").cast("I")
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(pixels)}


def finding(**changes: object) -> kit.FindingCard:
    values = {"key": "f", "tone": Tone.REASON, "title": "Ramipril is 9 days early", "message": "More than 7 days."}
    values |= {"reasons": (kit.Reason("holiday", "Holiday"), kit.Reason("lost", "Lost")), **changes}
    return kit.FindingCard(None, kit.Finding(**values))


def preview(state: str) -> kit.LabelPreview:
    label = kit.LabelPreview()
    image = QImage(560, 280, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    if state != "empty":
        label.show_labels((image, image), stock="70 × 35 mm", words="Ramipril 5mg capsules")
    if state == "stale":
        label.stale()
    if state == "unreadable":
        label.unreadable("The barcode can’t be read back.")
    return label


def bag(*, person: kit.BannerPerson | None, hidden: bool = False) -> kit.PatientBanner:
    banner = kit.PatientBanner()
    if person is None:
        banner.show_bag(
            "Bag scanned 10:42", "Shelf C3, bag 118", gallery_people.BAG_CHIPS, hidden_words="Names are hidden"
        )
    else:
        banner.show_person(person)
        banner.hide_names(hidden=hidden)
    return banner


def verdict(tone: Tone, word: str) -> kit.VerdictPanel:
    panel = kit.VerdictPanel()
    panel.show_verdict(kit.Verdict(tone, word, "Ramipril 5mg capsules", gallery_people.RIGHT.facts, "Scan the label"))
    return panel


def step(*, current: bool, at: int) -> kit.StepCard:
    card = kit.StepCard(None, gallery_people.STEPS[at])
    card.mark_current(current=current)
    return card


STATES: dict[str, Callable[[], QWidget]] = {
    **{f"chip {tone.value}": lambda tone=tone: kit.StatusChip(None, kit.Chip("Words", tone)) for tone in Tone},
    **{
        f"finding {tone.value}": lambda tone=tone: finding(tone=tone, has_evidence=True, needs_words=tone is Tone.STOP)
        for tone in (Tone.STOP, Tone.REASON, Tone.NOT_CHECKED, Tone.INFO)
    },
    "finding settled": lambda: finding(settled="Holiday"),
    **{f"banner {words.key}": lambda words=words: kit.Banner(None, words) for words in gallery_states.BANNERS},
    **{
        f"card {words.key}": lambda words=words: kit.Banner(None, words, full=False) for words in gallery_states.BANNERS
    },
    "demo": kit.DemoBanner,
    "person": lambda: bag(person=gallery_people.BERYL),
    "person hidden": lambda: bag(person=gallery_people.BERYL, hidden=True),
    "no allergy recorded": lambda: bag(person=kit.BannerPerson("Mr Ivo Pell", (), (kit.NOT_ASKED,))),
    "bag": lambda: bag(person=None),
    **{f"label {state}": lambda state=state: preview(state) for state in ("empty", "current", "stale", "unreadable")},
    "verdict right": lambda: verdict(Tone.PASS, "Right pack"),
    "verdict ask": lambda: verdict(Tone.REASON, "Ask the pharmacist to look"),
    "verdict not checked": lambda: verdict(Tone.NOT_CHECKED, "Not checked"),
    "verdict nothing yet": kit.VerdictPanel,
    **{f"step {at}": lambda at=at: step(current=at == 0, at=at) for at in range(len(gallery_people.STEPS))},
}


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_of_every_component_is_drawn(theme: str, qtbot, themed: QApplication) -> None:
    apply_theme(themed, theme)
    for name, make in STATES.items():
        widget = shown(qtbot, make(), 900, max(40, make().sizeHint().height()))
        assert len(colours_of(widget)) > 1, name
        widget.hide()


@pytest.mark.parametrize("name", list(gallery.SCREENS))
def test_every_screen_fits_the_windows_of_a_pharmacy(name: str, qtbot, themed: QApplication) -> None:
    for height in (768, 697):
        window = gallery.show(name, height)
        qtbot.addWidget(window)
        assert (window.width(), window.height()) == (1366, height)
        for label in window.findChildren(QLabel):
            if label.isVisible() and label.text() and label.objectName() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width() - 1, (name, label.text())
        for button in window.findChildren(kit.KeyButton):
            if button.isVisible():
                assert button.width() >= button.sizeHint().width(), (name, button.text())
        window.close()


@pytest.mark.parametrize("name", list(gallery.SCREENS))
def test_everything_that_can_be_pressed_or_filled_has_a_name(name: str, qtbot, themed: QApplication) -> None:
    window = gallery.show(name)
    qtbot.addWidget(window)
    unnamed = [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | kit.DirectionsField | kit.RowTable | kit.ChoiceBox)
        and widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]
    assert unnamed == []
    window.close()


@pytest.mark.parametrize("name", [name for name, (_, kind) in gallery.SCREENS.items() if kind != "bare"])
def test_one_screen_has_at_most_one_filled_button_at_its_foot(name: str, qtbot, themed: QApplication) -> None:
    window = gallery.show(name)
    qtbot.addWidget(window)
    for bar in window.findChildren(kit.ActionBar):
        if bar.isVisible():
            filled = [b for b in bar.findChildren(kit.KeyButton) if b.property("variant") == "filled"]
            assert len(filled) == 1
            assert filled[0].x() == max(b.x() for b in bar.findChildren(kit.KeyButton))
    window.close()


def test_the_focus_goes_through_a_form_in_reading_order(qtbot, themed: QApplication) -> None:
    window = gallery.show("02-dispense")
    qtbot.addWidget(window)
    names = [focused(window).objectName()]
    for _ in range(8):
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
        names.append(focused(window).objectName())
    assert names[0] == "directions"
    assert names[1:5] == ["owing", "history", "all_products", "not_supplied"]
    window.close()


def test_state_is_never_colour_alone(qtbot, themed: QApplication) -> None:
    for tone in (Tone.PASS, Tone.REASON, Tone.STOP, Tone.NOT_CHECKED, Tone.INFO):
        chip = kit.Chip("Words", tone)
        assert chip.drawing
        assert kit.StatusChip(None, chip).accessibleName() == "Words"


def test_not_checked_is_hatched_and_broken_where_information_is_plain(qtbot, themed: QApplication) -> None:
    card = shown(qtbot, finding(tone=Tone.NOT_CHECKED))
    image = card.grab().toImage()
    edge = [image.pixelColor(3, y).name() for y in range(20, card.height() - 20)]
    ink, paper = active().colours.notchecked.name(), active().colours.surface.name()
    assert ink in edge
    assert paper in edge
    plain = shown(qtbot, finding(tone=Tone.STOP))
    stripe = plain.grab().toImage()
    assert {stripe.pixelColor(3, y).name() for y in range(20, plain.height() - 20)} == {
        active().colours.stop_solid.name()
    }


def test_a_held_button_says_what_is_missing_and_does_nothing(qtbot, themed: QApplication) -> None:
    window = QLineEdit()
    button = kit.KeyButton("Approve", window, action=Action.ACCEPT, variant="filled")
    shown(qtbot, window, 300, 40)
    done = []
    button.clicked.connect(lambda: done.append(1))
    button.hold("2 left to settle")
    assert button.text() == button.accessibleName() == "Approve, 2 left to settle"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert done == []
    button.free()
    assert button.text() == "Approve"
    QTest.keyClick(window, Qt.Key.Key_F10)
    assert done == [1]


def test_a_button_shows_and_takes_the_key_of_a_remapped_map(qtbot, themed: QApplication) -> None:
    window = shown(qtbot, QWidget())
    column, done = QVBoxLayout(window), []
    button = kit.KeyButton("Add a note", window, action=Action.NOTE)
    column.addWidget(button)
    button.show()
    button.clicked.connect(lambda: done.append(1))
    assert button.key() == "Ctrl+T"
    changed = KeyMap(STANDARD).remapped({Action.NOTE: ("Ctrl+Shift+T",)})
    assert isinstance(changed, KeyMap)
    use_keys(changed)
    kit.take_keys_again(window)
    assert button.key() == "Ctrl+Shift+T"
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert done == [1]


def test_numbers_answer_only_the_finding_that_has_the_focus(qtbot, themed: QApplication) -> None:
    column = kit.CardColumn()
    first, second = finding(key="one"), finding(key="two")
    column.set_cards([first, second])
    shown(qtbot, column)
    answers = []
    for card in (first, second):
        card.answered.connect(lambda *said: answers.append(said))
    first.first_answer().setFocus()
    assert [b.key() for b in first.findChildren(kit.ChoiceButton)] == ["1", "2"]
    assert [b.key() for b in second.findChildren(kit.ChoiceButton)] == ["", ""]
    QTest.keyClick(focused(column), Qt.Key.Key_2)
    assert answers == [("one", "lost", "")]
    QTest.keyClick(focused(column), Qt.Key.Key_Down)
    QTest.keyClick(focused(column), Qt.Key.Key_1)
    assert answers[1] == ("two", "holiday", "")


def test_a_stop_takes_a_reason_and_words(qtbot, themed: QApplication) -> None:
    card = kit.FindingCard(None, STOP_FINDING)
    shown(qtbot, card)
    answers = []
    card.answered.connect(lambda *said: answers.append(said))
    card.first_answer().setFocus()
    QTest.keyClick(focused(card), Qt.Key.Key_1)
    assert answers == []
    assert card.focusWidget() is card.words
    QTest.keyClick(card.words, Qt.Key.Key_Return)
    assert answers == []
    assert card.words.property("missing") is True
    QTest.keyClicks(card.words, "restart on 1 December")
    QTest.keyClick(card.words, Qt.Key.Key_Return)
    assert answers == [("interaction", "paused", "restart on 1 December")]


@pytest.mark.parametrize("name", ["03-clinical-check", "05-handout", "02-dispense", "20-patient-record"])
def test_no_card_lies_over_another(name: str, qtbot, themed: QApplication) -> None:
    for height in (768, 697, 680):
        window = gallery.show(name, height)
        qtbot.addWidget(window)
        settle()
        for column in window.findChildren(kit.CardColumn):
            for card in column.cards():
                assert card.height() >= card.heightForWidth(card.width()), (name, height, card.accessibleName())
            tops = [card.y() for card in column.cards()]
            bottoms = [card.y() + card.height() for card in column.cards()]
            assert all(above <= below for above, below in zip(bottoms, tops[1:], strict=False))
        window.close()


def test_words_alone_do_not_settle_a_stop(qtbot, themed: QApplication) -> None:
    card = kit.FindingCard(None, STOP_FINDING)
    shown(qtbot, card)
    answers = []
    card.answered.connect(lambda *said: answers.append(said))
    QTest.keyClicks(card.words, "told her")
    QTest.keyClick(card.words, Qt.Key.Key_Return)
    assert answers == []


def test_a_settled_finding_is_one_line_and_can_be_changed(qtbot, themed: QApplication) -> None:
    card = finding(settled="Holiday")
    shown(qtbot, card)
    assert card.sizeHint().height() < 50 < finding().sizeHint().height()
    with qtbot.waitSignal(card.change_asked) as asked:
        card.findChild(kit.KeyButton).click()
    assert asked.args == ["f"]


def test_the_wrong_pack_stays_until_a_cause_is_given(qtbot, themed: QApplication) -> None:
    stop = kit.StopScreen()
    stop.show_mismatch(gallery_people.WRONG)
    shown(qtbot, stop, 1366, 768)
    left, causes = [], []
    stop.left.connect(lambda: left.append(1))
    stop.cause_given.connect(causes.append)
    QTest.keyClick(stop, Qt.Key.Key_Escape)
    assert left == []
    QTest.keyClick(focused(stop), Qt.Key.Key_S)
    assert causes == ["strength"]
    QTest.keyClick(focused(stop), Qt.Key.Key_Escape)
    assert left == [1]
    assert "Prescribed Ramipril 5mg capsules, 28. Scanned Ramipril 2.5mg capsules, 28" in stop.accessibleName()


def test_a_new_stop_forgets_the_cause_of_the_last(qtbot, themed: QApplication) -> None:
    stop = kit.StopScreen()
    stop.show_mismatch(gallery_people.WRONG)
    stop.give("strength")
    stop.show_mismatch(gallery_people.WRONG)
    assert stop.given is None


def test_a_stale_or_unreadable_label_is_not_current(qtbot, themed: QApplication) -> None:
    assert [preview(state).current for state in ("empty", "current", "stale", "unreadable")] == [
        False,
        True,
        False,
        False,
    ]
    assert "barcode" in preview("unreadable").accessibleDescription()


def test_the_label_is_shown_dot_for_dot(qtbot, themed: QApplication) -> None:
    image = QImage(560, 280, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    for x in range(0, 560, 2):
        image.setPixel(x, 140, 0xFF000000)
    label = kit.LabelPreview()
    label.show_labels((image,), stock="70 × 35 mm", words="")
    shown(qtbot, label, 640, 340)
    drawn = label.grab().toImage()
    rows = [[drawn.pixelColor(x, y).name() for x in range(640)] for y in range(340)]
    assert any(row.count("#000000") == 280 for row in rows)


@pytest.mark.parametrize(("wide", "high"), [(800, 600), (712, 288), (793, 542)])
def test_a_label_larger_than_its_place_is_shown_whole(qtbot, themed: QApplication, wide: int, high: int) -> None:
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.fillRect(0, 0, wide, 12, Qt.GlobalColor.black)
    painter.fillRect(0, high - 12, wide, 12, Qt.GlobalColor.black)
    painter.fillRect(wide - 12, 0, 12, high, Qt.GlobalColor.black)
    painter.end()
    label = kit.LabelPreview()
    label.show_labels((image,), stock="", words="")
    assert label.minimumSizeHint().width() <= 580
    assert label.minimumSizeHint().height() <= 320
    shown(qtbot, label, 580, 320)
    drawn = label.grab().toImage()
    black = [(x, y) for x in range(580) for y in range(24, 320) if drawn.pixelColor(x, y).lightness() < 20]
    left, right = min(x for x, _ in black), max(x for x, _ in black)
    top, bottom = min(y for _, y in black), max(y for _, y in black)
    assert (right - left) / (bottom - top) == pytest.approx(wide / high, rel=0.03)
    assert right < 579
    assert bottom < 319


def test_names_are_hidden_until_space_is_held_and_space_presses_nothing(qtbot, themed: QApplication) -> None:
    card = step(current=True, at=0)
    shown(qtbot, card)
    pressed, held = [], []
    card.deed_asked.connect(pressed.append)
    card.names_held.connect(held.append)
    button = card.findChild(kit.KeyButton)
    button.setFocus()
    assert "Tomasz" not in " ".join(label.text() for label in card.findChildren(QLabel))
    QTest.keyPress(button, Qt.Key.Key_Space)
    assert "Mr Tomasz Wrona, 16 Coopers Yard" in [
        label.text() for label in card.findChildren(QLabel) if label.isVisible()
    ]
    QTest.keyRelease(button, Qt.Key.Key_Space)
    assert "Tomasz" not in " ".join(label.text() for label in card.findChildren(QLabel))
    assert (pressed, held) == ([], [True, False])


def test_the_hidden_banner_does_not_tell_the_name_to_assistive_technology(qtbot, themed: QApplication) -> None:
    banner = bag(person=gallery_people.BERYL, hidden=True)
    shown(qtbot, banner, 1366, 64)
    settle()
    told = [banner.accessibleName(), *(w.accessibleName() for w in banner.findChildren(QWidget) if w.isVisible())]
    told += [label.text() for label in banner.findChildren(QLabel) if label.isVisible()]
    assert not any("Hartnoll" in words for words in told)


def test_letters_answer_a_step(qtbot, themed: QApplication) -> None:
    card = step(current=False, at=1)
    shown(qtbot, card)
    chosen = []
    card.chosen.connect(lambda *said: chosen.append(said))
    card.findChildren(kit.ChoiceButton)[0].setFocus()
    QTest.keyClick(focused(card), Qt.Key.Key_2)
    QTest.keyClick(focused(card), Qt.Key.Key_Y)
    assert chosen == [("collector", "other"), ("collector", "yes")]
    assert [b.isChecked() for b in card.findChildren(kit.ChoiceButton)] == [False, True, False, True, False]


def test_words_are_shown_as_they_are_and_never_read_as_markup(qtbot, themed: QApplication) -> None:
    text = kit.Text("<b>1 tablet</b> & water")
    assert text.textFormat() == Qt.TextFormat.PlainText
    text.set_parts([kit.Part("<i>x</i> "), kit.Part("& y", strong=True)])
    assert text.spoken() == text.accessibleName() == "<i>x</i> & y"
    assert "&lt;i&gt;" in text.text()
    button = kit.KeyButton("Salt & water")
    assert button.text() == "Salt & water"
    assert button.shortcut().isEmpty()


def test_directions_stay_on_one_line_and_unread_words_are_underlined(qtbot, themed: QApplication) -> None:
    field = kit.DirectionsField()
    shown(qtbot, field, 400, 36)
    field.setText("1 zz bd")
    field.underline([kit.Span(2, 2)])
    (format_range,) = field.document().firstBlock().layout().formats()
    assert (format_range.start, format_range.length) == (2, 2)
    QApplication.clipboard().setText("1\n om")
    field.selectAll()
    field.paste()
    assert field.text() == "1 om"
    with qtbot.waitSignal(field.accepted):
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "1 om"


def test_typing_directions_tells_each_change_once(qtbot, themed: QApplication) -> None:
    field, told = kit.DirectionsField(), []
    shown(qtbot, field, 400, 36)
    field.changed.connect(told.append)
    QTest.keyClicks(field, "1om")
    field.underline([kit.Span(0, 1)])
    assert told == ["1", "1o", "1om"]


def test_the_search_key_finds_the_field_and_esc_leaves_it(qtbot, themed: QApplication) -> None:
    bar = kit.TopBar()
    shown(qtbot, bar, 1366, 48)
    QTest.keyClick(bar, Qt.Key.Key_Slash)
    assert bar.search.hasFocus()
    QTest.keyClicks(bar.search, "/hart")
    assert bar.search.text() == "/hart"
    QTest.keyClick(bar.search, Qt.Key.Key_Escape)
    assert not bar.search.hasFocus()
    assert bar.search.text() == ""


def test_alt_and_a_number_pick_a_stage_and_new_counts_keep_the_choice(qtbot, themed: QApplication) -> None:
    tabs, chosen = kit.StageTabs(), []
    tabs.set_stages(STAGES)
    shown(qtbot, tabs, 1366, 76)
    tabs.chosen.connect(chosen.append)
    QTest.keyClick(tabs, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert chosen == ["clinical"]
    tabs.set_stages([kit.Stage(s.key, s.words, s.count + 1) for s in STAGES])
    assert tabs.stage("clinical").count == 10
    assert [b.isChecked() for b in tabs.findChildren(QAbstractButton)].index(True) == 2


def test_stages_wrap_to_two_rows_where_they_do_not_fit(qtbot, themed: QApplication) -> None:
    tabs = kit.StageTabs()
    tabs.set_stages(STAGES)
    shown(qtbot, tabs, 1366, 76)
    one_row = tabs.sizeHint().height()
    tabs.resize(760, 160)
    settle()
    assert tabs.sizeHint().height() > one_row + 60


def table_of(qtbot) -> kit.RowTable:
    table = kit.RowTable()
    table.setModel(gallery.SampleRows(("Due", "Patient", "Items", "For", "Look out for", "Stage"), ROWS, table))
    table.set_columns((128, 252, 62, 104, 310, 0))
    shown(qtbot, table, 1022, 515)
    return table


def test_rows_are_44_pixels_and_36_in_a_low_window(qtbot, themed: QApplication) -> None:
    table = table_of(qtbot)
    assert table.rowHeight(0) == 44
    table.set_compact(compact=True)
    assert table.rowHeight(0) == 36


def test_arrows_move_and_enter_opens(qtbot, themed: QApplication) -> None:
    table, moved, opened = table_of(qtbot), [], []
    table.selectRow(0)
    table.moved.connect(moved.append)
    table.opened.connect(opened.append)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert (moved, opened) == ([1], [1])


def test_the_selected_row_has_the_bar_and_the_tint(qtbot, themed: QApplication) -> None:
    table = table_of(qtbot)
    table.selectRow(2)
    image = table.viewport().grab().toImage()
    middle = table.visualRect(table.model().index(2, 0)).center().y()
    assert image.pixelColor(1, middle) == active().colours.accent
    assert image.pixelColor(700, middle) == active().colours.accent_tint
    other = table.visualRect(table.model().index(3, 0)).center().y()
    assert image.pixelColor(1, other) == active().colours.surface


def test_a_row_changed_elsewhere_lights_up_and_fades(qtbot, themed: QApplication) -> None:
    table = table_of(qtbot)
    middle = table.visualRect(table.model().index(4, 0)).center().y()

    def ground() -> str:
        return table.viewport().grab().toImage().pixelColor(1015, middle).name()

    rest = ground()
    table.mark_changed(4)
    qtbot.waitUntil(lambda: ground() != rest)
    qtbot.waitUntil(lambda: ground() == rest)


def test_a_cell_says_its_words(qtbot, themed: QApplication) -> None:
    table = table_of(qtbot)
    row = [table.model().index(0, c).data(Qt.ItemDataRole.AccessibleTextRole) for c in range(6)]
    assert row[0] == "24 min, 4 min late"
    assert row[4] == "1 stop, Easy read"


def test_the_worst_banner_is_on_top_and_one_key_is_one_banner(qtbot, themed: QApplication) -> None:
    stack = kit.BannerStack()
    shown(qtbot, stack)
    assert not any(stack.banners())
    for words in reversed(gallery_states.BANNERS):
        stack.say(words)
    assert [b.tone for b in stack.banners()] == [Tone.STOP, Tone.NOT_CHECKED, Tone.REASON, Tone.INFO, Tone.PASS]
    stack.say(kit.BannerWords("eps", Tone.REASON, "EPS can’t be reached."))
    assert len(stack.banners()) == 5
    stack.drop("eps")
    assert len(stack.banners()) == 4


def test_a_banner_tells_which_deed_was_asked(qtbot, themed: QApplication) -> None:
    stack = kit.BannerStack()
    shown(qtbot, stack)
    stack.say(gallery_people.DOWN)
    with qtbot.waitSignal(stack.deed_asked) as asked:
        stack.banners()[0].button("retry").click()
    assert asked.args == ["eps", "retry"]


def test_the_demo_line_cannot_be_taken_for_anything_else(qtbot, themed: QApplication) -> None:
    demo = kit.DemoBanner()
    shown(qtbot, demo, 1366, 24)
    assert demo.accessibleName().startswith("DEMO, not real")
    assert active().colours.reason_solid.name() in colours_of(demo)


def test_the_status_bar_changes_one_item_in_its_place(qtbot, themed: QApplication) -> None:
    bar = kit.StatusBar()
    bar.set_items(HEALTH)
    shown(qtbot, bar, 1366, 32)
    bar.set_item(kit.HealthItem("eps", "cloud-off", "EPS down since 10:21", Tone.REASON))
    assert bar.item("eps").words == "EPS down since 10:21"
    with qtbot.waitSignal(bar.chosen) as chosen:
        next(b for b in bar.findChildren(QAbstractButton) if b.accessibleName().startswith("EPS")).click()
    assert chosen.args == ["eps"]


def test_a_low_window_takes_the_compact_bands(qtbot, themed: QApplication) -> None:
    window = gallery.show("02-dispense", 697)
    qtbot.addWidget(window)
    assert not window.ui.top_bar.isVisible()
    assert window.findChild(kit.ActionBar).height() == 48
    assert window.ui.status_bar.height() == 28
    window.resize(1366, 768)
    window.fit()
    assert window.ui.top_bar.isVisible()
    assert window.findChild(kit.ActionBar).height() == 56
    window.close()


def test_a_medicines_name_is_never_cut(qtbot, themed: QApplication) -> None:
    name = "Salbutamol 100micrograms/dose inhaler CFC free with an unusually long name that goes on"
    tabs = kit.ItemTabs()
    tabs.set_items(
        [kit.ItemTab("1", name, "Directions", "label"), kit.ItemTab("2", "Ramipril 5mg capsules", "", "label")], "1"
    )
    shown(qtbot, tabs, 500, 200)
    settle()
    assert tabs.sizeHint().height() > 80
    pane = kit.SummaryPane()
    pane.show_summary(kit.Summary("Beryl Hartnoll", "", items=(kit.SummaryItem(name, "1"),)))
    shown(qtbot, pane, 344, 500)
    assert name in [label.text() for label in pane.findChildren(QLabel)]
    assert all(label.wordWrap() for label in pane.findChildren(QLabel) if label.text() == name)


def test_a_pane_shows_the_next_person_and_nothing_of_the_last(qtbot, themed: QApplication) -> None:
    pane = kit.SummaryPane()
    shown(qtbot, pane, 344, 500)
    pane.show_summary(SUMMARY)
    pane.show_summary(kit.Summary("Tomasz Wrona", "Came in at 10:24"))
    settle()
    words = [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]
    assert "Tomasz Wrona" in words
    assert not any("Hartnoll" in each or "Simvastatin" in each for each in words)


def test_the_item_at_work_is_marked_in_the_prescription_as_sent(qtbot, themed: QApplication) -> None:
    pane = kit.AsSentPane()
    shown(qtbot, pane, 346, 560)
    pane.show_sent(gallery_people.SENT_FACTS, gallery_people.SENT_ITEMS)
    pane.mark_item("4")
    settle()
    image = pane.grab().toImage()
    assert active().colours.accent.name() in {image.pixelColor(1, y).name() for y in range(image.height())}
    assert not pane.findChildren(QLineEdit)


def test_a_person_is_picked_by_number_and_the_pin_is_never_said(qtbot, themed: QApplication) -> None:
    cards, chosen = kit.StaffCards(), []
    cards.set_staff(gallery_people.STAFF)
    shown(qtbot, cards)
    cards.chosen.connect(chosen.append)
    QTest.keyClick(cards, Qt.Key.Key_3)
    assert chosen == ["nia"]
    pin = kit.PinField()
    shown(qtbot, pin, 300, 50)
    QTest.keyClicks(pin, "4821")
    pin.selectAll()
    pin.copy()
    assert QApplication.clipboard().text() != "4821"
    assert "4821" not in pin.displayText()


def test_two_readings_ask_which(qtbot, themed: QApplication) -> None:
    which, chosen = kit.WhichReading(), []
    which.ask("od", "means 2 things for eye drops", ("once a day", "in the right eye"))
    shown(qtbot, which)
    which.chosen.connect(chosen.append)
    which.setFocus()
    QTest.keyClick(focused(which), Qt.Key.Key_2)
    assert chosen == [1]


def test_good_news_is_green_only_where_something_ran() -> None:
    assert kit.Emptiness.GOOD_NEWS.value == ("pass", Tone.PASS)
    assert all(kind.value[1] is not Tone.PASS for kind in kit.Emptiness if kind is not kit.Emptiness.GOOD_NEWS)


def test_an_empty_place_offers_a_way_on(qtbot, themed: QApplication) -> None:
    empty = kit.EmptyState()
    shown(qtbot, empty, 420, 300)
    empty.say(
        kit.Emptiness.NO_MATCH,
        "No one called “Hartnel” here",
        "",
        (kit.WayOn("add", "Add patient", Action.ADD_PATIENT),),
    )
    settle()
    chosen = []
    empty.chosen.connect(chosen.append)
    QTest.keyClick(empty, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert chosen == ["add"]


def test_long_work_is_not_stopped_by_esc(qtbot, themed: QApplication) -> None:
    work, stopped = kit.LongWork(), []
    work.show_progress("Bringing in dm+d", "Packs: 1 of 2.", 1, 2)
    shown(qtbot, work)
    work.stop_asked.connect(lambda: stopped.append(1))
    QTest.keyClick(work, Qt.Key.Key_Escape)
    assert stopped == []
    QTest.keyClick(work, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert stopped == [1]


def test_a_change_of_theme_repaints_what_is_shown(qtbot, themed: QApplication) -> None:
    card = kit.FindingCard(None, STOP_FINDING)
    shown(qtbot, card)
    light = colours_of(card)
    apply_theme(themed, "dark")
    settle()
    assert active().colours.stop_tint.name() in colours_of(card)
    assert active().colours.stop_tint.name() not in light


def test_what_went_wrong_is_said_calmly_with_its_number(qtbot, themed: QApplication) -> None:
    dialog = kit.UnforeseenDialog(None, words="Nothing was changed.", report="D-1042-7K")
    shown(qtbot, dialog, 430, 300)
    assert "D-1042-7K" in [label.text() for label in dialog.findChildren(QLabel)]
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.go_on, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))

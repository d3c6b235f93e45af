"""The look: contrast as measured, one stylesheet from the tokens, the shipped fonts, keys that mean one thing."""

import io
import re
import wave

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication

from dispensary.assets import resource
from dispensary.desktop import icons
from dispensary.desktop.keymap import PICKS, RESERVED, STANDARD, Action, KeyMap
from dispensary.desktop.sounds import Sound, Sounds, wav
from dispensary.desktop.theme import (
    THEMES,
    Role,
    Tone,
    active,
    apply_theme,
    contrast,
    stylesheet,
    theme_named,
    tokens,
)

PAIRS = [(theme, pair, needs) for theme in THEMES for pair, needs in tokens().measured_pairs[theme].items()]


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21, abs=0.01)
    assert contrast(QColor("#777777"), QColor("#777777")) == pytest.approx(1)


@pytest.mark.parametrize("theme", THEMES)
def test_every_measured_pair_can_be_read(theme: str) -> None:
    colours = theme_named(theme).colours
    pairs = tokens().measured_pairs[theme]
    assert len(pairs) == 72
    least_words = 6.0 if theme == "high-contrast" else 5.2
    for pair, needs in pairs.items():
        ink, ground = pair.split(" on ")
        measured = contrast(colours.named(ink), colours.named(ground))
        assert measured >= needs, pair
        assert measured >= (least_words if needs >= 4.5 else 3.2) - 0.01, pair


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tone", list(Tone))
def test_words_on_their_own_tint_can_be_read_in_every_tone(theme: str, tone: Tone) -> None:
    look = theme_named(theme)
    assert contrast(look.ink(tone), look.tint(tone)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_stylesheet_is_filled_and_holds_no_colour_of_its_own(theme: str) -> None:
    filled = stylesheet(theme_named(theme))
    assert "$" not in filled
    template = resource("theme", "theme.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b", template)
    assert filled.count("{") == filled.count("}")


def test_the_shipped_font_is_used_in_every_weight(themed: QApplication) -> None:
    for weight, style in ((400, "Regular"), (500, "Medium"), (600, "SemiBold"), (700, "Bold")):
        info = QFontInfo(active().font(weight=weight))
        assert info.family() == "Atkinson Hyperlegible Next"
        assert info.styleName() == style


def test_welsh_names_are_in_the_font(themed: QApplication) -> None:
    measure = QFontMetrics(active().font())
    assert all(measure.inFontUcs4(ord(letter)) for letter in "ŵŷŴŶâêîôû’“”·×")


def test_figures_that_stack_have_one_width(themed: QApplication) -> None:
    font = active().font(figures=True)
    assert font.isFeatureSet(QFont.Tag("tnum"))
    widths = {QFontMetrics(font).horizontalAdvance(digit * 20) for digit in "0123456789"}
    assert len(widths) == 1
    plain = active().font()
    assert len({QFontMetrics(plain).horizontalAdvance(digit * 20) for digit in "0123456789"}) > 1


def test_nothing_on_the_scale_is_under_eleven_points() -> None:
    assert set(tokens().steps) == set(Role)
    assert min(step.points for step in tokens().steps.values()) >= 11


def test_no_theme_leaves_the_systems_grey_behind(themed: QApplication) -> None:
    for name in THEMES:
        theme = apply_theme(themed, name)
        palette = themed.palette()
        assert palette.window().color() == theme.colours.canvas
        assert palette.base().color() == theme.colours.surface
        assert palette.text().color() == theme.colours.text
        assert active().name == name


def test_an_icon_takes_the_colour_asked_for_and_is_made_once(themed: QApplication) -> None:
    red = icons.pixmap("stop", QColor("#A4111D"), 18, 2.0)
    assert red is icons.pixmap("stop", QColor("#A4111D"), 18, 2.0)
    assert red.width() == 36
    image = red.toImage()
    solid = {
        image.pixelColor(x, y).name() for x in range(36) for y in range(36) if image.pixelColor(x, y).alpha() == 255
    }
    assert solid == {"#a4111d"}


def test_every_icon_and_pictogram_draws(themed: QApplication) -> None:
    for path in sorted(resource("icons").glob("*.svg")):
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name
        image = icons.pixmap(path.stem, QColor(Qt.GlobalColor.black), 24).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), path.name
    for path in sorted(resource("icons", "pictograms").glob("*.svg")):
        assert not icons.pictogram(path.stem, 48).isNull()


@pytest.mark.parametrize("tone", [Tone.PASS, Tone.REASON, Tone.STOP, Tone.NOT_CHECKED, Tone.INFO])
def test_every_state_has_an_icon_of_its_own(tone: Tone) -> None:
    drawings = tokens().state_icons
    assert resource("icons", f"{drawings[tone]}.svg").is_file()
    assert list(drawings.values()).count(drawings[tone]) == 1


def test_one_key_one_meaning() -> None:
    assert KeyMap(STANDARD).clashes() == ()


def test_every_action_has_a_key() -> None:
    assert set(STANDARD) == set(Action)
    assert all(KeyMap(STANDARD).drawn(action) for action in Action)


@pytest.mark.parametrize(
    ("key", "action"),
    [
        ("F1", Action.HELP),
        ("F2", Action.OWING),
        ("F3", Action.PATIENT),
        ("F4", Action.OPEN),
        ("F5", Action.ADD_PRESCRIPTION),
        ("F6", Action.NEXT_PANEL),
        ("F7", Action.HISTORY),
        ("F8", Action.ALL_PRODUCTS),
        ("F9", Action.NOT_SUPPLIED),
        ("F10", Action.ACCEPT),
        ("F11", Action.SWITCH_USER),
        ("F12", Action.FINISH),
        ("Ctrl+K", Action.ALL_ACTIONS),
        ("Esc", Action.BACK),
        ("Ctrl+E", Action.BATCH_EXPIRY),
        ("Ctrl+L", Action.REPRINT),
        ("Ctrl+N", Action.NEAR_MISS),
        ("/", Action.SEARCH),
    ],
)
def test_the_keys_of_the_conventions(key: str, action: Action) -> None:
    assert KeyMap(STANDARD).drawn(action) == key


def test_a_remapping_that_gives_a_key_two_meanings_is_answered_with_the_clash() -> None:
    answer = KeyMap(STANDARD).remapped({Action.REPRINT: ("f10",)})
    assert isinstance(answer, tuple)
    assert answer[0].actions == (Action.ACCEPT, Action.REPRINT)


def test_a_remapping_may_not_take_a_key_that_fields_and_choices_need() -> None:
    for key in (*PICKS[:2], "Tab", "Ctrl+V"):
        assert key in RESERVED
        answer = KeyMap(STANDARD).remapped({Action.NOTE: (key,)})
        assert isinstance(answer, tuple)
        assert answer[0].reserved


def test_a_remapping_without_a_clash_is_made() -> None:
    answer = KeyMap(STANDARD).remapped({Action.NOTE: ("Ctrl+Shift+T",)})
    assert isinstance(answer, KeyMap)
    assert answer.drawn(Action.NOTE) == "Ctrl+Shift+T"


@pytest.mark.parametrize(("sound", "seconds"), [(Sound.PASS, 0.08), (Sound.ASK, 0.21), (Sound.STOP, 0.5)])
def test_a_sound_is_as_long_as_the_design_says(sound: Sound, seconds: float) -> None:
    with wave.open(io.BytesIO(wav(sound))) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(seconds, abs=0.002)


def test_a_sound_is_played_once_and_silence_plays_nothing() -> None:
    played = []
    Sounds(0.4, played.append).play(Sound.STOP)
    assert [path.name for path in played] == ["stop.wav"]
    Sounds(0, played.append).play(Sound.STOP)
    assert len(played) == 1

"""The look, read from `resources/theme/tokens.json`: colours, type, bands, and the one stylesheet filled from them.

Widgets that paint themselves ask `active()` at paint time, so a change of theme needs no wiring. Sizes are pixels at
96 dpi, type is in points. Contrast of the colour pairs is measured in tests/desktop/test_theme.py.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from string import Template
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dispensary.assets import resource

THEMES = ("light", "dark", "high-contrast")
COMPACT_BELOW = 740
"""A window lower than this many pixels takes the compact bands."""


class Tone(StrEnum):
    """What a colour says. Text tones carry no state; ACCENT means "you are here"; the last five only mean state."""

    TEXT = "text"
    TEXT2 = "text2"
    TEXT3 = "text3"
    PLAIN = "plain"
    ACCENT = "accent"
    PASS = "pass"  # noqa: S105 - a state, not a secret
    REASON = "reason"
    STOP = "stop"
    NOT_CHECKED = "notchecked"
    INFO = "info"


class Role(StrEnum):
    """A step of the type scale. Nothing on the counter is under 11 points, at the bench under 18 (24 pixels)."""

    BODY = "body"
    STRONG = "body-strong"
    LEAD = "lead"
    TITLE = "title"
    HEADING = "heading"
    COUNT = "count"
    BENCH = "bench-body"
    BENCH_TITLE = "bench-title"
    DISPLAY = "display"
    DIFFERENCE = "bench-difference"


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme: a tint is a background, a solid a filled sign, an `on_` what stands on the solid."""

    canvas: QColor
    surface: QColor
    sunken: QColor
    line: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    accent: QColor
    accent_strong: QColor
    accent_tint: QColor
    on_accent: QColor
    focus: QColor
    pass_: QColor
    pass_tint: QColor
    pass_solid: QColor
    on_pass: QColor
    reason: QColor
    reason_tint: QColor
    reason_solid: QColor
    on_reason: QColor
    reason_line: QColor
    stop: QColor
    stop_tint: QColor
    stop_solid: QColor
    on_stop: QColor
    notchecked: QColor
    notchecked_tint: QColor
    notchecked_solid: QColor
    on_notchecked: QColor
    info: QColor
    info_tint: QColor
    info_solid: QColor
    on_info: QColor

    def named(self, name: str) -> QColor:
        """A colour by its name in tokens.json ("accent-tint")."""
        is_pass = name == Tone.PASS.value
        colour: QColor = getattr(self, "pass_" if is_pass else name.replace("-", "_"))
        return colour


@dataclass(frozen=True, slots=True)
class Bands:
    """Heights of the fixed bands, the row and the control, in pixels: the full set, or the one for a low window."""

    top_bar: int
    patient_banner: int
    action_bar: int
    status_bar: int
    row: int
    control: int
    chip: int
    icon: int


@dataclass(frozen=True, slots=True)
class TypeStep:
    """Size in points and weight of one step of the scale."""

    points: float
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the look is made of."""

    colours: Mapping[str, Colours]
    family: str
    fallback: tuple[str, ...]
    steps: Mapping[Role, TypeStep]
    bands: Bands
    compact_bands: Bands
    window_minimum: tuple[int, int]
    state_icons: Mapping[Tone, str]
    measured_pairs: Mapping[str, Mapping[str, float]]
    """Per theme, "ink on ground" to the contrast it needs."""


@cache
def tokens() -> Tokens:
    """The tokens of this installation. Raises AssetMissing where they are not there."""
    document = json.loads(resource("theme", "tokens.json").read_text(encoding="utf-8"))
    size = document["size"]
    bands = Bands(
        top_bar=size["top-bar"],
        patient_banner=size["patient-banner"],
        action_bar=size["action-bar"],
        status_bar=size["status-bar"],
        row=size["row"],
        control=size["control"],
        chip=size["chip"],
        icon=size["icon"],
    )
    compact = Bands(
        top_bar=0,
        patient_banner=bands.patient_banner,
        action_bar=48,
        status_bar=28,
        row=size["row-compact"],
        control=bands.control,
        chip=bands.chip,
        icon=bands.icon,
    )
    return Tokens(
        colours={name: _colours(values) for name, values in document["color"].items()},
        family=document["type"]["family"],
        fallback=tuple(document["type"]["fallback"]),
        steps={
            Role(name): TypeStep(step["pt"], step.get("weight", 400))
            for name, step in document["type"]["scale_pt"].items()
        },
        bands=bands,
        compact_bands=compact,
        window_minimum=(size["window-minimum"][0], size["window-minimum"][1]),
        state_icons={Tone(name): state["icon"] for name, state in document["state"].items()},
        measured_pairs=_pairs(document["contrast"]),
    )


def _colours(values: Mapping[str, str]) -> Colours:
    by_field = {
        ("pass_" if name == "pass" else name.replace("-", "_")): QColor(value) for name, value in values.items()
    }
    return Colours(**{field.name: by_field[field.name] for field in fields(Colours)})


def _pairs(contrast: Mapping[str, Any]) -> dict[str, dict[str, float]]:
    return {
        theme: {pair: float(measure["needs"]) for pair, measure in contrast[theme].items()}
        for theme in THEMES
        if theme in contrast
    }


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme in force."""

    name: str
    colours: Colours
    tokens: Tokens

    @property
    def high_contrast(self) -> bool:
        """No tints and no shadows: borders carry what tints carry elsewhere."""
        return self.name == "high-contrast"

    def ink(self, tone: Tone) -> QColor:
        """The colour of words and icons in that tone."""
        return self.colours.text2 if tone is Tone.PLAIN else self.colours.named(tone.value)

    def tint(self, tone: Tone) -> QColor:
        """The ground behind words in that tone."""
        if tone in _STATELESS:
            return self.colours.sunken
        return self.colours.named(f"{tone.value}-tint")

    def edge(self, tone: Tone) -> QColor:
        """The border and the state edge of a card or banner in that tone."""
        c = self.colours
        if tone in _STATELESS:
            return c.line
        if tone is Tone.ACCENT:
            return c.accent
        return c.reason_line if tone is Tone.REASON else c.named(f"{tone.value}-solid")

    def font(self, role: Role = Role.BODY, weight: int | None = None, *, figures: bool = False) -> QFont:
        """A font of the scale; `figures` makes numerals one width, for wherever numbers stack or count."""
        step = self.tokens.steps[role]
        return self.font_of(step.points, weight or step.weight, figures=figures)

    def font_of(self, points: float, weight: int = 400, *, figures: bool = False) -> QFont:
        """A font of that size, for what the scale does not name (key caps, the smaller words at the bench)."""
        font = QFont([self.tokens.family, *self.tokens.fallback])
        font.setPointSizeF(points)
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if figures:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


_STATELESS = (Tone.TEXT, Tone.TEXT2, Tone.TEXT3, Tone.PLAIN)
_active: list[Theme] = []


def theme_named(name: str) -> Theme:
    """The theme of that name: "light", "dark" or "high-contrast"."""
    return Theme(name, tokens().colours[name], tokens())


def active() -> Theme:
    """The theme in force; light until `apply_theme` says otherwise."""
    if not _active:
        _active.append(theme_named("light"))
    return _active[-1]


@cache
def _load_fonts() -> tuple[str, ...]:
    """Registers the fonts that ship with the program; Qt falls back along the family list where one is missing."""
    loaded = []
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) >= 0:
            loaded.append(path.name)
    return tuple(loaded)


def stylesheet(theme: Theme) -> str:
    """The one QSS template filled from the tokens. A name that the tokens lack is a bug: KeyError."""
    template = Template(resource("theme", "theme.qss").read_text(encoding="utf-8"))
    values = {f.name.rstrip("_"): getattr(theme.colours, f.name).name() for f in fields(Colours)}
    families = [theme.tokens.family, *theme.tokens.fallback]
    values["family"] = ", ".join(f'"{family}"' for family in families if family != "sans-serif")
    for role, step in theme.tokens.steps.items():
        values[f"pt_{role.value.replace('-', '_')}"] = f"{step.points:g}pt"
    values["key_tint"] = theme.colours.sunken.name()
    values["on_stop_head"] = (theme.colours.stop if theme.high_contrast else theme.colours.on_stop).name()
    values["held_line"] = theme.colours.control.name() if theme.high_contrast else theme.colours.line.name()
    return template.substitute(values)


def _palette(theme: Theme) -> QPalette:
    c = theme.colours
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.canvas,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.sunken,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.stop,
        QPalette.ColorRole.Highlight: c.accent,
        QPalette.ColorRole.HighlightedText: c.on_accent,
        QPalette.ColorRole.PlaceholderText: c.text3,
        QPalette.ColorRole.ToolTipBase: c.surface,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Dark: c.control,
        QPalette.ColorRole.Light: c.surface,
        QPalette.ColorRole.Midlight: c.line,
        QPalette.ColorRole.Shadow: c.control,
    }
    for role, colour in roles.items():
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, c.text3)
    return palette


def apply_theme(app: QApplication, name: str) -> Theme:
    """Puts one theme in force for every window. `name` is one of THEMES; anything else is a KeyError."""
    theme = theme_named(name)
    _load_fonts()
    _active[:] = [theme]
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(stylesheet(theme))
    return theme


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets dynamic properties that the stylesheet selects on, and lets the stylesheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


def contrast(ink: QColor, ground: QColor) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(ink), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())

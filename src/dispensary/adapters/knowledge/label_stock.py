"""Label geometry from `resources/labels/stock.json`: millimetres and points there, dots from here on."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import msgspec

from dispensary.assets import resource
from dispensary.domain.labels.geometry import BagSizes, BagStock, BarcodeSize, LabelStock, SheetStock, TypeSizes
from dispensary.domain.labels.stock import Paper, Papers


class LabelStockUnreadable(Exception):
    """The file of label geometry is damaged or asks for something that cannot be printed."""


@dataclass(frozen=True, slots=True)
class LabelStocks:
    """Every kind of label that we can lay out, by name. `usual` and `large` hold the same names."""

    usual: dict[str, LabelStock]
    large: dict[str, LabelStock]
    bags: dict[str, BagStock]

    def label(self, name: str | None = None, *, large_print: bool = False) -> LabelStock | None:
        """The stock of that name, or the first where none is named; None where the name is unknown."""
        kind = self.large if large_print else self.usual
        return kind.get(name if name is not None else next(iter(kind)))

    def bag(self, name: str | None = None) -> BagStock | None:
        return self.bags.get(name if name is not None else next(iter(self.bags)))

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.usual)


def load_label_stock(path: Path | None = None) -> LabelStocks:
    """Reads and checks the geometry. Raises LabelStockUnreadable, and AssetMissing where the file is not installed."""
    source = path or resource("labels", "stock.json")
    try:
        data = msgspec.json.decode(source.read_bytes())
        dots = int(data["dots_per_mm"])
        return LabelStocks(
            usual={entry["name"]: _label(entry, "usual", dots) for entry in data["labels"]},
            large={entry["name"]: _label(entry, "large-print", dots) for entry in data["labels"]},
            bags={entry["name"]: _bag(entry, dots) for entry in data["bags"]},
        )
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise LabelStockUnreadable(f"{source.name} cannot be used: {problem}") from problem


@dataclass(frozen=True, slots=True)
class SheetStocks:
    """Every A4 sheet of labels that we can print on, by name."""

    usual: dict[str, SheetStock]
    large: dict[str, SheetStock]

    def sheet(self, name: str | None, *, large_print: bool = False) -> SheetStock | None:
        """The sheet of that name; None where it is none."""
        return (self.large if large_print else self.usual).get(name or "")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.usual)


def load_sheet_stock(path: Path | None = None) -> SheetStocks:
    """Reads and checks the sheets. Raises LabelStockUnreadable, and AssetMissing where the file is not installed."""
    source = path or resource("labels", "sheets.json")
    try:
        data = msgspec.json.decode(source.read_bytes())
        dots = int(data["dots_per_mm"])
        return SheetStocks(
            usual={entry["name"]: _sheet(entry, "usual", dots) for entry in data["sheets"]},
            large={entry["name"]: _sheet(entry, "large-print", dots) for entry in data["sheets"]},
        )
    except (OSError, msgspec.DecodeError, KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise LabelStockUnreadable(f"{source.name} cannot be used: {problem}") from problem


def load_papers() -> Papers:
    """Every roll and sheet that a printer can be loaded with, rolls first. Raises as the two above."""
    rolls, sheets = load_label_stock(), load_sheet_stock()
    kinds = [Paper(name, rolls.usual[name], rolls.large[name], rolls.bags.get(name)) for name in rolls.names]
    kinds += [
        Paper(name, sheet.label, sheets.large[name].label, rolls.bags.get(name), sheet)
        for name, sheet in sheets.usual.items()
    ]
    named = {paper.name: paper for paper in kinds}
    strange = [
        bag.name
        for bag in rolls.bags.values()
        if bag.name not in named or (bag.width, bag.height) != _size(named[bag.name].label)
    ]
    if strange or not rolls.bags:
        raise LabelStockUnreadable(f"Bag labels on paper that there is not, or of another size: {', '.join(strange)}")
    return Papers(tuple(kinds), kinds[0], named[next(iter(rolls.bags))])


def _size(label: LabelStock) -> tuple[int, int]:
    return label.width, label.height


def _sheet(entry: dict[str, Any], style: str, dots: int) -> SheetStock:
    width, height = (_dots(length, dots) for length in entry["paper_mm"])
    step_x, step_y = (_dots(length, dots) for length in entry["step_mm"])
    left, top = _dots(entry["left_mm"], dots), _dots(entry["top_mm"], dots)
    label = _label(entry, style, dots)
    sheet = SheetStock(
        entry["name"], width, height, int(entry["columns"]), int(entry["rows"]), left, top, step_x, step_y, label
    )
    last = sheet.place(sheet.cells - 1)
    if last.right > width or last.bottom > height or step_x < label.width or step_y < label.height:
        raise ValueError(f"the labels of {sheet.name} do not fit its paper, or lie over each other")
    return sheet


def _dots(millimetres: str, dots_per_mm: int) -> int:
    return int((Decimal(millimetres) * dots_per_mm).to_integral_value(ROUND_HALF_UP))


def _barcode(entry: dict[str, Any], dots: int) -> BarcodeSize:
    given = entry["barcode"]
    size = BarcodeSize(int(given["module_dots"]), _dots(given["height_mm"], dots), _dots(given["quiet_mm"], dots))
    if size.module < 2:
        raise ValueError("a barcode needs at least 2 dots a module")
    if size.quiet < 10 * size.module:
        raise ValueError("a barcode needs 10 modules of white on either side")
    return size


def _label(entry: dict[str, Any], style: str, dots: int) -> LabelStock:
    width, height = (_dots(length, dots) for length in entry["size_mm"])
    margin_x, margin_y = (_dots(length, dots) for length in entry["margin_mm"])
    sizes = TypeSizes(**{key: Decimal(value) for key, value in entry["type_pt"][style].items()})
    return LabelStock(entry["name"], width, height, margin_x, margin_y, dots, _barcode(entry, dots), sizes)


def _bag(entry: dict[str, Any], dots: int) -> BagStock:
    width, height = (_dots(length, dots) for length in entry["size_mm"])
    margin_x, margin_y = (_dots(length, dots) for length in entry["margin_mm"])
    shelf_width, shelf_height = (_dots(length, dots) for length in entry["shelf_mm"])
    sizes = BagSizes(**{key: Decimal(value) for key, value in entry["type_pt"].items()})
    return BagStock(
        entry["name"], width, height, margin_x, margin_y, dots, _barcode(entry, dots), shelf_width, shelf_height, sizes
    )

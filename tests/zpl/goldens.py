"""Thirty label cases with what each is known to look like: `tests/fixtures/labels/NAME.json`, and beside it the answer
of the command and a picture of each label.

    python -m tests.zpl.goldens          renews them on purpose; look at the pictures before they are committed
    python -m tests.zpl.goldens --sheet FILE.png    all of them on one page, to look at
"""

import json
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from PIL import Image, ImageChops, ImageFilter, ImageOps

from dispensary import bootstrap
from dispensary.adapters.documents.raster import rasters
from dispensary.application.ports.documents import Raster
from dispensary.cli.label import LabelMeans, answer

FOLDER = Path(__file__).resolve().parents[1] / "fixtures" / "labels"
CASES = tuple(sorted(path.stem for path in FOLDER.glob("*.json") if not path.name.endswith(".answer.json")))


@dataclass(frozen=True)
class Made:
    """What came of one case. document: empty where it was refused."""

    answer: dict[str, Any]
    document: bytes


@cache
def _means() -> LabelMeans:
    return bootstrap._label_means(Path(gettempdir()) / "no-home")


def made(name: str, ending: str = "pdf") -> Made:
    """The labels of that case, as the command line makes them."""
    written: dict[str, bytes] = {}
    means = replace(_means(), write=written.__setitem__)
    case = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["case"]
    return Made(answer(case, f"label.{ending}", means), written.get(f"label.{ending}", b""))


def golden_answer(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.answer.json").read_text(encoding="utf-8"))
    return found


def golden_pictures(name: str) -> list[Image.Image]:
    return [Image.open(path).convert("L") for path in _paths(name)]


def _paths(name: str) -> list[Path]:
    return sorted(FOLDER.glob(f"{name}.[0-9].png"))


def picture(raster: Raster) -> Image.Image:
    return Image.frombytes("L", (raster.width, raster.height), raster.dots)


def within_a_dot(one: Image.Image, other: Image.Image) -> bool:
    """Whether each black dot of either has one of the other at its place or right beside it."""
    if one.size != other.size:
        return False
    return _covered(one, other) and _covered(other, one)


def _covered(inner: Image.Image, outer: Image.Image) -> bool:
    spread = outer.filter(ImageFilter.MinFilter(3))
    return ImageChops.subtract(spread, inner).getbbox() is None


def renew() -> None:
    for name in CASES:
        for path in _paths(name):
            path.unlink()
        done = made(name)
        text = json.dumps(done.answer, ensure_ascii=False, indent=1)
        (FOLDER / f"{name}.answer.json").write_text(text + "\n", encoding="utf-8")
        for number, raster in enumerate(rasters(done.document, 8) if done.document else (), start=1):
            picture(raster).convert("1").save(FOLDER / f"{name}.{number}.png", optimize=True)


def sheet(path: Path) -> None:
    """All of them, three beside each other, framed."""
    pictures = [ImageOps.expand(each, 2, 90) for name in CASES for each in golden_pictures(name)]
    width, height = max(each.width for each in pictures) + 10, 300
    rows: list[list[Image.Image]] = []
    for each in pictures:
        if not rows or len(rows[-1]) == 3 or each.height > height or rows[-1][0].height > height:
            rows.append([])
        rows[-1].append(each)
    page = Image.new("L", (3 * width, sum(max(each.height for each in row) + 10 for row in rows)), 255)
    top = 0
    for row in rows:
        for column, each in enumerate(row):
            page.paste(each, (column * width, top))
        top += max(each.height for each in row) + 10
    page.save(path)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--sheet"]:
        sheet(Path(sys.argv[2]))
    else:
        renew()
        print(f"{len(CASES)} cases renewed. Look at them: git status, and --sheet FILE.png")

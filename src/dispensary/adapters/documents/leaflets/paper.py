"""A leaflet as PDF on A4: laid out whole first, so that every page can say of how many it is."""

from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.leaflets.bricks import Builder
from dispensary.adapters.documents.leaflets.lines import Setter, height_of, width_of
from dispensary.adapters.documents.leaflets.paging import Page, paged
from dispensary.adapters.documents.leaflets.placed import Branch, Brick, Picture, Placed, Plate, Run, moved
from dispensary.adapters.documents.leaflets.style import HEIGHT, INK, MARGIN, SOFT, WIDTH, style_of
from dispensary.adapters.documents.leaflets.tagged import Tagging
from dispensary.adapters.documents.pictograms import draw_pictogram
from dispensary.adapters.documents.typeface import font_name
from dispensary.assets import AssetMissing
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.leaflets.pages import Heading, Pages, Title

_FOOT_GAP = 10.0


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pages of a leaflet, every line and picture placed, and the structure that the lines belong to."""

    pages: tuple[Page, ...]
    root: Branch


def laid_out(pages: Pages) -> LaidOut:
    """Where everything stands."""
    foot = _foot(pages)
    height = height_of(foot)
    room = HEIGHT - 2 * MARGIN - height - _FOOT_GAP
    builder = Builder(pages)
    made = paged(builder.bricks(), MARGIN, room)
    rule = Plate(MARGIN, HEIGHT - MARGIN - height - 4.0, WIDTH - 2 * MARGIN, 0.0, edge=SOFT, stroke=0.75)
    done = []
    for number, page in enumerate(made, start=1):
        standing = _stacked_foot(foot, HEIGHT - MARGIN - height)
        done.append((*page, rule, *standing, _number(pages, number, len(made), foot)))
    return LaidOut(tuple(done), builder.root)


def paper(pages: Pages) -> tuple[bytes, int]:
    """The PDF and how many pages it has; equal leaflets give equal bytes."""
    layout = laid_out(pages)
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1)
    tagging = Tagging(canvas)
    bookmarks = [part.words for part in pages.parts if isinstance(part, Title | Heading) and not _is_section(part)]
    for number, page in enumerate(layout.pages):
        _bookmark(canvas, page, number, bookmarks)
        _draw(canvas, page, tagging)
        canvas.showPage()
        tagging.page_done()
    tagging.finish(layout.root, pages.title)
    canvas.save()
    return target.getvalue(), len(layout.pages)


def _is_section(part: Title | Heading) -> bool:
    return isinstance(part, Heading) and part.level > 2


def _foot(pages: Pages) -> list[Brick]:
    """The foot of every page, beside which the number of the page stands."""
    style = style_of(pages.kind)
    beside = width_of(_page_words(pages, 99, 99), Weight.MEDIUM, style.foot) + 14
    setter = Setter(MARGIN, style.width - beside, 1.25)
    return setter.lines(pages.foot.words, style.foot, Weight.MEDIUM, None, lead=pages.foot.lead)


def _page_words(pages: Pages, page: int, of: int) -> str:
    return pages.page.format(page=page, pages=of)


def _number(pages: Pages, page: int, of: int, foot: list[Brick]) -> Run:
    style = style_of(pages.kind)
    words = _page_words(pages, page, of)
    wide = width_of(words, Weight.MEDIUM, style.foot)
    height = height_of(foot)
    top = HEIGHT - MARGIN - height
    return Run(WIDTH - MARGIN - wide, top, words, Weight.MEDIUM, style.foot, wide, style.foot * 1.25, SOFT, None)


def _stacked_foot(foot: list[Brick], top: float) -> list[Placed]:
    placed: list[Placed] = []
    for brick in foot:
        placed += [moved(each, top) for each in brick.placed]
        top += brick.height
    return placed


def _bookmark(canvas: Canvas, page: Page, number: int, wanted: list[str]) -> None:
    """An entry in the outline for each medicine that begins on this page."""
    heads = [run for run in page if isinstance(run, Run) and run.mark is not None and run.mark.tag in ("H1", "H2")]
    for mark, runs in groupby(heads, key=lambda run: id(run.mark)):
        words = " ".join(run.words for run in runs)
        if not any(words.startswith(each[:20]) or each.startswith(words) for each in wanted):
            continue
        key = f"{number}-{mark}"
        top = next(run.top for run in heads if id(run.mark) == mark)
        canvas.bookmarkHorizontal(key, 0, HEIGHT - top)
        canvas.addOutlineEntry(words, key, 0)


def _draw(canvas: Canvas, page: Page, tagging: Tagging) -> None:
    """Frames and pictures first, as decoration; then the words, each stretch marked for its element."""
    with tagging.marked(None):
        for each in page:
            match each:
                case Plate():
                    _plate(canvas, each)
                case Picture():
                    _picture(canvas, each)
                case _:
                    pass
    runs = [each for each in page if isinstance(each, Run)]
    for _, group in groupby(runs, key=lambda run: id(run.mark)):
        held = list(group)
        with tagging.marked(held[0].mark):
            for place, run in enumerate(held):
                _words(canvas, replace(run, words=f"{run.words} ") if _goes_on(run, held[place + 1 :]) else run)


def _goes_on(run: Run, rest: list[Run]) -> bool:
    """Whether a space stands between this line and the next, for a reader that goes by the words alone."""
    return bool(rest) and not run.words.endswith(" ") and rest[0].top != run.top


def _words(canvas: Canvas, run: Run) -> None:
    canvas.setFillColor(HexColor(run.ink))
    canvas.setFont(font_name(run.weight), run.size)
    canvas.drawString(run.left, HEIGHT - run.base, run.words)


def _plate(canvas: Canvas, plate: Plate) -> None:
    if plate.fill:
        canvas.setFillColor(HexColor(plate.fill))
    canvas.setStrokeColor(HexColor(plate.edge or INK))
    canvas.setLineWidth(plate.stroke)
    how = {"stroke": int(bool(plate.edge)), "fill": int(bool(plate.fill))}
    bottom = HEIGHT - plate.top - plate.height
    if plate.width and plate.height:
        canvas.roundRect(plate.left, bottom, plate.width, plate.height, plate.radius, **how)
    else:
        canvas.line(plate.left, bottom, plate.left + plate.width, bottom + plate.height)


def _picture(canvas: Canvas, picture: Picture) -> None:
    """The words beside it say the same, so a picture that is not installed is left out."""
    try:
        draw_pictogram(canvas, picture.name, picture.left, HEIGHT - picture.top - picture.size, picture.size)
    except AssetMissing:
        return

"""Leaflets as documents: implements the port with reportlab for paper and plain HTML for the screen."""

from dataclasses import replace

from dispensary.adapters.documents.leaflets.html import html
from dispensary.adapters.documents.leaflets.paper import paper
from dispensary.adapters.documents.raster import page_images
from dispensary.adapters.documents.typeface import TypefaceMetrics
from dispensary.application.ports.documents import MadeLeaflet, PageImage
from dispensary.domain.labels.typesetting import Printable, printable
from dispensary.domain.leaflets.leaflet import LeafletUnprintable
from dispensary.domain.leaflets.pages import Pages, Text, changed

_SCREEN_DOTS = 3.6
"""To the millimetre: a page is as wide as half a usual screen, and 12 point can be read."""


class LeafletPapers:
    """Makes leaflets. Nothing is cut and nothing left out: what cannot be shown is refused."""

    def __init__(self) -> None:
        self._metrics = TypefaceMetrics()

    def paper(self, pages: Pages) -> MadeLeaflet | LeafletUnprintable:
        drawn = self._drawable(pages)
        if isinstance(drawn, LeafletUnprintable):
            return drawn
        pages, replaced = drawn
        pdf, many = paper(pages)
        return MadeLeaflet(pdf, many, pages.words, replaced)

    def screen(self, pages: Pages) -> MadeLeaflet:
        """Any letter can stand on a screen, so nothing is replaced or refused."""
        return MadeLeaflet(html(pages), 1, pages.words)

    def images(self, made: MadeLeaflet) -> tuple[PageImage, ...]:
        return page_images(made.document, _SCREEN_DOTS)

    def _drawable(self, pages: Pages) -> tuple[Pages, tuple[tuple[str, str], ...]] | LeafletUnprintable:
        seen: list[Printable] = []

        def shown(words: str) -> str:
            seen.append(printable(" ".join(words.split("\n")), self._metrics.has))
            return seen[-1].text

        foot = Text(shown(pages.foot.words), shown(pages.foot.lead))
        parts = tuple(changed(part, shown) for part in pages.parts)
        missing = dict.fromkeys(sign for text in seen for sign in text.missing)
        if missing:
            return LeafletUnprintable("".join(missing))
        replaced = tuple(dict.fromkeys(pair for text in seen for pair in text.replaced))
        return replace(pages, title=shown(pages.title), parts=parts, foot=foot), replaced

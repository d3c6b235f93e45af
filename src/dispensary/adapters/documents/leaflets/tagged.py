"""The structure of a tagged PDF (PDF 1.7, 14.7 and 14.8), which reportlab 5.1 does not write by itself.

reportlab lets a program set any entry of the catalogue and write operators into a page, and that is enough:
stretches of the page are marked (`BDC` ... `EMC`), and the tree of elements names each by its page and number. What is
not marked for an element is marked as an artifact. Two of reportlab's own attributes are used for it: the document
behind the canvas, and the list of entries that a page dictionary may have.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.leaflets.placed import Branch

LANGUAGE = "en-GB"


class Tagging:
    """Marks what is drawn on one canvas, and ends the document with its structure."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._page = 0
        self._owners: list[list[Branch]] = [[]]

    @contextmanager
    def marked(self, branch: Branch | None) -> Iterator[None]:
        """What is drawn within belongs to that element; None: it is decoration."""
        if branch is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            number = len(self._owners[self._page])
            branch.marks.append((self._page, number))
            self._owners[self._page].append(branch)
            self._canvas.addLiteral(f"/{branch.tag} <</MCID {number}>> BDC")
        yield
        self._canvas.addLiteral("EMC")

    def page_done(self) -> None:
        """Call after the page was shown."""
        page = self._canvas._doc.Pages.pages[-1]
        page.StructParents = self._page
        page.Tabs = PDFName("S")
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        self._page += 1
        self._owners.append([])

    def finish(self, root: Branch, title: str) -> None:
        """Writes the tree. Call before the canvas is saved."""
        canvas = self._canvas
        pages = canvas._doc.Pages.pages
        made: dict[int, PDFDictionary] = {}
        top = PDFDictionary({"Type": PDFName("StructTreeRoot")})
        reference = canvas._doc.Reference
        top["K"] = PDFArray([self._element(root, reference(top), pages, made)])
        rows = []
        for number, owners in enumerate(self._owners[: self._page]):
            rows += [number, PDFArray([reference(made[id(each)]) for each in owners])]
        top["ParentTree"] = PDFDictionary({"Nums": PDFArray(rows)})
        top["ParentTreeNextKey"] = self._page
        catalogue = canvas._doc.Catalog
        catalogue.StructTreeRoot = top
        catalogue.MarkInfo = PDFDictionary({"Marked": "true"})
        catalogue.Lang = PDFString(LANGUAGE)
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setTitle(title)

    def _element(self, branch: Branch, parent: object, pages: list[object], made: dict[int, PDFDictionary]) -> object:
        reference = self._canvas._doc.Reference
        element = PDFDictionary({"Type": PDFName("StructElem"), "S": PDFName(branch.tag), "P": parent})
        made[id(branch)] = element
        here = reference(element)
        kids = [self._mark(pages[page], number) for page, number in branch.marks]
        kids += [self._element(kid, here, pages, made) for kid in branch.kids]
        element["K"] = PDFArray(kids)
        if branch.scope:
            element["A"] = PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(branch.scope)})
        if branch.alt:
            element["Alt"] = PDFString(branch.alt)
        return here

    def _mark(self, page: object, number: int) -> PDFDictionary:
        reference = self._canvas._doc.Reference
        return PDFDictionary({"Type": PDFName("MCR"), "Pg": reference(page), "MCID": number})

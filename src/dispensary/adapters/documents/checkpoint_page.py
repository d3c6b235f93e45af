"""A checkpoint on a page for the paper folder: what was sealed, as text and as a code that any telephone reads.

Whoever keeps the page can prove later that the journal up to that entry is the one that stood there on that day.
"""

from datetime import datetime
from io import BytesIO

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from dispensary.adapters.documents.typeface import font_name
from dispensary.domain.labels.geometry import Weight
from dispensary.domain.premises import Premises
from dispensary.domain.seals import Checkpoint

LEFT, TOP, LINE, CODE = 25 * mm, 265 * mm, 9 * mm, 60 * mm
_ADVICE = (
    "Keep this page in the folder, away from the computer. To prove the journal with it, look entry",
    "{sequence} up in an export of the journal (dispensary journal export): its digest must be the one above.",
    "Then every entry up to it is as it was when this page was printed.",
)


def code_text(taken: Checkpoint) -> str:
    """What the code on the page holds: the same as the lines, one after another."""
    return "\n".join(
        ("DISPENSARY JOURNAL 1", taken.workstation, str(taken.sequence), taken.digest, taken.at, taken.fingerprint)
    )


def checkpoint_page(premises: Premises, taken: Checkpoint) -> bytes:
    """One A4 page as PDF; equal checkpoints give equal bytes."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(f"Journal checkpoint {taken.workstation} {taken.sequence}")
    canvas.setFont(font_name(Weight.BOLD), 18)
    canvas.drawString(LEFT, TOP, "Checkpoint of the dispensing journal")
    canvas.setFont(font_name(Weight.MEDIUM), 11)
    canvas.drawString(LEFT, TOP - LINE, f"{premises.name}, {premises.address}")
    for number, (name, value) in enumerate(_lines(taken), start=3):
        canvas.setFont(font_name(Weight.SEMIBOLD), 10)
        canvas.drawString(LEFT, TOP - number * LINE, name)
        canvas.setFont(font_name(Weight.MEDIUM), 10)
        canvas.drawString(LEFT + 38 * mm, TOP - number * LINE, value)
    canvas.setFont(font_name(Weight.MEDIUM), 10)
    for number, words in enumerate(_ADVICE):
        canvas.drawString(LEFT, TOP - 12 * LINE - number * 5 * mm, words.format(sequence=taken.sequence))
    _draw_code(canvas, code_text(taken))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _lines(taken: Checkpoint) -> tuple[tuple[str, str], ...]:
    return (
        ("Workstation", taken.workstation),
        ("Entry", str(taken.sequence)),
        ("Written", f"{datetime.fromisoformat(taken.at):%d %B %Y, %H:%M:%S %Z}"),
        ("Digest", _spaced(taken.digest[:32])),
        ("", _spaced(taken.digest[32:])),
        ("Signing key", _spaced(taken.fingerprint)),
        ("Signature", taken.seal.hex()[:64]),
        ("", taken.seal.hex()[64:]),
    )


def _spaced(digits: str) -> str:
    """In fours, so that two people can compare them aloud."""
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _draw_code(canvas: Canvas, text: str) -> None:
    code = QrCodeWidget(text, barLevel="M", barWidth=CODE, barHeight=CODE)
    drawing = Drawing(CODE, CODE)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, LEFT, TOP - 24 * LINE)

"""Which page is shown for what keeps the window from opening, and that it is shown."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.application.ports.store import StoreUnavailable
from dispensary.assets import AssetMissing
from dispensary.keeping.home import Home
from dispensary.wording import cannot_open
from dispensary.wording.cannot_open import WhyNot

_OWN_LINE = re.compile(r"this pharmacy's (?P<file>[\w-]+\.csv) line (?P<line>\d+): ")
_LONGEST_ROW = 160


@contextlib.contextmanager
def said_on_a_page(home: Home, *, somebody: bool) -> Iterator[None]:
    """Whatever keeps the window from opening is shown, and then ends the program as it would without the page.

    somebody: there is a person at the screen.
    """
    try:
        yield
    except Exception as problem:
        if somebody:
            show_why_not(why_not(problem, home, own_rules=_shipped_is_sound()))
        raise


def _shipped_is_sound() -> bool:
    """Whether the knowledge can be used without what the pharmacy added."""
    from dispensary.adapters.knowledge.clinical import ClinicalKnowledge

    try:
        ClinicalKnowledge().clinical()
    except KnowledgeUnavailable:
        return False
    return True


def why_not(problem: Exception, home: Home, *, own_rules: bool) -> WhyNot:
    """What to say of it. own_rules: the knowledge that came with the program is sound by itself."""
    words = str(problem)
    if isinstance(problem, KnowledgeUnavailable) and own_rules:
        faults = [_with_row(fault, home.knowledge) for fault in problem.faults]
        return cannot_open.own_rules(words, faults, str(home.knowledge))
    if isinstance(problem, KnowledgeUnavailable):
        return cannot_open.shipped_knowledge(words, problem.faults)
    if isinstance(problem, DictionaryUnavailable):
        return cannot_open.dictionary(words)
    if isinstance(problem, StoreUnavailable):
        return cannot_open.record(words, str(home.folder))
    if isinstance(problem, AssetMissing):
        return cannot_open.installation(words)
    from dispensary.desktop.messages import log_bug

    return cannot_open.unforeseen(log_bug(problem))


def _with_row(fault: str, folder: Path) -> str:
    """The fault, and under it the row as it stands: its author is in it, and it is found by its words."""
    named = _OWN_LINE.match(fault)
    if named is None:
        return fault
    try:
        rows = (folder / named["file"]).read_text(encoding="utf-8-sig").splitlines()
        row = rows[int(named["line"]) - 1]
    except (OSError, UnicodeDecodeError, IndexError):
        return fault
    return f"{fault}\nThe row: {row[:_LONGEST_ROW]}{'…' if len(row) > _LONGEST_ROW else ''}"


def show_why_not(why: WhyNot) -> None:
    """Until somebody closes it. Where not even the look of the program is there, the console has to do."""
    from dispensary.desktop.app import application
    from dispensary.desktop.cannot_open import CannotOpenPage

    try:
        application()
    except AssetMissing:
        return
    CannotOpenPage(why).exec()

"""What somebody at the counter sees where the window cannot open: a page in plain words, and the exit code as ever."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dispensary import bootstrap
from dispensary.adapters.knowledge import clinical
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.cli.given import UNAVAILABLE
from dispensary.cli.main import run
from dispensary.desktop.cannot_open import CannotOpenPage
from dispensary.keeping.cannot_open import why_not
from dispensary.keeping.demonstration import furnish_demo
from dispensary.keeping.home import Home
from dispensary.wording import cannot_open

RULE = "id,a,b,a_where,b_where,tier,cause,text,action,source,dated,status,author,reason\n"
NO_SUCH_SET = (
    "L-1,=warfarin,no-such-set,systemic,systemic,reason,bleeding,raised INR seen here,Ask about it.,"
    "Incident report of June 2026,2026-11-21,confirmed,S. Patel,two incidents\n"
)


@pytest.fixture
def home(tmp_path: Path, themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A pharmacy's data folder, and somebody who sits at the screen."""
    made = Home(tmp_path / "home")
    furnish_demo(made).close()
    made.knowledge.mkdir()
    monkeypatch.setattr(bootstrap, "_somebody_there", lambda: True)
    monkeypatch.delenv("DISPENSARY_STORE_URL", raising=False)
    return made


def started(home: Home, look: Callable[[CannotOpenPage], None]) -> int:
    """Starts the program, looks at the page that stands in the place of the window, closes it; the exit code."""
    seen: list[CannotOpenPage] = []

    def at_the_page() -> None:
        page = QApplication.activeModalWidget()
        if not isinstance(page, CannotOpenPage):
            return
        poll.stop()
        seen.append(page)
        try:
            look(page)
        finally:
            page.close_page.click()

    poll = QTimer()
    poll.timeout.connect(at_the_page)
    poll.start(10)
    code = run(["--home", str(home.folder)], bootstrap.services())
    poll.stop()
    assert len(seen) == 1
    return code


def test_a_bad_row_of_the_pharmacy_is_named_with_its_file_its_line_and_its_words(
    home: Home, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.knowledge / "interactions.csv").write_text(RULE + "# a note,,,,,,,,,,,,,\n" + NO_SUCH_SET, encoding="utf-8")
    copied: list[str] = []

    def look(page: CannotOpenPage) -> None:
        places = page.places.toPlainText()
        assert "this pharmacy's interactions.csv line 3: L-1: there is no set called no-such-set" in places
        assert "The row: L-1,=warfarin,no-such-set" in places
        assert "S. Patel" in places
        qtbot.mouseClick(page.copy, Qt.MouseButton.LeftButton)
        copied.append(QApplication.clipboard().text())

    assert started(home, look) == UNAVAILABLE
    assert "superintendent" in copied[0]
    assert "type # before the first words of the row" in copied[0]
    assert str(home.knowledge) in copied[0]
    assert "line 3" in copied[0]
    assert "line 3" in capsys.readouterr().err


def test_what_the_page_says_to_do_opens_the_knowledge_again(home: Home) -> None:
    file = home.knowledge / "interactions.csv"
    file.write_text(RULE + NO_SUCH_SET, encoding="utf-8")
    with pytest.raises(KnowledgeUnavailable):
        bootstrap.knowledge(home)
    file.write_text(RULE + "#" + NO_SUCH_SET, encoding="utf-8")
    assert bootstrap.knowledge(home).local == ()


def test_damaged_knowledge_of_the_program_is_not_the_pharmacys_to_put_right(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pharmacy's own rules are sound: they are not blamed."""
    (home.knowledge / "interactions.csv").write_text(RULE, encoding="utf-8")
    broken = tmp_path / "knowledge"
    broken.mkdir()
    whole = clinical.resource("knowledge")
    for file in whole.iterdir():
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        text = "".join(lines[:-1] if file.name == "interactions.csv" else lines)
        (broken / file.name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(clinical, "resource", lambda *_: broken)

    def look(page: CannotOpenPage) -> None:
        assert "interactions.csv" in page.places.toPlainText()
        words = page.accessibleDescription()
        assert "Install the same version of the program again." in words
        assert "superintendent" not in words

    assert started(home, look) == UNAVAILABLE


def damage_dictionary(home: Home) -> None:
    folder = home.folder / "dictionary"
    folder.mkdir(exist_ok=True)
    (folder / "bad.db").write_bytes(b"no database" * 500)
    (folder / "current.json").write_text(json.dumps({"current": "bad.db", "previous": None}), encoding="utf-8")


def lose_the_key(home: Home) -> None:
    home.key.unlink()


def damage_store(home: Home) -> None:
    home.store.write_bytes(bytes(8192))


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        (damage_dictionary, "dispensary dictionary rollback"),
        (damage_store, "Do not delete, move or rename anything in the data folder"),
        (lose_the_key, "Do not delete, move or rename anything in the data folder"),
    ],
)
def test_a_dictionary_or_a_record_that_cannot_be_opened_is_said_on_the_page_too(
    home: Home, damage: Callable[[Home], None], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(home)
    places: list[str] = []

    def look(page: CannotOpenPage) -> None:
        assert says in page.accessibleDescription()
        places.append(page.places.toPlainText())

    assert started(home, look) == UNAVAILABLE
    assert places == [capsys.readouterr().err.strip()]


def test_what_nobody_foresaw_is_said_without_its_text_and_stays_a_bug(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text could name a patient."""

    def broken(_home: Home | None) -> None:
        raise ValueError("Mrs Example")

    monkeypatch.setattr(bootstrap, "dictionary", broken)

    def look(page: CannotOpenPage) -> None:
        assert "ValueError" in page.places.toPlainText()
        assert "Example" not in page.accessibleDescription()

    with pytest.raises(ValueError, match="Mrs Example"):
        started(home, look)


def test_with_nobody_there_the_console_alone_says_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "_somebody_there", lambda: False)
    (home.knowledge / "interactions.csv").write_text(RULE + NO_SUCH_SET, encoding="utf-8")
    assert run(["--home", str(home.folder)], bootstrap.services()) == UNAVAILABLE
    assert "no-such-set" in capsys.readouterr().err


def test_a_file_without_a_line_is_said_as_it_is(tmp_path: Path) -> None:
    fault = "this pharmacy's mine.csv: no table that can be added to has that name"
    why = why_not(KnowledgeUnavailable("words", (fault,)), Home(tmp_path), own_rules=True)
    assert why.places == (fault,)
    assert "move the whole file to another folder" in why.text()


def test_the_page_fits_the_lowest_screen_whatever_is_wrong(qtbot: QtBot, themed: QApplication) -> None:
    faults = tuple(f"this pharmacy's doses.csv line {n}: {'a long reason ' * 12}" for n in range(2, 40))
    page = CannotOpenPage(cannot_open.own_rules("", faults, "C:/Users/Counter One/AppData/Local/dispensary/knowledge"))
    qtbot.addWidget(page)
    page.show()
    assert page.height() <= 680
    assert page.places.height() == page.places.maximumHeight()
    assert page.focusWidget() is page.close_page

"""The bench where a recall stands, or a barcode is one that a pharmacist mapped."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.builders import (
    AMARA,
    JOSEPH,
    NIA,
    StandingClock,
    a_patient,
    a_prescription,
    an_item,
    assembled,
    held,
    label_scan,
    pack_scan,
    received,
    workplace,
)
from tests.desktop.test_accuracy_view import RAMIPRIL, BenchDesk, basket, entered, scan, settle

from dispensary.application.assemble import put_in_basket
from dispensary.application.mapped_barcodes import map_barcode
from dispensary.application.recalls import Notice, RecallMade, start_recall
from dispensary.application.step import Receipt
from dispensary.desktop.sounds import Sound
from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import BasketNumber
from dispensary.domain.barcodes.tokens import basket_token
from dispensary.domain.identifiers import Gtin, IssueKey
from dispensary.domain.recalls import Recalled

STRANGE = Gtin("09506000134352")
UNKNOWN = f"]d201{STRANGE.value}17280831" + "10B1\x1d21S1"


@pytest.fixture
def desk(qtbot: QtBot, themed: QApplication, tmp_path: Path) -> Iterator[BenchDesk]:
    place = workplace(tmp_path, clock=StandingClock())
    made = BenchDesk(place, tmp_path / "printed")
    qtbot.add_widget(made.view)
    made.view.resize(1366, 768)
    made.view.show()
    yield made
    qtbot.waitUntil(lambda: not made.counter.tasks.busy)
    made.counter.tasks.stop()
    place.store.close()  # type: ignore[attr-defined]
    assert made.bugs == []


def ramipril_code(desk: BenchDesk):  # type: ignore[no-untyped-def]
    gtin = read_scan(pack_scan(RAMIPRIL)).gtin
    assert gtin is not None
    return desk.place.dictionary.packs_with(gtin)[0].pack.code


def test_a_recalled_pack_fills_the_window_in_red_and_says_so(qtbot: QtBot, desk: BenchDesk) -> None:
    gtin = read_scan(pack_scan(RAMIPRIL)).gtin
    assert gtin is not None
    made = start_recall(desk.place, JOSEPH, Notice("Particles", Recalled(gtins=frozenset({gtin})), "Bring it back."))
    assert isinstance(made, RecallMade)
    entered(qtbot, desk, basket(desk))
    scan(qtbot, desk, pack_scan(RAMIPRIL))
    assert desk.stopped
    assert "Recalled" in desk.ui.stop.accessibleName()
    assert desk.sounds[-1] is Sound.STOP


def test_a_mapped_pack_is_looked_at_by_whoever_checks_in_one_key(qtbot: QtBot, desk: BenchDesk) -> None:
    assert isinstance(map_barcode(desk.place, AMARA, STRANGE, ramipril_code(desk), "Read on the box"), Receipt)
    key = basket(desk)
    entered(qtbot, desk, key)
    scan(qtbot, desk, UNKNOWN)
    assert not desk.stopped
    assert "Is it that pack?" in desk.said
    assert "0 of 20 times" in desk.said
    assert desk.ui.accept.isVisible()
    assert desk.ui.accept.text().startswith("It is that")
    desk.ui.accept.click()
    settle(qtbot, desk)
    assert "Looked at" in desk.said
    assert [one.looked_at for one in held(desk.place, key).items[0].scans] == [True]
    scan(qtbot, desk, label_scan(desk.place, key, RAMIPRIL))
    assert "All checked" in desk.said


def test_an_unknown_pack_is_still_for_a_pharmacist_alone(qtbot: QtBot, desk: BenchDesk) -> None:
    entered(qtbot, desk, basket(desk))
    scan(qtbot, desk, UNKNOWN)
    assert "Check it by eye" in desk.said
    assert not desk.ui.accept.isVisible()


def test_a_basket_opens_what_lies_in_it(qtbot: QtBot, desk: BenchDesk) -> None:
    key, other = basket(desk), another(desk)
    assert isinstance(put_in_basket(desk.place, NIA, other, BasketNumber("12")), Receipt)
    entered(qtbot, desk, key)
    scan(qtbot, desk, basket_token(BasketNumber("12")))
    settle(qtbot, desk)
    assert desk.model.key == other
    assert desk.ui.name.text() == "Mrs Beryl Hartnoll"
    scan(qtbot, desk, basket_token(BasketNumber("13")))
    assert desk.model.key == other
    assert "Basket 13" in desk.said


def another(desk: BenchDesk) -> IssueKey:
    person = a_patient()
    sent = a_prescription(an_item(RAMIPRIL, 28), patient=person, number="000001-FZZ99A-44B0E")
    return assembled(desk.place, received(desk.place, sent, person))

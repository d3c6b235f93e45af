"""The window's tests run without a screen, in the look of the product."""

import gc
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dispensary.desktop import keymap
from dispensary.desktop.theme import active, apply_theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the screenless platform says of itself is not a warning of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True))


PATIENCE_MS = 30_000
"""A loaded machine is slow, not wrong: what has come by then has come."""


class PatientBot(QtBot):
    def waitUntil(self, callback: Any, *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, with more patience."""
    return PatientBot(request)


@pytest.fixture(autouse=True)
def _no_window_left_over(qapp: QApplication) -> None:
    """What the window before this one leaves dies on this thread.

    Python would otherwise let it go whenever, on whichever thread is at work, and a timer that stops on another one is
    a crash. A pharmacy has one window, so only tests meet it.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    """The application in the light theme with the standard keys, whatever the test before it left."""
    if active().name != "light" or not qapp.styleSheet():
        apply_theme(qapp, "light")
    keymap.use_keys(keymap.KeyMap(keymap.STANDARD))
    return qapp

"""The window's tests run without a screen, in the look of the product."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication

from dispensary.desktop import keymap
from dispensary.desktop.theme import active, apply_theme

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the screenless platform says of itself is not a warning of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True))


@pytest.fixture
def themed(qapp: QApplication) -> QApplication:
    """The application in the light theme with the standard keys, whatever the test before it left."""
    if active().name != "light" or not qapp.styleSheet():
        apply_theme(qapp, "light")
    keymap.use_keys(keymap.KeyMap(keymap.STANDARD))
    return qapp

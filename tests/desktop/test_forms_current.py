"""The forms in the tree are what ui/ says: the same bytes when compiled again, and each one can be set up."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "ui").glob("*.ui"))


def compiler() -> ModuleType:
    spec = importlib.util.spec_from_file_location("compile_forms", ROOT / "installer" / "compile_forms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_forms_are_current(tmp_path: Path) -> None:
    committed = ROOT / "src" / "dispensary" / "desktop" / "forms"
    written = compiler().compile_all(ROOT / "ui", tmp_path)
    assert {path.name for path in written} == {path.name for path in committed.glob("ui_*.py")}
    for path in written:
        assert path.read_text(encoding="utf-8") == (committed / path.name).read_text(encoding="utf-8"), path.name
        assert path.read_text(encoding="utf-8").startswith("# Generated from ui/ by make forms.")


def test_a_form_without_its_designer_file_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "ui_gone.py").write_text("", encoding="utf-8")
    compiler().compile_all(tmp_path / "nothing", tmp_path)
    assert not (tmp_path / "ui_gone.py").exists()


def test_a_broken_designer_file_is_refused(tmp_path: Path) -> None:
    module = compiler()
    broken = tmp_path / "broken.ui"
    broken.write_text("<ui", encoding="utf-8")
    with pytest.raises(module.FormBroken):
        module.compiled(broken)


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_is_set_up_without_a_warning(form: Path, qtbot, themed: QApplication) -> None:
    module = importlib.import_module(f"dispensary.desktop.forms.ui_{form.stem}")
    (name,) = [name for name in vars(module) if name.startswith("Ui_")]
    base = {"main_window": QMainWindow, "accuracy_check": QStackedWidget}.get(form.stem, QWidget)()
    qtbot.addWidget(base)
    getattr(module, name)().setupUi(base)
    base.resize(1366, 768)
    base.show()
    assert not base.grab().isNull()

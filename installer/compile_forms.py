"""Compiles the Designer files of ui/ into src/dispensary/desktop/forms/ui_*.py, the same bytes every time.

Run by `make forms`; tests/desktop/test_forms_current.py proves that what is committed is what this makes.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "ui"
TARGET = ROOT / "src" / "dispensary" / "desktop" / "forms"
HEADER = "# Generated from ui/ by make forms. Do not edit.\n"


class FormBroken(Exception):
    """A Designer file can't be compiled."""


def compiled(form: Path) -> str:
    """The Python of one form. What names the compiler's version is left out, so that it changes only with the form."""
    tool = Path(sys.executable).parent / ("pyside6-uic.exe" if sys.platform == "win32" else "pyside6-uic")
    done = subprocess.run([tool, "--no-autoconnection", form.name], cwd=form.parent, capture_output=True, check=False)
    text = done.stdout.decode("utf-8").replace("\r\n", "\n")
    if done.returncode or "class Ui_" not in text:
        raise FormBroken(f"{form.name}: {done.stderr.decode('utf-8', 'replace').strip()}")
    kept = [line for line in text.splitlines() if not line.startswith("##")]
    while kept and (not kept[0].strip() or kept[0].startswith("# -*-")):
        kept.pop(0)
    kept = [re.sub(r"^(    def (?:setupUi|retranslateUi)\(self, \w+\)):$", r"\1 -> None:", line) for line in kept]
    return HEADER + "\n" + "\n".join(line.rstrip() for line in kept).rstrip("\n") + "\n"


def compile_all(source: Path = SOURCE, target: Path = TARGET) -> list[Path]:
    """Compiles every form and takes away what has no form any more. Returns what was written."""
    written = []
    for form in sorted(source.glob("*.ui")):
        out = target / f"ui_{form.stem}.py"
        out.write_text(compiled(form), encoding="utf-8", newline="\n")
        written.append(out)
    for stale in set(target.glob("ui_*.py")) - set(written):
        stale.unlink()
    return written


if __name__ == "__main__":
    for path in compile_all():
        print(path.relative_to(ROOT))

"""Counts the rows of the clinical tables into resources/knowledge/rows.csv, so that a table cut short is noticed.

Run by `make knowledge` after rows were added or taken away; tests/adapters/test_knowledge_clinical.py proves that what
is committed is what this makes.
"""

from pathlib import Path

from dispensary.adapters.knowledge.clinical import COUNTS, counted

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "knowledge"

if __name__ == "__main__":
    (FOLDER / COUNTS).write_text(counted(FOLDER), encoding="utf-8", newline="\n")

"""The hazard log is true: every control that it names is there, every proof is a test, every risk is the matrix's."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOG = (ROOT / "docs/safety/hazard-log.md").read_text(encoding="utf-8")
PLAN = (ROOT / "docs/safety/README.md").read_text(encoding="utf-8")
HAZARDS = {part.split(maxsplit=1)[0]: part for part in re.split(r"^## ", LOG, flags=re.MULTILINE)[1:]}


def matrix() -> dict[tuple[int, int], int]:
    """(severity, likelihood) to risk, from the plan."""
    rows = [
        [int(cell) for cell in row.split("|")[1:-1]] for row in PLAN.splitlines() if re.match(r"\| [1-5] \| \d", row)
    ]
    return {(severity, row[0]): risk for row in rows for severity, risk in enumerate(row[1:], 1)}


def test_every_hazard_has_a_control_that_is_there_and_a_proof_that_is_a_test() -> None:
    assert len(HAZARDS) >= 20
    for number, hazard in HAZARDS.items():
        controls = re.findall(r"\| `(src/[^`]+)` \|", hazard)
        proofs = re.findall(r"- `(tests/[^`:]+)::(test_\w+)`", hazard)
        assert controls, number
        assert proofs, number
        assert [path for path in controls if not (ROOT / path).exists()] == [], number
        for path, name in proofs:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            tests = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in tests, f"{number}: {path} has no {name}"


def test_every_risk_is_the_one_in_the_matrix_and_none_is_unacceptable_without_saying_so() -> None:
    risks = matrix()
    assert len(risks) == 25
    for number, hazard in HAZARDS.items():
        found = re.findall(r"S(\d) L(\d), risk (\d)", hazard)
        assert len(found) == 2, number
        for severity, likelihood, risk in found:
            assert risks[int(severity), int(likelihood)] == int(risk), number
        if int(found[1][2]) >= 4:
            assert "not acceptable" in hazard, number


def test_nobody_could_take_it_for_signed() -> None:
    for text in (LOG, PLAN):
        assert re.search(r"\*\*No Clinical Safety Officer has (reviewed or )?signed", text)

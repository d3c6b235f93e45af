"""Reads the reviewed clinical tables under resources/knowledge into the domain's values, and what a pharmacy added.

One row that cannot be read, or makes no sense, makes the whole unavailable: half of a safety check is worse than none
that says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from dispensary.adapters.knowledge.local import COMPOUNDS, SETS, Local, read_local
from dispensary.adapters.knowledge.review import read_review
from dispensary.adapters.knowledge.sheets import Faulty, Line, Sheet, read_sheet, text_of
from dispensary.adapters.knowledge.table import Table, listed, single
from dispensary.adapters.knowledge.tables import TABLES
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import AssetMissing, resource
from dispensary.domain.clinical.knowledge import (
    SAME_SUBSTANCE,
    UNCODED,
    AllergyRule,
    DoseLimit,
    DuplicateRule,
    InteractionRule,
    Knowledge,
    OpioidFactor,
    Rule,
    SubstanceSet,
    compile_knowledge,
)
from dispensary.domain.clinical.lint import Problem, Wrong, missing, problems
from dispensary.domain.clinical.lint_names import Review
from dispensary.domain.clinical.substances import normal
from dispensary.wording.knowledge import problem_words, unusable_words

_FILES = (SETS, COMPOUNDS, *(table.file for table in TABLES))
COUNTS = "rows.csv"
R = TypeVar("R", bound=Rule)
Rules = Mapping[type[Rule], tuple[Rule, ...]]


def _sheets(folder: Path) -> tuple[dict[str, Sheet], str]:
    """Every file, each read once, with one version for all of them. Raises Faulty, naming every bad row of any."""
    digest = sha256()
    sheets: dict[str, Sheet] = {}
    faults: list[str] = []
    for name in _FILES:
        try:
            text = text_of(folder / name, name)
            digest.update(text.encode())
            sheets[name] = read_sheet(text, name)
        except Faulty as faulty:
            faults += faulty.faults
            continue
        if not sheets[name].lines:
            faults.append(f"{name}: the table is empty")
    if not faults:
        faults += _fewer(folder, sheets)
    if faults:
        raise Faulty(*faults)
    return sheets, digest.hexdigest()


def _fewer(folder: Path, sheets: Mapping[str, Sheet]) -> Iterable[str]:
    """A file that was cut off between two rows looks whole: the rows are counted, and may not be fewer."""
    for line in read_sheet(text_of(folder / COUNTS, COUNTS), COUNTS).lines:
        name, counted = line.record["file"], int(line.record["rows"])
        found = len(sheets[name].lines) if name in sheets else 0
        if found < counted:
            yield f"{name}: {found} rows of the {counted} that {COUNTS} counts"


def counted(folder: Path) -> str:
    """What the table of counts should say of a folder. Raises Faulty and OSError."""
    found = ((name, len(read_sheet(text_of(folder / name, name), name).lines)) for name in _FILES)
    return "".join(["file,rows\n", *(f"{name},{rows}\n" for name, rows in found)])


def _set(line: Line) -> SubstanceSet:
    record = line.record
    return SubstanceSet(
        name=record["set"],
        title=record["title"],
        members=frozenset(normal(each) for each in listed(record["members"], ";")),
        aliases=frozenset(each.lower() for each in listed(record["aliases"], ";")),
        unless_also=frozenset(normal(each) for each in listed(record["unless_also"], ";")),
    )


def _sets(lines: Iterable[Line]) -> list[SubstanceSet]:
    """Raises Faulty where a set is there twice: the later would take the place of the earlier."""
    found: dict[str, SubstanceSet] = {}
    faults: list[str] = []
    for line in lines:
        try:
            each = _set(line)
        except KeyError as missing:
            raise Faulty(f"{line.file}: there is no column called {missing.args[0]}") from None
        if each.name in found:
            faults.append(f"{line.place}: {problem_words(Problem(each.name, Wrong.SET_TWICE))}")
        found[each.name] = each
    if faults:
        raise Faulty(*faults)
    return list(found.values())


def _rule(table: Table, line: Line) -> Rule:
    """Raises Faulty, with the place and what is wrong there."""
    try:
        return table.read(line.record)
    except KeyError as missing:
        raise Faulty(f"{line.file}: there is no column called {missing.args[0]}") from None
    except (ValueError, InvalidOperation) as wrong:
        raise Faulty(f"{line.place}: {wrong}") from None


def _rules(lines: Mapping[str, tuple[Line, ...]]) -> Rules:
    """Raises Faulty, naming every row that cannot be read."""
    found: dict[type[Rule], list[Rule]] = {}
    faults: list[str] = []
    for table in TABLES:
        for line in lines[table.file]:
            try:
                found.setdefault(table.rule, []).append(_rule(table, line))
            except Faulty as faulty:
                faults += (fault for fault in faulty.faults if fault not in faults)
    if faults:
        raise Faulty(*faults)
    return {kind: tuple(rules) for kind, rules in found.items()}


def _of(rules: Rules, kind: type[R]) -> tuple[R, ...]:
    return rules.get(kind, ())  # type: ignore[return-value]


_OWN_FIELDS = (InteractionRule, AllergyRule, DuplicateRule, DoseLimit, OpioidFactor)
_SPECIAL = frozenset({SAME_SUBSTANCE, UNCODED})


def _compiled(version: str, lines: Mapping[str, tuple[Line, ...]]) -> Knowledge:
    rules = _rules(lines)
    allergies = _of(rules, AllergyRule)
    special = _special(allergies)
    named = {name for found in rules.values() for rule in found for name in rule.named_sets}
    compounds = {line.record["name"]: listed(line.record["parts"], ";") for line in lines[COMPOUNDS]}
    return compile_knowledge(
        version=version,
        sets=[*_sets(lines[SETS]), *single(named)],
        compounds=compounds,
        interactions=_of(rules, InteractionRule),
        allergies=[rule for rule in allergies if not rule.recorded & _SPECIAL],
        same_allergy=special.get(SAME_SUBSTANCE),
        uncoded_allergy=special.get(UNCODED),
        duplicates=_of(rules, DuplicateRule),
        doses=_of(rules, DoseLimit),
        opioids=_of(rules, OpioidFactor),
        tables={kind: found for kind, found in rules.items() if kind not in _OWN_FIELDS},
    )


def _special(allergies: Iterable[AllergyRule]) -> dict[str, AllergyRule]:
    """The rules for the same substance and for what is not coded. Raises Faulty where there would be two of one."""
    found: dict[str, AllergyRule] = {}
    for rule in allergies:
        for mark in rule.recorded & _SPECIAL:
            if mark in found:
                raise Faulty(f"{rule.row.id}: {found[mark].row.id} is the one rule for “{mark}” already")
            found[mark] = rule
    return found


def _places(lines: Mapping[str, tuple[Line, ...]]) -> dict[str, Line]:
    """Where each row and each set stands, by its id or name."""
    rows = {line.record.get("id", ""): line for table in TABLES for line in lines[table.file]}
    return {line.record.get("set", ""): line for line in lines[SETS]} | rows


def _placed(problem: Problem, places: Mapping[str, Line]) -> str:
    line = places.get(problem.subject)
    return f"{line.place}: {problem_words(problem)}" if line is not None else problem_words(problem)


class ClinicalKnowledge:
    """The knowledge that ships with the program, or a folder of the same files. Read once, then kept.

    local: the folder of what this pharmacy added; it need not be there.
    """

    def __init__(self, folder: Path | None = None, local: Path | None = None) -> None:
        self._folder = folder
        self._local = local
        self._read: Knowledge | None = None
        self._files: dict[str, str] = {}

    def clinical(self) -> Knowledge:
        """The whole of it, in one version. Raises KnowledgeUnavailable, naming every row that cannot be used."""
        if self._read is None:
            try:
                self._read = self._whole()
            except AssetMissing as missing:
                raise KnowledgeUnavailable(str(missing)) from missing
            except OSError as wrong:
                raise KnowledgeUnavailable(f"The clinical knowledge cannot be read: {wrong}.") from wrong
            except Faulty as faulty:
                raise KnowledgeUnavailable(unusable_words(faulty.faults), faulty.faults) from faulty
        return self._read

    def files(self) -> Mapping[str, str]:
        self.clinical()
        return self._files

    def review(self) -> Review:
        return read_review(self._folder, self._local)

    def _whole(self) -> Knowledge:
        sheets, version = _sheets(self._folder if self._folder is not None else resource("knowledge"))
        local = read_local(self._local, sheets, TABLES) if self._local is not None else Local.nothing(sheets)
        if local.digest:
            version = sha256(f"{version} {local.digest}".encode()).hexdigest()
        knowledge = _compiled(version[:16], local.lines)
        places = _places(local.lines)
        wrong = (*missing(knowledge), *problems(knowledge))
        if wrong:
            raise Faulty(*(_placed(problem, places) for problem in wrong))
        self._files = {name: line.file for name, line in places.items()}
        return replace(knowledge, local=local.changes)

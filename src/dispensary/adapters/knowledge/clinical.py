"""Reads the reviewed clinical tables under resources/knowledge into the domain's values.

One row that cannot be read makes the whole unavailable: half of a safety check is worse than none that says so.
"""

import csv
from decimal import InvalidOperation
from hashlib import sha256
from pathlib import Path

from dispensary.adapters.knowledge.table import Record, listed, number, reviewed, single, whole
from dispensary.adapters.knowledge.tables import TABLES
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import AssetMissing, resource
from dispensary.domain.clinical.clauses import read_clauses
from dispensary.domain.clinical.findings import Tier
from dispensary.domain.clinical.knowledge import (
    AllergyRule,
    DoseLimit,
    DuplicateKind,
    DuplicateRule,
    InteractionRule,
    Knowledge,
    Metric,
    OpioidFactor,
    SubstanceSet,
    Where,
    compile_knowledge,
)
from dispensary.domain.clinical.substances import normal

_FILES = (
    "substance_sets.csv",
    "substance_sets_compounds.csv",
    "substance_sets_duplicates.csv",
    "interactions.csv",
    "allergy_classes.csv",
    "doses.csv",
    "doses_opioid_equivalents.csv",
)
_SAME = "="
_UNCODED = "?"


class _Tables:
    """The files, each read once, and one version for all of them."""

    def __init__(self, folder: Path) -> None:
        self._rows: dict[str, list[Record]] = {}
        digest = sha256()
        for name in (*_FILES, *(table.file for table in TABLES)):
            text = (folder / name).read_text(encoding="utf-8")
            digest.update(text.replace("\r\n", "\n").encode())
            self._rows[name] = list(csv.DictReader(text.splitlines()))
        self.version = digest.hexdigest()[:16]

    def __getitem__(self, name: str) -> list[Record]:
        return self._rows[name]


def _set(record: Record) -> SubstanceSet:
    return SubstanceSet(
        name=record["set"],
        title=record["title"],
        members=frozenset(normal(each) for each in listed(record["members"], ";")),
        aliases=frozenset(each.lower() for each in listed(record["aliases"], ";")),
        unless_also=frozenset(normal(each) for each in listed(record["unless_also"], ";")),
    )


def _interaction(record: Record) -> InteractionRule:
    return InteractionRule(
        row=reviewed(record),
        a=frozenset(listed(record["a"])),
        b=frozenset(listed(record["b"])),
        tier=Tier(record["tier"]),
        cause=record["cause"],
        text=record["text"],
        action=record["action"],
        a_where=Where(record["a_where"]),
        b_where=Where(record["b_where"]),
        only_with=frozenset(listed(record["only_with"])),
        unless_with=frozenset(listed(record["unless_with"])),
        a_over_mg=number(record["a_over_mg"]),
        only_if=read_clauses(record["only_if"]),
    )


def _allergy(record: Record) -> AllergyRule:
    return AllergyRule(
        row=reviewed(record),
        recorded=frozenset(listed(record["recorded"])),
        prescribed=frozenset(listed(record["prescribed"])),
        severe=Tier(record["severe"]),
        unknown=Tier(record["unknown"]),
        mild=Tier(record["mild"]),
        intolerance=Tier(record["intolerance"]),
        text=record["text"],
        action=record["action"],
    )


def _duplicate(record: Record) -> DuplicateRule:
    return DuplicateRule(
        row=reviewed(record),
        kind=DuplicateKind(record["kind"]),
        applies_to=frozenset(listed(record["applies_to"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        where=record["where"],
    )


def _dose(record: Record) -> DoseLimit:
    limit = number(record["limit"])
    if limit is None:
        raise ValueError(f"{record['id']} has no limit")
    return DoseLimit(
        row=reviewed(record),
        substance=normal(record["substance"]),
        metric=Metric(record["metric"]),
        limit=limit,
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        routes=frozenset(listed(record["routes"])),
        from_age=whole(record["from_age"]),
        under_age=whole(record["under_age"]),
        supply=record["supply"] or None,
        with_sets=frozenset(listed(record["with_sets"])),
        conditions=listed(record["conditions"]),
        strength_mg=number(record["strength_mg"]),
        name_has=record["name_has"] or None,
        name_lacks=record["name_lacks"] or None,
        stop_from_percent=number(record["stop_from_percent"]),
        as_directed=Tier(record["as_directed"] or "none"),
    )


def _opioid(record: Record) -> OpioidFactor:
    return OpioidFactor(reviewed(record), normal(record["substance"]), record["form"], number(record["factor"]))


def _compiled(tables: _Tables) -> Knowledge:
    interactions = tuple(_interaction(record) for record in tables["interactions.csv"])
    rules = {table.rule: tuple(table.read(record) for record in tables[table.file]) for table in TABLES}
    named = {name for rule in interactions for name in (rule.a | rule.b)}
    named |= {name for found in rules.values() for rule in found for name in rule.named_sets}
    allergies = tuple(_allergy(record) for record in tables["allergy_classes.csv"])
    special = {next(iter(rule.recorded)): rule for rule in allergies if rule.recorded & {_SAME, _UNCODED}}
    compounds = {record["name"]: listed(record["parts"], ";") for record in tables["substance_sets_compounds.csv"]}
    return compile_knowledge(
        version=tables.version,
        sets=[*(_set(record) for record in tables["substance_sets.csv"]), *single(named)],
        compounds=compounds,
        interactions=interactions,
        allergies=[rule for rule in allergies if not rule.recorded & {_SAME, _UNCODED}],
        same_allergy=special.get(_SAME),
        uncoded_allergy=special.get(_UNCODED),
        duplicates=[_duplicate(record) for record in tables["substance_sets_duplicates.csv"]],
        doses=[_dose(record) for record in tables["doses.csv"]],
        opioids=[_opioid(record) for record in tables["doses_opioid_equivalents.csv"]],
        tables=rules,
    )


class ClinicalKnowledge:
    """The knowledge that ships with the program, or a folder of the same files. Read once, then kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._read: Knowledge | None = None

    def clinical(self) -> Knowledge:
        """The whole of it, in one version. Raises KnowledgeUnavailable, naming what cannot be read."""
        if self._read is None:
            try:
                folder = self._folder if self._folder is not None else resource("knowledge")
                self._read = _compiled(_Tables(folder))
            except AssetMissing as missing:
                raise KnowledgeUnavailable(str(missing)) from missing
            except (OSError, KeyError, ValueError, InvalidOperation, csv.Error) as wrong:
                raise KnowledgeUnavailable(f"The clinical knowledge cannot be read: {wrong}.") from wrong
        return self._read

"""Reads the reviewed clinical tables under resources/knowledge into the domain's values.

One row that cannot be read makes the whole unavailable: half of a safety check is worse than none that says so.
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path

from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.assets import AssetMissing, resource
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
    Row,
    Status,
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

Record = dict[str, str]


class _Tables:
    """The files, each read once, and one version for all of them."""

    def __init__(self, folder: Path) -> None:
        self._rows: dict[str, list[Record]] = {}
        digest = sha256()
        for name in _FILES:
            text = (folder / name).read_text(encoding="utf-8")
            digest.update(text.replace("\r\n", "\n").encode())
            self._rows[name] = list(csv.DictReader(text.splitlines()))
        self.version = digest.hexdigest()[:16]

    def __getitem__(self, name: str) -> list[Record]:
        return self._rows[name]


def _listed(text: str, mark: str = "|") -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(mark) if part.strip())


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.strip() else None


def _whole(text: str) -> int | None:
    return int(text) if text.strip() else None


def _row(record: Record) -> Row:
    whole = "\x1f".join(f"{key}={value}" for key, value in sorted(record.items()))
    return Row(
        id=record["id"],
        source=record["source"],
        dated=date.fromisoformat(record["dated"]),
        status=Status(record["status"]),
        version=sha256(whole.encode()).hexdigest()[:12],
    )


def _set(record: Record) -> SubstanceSet:
    return SubstanceSet(
        name=record["set"],
        title=record["title"],
        members=frozenset(normal(each) for each in _listed(record["members"], ";")),
        aliases=frozenset(each.lower() for each in _listed(record["aliases"], ";")),
        unless_also=frozenset(normal(each) for each in _listed(record["unless_also"], ";")),
    )


def _interaction(record: Record) -> InteractionRule:
    return InteractionRule(
        row=_row(record),
        a=frozenset(_listed(record["a"])),
        b=frozenset(_listed(record["b"])),
        tier=Tier(record["tier"]),
        cause=record["cause"],
        text=record["text"],
        action=record["action"],
        a_where=Where(record["a_where"]),
        b_where=Where(record["b_where"]),
        only_with=frozenset(_listed(record["only_with"])),
        unless_with=frozenset(_listed(record["unless_with"])),
        a_over_mg=_number(record["a_over_mg"]),
    )


def _allergy(record: Record) -> AllergyRule:
    return AllergyRule(
        row=_row(record),
        recorded=frozenset(_listed(record["recorded"])),
        prescribed=frozenset(_listed(record["prescribed"])),
        severe=Tier(record["severe"]),
        unknown=Tier(record["unknown"]),
        mild=Tier(record["mild"]),
        intolerance=Tier(record["intolerance"]),
        text=record["text"],
        action=record["action"],
    )


def _duplicate(record: Record) -> DuplicateRule:
    return DuplicateRule(
        row=_row(record),
        kind=DuplicateKind(record["kind"]),
        applies_to=frozenset(_listed(record["applies_to"])),
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        where=record["where"],
    )


def _dose(record: Record) -> DoseLimit:
    limit = _number(record["limit"])
    if limit is None:
        raise ValueError(f"{record['id']} has no limit")
    return DoseLimit(
        row=_row(record),
        substance=normal(record["substance"]),
        metric=Metric(record["metric"]),
        limit=limit,
        tier=Tier(record["tier"]),
        text=record["text"],
        action=record["action"],
        routes=frozenset(_listed(record["routes"])),
        from_age=_whole(record["from_age"]),
        under_age=_whole(record["under_age"]),
        supply=record["supply"] or None,
        with_sets=frozenset(_listed(record["with_sets"])),
        conditions=_listed(record["conditions"]),
        strength_mg=_number(record["strength_mg"]),
        name_has=record["name_has"] or None,
        name_lacks=record["name_lacks"] or None,
        stop_from_percent=_number(record["stop_from_percent"]),
        as_directed=Tier(record["as_directed"] or "none"),
    )


def _opioid(record: Record) -> OpioidFactor:
    factor = _number(record["factor"])
    return OpioidFactor(_row(record), normal(record["substance"]), record["form"], factor)


def _single(names: Iterable[str]) -> Iterable[SubstanceSet]:
    """A rule may name one substance, as "=warfarin": a set of its own."""
    for name in names:
        member = normal(name.removeprefix("="))
        yield SubstanceSet(name, member, frozenset({member}))


def _compiled(tables: _Tables) -> Knowledge:
    interactions = tuple(_interaction(record) for record in tables["interactions.csv"])
    named = {name for rule in interactions for name in (rule.a | rule.b) if name.startswith("=")}
    allergies = tuple(_allergy(record) for record in tables["allergy_classes.csv"])
    special = {next(iter(rule.recorded)): rule for rule in allergies if rule.recorded & {_SAME, _UNCODED}}
    compounds = {record["name"]: _listed(record["parts"], ";") for record in tables["substance_sets_compounds.csv"]}
    return compile_knowledge(
        version=tables.version,
        sets=[*(_set(record) for record in tables["substance_sets.csv"]), *_single(sorted(named))],
        compounds=compounds,
        interactions=interactions,
        allergies=[rule for rule in allergies if not rule.recorded & {_SAME, _UNCODED}],
        same_allergy=special.get(_SAME),
        uncoded_allergy=special.get(_UNCODED),
        duplicates=[_duplicate(record) for record in tables["substance_sets_duplicates.csv"]],
        doses=[_dose(record) for record in tables["doses.csv"]],
        opioids=[_opioid(record) for record in tables["doses_opioid_equivalents.csv"]],
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

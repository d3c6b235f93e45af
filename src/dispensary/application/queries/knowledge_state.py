"""The look over the clinical knowledge: what it holds, what nobody confirmed yet, which names no medicine has. Reads
only.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dispensary.application.ports.dictionary import Dictionary, DictionaryUnavailable
from dispensary.application.ports.knowledge import KnowledgeSource
from dispensary.domain.clinical.case import CheckCase
from dispensary.domain.clinical.engine import check
from dispensary.domain.clinical.findings import Check
from dispensary.domain.clinical.knowledge import Knowledge, LocalChange, Rule, Status
from dispensary.domain.clinical.lint import awaiting_confirmation
from dispensary.domain.clinical.lint_names import ClassGap, UnknownName, class_gaps, unknown_names, unused_sets
from dispensary.domain.dictionary import Release
from dispensary.domain.patient import ClinicalFacts


@dataclass(frozen=True, slots=True)
class KnowledgeState:
    """rows, to_confirm: how many by file. awaiting: rows that would stop if somebody had read their source.

    release: the dictionary that the names were held against; None where there is none, and then no name was looked at:
    no_dictionary says why. idle: the checks that do not run.
    """

    version: str
    rows: Mapping[str, int]
    to_confirm: Mapping[str, int]
    awaiting: tuple[str, ...]
    unused: tuple[str, ...]
    local: tuple[LocalChange, ...]
    idle: tuple[Check, ...]
    release: Release | None = None
    no_dictionary: str = ""
    unknown: tuple[UnknownName, ...] = ()
    gaps: tuple[ClassGap, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every name was looked at and is a substance. What is still to be confirmed is work, not a fault."""
        return self.release is not None and not self.unknown


def look_over_knowledge(source: KnowledgeSource, dictionary: Dictionary | DictionaryUnavailable) -> KnowledgeState:
    """dictionary: or why there is none. Raises KnowledgeUnavailable, which names every row that cannot be used."""
    knowledge, files, review = source.clinical(), source.files(), source.review()
    waiting = [rule for rule in knowledge.every_rule if rule.row.status is Status.TO_CONFIRM]
    state = KnowledgeState(
        version=knowledge.version,
        rows=_by_file(knowledge.every_rule, files),
        to_confirm=_by_file(waiting, files),
        awaiting=awaiting_confirmation(knowledge),
        unused=unused_sets(knowledge),
        local=knowledge.local,
        idle=idle_checks(knowledge),
        no_dictionary=str(dictionary) if isinstance(dictionary, DictionaryUnavailable) else "",
    )
    if isinstance(dictionary, DictionaryUnavailable):
        return state
    known = dictionary.every_substance()
    return replace(
        state,
        release=dictionary.release(),
        unknown=unknown_names(knowledge, known, review),
        gaps=class_gaps(knowledge, known, review),
    )


def _by_file(rules: Iterable[Rule], files: Mapping[str, str]) -> Mapping[str, int]:
    return dict(sorted(Counter(files[rule.row.id] for rule in rules).items()))


def idle_checks(knowledge: Knowledge) -> tuple[Check, ...]:
    """The checks that do not run in this version, found by running them over nothing."""
    ran = check(CheckCase(date.min, ClinicalFacts(), ()), knowledge).ran
    return tuple(each for each in Check if each not in ran)

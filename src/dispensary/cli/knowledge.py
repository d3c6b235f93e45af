"""`dispensary knowledge`: the look over the clinical knowledge, and the rules of this pharmacy."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.application.ports.knowledge import KnowledgeUnavailable
from dispensary.cli.given import DONE, REFUSED, UNAVAILABLE, Given, write
from dispensary.cli.services import Services

if TYPE_CHECKING:
    from pathlib import Path

    from dispensary.application.ports.dictionary import Dictionary
    from dispensary.application.ports.knowledge import KnowledgeSource
    from dispensary.application.queries.knowledge_state import KnowledgeState
    from dispensary.application.queries.texts_state import TextsState
    from dispensary.domain.clinical.knowledge import LocalChange


def add_commands(commands: Any, command: Any) -> None:
    """Adds `knowledge` with its acts."""
    acts = commands.add_parser("knowledge", help="the knowledge behind the clinical check", allow_abbrev=False)
    acts = acts.add_subparsers(required=True, metavar="ACT")
    command(acts, "lint", "rules and what patients read: names, sources, what can never fire or is hard to read", _lint)
    local = command(acts, "local", "the rules of this pharmacy", _local)
    local.add_argument("--init", action="store_true", help="write examples into the home, none of them in force")


def _lint(_options: argparse.Namespace, given: Given, services: Services) -> int:
    """Ends with 3 where a row or a text cannot be used or is too hard to read, or a name is no substance; with 4 where
    there is nothing to look at.
    """
    from dispensary.application.queries.knowledge_state import look_over_knowledge
    from dispensary.cli.knowledge_texts import texts_answer, texts_lines

    home = services.home(given.home)
    source, dictionary = services.knowledge(home), _dictionary(services, home)
    texts = _texts(services, home, source, dictionary)
    about_texts, said = texts_answer(texts), list(texts_lines(texts))
    try:
        state = look_over_knowledge(source, dictionary)
    except KnowledgeUnavailable as problem:
        if not problem.faults:
            raise
        answer = {"sound": False, "problems": list(problem.faults), "texts": about_texts}
        _say(given, answer, [*map(str, problem.faults), *said])
        return REFUSED
    answer = _answer(state)
    sound = state.sound and not texts.wrong
    _say(given, {**answer, "sound": sound, "texts": about_texts}, [*_lines(state), *said])
    if state.release is None:
        return UNAVAILABLE
    return REFUSED if state.unknown or texts.wrong else DONE


def _texts(
    services: Services, home: Path, source: KnowledgeSource, dictionary: Dictionary | DictionaryUnavailable
) -> TextsState:
    from dispensary.application.queries.texts_state import look_over_texts
    from dispensary.domain.clinical.lint_names import Review

    try:
        review = source.review()
    except KnowledgeUnavailable:
        # Its fault is said with the rules; without it a few more names are asked about.
        review = Review()
    return look_over_texts(services.patient_texts(home), dictionary, review)


def _dictionary(services: Services, home: Path) -> Dictionary | DictionaryUnavailable:
    try:
        return services.dictionary(home)
    except DictionaryUnavailable as problem:
        return problem


def _say(given: Given, answer: dict[str, Any], lines: list[str]) -> None:
    if given.json:
        write(answer)
    else:
        sys.stdout.write("".join(f"{line}\n" for line in lines))


def _answer(state: KnowledgeState) -> dict[str, Any]:
    return {
        "sound": state.sound,
        "problems": [],
        "version": state.version,
        "rows": state.rows,
        "to_confirm": state.to_confirm,
        "awaiting_confirmation": list(state.awaiting),
        "dictionary": state.release.name if state.release is not None else None,
        "names_not_checked": state.no_dictionary or None,
        "unknown_names": [{"name": each.name, "where": list(each.where), "near": each.near} for each in state.unknown],
        "class_gaps": [{"set": each.set_name, "missing": list(each.missing)} for each in state.gaps],
        "unused_sets": list(state.unused),
        "checks_that_do_not_run": [each.value for each in state.idle],
        "local": [_change(each) for each in state.local],
    }


def _change(change: LocalChange) -> dict[str, Any]:
    return {
        "rule": change.rule,
        "file": change.file,
        "column": change.column or None,
        "from": change.before or None,
        "to": change.after or None,
        "author": change.author,
        "reason": change.reason,
        "dated": change.dated.isoformat(),
    }


def _lines(state: KnowledgeState) -> Iterator[str]:
    from dispensary.wording.knowledge import gap_words, idle_words, local_words, unknown_words

    yield f"Version {state.version}: {sum(state.rows.values())} rules in {len(state.rows)} tables."
    for file, count in state.rows.items():
        yield f"  {file}: {count}, of which {state.to_confirm.get(file, 0)} to confirm"
    if state.awaiting:
        yield f"Would stop if somebody confirmed the source ({len(state.awaiting)}): {' '.join(state.awaiting)}"
    yield from (f"NO  {unknown_words(each)}" for each in state.unknown)
    if state.release is None:
        yield f"NO  The names were held against no dictionary. {state.no_dictionary}"
    yield from (f"Look: {gap_words(each)}" for each in state.gaps)
    if state.unused:
        yield f"Sets that no rule names: {', '.join(state.unused)}"
    yield f"Checks: {idle_words(state.idle)}."
    yield from (f"This pharmacy: {local_words(each)}" for each in state.local)


def _local(options: argparse.Namespace, given: Given, services: Services) -> int:
    home = services.home(given.home)
    if options.init:
        made = services.begin_local_knowledge(home)
        _say(given, {"written": [str(path) for path in made]}, [str(path) for path in made] or ["All are there."])
        return DONE
    from dispensary.wording.knowledge import local_words

    changes = services.knowledge(home).clinical().local
    none = "This pharmacy has no rules of its own. Begin with: dispensary knowledge local --init"
    _say(given, {"local": [_change(each) for each in changes]}, [local_words(each) for each in changes] or [none])
    return DONE


def doctor_lines(services: Services, home: Path) -> list[dict[str, Any]]:
    """The lines of `doctor` about the knowledge, and about the checks that do not run: all, where it cannot be used."""
    from dispensary.application.queries.knowledge_state import look_over_knowledge
    from dispensary.cli.counter import line
    from dispensary.wording.knowledge import NONE_RUNS, idle_words, state_words

    try:
        state = look_over_knowledge(services.knowledge(home), _dictionary(services, home))
    except KnowledgeUnavailable as problem:
        return [line("clinical knowledge", False, str(problem)), line("clinical checks", False, NONE_RUNS)]
    well = not state.idle and state.release is not None
    return [
        line("clinical knowledge", not state.unknown, state_words(state.version, state.local, state.unknown)),
        line("clinical checks", well, idle_words(state.idle, no_dictionary=state.release is None)),
    ]

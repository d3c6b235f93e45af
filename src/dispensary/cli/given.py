"""The global options, which may stand anywhere on the line, and how answers are written."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

DONE, BUG, USAGE, REFUSED, UNAVAILABLE = 0, 1, 2, 3, 4

_WITH_VALUE = {
    "--home": "home",
    "--store-url": "store_url",
    "--key-file": "key_file",
    "--as": "user",
    "--pin-fd": "pin_fd",
    "--passphrase-fd": "passphrase_fd",
}
_FLAGS = {"--json": "json", "--jsonl": "jsonl"}


class BadUsage(Exception):
    """The words on the line make no sense; the message says why."""


class NoDisplay(Exception):
    """There is nowhere to show a window; the message says what to do instead."""


@dataclass(frozen=True, slots=True)
class Given:
    """The global options as they stood on the line."""

    home: str | None = None
    store_url: str | None = None
    key_file: str | None = None
    user: str | None = None
    pin_fd: str | None = None
    passphrase_fd: str | None = None
    json: bool = False
    jsonl: bool = False


def taken(arguments: Sequence[str]) -> tuple[Given, list[str]]:
    """The global options, and what is left of the line. Raises BadUsage for an option without its value."""
    found: dict[str, Any] = {}
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word in _FLAGS:
            found[_FLAGS[word]] = True
        elif name in _WITH_VALUE:
            if not equals:
                value = next(words, None)  # type: ignore[assignment]
            if value is None:
                raise BadUsage(f"{name} needs a value.")
            found[_WITH_VALUE[name]] = value
        elif word == "--":
            rest += [word, *words]
        else:
            rest.append(word)
    return Given(**found), rest


def write(answer: object) -> None:
    """One JSON document on standard output. Half of a letter, which no encoding can write, stands as its number."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False).encode(errors="backslashreplace").decode() + "\n")


def say(words: str) -> None:
    """Something for the person, on standard error."""
    sys.stderr.write(words + "\n")


def each_line(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """One JSON object out for each line in, in order; a line that cannot be read gives its error and the rest go on."""
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        write(_answered(line, answer))
        sys.stdout.flush()
    return DONE


def each_text(answer: Callable[[str], dict[str, Any]]) -> int:
    """One JSON object out for each line of plain text in, in order."""
    for line in sys.stdin.buffer:
        try:
            write(answer(line.decode("utf-8").strip()))
        except UnicodeDecodeError:
            write({"error": "this line is not text"})
        sys.stdout.flush()
    return DONE


def _answered(line: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    try:
        case = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return {"error": "this line is not JSON"}
    if not isinstance(case, dict):
        return {"error": "this line is not a JSON object"}
    return answer(case)


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not a number")


def day(name: str, given: str | None) -> date | None:
    """The day that an option names. Raises BadUsage."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise BadUsage(f"{name} needs a day, as 2026-11-21.") from None

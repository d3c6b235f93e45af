"""PINs and passphrases: from an open file, from a file named in the environment, or typed without being shown."""

import os
import sys
from collections.abc import Callable
from functools import cache
from getpass import getpass

from dispensary.application.ports.upkeep import KeyNeeded
from dispensary.cli.given import BadUsage, Given
from dispensary.cli.services import Unlock

PASSPHRASE_FILE = "DISPENSARY_PASSPHRASE_FILE"  # noqa: S105


def line_from(number: str | None, what: str, option: str) -> str:
    """The first line of the open file of that number. Raises BadUsage."""
    if number is None or not number.isdigit():
        raise BadUsage(f"{option} needs the number of an open file that holds the {what}.")
    try:
        with os.fdopen(int(number), encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise BadUsage(f"No {what} can be read from the file that {option} names.") from None


def pin_of(given: Given) -> str:
    """The PIN from the file descriptor that --pin-fd names."""
    if given.pin_fd is None:
        raise BadUsage("--as needs --pin-fd with the number of an open file that holds the PIN.")
    return line_from(given.pin_fd, "PIN", "--pin-fd").strip()


def unlock_of(given: Given) -> Unlock:
    """What this command line has to open the record with. A passphrase is asked for once, and only if it is needed."""

    @cache
    def passphrase() -> str:
        if given.passphrase_fd is not None:
            return line_from(given.passphrase_fd, "passphrase", "--passphrase-fd")
        named = os.environ.get(PASSPHRASE_FILE)
        if named:
            return _first_line(named)
        if at_a_terminal():
            return getpass("Passphrase of the record: ")
        raise KeyNeeded(
            "The record is locked by a passphrase. Give it with --passphrase-fd N, or name a file that holds it in "
            f"{PASSPHRASE_FILE}, or run this on a terminal."
        )

    return Unlock(given.key_file, passphrase, given.passphrase_fd is not None or PASSPHRASE_FILE in os.environ)


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise KeyNeeded(f"No passphrase can be read from the file that {PASSPHRASE_FILE} names.") from None


def new_passphrase(number: str | None, option: str) -> Callable[[], str]:
    """A new passphrase: from the open file, or typed twice."""

    def asked() -> str:
        if number is not None:
            return line_from(number, "new passphrase", option)
        return typed_twice("New passphrase (three or four words): ", f"A new passphrase is given with {option}.")

    return asked


def typed_twice(words: str, otherwise: str) -> str:
    """Raises BadUsage where there is no terminal, or the two differ."""
    if not at_a_terminal():
        raise BadUsage(otherwise)
    first = getpass(words)
    if getpass("Once more: ") != first:
        raise BadUsage("The two were not the same. Nothing was changed.")
    return first


def at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()

"""Reading a release of the dictionary in while the window is open, by a child process, so that nobody waits for it."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary.adapters.priority import give_way
from dispensary.application.ports.dictionary import (
    DictionaryUnavailable,
    ImportCancelled,
    ReleaseFaulty,
    ReleaseSmaller,
    ReleaseUnusable,
)
from dispensary.domain.dictionary_import import ImportReport, Progress, Vouched
from dispensary.keeping.home import Home
from dispensary.keeping.looking_over import own_command

if TYPE_CHECKING:
    from dispensary.desktop.release_import import Importing

Said = Callable[[dict[str, Any]], None]


def importing(home: Home) -> "Importing":
    """What the window needs to bring a release in and to go back to the one before."""
    from dispensary.adapters.dictionary import InstalledReleases
    from dispensary.desktop.release_import import Importing

    return Importing(own_command("read-release"), str(home.folder), InstalledReleases(home.folder))


def read_release(asked: str, said: Said, given_up: Callable[[], bool]) -> dict[str, Any]:
    """The child's part: {"home", "path", "smaller", "faults"} in; {"share", "doing"} on the way; what became of it out.
    Nothing is put in use: that is for whoever asked.
    """
    from dispensary.adapters.dictionary import prepare_release

    give_way()
    held = json.loads(asked)
    vouched = Vouched(smaller=held["smaller"], faults=held["faults"])
    try:
        name, report = prepare_release(Path(held["home"]), Path(held["path"]), vouched, _teller(said, given_up))
    except ImportCancelled:
        return {"cancelled": True}
    except ReleaseUnusable as problem:
        lacks = {ReleaseSmaller: "smaller", ReleaseFaulty: "faults"}.get(type(problem), "")
        return {"refused": str(problem), "lacks": lacks}
    except DictionaryUnavailable as problem:
        return {"refused": str(problem), "lacks": ""}
    return {"prepared": name, "report": _plain(report)}


def _teller(said: Said, given_up: Callable[[], bool]) -> Callable[[Progress], None]:
    """Tells each hundredth and each new kind of record once."""
    last: list[tuple[int, str]] = []

    def told(progress: Progress) -> None:
        if given_up():
            raise ImportCancelled
        step = int(progress.share * 100), progress.doing
        if last != [step]:
            last[:] = [step]
            said({"share": progress.share, "doing": progress.doing})

    return told


def _plain(report: ImportReport) -> dict[str, Any]:
    return {**asdict(report), "dated": report.dated.isoformat()}

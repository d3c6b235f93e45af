"""What the command line may start: handed in by `bootstrap`, so that this room builds nothing itself."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dispensary.application.ports.dictionary import Dictionary
from dispensary.application.ports.documents_in import PrescriptionReader
from dispensary.application.workplace import ReadDose, Workplace
from dispensary.domain.clinical.knowledge import Knowledge
from dispensary.domain.dose.codes import DoseCodes
from dispensary.domain.premises import Premises
from dispensary.domain.seals import Checkpoint, Proof

if TYPE_CHECKING:
    from dispensary.cli.label import LabelMeans


@dataclass(frozen=True, slots=True)
class SimulatorWish:
    """How a local EPS is to be run. port 0: any free one."""

    port: int = 0
    load: Path | None = None
    faults: Path | None = None
    state: Path | None = None


@dataclass(frozen=True, slots=True)
class DemoWish:
    """tour: drive the windows without a person and leave pictures there. keep: keep the store there."""

    tour: Path | None = None
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """What each command needs.

    home: the data folder for a given one (None: the usual). opened: the workplace of a store, by folder, key file and
    EPS address. equipment: printers and scanner, each with its name, whether it is well, and words. prove: the proof of
    the journal, by folder, key file and the signing key to accept. checkpoint_page: writes a checkpoint's page into a
    file. window, demo and simulate run until they end and give an exit code.
    """

    version: str
    home: Callable[[str | None], Path]
    dictionary: Callable[[Path], Dictionary]
    knowledge: Callable[[], Knowledge]
    read_dose: Callable[[], ReadDose]
    dose_codes: Callable[[], DoseCodes]
    read_prescriptions: PrescriptionReader
    label_means: Callable[[Path], "LabelMeans"]
    opened: Callable[[Path, str | None, str | None], AbstractContextManager[Workplace]]
    equipment: Callable[[Path], tuple[tuple[str, bool, str], ...]]
    prove: Callable[[Path, str | None, str | None], Proof]
    checkpoint_page: Callable[[Path, Premises, Checkpoint], None]
    simulate: Callable[[SimulatorWish], int]
    demo: Callable[[DemoWish], int]
    window: Callable[[Path, str | None], int]


Arguments = Sequence[str]

"""What the command line may start: handed in by `bootstrap`, so that this room builds nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispensary.application.back_up import BackedUp
    from dispensary.application.ports.dictionary import Dictionary
    from dispensary.application.ports.documents_in import PrescriptionReader
    from dispensary.application.ports.knowledge import KnowledgeSource
    from dispensary.application.ports.patient_texts import PatientTexts
    from dispensary.application.renew_key import Renewed
    from dispensary.application.restore import Restored
    from dispensary.application.set_up import FirstPerson, PharmacyDetails
    from dispensary.application.workplace import ReadDose, Workplace
    from dispensary.cli.dosage_text import DosageWords
    from dispensary.cli.label import LabelMeans
    from dispensary.cli.leaflet import LeafletMeans
    from dispensary.domain.backups import BackupPlan
    from dispensary.domain.dictionary import Release
    from dispensary.domain.dictionary_import import ImportReport, Progress, Vouched
    from dispensary.domain.dose.codes import DoseCodes
    from dispensary.domain.people import User
    from dispensary.domain.refusals import Refusal
    from dispensary.domain.retention import KeepRule
    from dispensary.domain.seals import Accepted, Proof
    from dispensary.domain.upkeep import Part, WouldLose


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
class Unlock:
    """What may open the record: a key file that was named, and how to come by a passphrase. The passphrase is asked for
    only where one is needed; it raises KeyNeeded where nobody can be asked.
    """

    key_file: str | None
    passphrase: Callable[[], str]
    given: bool = True
    """Whether a passphrase was given beforehand, so that nobody is asked."""
    key: bytes | None = field(default=None, repr=False)
    """The key itself, handed over by a window that has the record open."""


@dataclass(frozen=True, slots=True)
class KeyWish:
    """Keep the key in that way: "passphrase", "file" or "keyring"."""

    way: str
    new_passphrase: Callable[[], str]


@dataclass(frozen=True, slots=True)
class SetUpWish:
    """way: how the key is kept. store_url: the database on a server that is to hold the record, None: the home."""

    pharmacy: PharmacyDetails
    person: FirstPerson
    way: str
    passphrase: Callable[[], str]
    store_url: str | None = None


@dataclass(frozen=True, slots=True)
class BackupWish:
    """destination: a folder, or a file that ends in .db. store_url: the record on a server, None: the one at home."""

    destination: Path
    rule: KeepRule
    store_url: str | None = None


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """source_key, source_passphrase: what opens the backup, where that is not what opens the home. store_url: the
    database on a server that it goes into, None: the home.
    """

    source: Path
    source_key: Path | None
    accept_loss: bool
    source_passphrase: Callable[[], str] | None = None
    store_url: str | None = None


@dataclass(frozen=True, slots=True)
class DictionaryWish:
    """path: the release, a zip or a folder. vouched: what somebody vouches for."""

    path: Path
    vouched: Vouched


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Keeping the record itself. Each takes the folder of the home, and what may open it; the last of what
    backs up and looks over is the address of a record on a server. check_file, make_backup: what the children of a
    window do, which give them what they need on standard input.
    """

    set_up: Callable[[Path, SetUpWish], User | Refusal]
    change_key: Callable[[Path, Unlock, KeyWish], Refusal | None]
    renew_key: Callable[[Path, Unlock], Renewed]
    export_key: Callable[[Path, Unlock, Path], None]
    back_up: Callable[[Path, Unlock, BackupWish], BackedUp]
    back_up_as_planned: Callable[[Path, Unlock, str | None], BackedUp]
    plan_backups: Callable[[Path, Unlock, BackupPlan, str | None], BackedUp]
    stop_planned: Callable[[Path, Unlock, str | None], None]
    make_backup: Callable[[str], dict[str, Any]]
    restore: Callable[[Path, Unlock, RestoreWish], Restored | WouldLose]
    look_over: Callable[[Path, Unlock, str | None], tuple[Part, ...]]
    check_file: Callable[[str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Services:
    """What each command needs.

    home: the data folder for a given one (None: the usual). opened: the workplace of a store, by folder, what may open
    it, EPS address and store address. equipment: printers and scanner, each with its name, whether it is well, and
    words. prove: the proof of the journal, by folder, what may open it, store address and what to accept.
    read_release: reads a release in aside for a window: what it asked, who hears how far it is, and whether to give up.
    knowledge: by the folder of the home. begin_local_knowledge: writes examples of a pharmacy's own rules there, and
    gives the files that are new. patient_texts: all that patients read, by the same folder.
    write_page: writes a page into a file, whole or not at all. window, demo and simulate run until they end and give an
    exit code.
    """

    version: str
    home: Callable[[str | None], Path]
    dictionary: Callable[[Path], Dictionary]
    import_dictionary: Callable[[Path, DictionaryWish, Callable[[Progress], None]], ImportReport]
    roll_back_dictionary: Callable[[Path], Release]
    read_release: Callable[[str, Callable[[dict[str, Any]], None], Callable[[], bool]], dict[str, Any]]
    knowledge: Callable[[Path], KnowledgeSource]
    begin_local_knowledge: Callable[[Path], tuple[Path, ...]]
    patient_texts: Callable[[Path], PatientTexts]
    read_dose: Callable[[], ReadDose]
    dose_codes: Callable[[], DoseCodes]
    read_prescriptions: PrescriptionReader
    dosage_words: Callable[[], DosageWords]
    label_means: Callable[[Path], LabelMeans]
    leaflet_means: Callable[[Path], LeafletMeans]
    opened: Callable[[Path, Unlock, str | None, str | None], AbstractContextManager[Workplace]]
    equipment: Callable[[Path], tuple[tuple[str, bool, str], ...]]
    prove: Callable[[Path, Unlock, str | None, Accepted], Proof]
    write_page: Callable[[Path, bytes], None]
    simulate: Callable[[SimulatorWish], int]
    demo: Callable[[DemoWish], int]
    window: Callable[[Path, Unlock, str | None], int]
    upkeep: Callable[[], Upkeep]


Arguments = Sequence[str]

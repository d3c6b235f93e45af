"""The composition root: the only file that builds adapters and hands them to the rooms that use them.

Everything heavy is imported where it is built, so that a small command does not pay for the window.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispensary import __version__
from dispensary.application.ports.store import StoreUnavailable
from dispensary.cli.given import NoDisplay
from dispensary.keeping.home import Home
from dispensary.keeping.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispensary.adapters.store.cipher import CipherStore
    from dispensary.adapters.store.postgres import PostgresStore
    from dispensary.application.ports.dictionary import Dictionary
    from dispensary.application.ports.knowledge import KnowledgeSource
    from dispensary.application.ports.patient_texts import PatientTexts
    from dispensary.application.workplace import ReadDose, Workplace
    from dispensary.cli.dosage_text import DosageWords
    from dispensary.cli.label import LabelMeans
    from dispensary.cli.leaflet import LeafletMeans
    from dispensary.cli.services import DemoWish, DictionaryWish, Services, SimulatorWish, Unlock, Upkeep
    from dispensary.domain.clinical.knowledge import Knowledge
    from dispensary.domain.dictionary import Release
    from dispensary.domain.dictionary_import import ImportReport, Progress
    from dispensary.domain.dose.codes import DoseCodes
    from dispensary.domain.dose.reading import DoseReading
    from dispensary.domain.prescription import Prescription
    from dispensary.domain.seals import Accepted, Proof

DEFAULT_EPS = "http://127.0.0.1:8401"


def home_of(given: str | None) -> Home:
    """The data folder: the one given, or DISPENSARY_HOME, or this user's own."""
    named = given or os.environ.get("DISPENSARY_HOME")
    if named:
        return Home(Path(named).expanduser())
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("dispensary", appauthor=False)))


@cache
def _shipped_knowledge() -> KnowledgeSource:
    from dispensary.adapters.knowledge.clinical import ClinicalKnowledge

    return ClinicalKnowledge()


def knowledge_source(home: Home | None) -> KnowledgeSource:
    """The reviewed clinical knowledge, with what the pharmacy of that home added. Only what ships is kept in memory."""
    from dispensary.adapters.knowledge.clinical import ClinicalKnowledge

    if home is None or not home.knowledge.is_dir():
        return _shipped_knowledge()
    return ClinicalKnowledge(local=home.knowledge)


def knowledge(home: Home | None = None) -> Knowledge:
    """Raises KnowledgeUnavailable."""
    return knowledge_source(home).clinical()


def _begin_local_knowledge(folder: Path) -> tuple[Path, ...]:
    from dispensary.adapters.knowledge.example import write_examples

    return write_examples(Home(folder).knowledge)


def _patient_texts(folder: Path) -> PatientTexts:
    from dispensary.adapters.knowledge.patient_texts import gather_patient_texts

    return gather_patient_texts(own_warnings=Home(folder).warnings)


@cache
def dose_codes() -> DoseCodes:
    """The codes that directions are written in."""
    from dispensary.adapters.knowledge.dose_codes import load_dose_codes

    return load_dose_codes()


@cache
def dose_reader() -> ReadDose:
    """The dose language with its codes loaded; the same words are read once."""
    from dispensary.domain.dose.parse import read_dose

    codes = dose_codes()

    @cache
    def read(text: str, unit: str | None) -> DoseReading:
        return read_dose(text, unit=unit, codes=codes)

    return read


def dictionary(home: Home | None) -> Dictionary:
    """The dictionary in use at that home, the starter where nothing was imported. Raises DictionaryUnavailable."""
    from dispensary.adapters.dictionary import FollowingDictionary, ensure_starter, open_dictionary

    folder = home.folder if home is not None and home.folder.is_dir() else None
    place = ensure_starter(folder)
    # Nobody imports into the cache: there is nothing to follow.
    return FollowingDictionary(place) if place == folder else open_dictionary(place)


def _import_dictionary(folder: Path, wish: DictionaryWish, told: Callable[[Progress], None]) -> ImportReport:
    from dispensary.adapters.dictionary import import_release

    return import_release(folder, wish.path, wish.vouched, told)


def _roll_back_dictionary(folder: Path) -> Release:
    from dispensary.adapters.dictionary import open_dictionary, roll_back

    roll_back(folder)
    return open_dictionary(folder).release()


@contextlib.contextmanager
def workplace(
    store: CipherStore | PostgresStore, home: Home, *, eps_url: str, simulated: bool, quick: bool = False
) -> Iterator[Workplace]:
    """Everything one counter works with, over an open store; lets go of the line to EPS at the end."""
    from dispensary.adapters.documents.folder_pages import PdfPages
    from dispensary.adapters.documents.labels import PdfLabels
    from dispensary.adapters.eps.gateway import HttpEps
    from dispensary.adapters.knowledge.warnings import load_storage
    from dispensary.adapters.system.clock import RandomIds, SystemClock
    from dispensary.adapters.system.credentials import Argon2Credentials
    from dispensary.application.workplace import Workplace
    from dispensary.keeping.equipment import stock_room
    from dispensary.keeping.leaflets import leaflets
    from dispensary.keeping.warnings import warnings_of

    eps = HttpEps(eps_url, simulated=simulated)
    try:
        yield Workplace(
            store=store,
            dictionary=dictionary(home),
            knowledge=knowledge(home),
            read_dose=dose_reader(),
            dose_codes=dose_codes(),
            eps=eps,
            documents=PdfLabels(),
            pages=PdfPages(),
            stocks=stock_room(home),
            warnings=warnings_of(home),
            cold=load_storage(),
            leaflets=leaflets(home),
            credentials=Argon2Credentials(quick=quick),
            clock=SystemClock(),
            ids=RandomIds(),
            version=__version__,
        )
    finally:
        eps.close()


@contextlib.contextmanager
def store_of(home: Home, unlock: Unlock, store_url: str | None = None) -> Iterator[CipherStore | PostgresStore]:
    """The existing store, closed again at the end.

    store_url, or DISPENSARY_STORE_URL: the store of several counters, on PostgreSQL; otherwise the encrypted one in the
    home. Raises StoreUnavailable (WrongKey among it).
    """
    shared = store_url or os.environ.get("DISPENSARY_STORE_URL")
    if shared:
        from dispensary.keeping.shared import open_shared

        store: CipherStore | PostgresStore = open_shared(home, shared)
    else:
        from dispensary.keeping.keys import open_home

        store = open_home(home, unlock)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def opened(home: Home, unlock: Unlock, eps_url: str | None, store_url: str | None = None) -> Iterator[Workplace]:
    """The workplace of an existing store, closed again at the end; see `store_of`.

    Raises StoreUnavailable and DictionaryUnavailable.
    """
    from dispensary.keeping.log import logged

    with logged(home), store_of(home, unlock, store_url) as store:
        url = eps_url or os.environ.get("DISPENSARY_EPS_URL") or DEFAULT_EPS
        with workplace(store, home, eps_url=url, simulated=is_loopback(url)) as place:
            yield place


def prove(home: Home, unlock: Unlock, store_url: str | None, accept: Accepted | None) -> Proof:
    """The proof of the journal, over the store alone: it needs no dictionary and no line to EPS."""
    from dispensary.keeping.keys import second_reader

    with contextlib.ExitStack() as stack:
        shared = store_url or os.environ.get("DISPENSARY_STORE_URL")
        # Started first: it is ready by the time that the store is open.
        other = None if shared else second_reader(home, unlock)
        if other is not None:
            stack.enter_context(other)
        store = stack.enter_context(store_of(home, unlock, shared))
        return store.prove(accept, other)


def is_loopback(url: str) -> bool:
    """Whether the other end is this machine: then it can only be a simulator, and everything says so."""
    from urllib.parse import urlsplit

    return (urlsplit(url).hostname or "") in ("127.0.0.1", "localhost", "::1")


def _equipment(folder: Path) -> tuple[tuple[str, bool, str], ...]:
    from dispensary.keeping.equipment import looked_at
    from dispensary.keeping.warnings import warnings_looked_at

    return (*looked_at(Home(folder)), warnings_looked_at(Home(folder)))


def _read_release(asked: str, said: Callable[[dict[str, Any]], None], given_up: Callable[[], bool]) -> dict[str, Any]:
    from dispensary.keeping.importing import read_release

    return read_release(asked, said, given_up)


def _upkeep() -> Upkeep:
    from dispensary.keeping.services import upkeep

    return upkeep()


def services() -> Services:
    """What the command line may start."""
    from dispensary.cli.services import Services

    return Services(
        version=__version__,
        home=lambda given: home_of(given).folder,
        dictionary=lambda folder: dictionary(Home(folder)),
        import_dictionary=_import_dictionary,
        roll_back_dictionary=_roll_back_dictionary,
        read_release=_read_release,
        knowledge=lambda folder: knowledge_source(Home(folder)),
        begin_local_knowledge=_begin_local_knowledge,
        patient_texts=_patient_texts,
        read_dose=dose_reader,
        dose_codes=dose_codes,
        read_prescriptions=_read_prescriptions,
        dosage_words=_dosage_words,
        label_means=_label_means,
        leaflet_means=_leaflet_means,
        opened=lambda folder, unlock, url, shared: opened(Home(folder), unlock, url, shared),
        equipment=_equipment,
        prove=lambda folder, unlock, shared, accept: prove(Home(folder), unlock, shared, accept),
        write_page=write_whole,
        simulate=_simulate,
        demo=_demo,
        window=_window,
        upkeep=_upkeep,
    )


def _read_prescriptions(data: bytes) -> Sequence[Prescription]:
    from dispensary.adapters.eps.reader import read_document

    return read_document(data)


def _dosage_words() -> DosageWords:
    from dispensary.adapters.eps.dosage import dosage_text

    return dosage_text


def _label_means(folder: Path) -> LabelMeans:
    from dispensary.keeping.labels import label_means

    return label_means(dictionary(Home(folder)), dose_reader(), Home(folder))


def _leaflet_means(folder: Path) -> LeafletMeans:
    from dispensary.keeping.leaflets import leaflet_means

    return leaflet_means(dictionary(Home(folder)), dose_reader())


def _simulate(wish: SimulatorWish) -> int:
    from dispensary.simulators.eps import serve

    def ready(port: int) -> None:
        print(f'{{"port": {port}, "url": "http://127.0.0.1:{port}"}}', flush=True)

    serve(port=wish.port, load=wish.load, faults=wish.faults, state=wish.state, ready=ready)
    return 0


def _display() -> bool:
    named = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    return sys.platform != "linux" or named


def _somebody_there() -> bool:
    """Whether a page before the window could be answered by a person."""
    return _display() and os.environ.get("QT_QPA_PLATFORM", "") not in ("offscreen", "minimal")


def _need_display() -> None:
    """Raises NoDisplay where a window could not be shown: Qt would end the whole process."""
    if not _display():
        raise NoDisplay(
            "There is no display to open the window on. Start it on a desktop, or see the job done without one: "
            "dispensary demo --tour DIR"
        )


def _window(folder: Path, unlock: Unlock, store_url: str | None) -> int:
    """The window over that home's store or the shared one; first, where needed, the page that sets up or unlocks."""
    from dispensary.keeping.cannot_open import said_on_a_page

    home = Home(folder)
    shared = store_url or os.environ.get("DISPENSARY_STORE_URL")
    unlocked: Unlock | None = unlock
    key = None
    with contextlib.ExitStack() as stack:
        with said_on_a_page(home, somebody=_somebody_there()):
            if _somebody_there() and not shared:
                from dispensary.keeping.first_pages import first_pages

                unlocked = first_pages(home, unlock)
            if unlocked is None:
                return 0
            if shared:
                from dispensary.keeping.first_pages import key_for_backups

                key = key_for_backups(home, unlocked, asks=_somebody_there())
            place = stack.enter_context(opened(home, unlocked, None, shared))
        _need_display()
        from dispensary.desktop.app import LookedAfter, run
        from dispensary.keeping import equipment
        from dispensary.keeping.backing_up import backing_up, backing_up_shared
        from dispensary.keeping.collecting import settle
        from dispensary.keeping.importing import importing
        from dispensary.keeping.looking_over import watching

        backups = backing_up_shared(home, shared, key) if shared else backing_up(home, place.store)
        looked_after = LookedAfter(watching(home, place.store), backups, importing(home))
        settle()
        return run(place, equipment.printing(home), equipment.scanners(home), looked_after)


def _demo(wish: DemoWish) -> int:
    """A throw-away pharmacy with the local EPS: the window, or the tour through it."""
    import tempfile

    if wish.keep is not None:
        return _demo_in(Home(wish.keep), wish)
    with tempfile.TemporaryDirectory(prefix="dispensary-demo-", ignore_cleanup_errors=True) as folder:
        return _demo_in(Home(Path(folder)), wish)


def _demo_in(home: Home, wish: DemoWish) -> int:
    from dispensary.keeping import equipment
    from dispensary.keeping.collecting import settle
    from dispensary.keeping.demonstration import demo_label_printer, furnish_demo
    from dispensary.keeping.importing import importing
    from dispensary.keeping.log import logged
    from dispensary.keeping.looking_over import watching
    from dispensary.simulators.eps import start

    if home.store.exists():
        raise StoreUnavailable(f"There is a store in {home.folder} already. Choose an empty folder.")
    if wish.tour is None:
        _need_display()
    else:
        # Nobody has to watch a tour: it needs no display, and its pictures are the same on every machine.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with (
        contextlib.closing(furnish_demo(home)) as store,
        logged(home),
        start() as eps,
        workplace(store, home, eps_url=eps.url, simulated=True, quick=True) as place,
    ):
        if wish.tour is not None:
            from dispensary.desktop.tour import tour

            return tour(place, equipment.tour_printers(home), home.printed, wish.tour)
        from dispensary.desktop.app import LookedAfter, run

        looked_after = LookedAfter(watching(home, store), importing=importing(home))
        settle()
        with demo_label_printer(home):
            return run(place, equipment.printing(home), equipment.scanners(home), looked_after)

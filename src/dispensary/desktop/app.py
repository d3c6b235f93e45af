"""The window put together: theme, tasks, view-models, screens. `bootstrap` hands in the workplace."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from PySide6.QtWidgets import QApplication

from dispensary.application.ports.printer import Printer
from dispensary.application.workplace import Workplace
from dispensary.desktop.backup_watch import Backups, BackupWatch
from dispensary.desktop.messages import log_bug
from dispensary.desktop.record_watch import RecordWatch, Watching
from dispensary.desktop.release_import import Importing, ReleaseImport
from dispensary.desktop.scanning import ScanFilter
from dispensary.desktop.tasks import Tasks
from dispensary.desktop.theme import apply_theme
from dispensary.desktop.view_models.accuracy_check import AccuracyModel
from dispensary.desktop.view_models.clinical_check import ClinicalModel
from dispensary.desktop.view_models.counter import Counter
from dispensary.desktop.view_models.hand_out import HandOutModel
from dispensary.desktop.view_models.leaflet import LeafletModel
from dispensary.desktop.view_models.manual import ManualModel
from dispensary.desktop.view_models.patient import PatientModel
from dispensary.desktop.view_models.pharmacy import PharmacyModel
from dispensary.desktop.view_models.prescription import PrescriptionModel
from dispensary.desktop.view_models.printers import Printers, PrintersModel
from dispensary.desktop.view_models.product import ProductModel
from dispensary.desktop.view_models.restriction import RestrictionModel
from dispensary.desktop.view_models.scanner import ScannerModel, Scanners
from dispensary.desktop.view_models.sign_in import SignInModel
from dispensary.desktop.view_models.staff import StaffModel
from dispensary.desktop.view_models.worklist import WorklistModel
from dispensary.desktop.views.accuracy_check import AccuracyView
from dispensary.desktop.views.clinical_check import ClinicalView
from dispensary.desktop.views.hand_out import HandOutView
from dispensary.desktop.views.leaflet import LeafletView
from dispensary.desktop.views.main_window import MainWindow
from dispensary.desktop.views.manual import ManualView
from dispensary.desktop.views.patient import PatientView
from dispensary.desktop.views.pharmacy import PharmacyView
from dispensary.desktop.views.prescription import PrescriptionView
from dispensary.desktop.views.product import ProductView
from dispensary.desktop.views.restriction import RestrictionView
from dispensary.desktop.views.screen import Screen, Where
from dispensary.desktop.views.sign_in import SignInView
from dispensary.desktop.views.staff import StaffView
from dispensary.desktop.views.worklist import WorklistView
from dispensary.domain.printing import JobKind


@dataclass(frozen=True, slots=True)
class Desk:
    """The window with what it is made of."""

    window: MainWindow
    counter: Counter
    scans: ScanFilter
    scanner: ScannerModel
    printers: PrintersModel


@dataclass(frozen=True, slots=True)
class LookedAfter:
    """What the window looks after while it is open. watching: the record's file and its disk, where it is a file on
    this machine. backups: of that file; None: none are made here. importing: of releases of the dictionary.
    """

    watching: Watching | None = None
    backups: Backups | None = None
    importing: Importing | None = None


def application(theme: str = "light") -> QApplication:
    """The Qt application with the theme on it; the one that is there already, if there is one."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Dispensary")
    apply_theme(app, theme)
    return app


def build(place: Workplace, printers: dict[JobKind, Printer]) -> Desk:
    """The window over one workplace, not shown yet."""
    counter = Counter(place, Tasks(), printers)
    pharmacy = PharmacyModel(counter)
    screens: dict[Where, Screen] = {
        Where.SIGN_IN: SignInView(SignInModel(counter)),
        Where.WORKLIST: WorklistView(WorklistModel(counter)),
        Where.PRESCRIPTION: PrescriptionView(PrescriptionModel(counter)),
        Where.CLINICAL_CHECK: ClinicalView(ClinicalModel(counter)),
        Where.ACCURACY_CHECK: AccuracyView(AccuracyModel(counter)),
        Where.HAND_OUT: HandOutView(HandOutModel(counter)),
        Where.PATIENT: PatientView(PatientModel(counter)),
        Where.MANUAL: ManualView(ManualModel(counter)),
        Where.STAFF: StaffView(StaffModel(counter)),
        Where.PHARMACY: PharmacyView(pharmacy),
        Where.PRODUCT: ProductView(ProductModel(counter)),
        Where.RESTRICTION: RestrictionView(RestrictionModel(counter)),
        Where.LEAFLET: LeafletView(LeafletModel(counter)),
    }
    window = MainWindow(counter, screens)
    scans = ScanFilter(window)
    window.watch_scanner(scans)
    pharmacy.scanner.follow(scans)
    app = QApplication.instance()
    if app is not None:
        app.installEventFilter(scans)
    return Desk(window, counter, scans, pharmacy.scanner, pharmacy.printers)


def run(
    place: Workplace,
    printers: Printers,
    scanners: Scanners | None = None,
    looked_after: LookedAfter | None = None,
) -> int:
    """Shows the window until it is closed; the exit code. printers, scanners: this workstation's own."""
    means = looked_after or LookedAfter()
    app = application()
    desk = build(place, {})
    desk.printers.use(printers)
    if scanners is not None:
        desk.scanner.use(scanners)
    watch = RecordWatch(means.watching) if means.watching is not None else None
    if watch is not None:
        desk.window.watch_record(watch)
    backing_up = BackupWatch(means.backups) if means.backups is not None else None
    if backing_up is not None:
        desk.window.watch_backups(backing_up)
    imports = ReleaseImport(means.importing) if means.importing is not None else None
    if imports is not None:
        desk.window.watch_imports(imports)
    catch_bugs(desk.counter)
    desk.window.begin()
    desk.window.show()
    try:
        return app.exec()
    finally:
        desk.scans.detach()
        for each in (watch, backing_up, imports):
            if each is not None:
                each.stop()


def catch_bugs(counter: Counter) -> None:
    """Whatever nobody foresaw on the window's thread: logged without patient data, said calmly; the store stands."""
    before: Callable[[type[BaseException], BaseException, TracebackType | None], object] = sys.excepthook

    def hook(kind: type[BaseException], problem: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt) or not isinstance(problem, Exception):
            before(kind, problem, trace)
            return
        log_bug(problem)
        counter.bug.emit(problem)

    sys.excepthook = hook

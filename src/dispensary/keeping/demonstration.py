"""The demonstration pharmacy: its record, made in an empty folder, and its label printer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispensary.keeping.home import Home, sealing

if TYPE_CHECKING:
    from dispensary.adapters.store.cipher import CipherStore


def furnish_demo(home: Home) -> "CipherStore":
    """Makes the demonstration pharmacy's store in an empty home: premises, staff, patients' records."""
    from datetime import date

    from dispensary.adapters.demo.pharmacy import PIN, PREMISES, STAFF, SYSTEM_USER, patients
    from dispensary.adapters.store.cipher import open_store
    from dispensary.adapters.system.credentials import Argon2Credentials
    from dispensary.adapters.system.keys import new_key_file

    home.folder.mkdir(parents=True, exist_ok=True)
    sealer, anchor = sealing(home)
    store = open_store(home.store, new_key_file(home.key), create=True, sealer=sealer, anchor=anchor)
    secret = Argon2Credentials(quick=True).hash(PIN)
    with store.begin() as uow:
        uow.set_premises(PREMISES)
        for user in (*STAFF, SYSTEM_USER):
            uow.staff.add(user, secret)
        for patient in patients(date.today()):  # noqa: DTZ011 the demonstration lives in local days
            uow.patients.add(patient)
        uow.commit()
    return store


@contextmanager
def demo_label_printer(home: Home) -> Iterator[None]:
    """A label printer that is not there, on loopback, set up for labels and bag labels as long as the demonstration
    lasts. What comes out lies in the home's `label-printer` folder, where its faults can be set too.
    """
    from dispensary.adapters.system.printers_file import PrintersFile
    from dispensary.domain.printers import PrinterKind, PrinterPlan, PrinterSetup
    from dispensary.domain.printing import JobKind
    from dispensary.simulators.label_printer import LabelPrinter

    setups = PrintersFile(home.folder)
    with LabelPrinter(home.folder / "label-printer") as printer:
        there = PrinterSetup(PrinterKind.NETWORK, host="127.0.0.1", port=printer.port)
        setups.keep(PrinterPlan({JobKind.LABEL: there, JobKind.BAG_LABEL: there}))
        print(
            f"The demonstration's label printer puts its labels into {printer.engine.folder}. Write paper-out into "
            "fault.txt there, and it is out of labels.",
            file=sys.stderr,
        )
        try:
            yield
        finally:
            setups.keep(PrinterPlan())

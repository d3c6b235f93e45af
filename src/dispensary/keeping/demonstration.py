"""The demonstration pharmacy: its record, made in an empty folder."""

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

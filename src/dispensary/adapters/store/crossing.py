"""A record on its way between a server and an encrypted file: one moment of it, page by page, never whole in memory."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from dispensary.adapters.store.alone import open_alone
from dispensary.adapters.store.cipher import CipherBackend, open_store
from dispensary.adapters.store.copies import make_durable, remove, require_sound
from dispensary.adapters.store.postgres_words import in_words


@contextlib.contextmanager
def either_in_words() -> Iterator[None]:
    """Turns what either database raises into an outage in its own words."""
    try:
        yield
    except DBAPIError as error:
        raise (in_words(error) if _is_servers(error) else CipherBackend().in_words(error)) from error


def _is_servers(error: DBAPIError) -> bool:
    return type(error.orig).__module__.startswith("psycopg")


def into_file(source: Connection, target: Path, key: bytes) -> None:
    """A new encrypted file of the present schema with everything in it, its pages checked, and on the disk.

    source: in a transaction that shows one moment. Raises CopyFailed, DBAPIError.
    """
    remove(target)
    open_store(target, key, create=True).close()
    # Alone there is no log that everything is written into first.
    store = open_alone(target, key)
    try:
        store.fill_from(source)
    finally:
        store.close()
    require_sound(target, key)
    make_durable(target)

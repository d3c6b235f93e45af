"""The log of one home, for as long as its record is open."""

import contextlib
import logging
from collections.abc import Iterator

from dispensary import __version__
from dispensary.application.ports.store import StoreUnavailable
from dispensary.keeping.home import Home

_log = logging.getLogger("dispensary")


@contextlib.contextmanager
def logged(home: Home) -> Iterator[None]:
    """Logs into that home: when the record was opened and closed, and of which kind what went wrong was."""
    from dispensary.adapters.system.logs import begin_log, end_log

    handler = begin_log(home.folder) if home.folder.is_dir() else None
    try:
        _log.info("version %s begins", __version__)
        yield
        _log.info("ends")
    except StoreUnavailable:
        _log.warning("an outage ends it", exc_info=True)
        raise
    except Exception:
        _log.exception("ends early")
        raise
    finally:
        end_log(handler)

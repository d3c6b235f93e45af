"""What PostgreSQL says when something is wrong, in words for people. Nothing of its own text is passed on: that can
hold names, addresses and parts of what was being recorded.
"""

from sqlalchemy.exc import DBAPIError

from dispensary.application.ports.store import StoreUnavailable

NOTHING = "Nothing of this step was recorded."
AWAY = "The database server cannot be reached."
BUSY = "The store is busy."
NOT_LET_IN = "The database server did not accept this counter's user name and password."
NO_DATABASE = "There is no database of that name on the database server."
FULL = "The database server's disk is full."
CROWDED = "The database server has no place left for another counter."
READ_ONLY = "The store can only be read, not written: the database server is a copy, or is set so."
TOO_SLOW = "This step took too long, and the database server ended it so that other counters can go on."
FORBIDDEN = "The database server does not allow this counter's user to do that in this database."
UNREADABLE = "The store could not be read or written."

_AGAIN = {
    AWAY: " See that the server and the network are up, then try again.",
    BUSY: " Try again.",
    FULL: " Free some space there and try again.",
    CROWDED: " Close a counter that nobody uses and try again.",
    TOO_SLOW: " Try again.",
}

_CODES = {
    "28": NOT_LET_IN,
    "3D000": NO_DATABASE,
    "53100": FULL,
    "53300": CROWDED,
    "53": UNREADABLE,
    "25006": READ_ONLY,
    "25P03": TOO_SLOW,
    "40": BUSY,
    "55P03": BUSY,
    "57014": BUSY,
    "57P": AWAY,
    "08": AWAY,
    "58": UNREADABLE,
    "42501": FORBIDDEN,
    "42": UNREADABLE,
}
"""SQLSTATE, or how it begins, to its meaning (PostgreSQL documentation, appendix A). The longest that fits counts."""

_SIGNS = (
    ("password authentication", NOT_LET_IN),
    ("no password supplied", NOT_LET_IN),
    ("authentication failed", NOT_LET_IN),
    ("no pg_hba.conf entry", NOT_LET_IN),
    ("role ", NOT_LET_IN),
    ("too many clients", CROWDED),
    ("connection slots", CROWDED),
    ("too many connections", CROWDED),
    ("database ", NO_DATABASE),
)
"""The driver gives no code for a connection that was refused, only the server's text. One in another language than
English falls through to AWAY, which is then what is known.
"""


def in_words(error: DBAPIError) -> StoreUnavailable:
    """The outage that an error is. Not for an error while a commit was waited for: see `Settling`."""
    meaning = meaning_of(error)
    return StoreUnavailable(f"{meaning} {NOTHING}{_AGAIN.get(meaning, '')}")


def meaning_of(error: DBAPIError) -> str:
    code = getattr(error.orig, "sqlstate", None)
    if code:
        fitting = [start for start in _CODES if code.startswith(start)]
        return _CODES[max(fitting, key=len)] if fitting else UNREADABLE
    said = str(error.orig)
    if "FATAL:" in said:
        # After the sign, so that a host or a file that is called "role" or "database" means nothing.
        told = said.rsplit("FATAL:", 1)[1]
        return next((meaning for sign, meaning in _SIGNS if sign in told and "starting up" not in told), AWAY)
    return AWAY if is_lost(error) or _is_operational(error) else UNREADABLE


def is_lost(error: DBAPIError) -> bool:
    """Whether the connection ended with this error, so that what was under way on it had no answer."""
    code = getattr(error.orig, "sqlstate", None) or ""
    return error.connection_invalidated or code.startswith(("57P", "08", "25P03"))


def _is_operational(error: DBAPIError) -> bool:
    return type(error.orig).__name__ == "OperationalError"

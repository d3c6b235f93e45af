"""The real clock and real random ids."""

from datetime import UTC, datetime
from uuid import uuid4


class SystemClock:
    """This machine's time, in its own time zone: labels and registers carry local dates."""

    def now(self) -> datetime:
        return datetime.now(UTC).astimezone()


class RandomIds:
    def uuid(self) -> str:
        return str(uuid4())

"""Backups that are made by themselves while the window is open: where to, how often, when one is due or too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dispensary.domain.retention import KeepRule

DAY = timedelta(days=1)
LEAST, MOST = timedelta(hours=1), timedelta(days=7)
OLD = timedelta(days=2)
"""A backup of that age is old, where nobody said how often one is made."""


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """destination: a folder, whole from its root. every: from one hour to seven days."""

    destination: str
    every: timedelta = DAY
    rule: KeepRule = KeepRule()

    def __post_init__(self) -> None:
        if not LEAST <= self.every <= MOST:
            raise ValueError("backups are made every hour at most and every seven days at least")

    @property
    def hours(self) -> int:
        return int(self.every.total_seconds()) // 3600


@dataclass(frozen=True, slots=True)
class BackupStanding:
    """How it stands with backups at this counter. plan: None where nobody made one. last: when the newest good one was
    made; None where none is known.
    """

    now: datetime
    plan: BackupPlan | None = None
    last: datetime | None = None

    @property
    def due(self) -> bool:
        """Whether one is to be made now. A last one that lies in the future was made under a wrong clock: it says
        nothing, and must not stop every backup until then.
        """
        if self.plan is None:
            return False
        return self.last is None or self.last > self.now or self.now - self.last >= self.plan.every

    @property
    def old(self) -> bool:
        """Whether somebody is to be told: there is none, or a whole turn was missed."""
        if self.last is None:
            return True
        limit = OLD if self.plan is None else 2 * self.plan.every
        return self.now - self.last >= limit

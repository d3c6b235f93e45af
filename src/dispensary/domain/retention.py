"""Which backups are kept: the newest of each of the last days, weeks and months that have one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeepRule:
    """How many days, weeks and months keep their newest backup. None of them may be negative."""

    daily: int = 7
    weekly: int = 5
    monthly: int = 12

    def __post_init__(self) -> None:
        if min(self.daily, self.weekly, self.monthly) < 0:
            raise ValueError("a number of backups to keep cannot be negative")


def kept(times: Iterable[datetime], rule: KeepRule) -> frozenset[datetime]:
    """The times to keep. The newest is always among them, whatever the rule."""
    newest_first = sorted(set(times), reverse=True)
    chosen = set(newest_first[:1])
    for many, period in ((rule.daily, _day), (rule.weekly, _week), (rule.monthly, _month)):
        chosen |= set(_newest_of_each(newest_first, period)[:many])
    return frozenset(chosen)


def _newest_of_each(newest_first: list[datetime], period: Callable[[datetime], tuple[int, int]]) -> list[datetime]:
    newest: dict[tuple[int, int], datetime] = {}
    for time in newest_first:
        newest.setdefault(period(time), time)
    return list(newest.values())


def _day(time: datetime) -> tuple[int, int]:
    return time.year, time.timetuple().tm_yday


def _week(time: datetime) -> tuple[int, int]:
    year, week, _ = time.isocalendar()
    return year, week


def _month(time: datetime) -> tuple[int, int]:
    return time.year, time.month

"""Backups in words: how old the last one is, what became of one, where they go."""

from datetime import datetime, timedelta

from dispensary.domain.backups import DAY, BackupPlan, BackupStanding
from dispensary.wording.labels import date_words
from dispensary.wording.times import clock_words

BEING_MADE = ("A backup is being made.", "Work goes on. You are told here when it is done.")
NOT_RUN = "The backup was not made: the program for it could not be run. Restart the computer, then try again."
ASK_ADMINISTRATOR = (
    "Whoever runs the staff accounts chooses a folder for them, here or with: dispensary backup --every day FOLDER"
)
CHOOSE = "Choose a folder on another disk: a USB stick, or a share on the network."
NOT_HERE = (
    "The demonstration is not backed up. A record on a server is backed up at the counter that has the key of the "
    "backups; this one has none."
)
BACKUPS_ELSEWHERE = (
    "made at another counter: this one has no key for them. dispensary doctor says there when the last was made."
)
LOCKED = (
    "No backup is made by itself: nobody has typed the passphrase of the backups’ key at this counter. Close the "
    "window, start it again and type the passphrase. Work goes on meanwhile."
)


def every_words(every: timedelta) -> str:
    """every day, every 6 hours."""
    if every == DAY:
        return "every day"
    hours = int(every.total_seconds()) // 3600
    days, rest = divmod(hours, 24)
    if days and not rest:
        return f"every {days} days"
    return "every hour" if hours == 1 else f"every {hours} hours"


def plan_words(plan: BackupPlan | None) -> str:
    """For `doctor`: whether backups are made by themselves."""
    if plan is None:
        return "None is made by itself: dispensary backup --every day FOLDER sets that."
    return f"One is made {every_words(plan.every)} while the window is open, into {plan.destination}."


def old_words(standing: BackupStanding) -> tuple[str, str]:
    """What is wrong, and what it means. The age is in whole days or hours: the words change once in a while only."""
    means = "If this disk failed now, what was recorded since then would be lost."
    if standing.last is None:
        return "There is no backup of this record.", "If this disk failed now, everything would be lost."
    return f"The last backup is {_age_words(standing.now - standing.last)} old.", means


def _age_words(age: timedelta) -> str:
    hours = int(age.total_seconds()) // 3600
    return f"{hours // 24} days" if hours >= 48 else f"{hours} hours"


def done_words(at: datetime, name: str) -> tuple[str, str]:
    return f"Backed up on {date_words(at.date())} at {clock_words(at)}, and proved.", f"It is in {name}."


def away_words(folder: str) -> str:
    """The folder for backups is not there."""
    return (
        f"The backup was not made: the folder {folder} is not there. Put the stick or the disk back, or see that the "
        "network share is connected. It is tried again by itself, and earlier backups are untouched."
    )


def other_words(folder: str) -> str:
    """There is a folder of that name, but not the one that was chosen: a stick was pulled, its empty place is left."""
    return (
        f"The backup was not made: {folder} is not the folder that was chosen. A stick or share may be missing, and "
        "only its empty place be there: put it back. A new stick is chosen like the first, here or with: dispensary "
        "backup --every day FOLDER"
    )

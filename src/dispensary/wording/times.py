"""Times and ages as people say them."""

from datetime import date, datetime, timedelta

from dispensary.wording.labels import date_words


def span_words(span: timedelta) -> str:
    """24 min, 1 h 18, 2 days."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} h {rest:02d}" if rest else f"{hours} h"
    days = minutes // (24 * 60)
    return "1 day" if days == 1 else f"{days} days"


def waiting_words(since: datetime, promised: datetime | None, now: datetime) -> tuple[str, str, bool]:
    """How long it has waited (or the hour it is promised for), how far that is away, and whether it is late."""
    if promised is None:
        return span_words(now - since), "", False
    late = now > promised
    away = f"{span_words(now - promised)} late" if late else f"in {span_words(promised - now)}"
    near = abs(promised - now) < timedelta(minutes=30)
    return (span_words(now - since) if near else f"{promised:%H:%M}"), away, late


def born_words(born: date | None, today: date) -> str:
    """14 Mar 1953 · 73 years."""
    if born is None:
        return "date of birth not recorded"
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return f"{date_words(born)} · {years} years"


def clock_words(at: datetime) -> str:
    return f"{at:%H:%M}"


def long_day_words(day: date) -> str:
    """Monday 23 November 2026."""
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    return f"{names[day.weekday()]} {day.day} {months[day.month - 1]} {day.year}"

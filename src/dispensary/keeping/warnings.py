"""The label warnings of one pharmacy: ours, and those it has a licence for."""

from dispensary.adapters.knowledge.warnings import WarningsUnreadable, load_feed, load_warnings
from dispensary.application.ports.store import StoreUnavailable
from dispensary.domain.labels.warnings import WarningLibrary
from dispensary.keeping.home import Home


def warnings_of(home: Home) -> WarningLibrary:
    """What the labels of that home carry. Raises StoreUnavailable where its own file is damaged: no label is made as if
    there were none.
    """
    try:
        feed = load_feed(home.warnings)
    except WarningsUnreadable as problem:
        raise StoreUnavailable(f"The label warnings of this pharmacy cannot be used. {problem}") from problem
    return load_warnings() if feed is None else feed.with_ours(load_warnings())


def warnings_looked_at(home: Home) -> tuple[str, bool, str]:
    """For `doctor`: which label warnings are in use here, whether they can be read, and in words."""
    try:
        feed = load_feed(home.warnings)
    except WarningsUnreadable as problem:
        return "label warnings", False, str(problem)
    if feed is None:
        return "label warnings", True, "our own; no licensed ones are in the home's warnings folder"
    how = "instead of ours" if feed.instead else "beside ours"
    return "label warnings", True, f"{len(feed.library.rules)} of this pharmacy {how}; licence: {feed.licence}"

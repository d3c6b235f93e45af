"""Bringing in a release of the dictionary, and going back to the one before. Whoever runs the accounts may.

Reading a release in takes long and is done outside; here is who may begin it, and the moment in which what was read is
put in use. Of the record nothing is touched but the journal.
"""

from dispensary.application.ports.dictionary import Releases
from dispensary.application.step import Receipt, Step
from dispensary.application.workplace import Workplace
from dispensary.domain.dictionary import Release
from dispensary.domain.dictionary_import import Vouched
from dispensary.domain.identifiers import UserId
from dispensary.domain.people import Task
from dispensary.domain.refusals import Refusal
from dispensary.domain.refused import NoEarlierDictionary


def begin_import(place: Workplace, actor: UserId, source: str, vouched: Vouched) -> Receipt | Refusal:
    """Whether that person may bring a release in. Journals that they began, from which file or folder (its name alone)
    and what they vouched for.
    """
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        said = [name for name in ("smaller", "faults") if getattr(vouched, name)]
        step.note("dictionary-import-began", {}, {"source": source, **({"vouched_for": said} if said else {})})
        step.uow.commit()
        return Receipt()


def put_release_in_use(place: Workplace, actor: UserId, releases: Releases, name: str) -> Receipt | Refusal:
    """Puts a release that was read in to use. Raises DictionaryUnavailable where it is not there any more."""
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        step.note("dictionary-imported", {}, _told(releases.prepared(name), place.dictionary.release()))
        step.uow.commit()
    # After the journal: the release is never changed without an entry that says by whom.
    releases.put_in_use(name)
    return Receipt()


def roll_back_release(place: Workplace, actor: UserId, releases: Releases) -> Receipt | Refusal:
    """Puts the previous release back in use. Raises DictionaryUnavailable where the folder cannot be written."""
    with Step(place, actor) as step:
        user = step.authorise(Task.ADMINISTER, on_duty=False)
        if isinstance(user, Refusal):
            return user
        previous = releases.previous()
        if previous is None:
            return NoEarlierDictionary()
        step.note("dictionary-rolled-back", {}, _told(previous, place.dictionary.release()))
        step.uow.commit()
    releases.roll_back()
    return Receipt()


def _told(new: Release, before: Release) -> dict[str, str]:
    return {
        "release": new.name,
        "dated": new.dated.isoformat(),
        "before": before.name,
        "before_dated": before.dated.isoformat(),
    }

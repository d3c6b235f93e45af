"""The pages before the window, with what they do."""

from collections.abc import Mapping

from dispensary.application.ports.store import StoreUnavailable
from dispensary.application.set_up import FirstPerson, PharmacyDetails
from dispensary.cli.services import SetUpWish, Unlock
from dispensary.domain.refusals import Refusal
from dispensary.keeping.home import Home
from dispensary.keeping.keys import backup_key, has_key, holder, named_key
from dispensary.keeping.setting_up import set_up_home
from dispensary.wording.backups import LOCKED
from dispensary.wording.refused import refusal_words


def first_pages(home: Home, unlock: Unlock) -> Unlock | None:
    """What opens the record, once somebody has set it up or unlocked it; None where they left."""
    if home.store.exists() and not _asks(home, unlock):
        return unlock
    from dispensary.desktop.app import application
    from dispensary.desktop.first_pages import set_up_page, unlock_page

    typed: dict[str, str] = {}

    def set_up(answers: Mapping[str, str]) -> str:
        words = set_up_with(home, answers)
        typed["passphrase"] = answers["passphrase"]
        return words

    def unlocked(answers: Mapping[str, str]) -> str:
        typed["passphrase"] = answers["passphrase"]
        return unlock_with(home, answers)

    application()
    page = unlock_page(unlocked) if home.store.exists() else set_up_page(set_up)
    if not page.exec():
        return None
    return Unlock(unlock.key_file, lambda: typed["passphrase"])


def key_for_backups(home: Home, unlock: Unlock, *, asks: bool) -> bytes | StoreUnavailable | None:
    """What this counter encrypts backups of the record on a server with. None where it has no such key: another counter
    makes them. asks: somebody is there to type a passphrase. Where the key cannot be had, why: work goes on without.
    """
    if not has_key(home, unlock):
        return None
    try:
        if not _asks(home, unlock):
            return backup_key(home, unlock)
        return (_typed_key(home) if asks else None) or StoreUnavailable(LOCKED)
    except StoreUnavailable as problem:
        return problem


def _typed_key(home: Home) -> bytes | None:
    """The key, once somebody has typed its passphrase; None where they left the page."""
    from dispensary.desktop.app import application
    from dispensary.desktop.first_pages import backups_page

    keys: list[bytes] = []

    def unlocked(answers: Mapping[str, str]) -> str:
        try:
            keys[:] = holder(home, Unlock(None, lambda: answers["passphrase"])).keys()
        except StoreUnavailable as problem:
            return str(problem)
        return ""

    application()
    return keys[0] if backups_page(unlocked).exec() else None


def _asks(home: Home, unlock: Unlock) -> bool:
    from dispensary.adapters.system.key_holders import Way, way_of

    return named_key(unlock) is None and not unlock.given and way_of(home.folder) is Way.PASSPHRASE


def unlock_with(home: Home, answers: Mapping[str, str]) -> str:
    """Tries that passphrase; "" where it is right."""
    try:
        holder(home, Unlock(None, lambda: answers["passphrase"])).keys()
    except StoreUnavailable as problem:
        return str(problem)
    return ""


def set_up_with(home: Home, answers: Mapping[str, str]) -> str:
    """Sets the record up with these answers; "" where it is done."""
    if answers["pin"] != answers["pin_again"]:
        return "The two PINs are not the same."
    if answers["passphrase"] != answers["passphrase_again"]:
        return "The two passphrases are not the same."
    wish = SetUpWish(
        pharmacy=PharmacyDetails(*(answers[name] for name in ("name", "address", "postcode", "phone", "ods"))),
        person=FirstPerson(
            user=answers["user"],
            name=answers["person_name"],
            title=answers["title"],
            pharmacist=answers["pharmacist"] == "yes",
            registration=answers["registration"],
            pin=answers["pin"],
        ),
        way="passphrase",
        passphrase=lambda: answers["passphrase"],
    )
    try:
        made = set_up_home(home, wish)
    except StoreUnavailable as problem:
        return str(problem)
    return refusal_words(made) if isinstance(made, Refusal) else ""

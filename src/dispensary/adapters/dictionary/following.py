"""The dictionary of an open workstation: it goes over to another release as soon as that is put in use."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dispensary.adapters.dictionary import installed
from dispensary.adapters.dictionary.reading import ReleaseDictionary, open_dictionary
from dispensary.adapters.dictionary.release_file import read_release
from dispensary.application.ports.dictionary import DictionaryUnavailable
from dispensary.domain.dictionary import Found, KnownSubstance, Pack, PackCode, Release, Resolved
from dispensary.domain.identifiers import Gtin, SnomedCode
from dispensary.domain.product_sheet import ProductSheet


class FollowingDictionary:
    """The Dictionary port over the release in use in a home.

    It looks at the pointer where a step begins and where somebody asks which release it is; never within a step, so
    that one step has its answers from one release. A release that was left is let go once nobody reads it any more.
    """

    def __init__(self, home: Path) -> None:
        """Raises DictionaryUnavailable where there is none in use or its file is damaged."""
        self._home = home
        self._guard = threading.Lock()
        self._local = threading.local()
        # Before the opening: if the pointer is swapped in between, the next look finds it changed.
        self._mark = installed.mark(home)
        self._opened = open_dictionary(home)

    def close(self) -> None:
        """Lets go of the release that is open. Nothing may be asked afterwards."""
        self._opened.close()

    @contextmanager
    def one_release(self) -> Iterator[None]:
        if getattr(self._local, "held", None) is not None:
            yield
            return
        self._local.held = self._latest()
        try:
            yield
        finally:
            self._local.held = None

    def _latest(self) -> ReleaseDictionary:
        mark = installed.mark(self._home)
        with self._guard:
            if mark != self._mark:
                try:
                    self._opened, self._mark = open_dictionary(self._home), mark
                except DictionaryUnavailable:
                    # What is open is still sound, and better than none. The next look tries again.
                    return self._opened
            return self._opened

    def _now(self) -> ReleaseDictionary:
        held: ReleaseDictionary | None = getattr(self._local, "held", None)
        return held if held is not None else self._opened

    def release(self) -> Release:
        held: ReleaseDictionary | None = getattr(self._local, "held", None)
        return (held if held is not None else self._latest()).release()

    def resolve(self, code: SnomedCode) -> Resolved:
        return self._now().resolve(code)

    def by_name(self, name: str) -> Resolved | None:
        return self._now().by_name(name)

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        return self._now().packs_of(code)

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        return self._now().packs_with(gtin)

    def gtins_of(self, pack: SnomedCode) -> tuple[Gtin, ...]:
        return self._now().gtins_of(pack)

    def sheet(self, code: SnomedCode) -> ProductSheet | None:
        return self._now().sheet(code)

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        return self._now().products_of(moiety)

    def moiety_named(self, name: str) -> Found | None:
        return self._now().moiety_named(name)

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        return self._now().search(text, limit)

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        return self._now().ingredient(name)

    def every_substance(self) -> tuple[KnownSubstance, ...]:
        return self._now().every_substance()


class InstalledReleases:
    """The Releases port over the dictionary folder of a home."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def prepared(self, name: str) -> Release:
        return read_release(installed.require_prepared(self._home, name))

    def previous(self) -> Release | None:
        path = installed.previous(self._home)
        try:
            return read_release(path) if path is not None else None
        except DictionaryUnavailable:
            return None

    def put_in_use(self, name: str) -> None:
        installed.put_prepared(self._home, name)

    def roll_back(self) -> None:
        installed.roll_back(self._home)

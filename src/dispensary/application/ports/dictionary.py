"""The dictionary of medicines (dm+d), read-only, at every counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from dispensary.domain.dictionary import Found, KnownSubstance, Pack, PackCode, Release, Resolved
    from dispensary.domain.identifiers import Gtin, SnomedCode
    from dispensary.domain.product_sheet import ProductSheet


class DictionaryUnavailable(Exception):
    """No release can be opened. Nothing that needs a product can be done; say so."""


class NoEarlierRelease(DictionaryUnavailable):
    """There is no release to go back to; the one in use stays."""


class ReleaseUnusable(Exception):
    """What was offered for import is no sound release; the text says why. The release in use stays as it is."""


class ReleaseFaulty(ReleaseUnusable):
    """It has more faults than a sound release. Somebody may vouch for it (`Vouched.faults`)."""


class ReleaseSmaller(ReleaseUnusable):
    """It is much smaller than the one in use. Somebody may vouch for it (`Vouched.smaller`)."""


class ImportCancelled(Exception):
    """Somebody stopped the import; the release in use is as it was."""


class Dictionary(Protocol):
    """Look-ups over one release."""

    def release(self) -> Release: ...

    def resolve(self, code: SnomedCode) -> Resolved:
        """What a code of any kind means; `known` is False for one that the release does not hold."""

    def by_name(self, name: str) -> Resolved | None:
        """The product with exactly that dm+d name (case and spacing apart), a VMP before an AMP."""

    def packs_of(self, code: SnomedCode) -> tuple[Pack, ...]:
        """Every AMPP under a VMP, AMP or VMPP, those on the market first."""

    def packs_with(self, gtin: Gtin) -> tuple[PackCode, ...]:
        """Every pack that carries that GTIN, ended ones too. Several packs may share one."""

    def gtins_of(self, pack: SnomedCode) -> tuple[Gtin, ...]:
        """The barcodes of an AMPP, those in use first; often none is known."""

    def sheet(self, code: SnomedCode) -> ProductSheet | None:
        """All that is known of a product or a pack; None where the code is not known."""

    def products_of(self, moiety: SnomedCode) -> tuple[Found, ...]:
        """The generic products of a moiety (VTM), valid ones first, by name; empty for any other code."""

    def moiety_named(self, name: str) -> Found | None:
        """The moiety (VTM) of exactly that name, or of that salt's; None where no valid one has it."""

    def one_release(self) -> AbstractContextManager[None]:
        """Within it, on this thread, every answer is of one and the same release, whatever is put in use meanwhile."""

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        """Products for what a dispenser typed, best first."""

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        """A substance (or a moiety) by its name: code and dm+d name."""

    def every_substance(self) -> tuple[KnownSubstance, ...]:
        """Every substance and moiety of the release, by name."""


class Releases(Protocol):
    """The releases that are kept at this counter. Each raises DictionaryUnavailable where the folder cannot be used."""

    def prepared(self, name: str) -> Release:
        """The release that was read in under that name and is not in use yet."""

    def previous(self) -> Release | None:
        """The one to go back to; None where none was kept or it can no longer be read."""

    def put_in_use(self, name: str) -> None:
        """From now on that one is in use, and the one before is kept."""

    def roll_back(self) -> None:
        """Puts the previous one back in use. Raises NoEarlierRelease."""

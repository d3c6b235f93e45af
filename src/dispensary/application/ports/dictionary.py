"""The dictionary of medicines (dm+d), read-only, at every counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dispensary.domain.dictionary import Found, Pack, PackCode, Release, Resolved
    from dispensary.domain.identifiers import Gtin, SnomedCode
    from dispensary.domain.product_sheet import ProductSheet


class DictionaryUnavailable(Exception):
    """No release can be opened. Nothing that needs a product can be done; say so."""


class NoEarlierRelease(DictionaryUnavailable):
    """There is no release to go back to; the one in use stays."""


class ReleaseUnusable(Exception):
    """What was offered for import is no sound release; the text says why. The release in use stays as it is."""


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

    def search(self, text: str, limit: int = 20) -> tuple[Found, ...]:
        """Products for what a dispenser typed, best first."""

    def ingredient(self, name: str) -> tuple[SnomedCode, str] | None:
        """A substance (or a moiety) by its name: code and dm+d name."""

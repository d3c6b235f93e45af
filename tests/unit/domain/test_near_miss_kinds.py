"""What a wrong pack counts as in the near-miss record, where none of the named causes was it."""

import pytest

from dispensary.domain.accuracy import reasons as why
from dispensary.domain.near_misses import NearMissKind, kind_of_other


@pytest.mark.parametrize(
    ("reasons", "kind"),
    [
        ((why.BrandDiffers(0, "A (X)", "A (Y)"),), NearMissKind.PRODUCT),
        ((why.RouteDiffers(0, ("Oral",), ("Rectal",)),), NearMissKind.PRODUCT),
        ((why.FlagDiffers(0, why.Flag.SUGAR_FREE, True),), NearMissKind.PRODUCT),
        ((why.SamePackTwice(1, 0, "S"),), NearMissKind.QUANTITY),
        # Whoever stands there has seen that it is the strength, and says that this was not it.
        ((why.StrengthDiffers(0, (), ()),), NearMissKind.MISREAD),
        ((), NearMissKind.MISREAD),
    ],
)
def test_other_goes_by_the_pack(reasons: tuple[why.Reason, ...], kind: NearMissKind) -> None:
    assert kind_of_other(reasons) is kind

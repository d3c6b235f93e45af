"""Near misses in plain English."""

from collections.abc import Mapping

from dispensary.domain.near_misses import NearMissKind

KINDS: Mapping[NearMissKind, str] = {
    NearMissKind.PRODUCT: "wrong medicine",
    NearMissKind.EXPIRED: "out of date",
    NearMissKind.FORM: "wrong form",
    NearMissKind.LABEL: "label wrong",
    NearMissKind.MISSING: "something missing",
    NearMissKind.PATIENT: "wrong person",
    NearMissKind.MISREAD: "prescription misread",
    NearMissKind.QUANTITY: "wrong quantity",
    NearMissKind.STRENGTH: "wrong strength",
}

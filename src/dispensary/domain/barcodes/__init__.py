"""Barcodes: what a scanner sent, read once, by one parser. A scan that cannot be read says why."""

from dispensary.domain.barcodes.reading import read_scan
from dispensary.domain.barcodes.scan import (
    BasketNumber,
    Element,
    Fault,
    FaultCode,
    Scan,
    ScanKind,
    ScanWarning,
    Symbology,
)
from dispensary.domain.barcodes.tokens import (
    bag_token,
    basket_token,
    label_token,
    read_prescription_id,
    spaced,
    typed_number,
)
from dispensary.domain.barcodes.wedge import Keys, WedgeReader

__all__ = [
    "BasketNumber",
    "Element",
    "Fault",
    "FaultCode",
    "Keys",
    "Scan",
    "ScanKind",
    "ScanWarning",
    "Symbology",
    "WedgeReader",
    "bag_token",
    "basket_token",
    "label_token",
    "read_prescription_id",
    "read_scan",
    "spaced",
    "typed_number",
]

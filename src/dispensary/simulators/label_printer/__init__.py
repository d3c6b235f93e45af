"""A label printer that is not there: listens on loopback or on a pseudo-terminal, draws `^GF` labels, answers `~HS`,
and keeps what came out as PNG. Shares no code with the product.
"""

from dispensary.simulators.label_printer.engine import FAULTS, Engine, Fault
from dispensary.simulators.label_printer.running import LabelPrinter, SerialLabelPrinter

__all__ = ["FAULTS", "Engine", "Fault", "LabelPrinter", "SerialLabelPrinter"]

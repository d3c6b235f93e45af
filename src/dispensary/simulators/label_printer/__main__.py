"""`python -m dispensary.simulators.label_printer FOLDER [--port N]`: prints one line `{"port": N}` when it listens.

What comes out lies in FOLDER. `echo paper-out > FOLDER/fault.txt` and it is out of paper; empty it, and it is well.
"""

import argparse
import contextlib
import json
import sys
from pathlib import Path

from dispensary.simulators.label_printer.engine import FAULTS
from dispensary.simulators.label_printer.running import LabelPrinter


def main(arguments: list[str] | None = None) -> int:
    """Runs until standard input ends, or ctrl-C."""
    parser = argparse.ArgumentParser(description="A label printer on loopback.", epilog=f"Faults: {', '.join(FAULTS)}")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    chosen = parser.parse_args(arguments)
    with LabelPrinter(chosen.folder, chosen.port) as printer:
        print(json.dumps({"port": printer.port}), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            sys.stdin.read()
    return 0


if __name__ == "__main__":
    sys.exit(main())

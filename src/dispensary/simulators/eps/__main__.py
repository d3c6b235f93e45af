"""`python -m dispensary.simulators.eps`: prints one line `{"port": N}` when it listens."""

import argparse
import json
import sys
from pathlib import Path

from dispensary.simulators.eps.demo import DEMO_ODS
from dispensary.simulators.eps.faults import UnknownFault
from dispensary.simulators.eps.running import serve


def main(arguments: list[str] | None = None) -> int:
    """Runs the simulator until it is told to stop. Exit status 2 if the arguments cannot be followed."""
    parser = argparse.ArgumentParser(prog="dispensary eps simulate", description="A stateful local EPS on loopback.")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--load", type=Path, help="a folder of prescription orders, instead of the demonstration")
    parser.add_argument("--faults", type=Path, help="a fault script")
    parser.add_argument("--state", type=Path, help="a file that keeps the state between runs")
    parser.add_argument("--ods", default=DEMO_ODS, help="the pharmacy the demonstration is nominated to")
    parser.add_argument("--watch-stdin", action="store_true", help="stop when standard input ends")
    chosen = parser.parse_args(arguments)
    try:
        serve(**vars(chosen), ready=_say_port)
    except (UnknownFault, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _say_port(port: int) -> None:
    print(json.dumps({"port": port}), flush=True)


if __name__ == "__main__":
    sys.exit(main())

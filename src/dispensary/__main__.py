"""Starts the program: the window without a command, else the command."""

import sys


def main() -> int:
    """The exit code of the whole program."""
    from dispensary.bootstrap import services
    from dispensary.cli.main import run

    return run(sys.argv[1:], services())


if __name__ == "__main__":
    sys.exit(main())

"""Starts the program: the window without a command, else the command."""

import sys


def main() -> int:
    """The exit code of the whole program."""
    if getattr(sys, "frozen", False):
        # The installed program is its own Python: a child process that it starts must not open a second window.
        from multiprocessing import freeze_support

        freeze_support()
    from dispensary.bootstrap import services
    from dispensary.cli.main import run

    return run(sys.argv[1:], services())


if __name__ == "__main__":
    sys.exit(main())

"""Finds `resources/`, in an installed wheel (beside the package) or in a checkout (at its top)."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


class AssetMissing(Exception):
    """The installation is incomplete: a file that ships with the program is not there."""


def resources() -> Path:
    """The folder that holds theme, icons, knowledge, labels, leaflets and the starter dictionary.

    Raises AssetMissing where neither the wheel nor the checkout has it.
    """
    for candidate in (_PACKAGE / "resources", _PACKAGE.parents[1] / "resources"):
        if candidate.is_dir():
            return candidate
    raise AssetMissing("The resources folder is missing. Install the program again.")


def resource(*parts: str) -> Path:
    """One file or folder under `resources/`. Raises AssetMissing if it is absent."""
    path = resources().joinpath(*parts)
    if not path.exists():
        raise AssetMissing(f"{'/'.join(parts)} is missing from the resources folder. Install the program again.")
    return path

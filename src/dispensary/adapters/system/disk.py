"""How full the disk is that holds the record."""

import os
import shutil
from pathlib import Path

from dispensary.domain.upkeep import MEGABYTE, Space

SETTING = "DISPENSARY_DISK_WARNING_MB"


def space_of(folder: Path) -> Space | None:
    """None where the system does not say."""
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return None
    bound = os.environ.get(SETTING, "")
    return Space(found.free, found.total, int(bound) * MEGABYTE if bound.isdigit() else None)

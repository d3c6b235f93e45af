"""dm+d: the importer, the release files, and look-ups over them."""

from dispensary.adapters.dictionary.following import FollowingDictionary, InstalledReleases
from dispensary.adapters.dictionary.installed import import_release, prepare_release, roll_back
from dispensary.adapters.dictionary.reading import ReleaseDictionary, open_dictionary
from dispensary.adapters.dictionary.starter import ensure_starter

__all__ = [
    "FollowingDictionary",
    "InstalledReleases",
    "ReleaseDictionary",
    "ensure_starter",
    "import_release",
    "open_dictionary",
    "prepare_release",
    "roll_back",
]

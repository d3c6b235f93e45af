"""How hard words are to read, by a published formula through a library that only reviewers of texts need."""

import warnings

from dispensary.domain.leaflets.lint import Grade


def reading_grade() -> Grade | None:
    """The Flesch-Kincaid grade through textstat; None where it is not installed, and then nothing is measured.

    It comes with `dispensary[review]`: a counter has no use for it, and it takes a while to load.
    """
    try:
        with warnings.catch_warnings():
            # textstat reads its own data with pkg_resources, which says at every import that it is old.
            warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
            import textstat
    except ImportError:
        return None
    return lambda said: float(textstat.flesch_kincaid_grade(said))

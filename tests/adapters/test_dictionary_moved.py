"""AMPs that went from one VMP to another are noted at the import, and remembered while a prescription may be older."""

from datetime import date
from pathlib import Path

from tests.adapters.test_dictionary_import import a_release, as_folder

from dispensary.adapters.dictionary import import_release, open_dictionary, roll_back
from dispensary.domain.dictionary import Moved
from dispensary.domain.dictionary_import import ImportReport
from dispensary.domain.identifiers import SnomedCode

BRAND, OTHER = SnomedCode("52"), SnomedCode("51")
TO_SOLUTION = (
    ("<APID>52</APID><VPID>31</VPID>", "<APID>52</APID><VPID>32</VPID>"),
    ("<VPPID>41</VPPID><APID>52</APID>", "<VPPID>42</VPPID><APID>52</APID>"),
)


def release_of(day: str, *, moved: bool) -> dict[str, str]:
    """The release of that day (ddmmyy), with the brand under the solution where it has moved."""
    files = {name.replace("010425", day): text for name, text in a_release().items()}
    for before, now in TO_SOLUTION if moved else ():
        files = {name: text.replace(before, now) for name, text in files.items()}
    return files


class Counter:
    def __init__(self, tmp_path: Path) -> None:
        self.home, self._folder, self._brought = tmp_path / "home", tmp_path, 0

    def brings_in(self, files: dict[str, str]) -> ImportReport:
        self._brought += 1
        return import_release(self.home, as_folder(self._folder / str(self._brought), files))

    def moved(self, code: SnomedCode) -> Moved | None:
        with open_dictionary(self.home) as dictionary:
            sheet = dictionary.sheet(code)
            assert sheet is not None
            return sheet.moved


def test_a_moved_brand_is_counted_and_says_where_it_was(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.brings_in(release_of("010425", moved=False))
    assert counter.moved(BRAND) is None
    report = counter.brings_in(release_of("080425", moved=True))
    assert report.changes["amp"].moved == 1
    found = counter.moved(BRAND)
    assert found is not None
    assert (found.before, found.before_name) == (SnomedCode("31"), "Examplin 5mg tablets")
    assert (found.now.code, found.since) == (SnomedCode("32"), date(2025, 4, 8))
    assert counter.moved(OTHER) is None
    assert counter.moved(SnomedCode("61")) == found, "its pack is a pack of it"


def test_it_is_remembered_over_the_releases_that_follow_until_no_prescription_can_be_older(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.brings_in(release_of("010425", moved=False))
    counter.brings_in(release_of("080425", moved=True))
    report = counter.brings_in(release_of("100626", moved=True))
    assert report.changes["amp"].moved == 0
    found = counter.moved(BRAND)
    assert found is not None
    assert found.since == date(2025, 4, 8)
    counter.brings_in(release_of("110626", moved=True))
    assert counter.moved(BRAND) is None


def test_a_brand_that_goes_back_has_moved_again(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.brings_in(release_of("010425", moved=False))
    counter.brings_in(release_of("080425", moved=True))
    counter.brings_in(release_of("150425", moved=False))
    found = counter.moved(BRAND)
    assert found is not None
    assert (found.before, found.now.code, found.since) == (SnomedCode("32"), SnomedCode("31"), date(2025, 4, 15))


def test_the_same_release_once_more_forgets_nothing_and_an_older_one_says_nothing(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.brings_in(release_of("010425", moved=False))
    counter.brings_in(release_of("080425", moved=True))
    counter.brings_in(release_of("080425", moved=True))
    assert counter.moved(BRAND) is not None
    report = counter.brings_in(release_of("010425", moved=False))
    assert report.changes["amp"].moved == 0
    assert counter.moved(BRAND) is None


def test_after_going_back_the_brand_is_where_it_was(tmp_path: Path) -> None:
    counter = Counter(tmp_path)
    counter.brings_in(release_of("010425", moved=False))
    counter.brings_in(release_of("080425", moved=True))
    roll_back(counter.home)
    assert counter.moved(BRAND) is None

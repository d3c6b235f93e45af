"""What the dictionary leaves in doubt about a pack: nobody can say which it is, so a person looks."""

from dataclasses import replace

from tests.fakes.fake_dictionary import small_dictionary
from tests.unit.domain.test_verdict import datamatrix, kinds, said, verdict

from dispensary.domain.accuracy import Outcome, Rule
from dispensary.domain.accuracy import reasons as why
from dispensary.domain.identifiers import SnomedCode

PASSED, ASK, STOP = Outcome.PASS, Outcome.ASK, Outcome.STOP


def test_a_gtin_that_is_also_of_a_pack_unknown_to_the_release_asks():
    shelf = small_dictionary()
    shelf.codes = [replace(code, or_unknown=True) for code in shelf.codes]
    scan = datamatrix(shelf, shelf.norland_5_28)
    assert said(verdict(shelf, shelf.amlodipine_5.code, scan)) == (ASK, Rule.UNKNOWN_PACK)
    assert said(verdict(shelf, shelf.amitriptyline.code, scan)) == (ASK, Rule.UNKNOWN_PACK)


def test_a_part_of_a_generic_combination_pack_is_not_the_pack():
    shelf = small_dictionary()
    part = replace(shelf.norland_5_28, virtual_pack=shelf.generic_28.code)
    shelf.codes = [replace(code, pack=part) if code.pack == shelf.norland_5_28 else code for code in shelf.codes]
    kit = replace(shelf.generic_28, code=SnomedCode("77"), combination=True, components=(shelf.generic_28.code,))
    shelf.products[kit.code] = replace(shelf.resolve(shelf.generic_28.code), current=kit.code, pack=kit)
    result = verdict(shelf, kit.code, datamatrix(shelf, part))
    assert said(result) == (STOP, Rule.NEAR_MISS)
    assert why.ComponentOnly in kinds(result)


def test_a_pack_that_the_release_has_under_two_generics_is_looked_at():
    shelf = small_dictionary()
    doubted = replace(shelf.norland_5_28, also_under=shelf.amlodipine_10.code)
    shelf.codes = [replace(code, pack=doubted) if code.pack == shelf.norland_5_28 else code for code in shelf.codes]
    for code in (shelf.amlodipine_5.code, shelf.amlodipine_10.code):
        result = verdict(shelf, code, datamatrix(shelf, doubted))
        assert said(result) == (ASK, Rule.UNKNOWN_PACK)
        assert why.ParentsDiffer in kinds(result)
    assert said(verdict(shelf, shelf.norland_5.code, datamatrix(shelf, doubted))) == (PASSED, Rule.EXACT)

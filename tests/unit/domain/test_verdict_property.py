"""The anchor of the whole check: no pack of another product ever passes, whatever the dictionary looks like."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fakes.fake_dictionary import FakeDictionary, amount

from dispensary.domain.accuracy import Outcome, Rule, ScannedPack, judge
from dispensary.domain.barcodes import read_scan
from dispensary.domain.dictionary import PackCode
from dispensary.wording.accuracy import difference, sentences

TODAY = date(2026, 11, 21)
STRENGTHS = st.sampled_from([None, amount("5", "mg"), amount("10", "mg"), amount("5000", "microgram")])
PRODUCTS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from(["Amlodipine 5mg tablets", "Amlodipine 10mg tablets", "Amiloride 5mg tablets"]),
            "moiety": st.sampled_from([None, "A", "B"]),
            "ingredients": st.lists(
                st.tuples(st.sampled_from("ab"), STRENGTHS), max_size=2, unique_by=lambda one: one[0]
            ),
            "form": st.sampled_from([None, "Tablet", "Capsule"]),
            "status": st.sampled_from(["0001", "0009", None]),
            "sugar_free": st.booleans(),
            "invalid": st.booleans(),
            "sizes": st.lists(
                st.sampled_from([None, amount("28", "tablet"), amount("1", "ml")]), min_size=1, max_size=2
            ),
        }
    ),
    min_size=2,
    max_size=4,
)


def build(products: list[dict]) -> FakeDictionary:
    shelf = FakeDictionary()
    moieties = {name: shelf.moiety(name) for name in ("A", "B")}
    for facts in products:
        virtual = shelf.virtual(
            facts["name"],
            *[(name, strength, None) for name, strength in facts["ingredients"]],
            vtm=moieties.get(facts["moiety"]),
            form=facts["form"],
            prescribing_status=facts["status"],
            sugar_free=facts["sugar_free"],
            invalid=facts["invalid"],
        )
        shelf.virtual_pack(virtual, facts["sizes"][0])
        for supplier, size in enumerate(facts["sizes"]):
            shelf.pack(shelf.actual(virtual, f"Supplier {supplier}"), size)
    return shelf


@given(PRODUCTS, st.sampled_from([None, amount("28", "tablet"), amount("28", "")]))
@settings(max_examples=60)
def test_over_every_ordered_pair_no_other_product_passes(products, quantity):
    shelf = build(products)
    for prescribed in shelf.products.values():
        wanted = prescribed.virtual_product
        for code in shelf.codes:
            scanned = ScannedPack(read_scan(f"]d201{code.gtin}17301228"), shelf.packs_with(code.gtin))
            verdict = judge(prescribed, quantity, [scanned], TODAY)
            assert all(sentences(verdict))
            if wanted is None:
                assert verdict.outcome is not Outcome.PASS
            elif wanted.code != code.pack.virtual.code:
                assert verdict.outcome is Outcome.STOP
                assert verdict.rule in (Rule.NEAR_MISS, Rule.UNRELATED)
                assert difference(verdict) is not None
            else:
                assert verdict.rule not in (Rule.NEAR_MISS, Rule.UNRELATED)


@given(PRODUCTS)
@settings(max_examples=40)
def test_a_gtin_that_belongs_to_two_products_never_passes_either(products):
    shelf = build(products)
    first = shelf.codes[0]
    for other in [code for code in shelf.codes if code.pack.virtual.code != first.pack.virtual.code]:
        shared = (first, PackCode(first.gtin, other.pack))
        scanned = ScannedPack(read_scan(first.gtin.value), shared)
        for prescribed in shelf.products.values():
            assert judge(prescribed, None, [scanned], TODAY).outcome is not Outcome.PASS

"""Reading dm+d names: strengths one to one or not at all, forms, salts, and the words of a search."""

import csv
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispensary.adapters.dictionary.derivation.controlled import Content, ControlledSubstances, Preparation
from dispensary.adapters.dictionary.derivation.forms import FormTable, flags, is_for_skin, settled, without_flags
from dispensary.adapters.dictionary.derivation.moieties import Moieties, Moiety, Substance
from dispensary.adapters.dictionary.derivation.strengths import Strength, read_name
from dispensary.adapters.dictionary.names import name_key, words
from dispensary.adapters.dictionary.substances import base_key, base_keys
from dispensary.assets import resource
from dispensary.domain.dictionary import ControlledDrug
from dispensary.domain.quantity import Quantity


def table(name: str) -> list[dict[str, str]]:
    with resource("starter", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FORMS = FormTable(table("forms.csv"))
CONTROLLED = ControlledSubstances(table("controlled_substances.csv"))


def q(value: str, unit: str) -> Quantity:
    return Quantity(Decimal(value), unit)


def one(amount: str, unit: str, per: str | None = None, per_unit: str = "") -> tuple[Strength, ...]:
    return (Strength(q(amount, unit), q(per, per_unit) if per else None),)


def read(name: str) -> list[tuple[str, tuple[Strength, ...]]]:
    return [(part.substance, part.strengths()) for part in read_name(name).parts]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Amlodipine 5mg tablets", [("Amlodipine", one("5", "mg"))]),
        ("Amoxicillin 250mg/5ml oral suspension", [("Amoxicillin", one("250", "mg", "5", "ml"))]),
        ("Salbutamol 100micrograms/dose inhaler CFC free", [("Salbutamol", one("100", "microgram", "1", "dose"))]),
        ("Fentanyl 25micrograms/hour transdermal patches", [("Fentanyl", one("25", "microgram", "1", "hour"))]),
        ("Insulin lispro 100units/ml solution for injection", [("Insulin lispro", one("100", "unit", "1", "ml"))]),
        ("Epoetin alfa 10,000units/1ml solution for injection", [("Epoetin alfa", one("10000", "unit", "1", "ml"))]),
        ("Ipratropium 0.5mg/2ml nebuliser liquid", [("Ipratropium", one("0.5", "mg", "2", "ml"))]),
        ("Ivermectin 10mg/1g cream", [("Ivermectin", one("10", "mg", "1", "gram"))]),
        ("Testosterone 50mg/5g gel unit dose sachets", [("Testosterone", ())]),
        ("Hydrocortisone 1% cream", [("Hydrocortisone", one("1", "%"))]),
        ("Colistimethate 1million unit powder for injection", [("Colistimethate", one("1", "mega unit"))]),
        (
            "Potassium chloride 375mg/5ml (potassium 5mmol/5ml) oral solution",
            [("Potassium chloride", (Strength(q("375", "mg"), q("5", "ml")),))],
        ),
        (
            "Abacavir 600mg / Lamivudine 300mg tablets",
            [("Abacavir", (Strength(q("600", "mg")),)), ("Lamivudine", (Strength(q("300", "mg")),))],
        ),
        ("Co-codamol 30mg/500mg tablets", [("Co-codamol", ())]),  # two strengths, one substance: not for one
        ("Memantine 5mg/10mg/15mg/20mg tablets treatment initiation pack", [("Memantine", ())]),
        ("Vitamin B compound tablets", [("Vitamin B compound tablets", ())]),
        ("Diclofenac sodium 50mg gastro-resistant / Misoprostol 200microgram tablets",
         [("Diclofenac sodium 50mg gastro-resistant / Misoprostol 200microgram tablets", ())]),
        ("5mg tablets", [("5mg tablets", ())]),
        ("", [("", ())]),
    ],
)  # fmt: skip
def test_strengths(name: str, parts: list[tuple[str, tuple[Strength, ...]]]) -> None:
    assert read(name) == parts


def test_several_strengths_behind_one_name_are_in_its_order() -> None:
    (part,) = read_name("Co-amoxiclav 125mg/31mg/5ml oral suspension sugar free").parts
    assert part.strengths(2) == (Strength(q("125", "mg"), q("5", "ml")), Strength(q("31", "mg"), q("5", "ml")))
    assert part.strengths(3) == ()  # a volume is no strength of a third
    assert part.strengths(1) == ()
    (tablets,) = read_name("Co-careldopa 12.5mg/50mg tablets").parts
    assert tablets.strengths(2) == (Strength(q("12.5", "mg")), Strength(q("50", "mg")))


SUBSTANCES = st.sampled_from(["Amlodipine", "Macrogol 3350", "Insulin lispro", "Co-codamol", "Sodium chloride"])
UNITS = st.sampled_from(["mg", "g", "micrograms", "microgram", "units", "mmol"])
NUMBERS = st.decimals("0.001", "99999", places=3).map(lambda value: f"{value.normalize():f}") | st.just("10,000")
TAILS = st.sampled_from(["tablets", "oral solution sugar free", "solution for injection 10ml ampoules", "cream"])


@given(st.lists(st.tuples(SUBSTANCES, NUMBERS, UNITS), min_size=1, max_size=4), TAILS)
def test_what_is_written_by_the_rules_is_read_back(parts: list[tuple[str, str, str]], tail: str) -> None:
    name = " / ".join(f"{substance} {number}{unit}" for substance, number, unit in parts) + f" {tail}"
    found = read_name(name)
    assert found.tail == tail
    assert [part.substance for part in found.parts] == [substance for substance, _, _ in parts]
    for part, (_, number, _) in zip(found.parts, parts, strict=True):
        (strength,) = part.strengths()
        assert strength.amount.value == Decimal(number.replace(",", ""))


@given(st.lists(NUMBERS.map(lambda n: f"{n}mg"), min_size=1, max_size=5), st.integers(1, 5))
def test_never_more_or_fewer_strengths_than_substances(pieces: list[str], substances: int) -> None:
    (part,) = read_name(f"Examplin {'/'.join(pieces)} tablets").parts
    assert len(part.strengths(substances)) == (substances if substances == len(pieces) else 0)


@given(st.text(alphabet="Ab 0123456789.,/()%mglunitsdoe", max_size=60) | st.text(max_size=60))
def test_any_text_can_be_read(name: str) -> None:
    found = read_name(name)
    assert found.parts
    for part in found.parts:
        assert len(part.strengths()) <= 1
    FORMS.at_start(found.tail)
    FORMS.at_end(name)
    assert isinstance(name_key(name), str)
    assert all(word.token for word in words(name))
    list(base_keys(name))


def test_a_name_that_goes_on_behind_its_form_says_so() -> None:
    assert read_name("Lidocaine 2% and Chlorhexidine gel").names_more
    assert read_name("Menthol 1% in Aqueous cream").names_more
    assert not read_name("Salbutamol 100micrograms/dose inhaler CFC free").names_more


@pytest.mark.parametrize(
    ("tail", "name", "routes", "skin"),
    [
        ("tablets", "Tablet", ("Oral",), ("Oral",)),
        ("modified-release tablets", "Modified-release tablet", ("Oral",), ("Oral",)),
        ("gastro-resistant modified-release tablets", None, ("Oral",), ("Oral",)),
        ("vaginal tablets", None, ("Vaginal",), ("Vaginal",)),
        ("cream", "Cream", (), ("Cutaneous",)),
        ("solution for injection 10ml vials", "Solution for injection", (), ()),
        ("eye drops 0.5ml unit dose", "Eye drops", ("Ocular",), ("Ocular",)),
    ],
)
def test_forms(tail: str, name: str | None, routes: tuple[str, ...], skin: tuple[str, ...]) -> None:
    form = FORMS.at_start(tail)
    assert form is not None
    assert form.name == name
    assert form.routes_for(skin=False) == routes
    assert form.routes_for(skin=True) == skin


def test_no_form_where_the_table_has_none() -> None:
    assert FORMS.at_start("treatment pack") is None
    assert FORMS.at_end("Cream") is None
    found = FORMS.at_end("Sodium citrate powder")
    assert found is not None
    assert found[0] == "Sodium citrate"


def test_every_form_and_route_of_the_table_is_a_dmd_term(tmp_path) -> None:
    import zipfile

    with zipfile.ZipFile(resource("starter", "release.zip")) as release:
        lookup = release.read("f_lookup2_3100425.xml").decode()
    for row in table("forms.csv"):
        for term in [row["form"], *row["routes"].split(";")]:
            assert term in ("", "skin") or f"<DESC>{term}</DESC>" in lookup, row


def test_flags_are_read_and_taken_off() -> None:
    name = "Prednisolone 0.5% eye drops preservative free"
    assert flags(name) == {"preservative_free"}
    assert flags("Salbutamol inhaler CFC free") == {"cfc_free"}
    assert without_flags(name) == "Prednisolone 0.5% eye drops"


def test_a_percentage_is_settled_only_where_the_form_decides_it() -> None:
    one = Strength(q("1", "%"))
    assert settled(one, FORMS.at_start("cream"), "Hydrocortisone") == Strength(q("10", "mg"), q("1", "gram"))
    assert settled(one, FORMS.at_start("eye drops"), "Chloramphenicol") == Strength(q("10", "mg"), q("1", "ml"))
    assert settled(one, FORMS.at_start("shampoo"), "Ketoconazole") is None
    assert settled(one, FORMS.at_start("scalp lotion"), "Coal tar") is None
    assert settled(one, None, "Hydrocortisone") is None


def test_a_volume_is_a_strength_in_a_capsule_and_a_pack_size_elsewhere() -> None:
    volume = Strength(q("0.2", "ml"))
    assert settled(volume, FORMS.at_start("gastro-resistant capsules"), "Peppermint oil") == volume
    assert settled(volume, FORMS.at_start("solution for injection"), "Water") is None
    assert settled(Strength(q("5", "mg")), None, "Amlodipine") == Strength(q("5", "mg"))


@pytest.mark.parametrize(
    ("atc", "bnf", "skin"),
    [("D07AA02", None, True), (None, "13040000", True), ("G03CA04", "07020100", False), (None, None, False)],
)
def test_for_the_skin(atc: str | None, bnf: str | None, skin: bool) -> None:
    assert is_for_skin(atc, bnf) is skin


KNOWN = {"morphine", "warfarin", "valproic acid", "sodium", "amoxicillin", "lithium", "potassium", "betamethasone"}


@pytest.mark.parametrize(
    ("salt", "base"),
    [
        ("Morphine sulfate", "morphine"),
        ("Morphine sulphate", "morphine"),
        ("Amoxicillin sodium", "amoxicillin"),
        ("Betamethasone sodium phosphate", "betamethasone"),
        ("Sodium valproate", "valproic acid"),
        ("Lithium carbonate", "lithium"),
        ("Sodium chloride", None),
        ("Potassium chloride", None),
        ("Morphine", None),
        ("", None),
    ],
)
def test_bases_of_salts(salt: str, base: str | None) -> None:
    assert base_key(salt, KNOWN) == base


def the_moieties() -> Moieties:
    substances = [
        "Codeine phosphate",
        "Codeine",
        "Paracetamol",
        "Levothyroxine",
        "Otherin maleate",
        "Phenytoin sodium",
        "A",
        "B",
    ]
    return Moieties(
        [Substance(str(number), name) for number, name in enumerate(substances)],
        [
            Moiety("100", "Co-codamol", frozenset({"0", "2"})),
            Moiety("101", "Phenytoin", frozenset({"5"})),
            Moiety("102", "Paracetamol + A", frozenset({"2", "6"})),
            Moiety("103", "Made-up", frozenset({"6", "7"})),
            Moiety("104", "Co-wrong", frozenset({"6", "7"})),
            Moiety("105", "Unlisted", frozenset({"99"})),
        ],
        {
            "Co-codamol": ("Codeine phosphate", "Paracetamol"),
            "Co-wrong": ("Paracetamol", "A"),
            "Co-short": ("A", "Nothing"),
        },
    )


def test_substances_and_moieties_by_exact_name_salt_or_base() -> None:
    moieties = the_moieties()
    names = {
        n: moieties.substance(n)
        for n in ("paracetamol", "Levothyroxine sodium", "Otherin", "Phenytoin", "A (base)", "Zzz")
    }
    assert {name: found and found.name for name, found in names.items()} == {
        "paracetamol": "Paracetamol",
        "Levothyroxine sodium": "Levothyroxine",
        "Otherin": "Otherin maleate",
        "Phenytoin": "Phenytoin sodium",
        "A (base)": "A",
        "Zzz": None,
    }


def test_one_name_for_several_substances_must_agree_with_the_moiety() -> None:
    moieties = the_moieties()
    assert [s.name for s in moieties.in_proportion("Co-codamol")] == ["Codeine phosphate", "Paracetamol"]
    assert moieties.in_proportion("Co-wrong") == ()
    assert moieties.in_proportion("Co-short") == ()
    assert moieties.in_proportion("Paracetamol") == ()
    assert {s.name for s in moieties.all_of("Co-codamol")} == {"Codeine phosphate", "Paracetamol"}
    assert moieties.all_of("Unlisted") == ()
    assert moieties.all_of("Nothing") == ()


def test_the_moiety_of_a_product() -> None:
    moieties = the_moieties()
    paracetamol, a, b = Substance("2", "Paracetamol"), Substance("6", "A"), Substance("7", "B")

    def code(names: tuple[str, ...], substances: tuple[Substance, ...] = ()) -> str | None:
        found = moieties.moiety(names, substances)
        return found.code if found else None

    assert code(("Phenytoin sodium",)) == "101"
    assert code(("A", "Paracetamol")) == "102"
    assert code(("x",), (paracetamol, a)) == "102"
    assert code(("x",), (a, b)) is None  # two moieties are made of just these


def cd(*contents: Content, injected: bool | None = False, unit: bool = False) -> ControlledDrug | None:
    return CONTROLLED.category(Preparation(contents, injected, unit))


def test_controlled_drug_categories() -> None:
    tablet = Content("Codeine phosphate", "Codeine", q("30", "mg"))
    assert cd(tablet, unit=True) is ControlledDrug.SCHEDULE_5
    assert cd(tablet, injected=True) is ControlledDrug.SCHEDULE_2
    assert cd(tablet, injected=None) is None
    assert cd(Content("Codeine", None, q("0.12", "gram")), unit=True) is None  # as base or as salt?
    assert cd(Content("Codeine", None, q("25", "mg"), q("5", "ml"))) is ControlledDrug.SCHEDULE_5
    assert cd(Content("Codeine")) is None
    assert cd(Content("Diazepam"), Content("Fentanyl")) is ControlledDrug.SCHEDULE_2
    assert (
        cd(Content("Paracetamol"), Content("Tramadol hydrochloride")) is ControlledDrug.SCHEDULE_3_EXEMPT_SAFE_CUSTODY
    )
    assert cd(Content("Somatropin (rbe)")) is ControlledDrug.SCHEDULE_4_ANABOLIC
    assert cd(Content("Paracetamol")) is ControlledDrug.NONE
    assert cd() is None
    assert cd(Content("Opium")) is None


def test_exemptions_of_schedule_5() -> None:
    def morphine(amount: str, per: str | None) -> Content:
        return Content("Morphine sulfate", "Morphine", q(amount, "mg"), q(per, "ml") if per else None)

    assert cd(morphine("10", "5")) is ControlledDrug.SCHEDULE_5
    assert cd(morphine("11", "5")) is None
    assert cd(morphine("100", "5")) is ControlledDrug.SCHEDULE_2
    assert cd(morphine("10", "1"), injected=True) is ControlledDrug.SCHEDULE_2
    assert cd(morphine("10", None)) is ControlledDrug.SCHEDULE_2
    assert cd(Content("Morphine")) is None
    assert (
        cd(Content("Diphenoxylate hydrochloride", None, q("2.5", "mg")), Content("Atropine sulfate"), unit=True)
        is ControlledDrug.SCHEDULE_5
    )
    assert cd(Content("Diphenoxylate hydrochloride", None, q("2.5", "mg")), unit=True) is None
    assert cd(Content("Cocaine hydrochloride", None, q("40", "mg"), q("1", "ml"))) is ControlledDrug.SCHEDULE_2
    assert cd(Content("Cocaine", None, q("1", "unit"))) is None
    assert cd(Content("Cannabidiol")) is ControlledDrug.SCHEDULE_5
    assert cd(Content("Cannabidiol"), Content("Dronabinol")) is ControlledDrug.SCHEDULE_4_BENZODIAZEPINE
    assert cd(Content("Cannabidiol"), Content("Paracetamol")) is None


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Amlodipine 5 mg tablets", ["amlodipine", "n5mg", "tablets"]),
        ("25mcg", ["n25microgram"]),
        ("25µg", ["n25microgram"]),
        ("10,000units/ml", ["n10000unit", "ml"]),
        ("2.50mg", ["n2p5mg"]),
        ("1 %", ["n1percent"]),
        ("% Köln", ["koln"]),
        ("0.0", ["n0"]),
    ],
)
def test_words(text: str, tokens: list[str]) -> None:
    assert [word.token for word in words(text)] == tokens

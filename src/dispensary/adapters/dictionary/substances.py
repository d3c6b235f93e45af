"""Salts and bases by name: "Morphine sulfate" is a form of "Morphine" where the ingredient list holds both.

dm+d gives the base only where a strength is stated as base. For everything else the link is read out of the names and
counts as derived: it serves allergy and interaction checks, which go by the substance and not by its salt.
"""

from collections.abc import Container, Iterator

_SPELLINGS = {
    "sulphate": "sulfate",
    "bisulphate": "hydrogen sulfate",
    "besylate": "besilate",
    "mesylate": "mesilate",
    "tosylate": "tosilate",
    "esylate": "esilate",
    "edisylate": "edisilate",
    "hyclate": "hyclate",
}
_SALTS = """
    acefurate acetate acetonide aceponate adipate alafenamide aluminium ammonium anhydrous arginine ascorbate aspartate
    axetil barium benzathine benzoate benzylate besilate bicarbonate bitartrate bromide butyrate calcium camsilate
    caproate carbonate chloride cilexetil citrate cypionate decanoate diacetate diammonium dibasic diethylammonium
    dihydrate dihydrobromide dihydrochloride diolamine dimaleate dipivoxil dipropionate dipotassium disodium disoproxil
    ditosilate edetate edisilate embonate enantate epolamine erbumine esilate estolate etabonate ethyl succinate
    etexilate formate fosfatex fumarate furoate gluceptate gluconate glutamate glycinate hemifumarate hemihydrate
    heminonahydrate hemipentahydrate hemisuccinate heptahydrate hexacetonide hexahydrate hyclate hydrate hydriodide
    hydrobromide hydrochloride hydrofumarate hydrogen hydroxide hydroxynaphthoate iodide isetionate isethionate
    isocaproate lactate laurate lauril lysine magnesium malate maleate mandelate medoxomil meglumine mesilate
    methylsulfate metilsulfate mofetil monobasic monohydrate mononitrate monosodium mucate napsilate nicotinate nitrate
    octahydrate oleate olamine orotate oxalate palmitate pamoate pantothenate pentahydrate phenylpropionate phosphate
    pidolate piperazine pivalate pivoxil polistirex potassium propionate proxetil resinate salicylate sesquihydrate
    sodium stearate strontium succinate sulfate sulfonate tannate tartrate tebutate teoclate tetrahydrate
    tetrahydrochloride thiocyanate tosilate tribasic trifluoroacetate trihydrate trinitrate trisodium trolamine
    tromethamine trometamol undecanoate undecylate valerate xinafoate zinc
"""
_SALT_WORDS = frozenset(_SALTS.split())
# The part that works is named as the salt, or the two ions are equals: not a salt of its first word.
_NEVER_A_BASE = _SALT_WORDS | frozenset({"iron", "ferrous", "ferric", "copper", "silver", "ammonia", "nitrous", "amyl"})
_METALS = ("sodium ", "potassium ", "calcium ", "magnesium ", "zinc ", "disodium ", "ferrous ", "aluminium ")


def substance_key(name: str) -> str:
    """A substance's name for comparing: lower case, single spaces, the modern spelling of its salt."""
    return " ".join(_SPELLINGS.get(word, word) for word in name.casefold().split())


def salt_of(word: str, *, begun: bool = False) -> str | None:
    """A word of a salt's name in its modern spelling ("besilate" for "besylate"); None for any other word.

    begun: it may be the beginning of one, and is then given back as it is.
    """
    modern = _SPELLINGS.get(word, word)
    if modern in _SALT_WORDS or modern in _SPELLINGS.values():
        return modern
    return word if begun and len(word) > 1 and any(salt.startswith(word) for salt in _SALT_WORDS) else None


def base_keys(name: str) -> Iterator[str]:
    """The names that a salt's base could have, the nearest first. The caller knows which of them exist."""
    key = substance_key(name)
    parts = key.split()
    while len(parts) > 1 and parts[-1] in _SALT_WORDS:
        parts = parts[:-1]
        if len(parts) == 1 and parts[0] in _NEVER_A_BASE:
            break
        yield " ".join(parts)
    for metal in _METALS:
        if key.startswith(metal):
            rest = key[len(metal) :]
            if rest.endswith("ate"):
                yield f"{rest[:-3]}ic acid"
            if rest not in _NEVER_A_BASE:
                yield rest


def base_key(name: str, known: Container[str]) -> str | None:
    """The base of a salt: the first candidate that is itself a known substance."""
    return next((key for key in base_keys(name) if key in known), None)

"""One substance, however it is written: "Codeine phosphate", "codeine" and "CODEINE PHOSPHATE HEMIHYDRATE" are one.

Rules in the clinical knowledge name substances; the dictionary names salts, esters and hydrates. `normal` brings both
to the same word. It never joins two medicines that differ in use: hyoscine butylbromide stays apart from hyoscine.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from dispensary.domain.dictionary import Ingredient
from dispensary.domain.identifiers import SnomedCode

_SALT_WORDS = """
    acetate acetonide acistrate adipate alfoscerate anhydrous arginine ascorbate aspartate axetil benzathine benzoate
    besilate besylate bicarbonate bisulfate bitartrate bromide butyrate camsilate carbonate chloride cilexetil cipionate
    citrate decanoate diethylammonium diethylamine dihydrate dihydrochloride dihydrogen dimesilate
    dipivoxil dipropionate disodium disoproxil disulfate dried edisilate embonate enantate enanthate epolamine erbumine
    esilate estolate ethylsuccinate etabonate etexilate fosamil fumarate furoate gluconate glucoptate glycinate
    hemifumarate hemihydrate heptahydrate hexahydrate hibenzate hippurate hyclate hydrate hydrobromide hydrochloride
    hydrogen hydroxide isetionate lactate lactobionate laurilsulfate lysine malate maleate malonate medocaril medoxomil
    meglumine mesilate mesylate metasulfobenzoate mofetil monohydrate monohydrochloride mucate napadisilate napsilate
    nitrate octahydrate oleate orotate oxalate oxide palmitate pamoate pentahydrate phenylpropionate phosphate pivalate
    pivoxil potassium proxetil pyrophosphate saccharate semisodium sesquihydrate sesquifumarate sodium stearate
    succinate sulfate sulphate tannate tartrate tebutate tert-butylamine tetrahydrate tosilate tosylate triacetate
    trihydrate trihydrochloride trometamol tromethamine undecanoate undecenoate valerate
    aceponate adenosylate bitosilate caproate calcium cypionate diacetate dilaurate disylate etonate
    glucuronate hexanoate hemisuccinate magnesium methylsulfate metilsulfate nicotinate oxoglurate
    perchlorate picolinate propionate sulfonate teoclate tetrahydrochloride thiocyanate tiosulfate
    xinafoate zinc alafenamide betadex bisglycinate dimesylate ditosylate dl-lysine ethanolate ethyl
    hemi-ethanolate hexacetonide invalid isocaproate isonicotinate l-pyroglutamate liposomal methansulfonate micronised
    napsylate pectinate pegylated polacrilex polysulfate propanediol ranelate tetrasodium trifenatate trioxide
    glycerophosphate heavy light maltol oxyhydroxide trisilicate
    """
_SALTS = frozenset(_SALT_WORDS.split())
_LEADING = frozenset(
    {"sodium", "potassium", "calcium", "magnesium", "disodium", "dipotassium", "benzathine", "procaine"}
)
_ALIASES = {
    # British Approved, United States and older names -> the name used in the knowledge (INN/rINN).
    "acetaminophen": "paracetamol",
    "acetylsalicylate": "aspirin",
    "acyclovir": "aciclovir",
    "adrenaline": "epinephrine",
    "albuterol": "salbutamol",
    "amoxycillin": "amoxicillin",
    "amphetamine": "amfetamine",
    "amphotericin b": "amphotericin",
    "beclomethasone": "beclometasone",
    "bendrofluazide": "bendroflumethiazide",
    "benzhexol": "trihexyphenidyl",
    "benztropine": "benzatropine",
    "cephalexin": "cefalexin",
    "cephradine": "cefradine",
    "chlorpheniramine": "chlorphenamine",
    "chlorthalidone": "chlortalidone",
    "cholecalciferol": "colecalciferol",
    "cholestyramine": "colestyramine",
    "conjugated estrogens": "conjugated oestrogens",
    "cromolyn": "cromoglicate",
    "cyclosporin": "ciclosporin",
    "cyclosporine": "ciclosporin",
    "cytisine": "cytisinicline",
    "dexamphetamine": "dexamfetamine",
    "dextroamphetamine": "dexamfetamine",
    "diacetylmorphine": "diamorphine",
    "dothiepin": "dosulepin",
    "estrogens conjugated": "conjugated oestrogens",
    "ethinyl estradiol": "ethinylestradiol",
    "ethinyloestradiol": "ethinylestradiol",
    "ezogabine": "retigabine",
    "feredetate": "iron",
    "ferric": "iron",
    "ferrous": "iron",
    "frusemide": "furosemide",
    "glyburide": "glibenclamide",
    "glycopyrrolate": "glycopyrronium",
    "hydroxyurea": "hydroxycarbamide",
    "hypericum perforatum": "st john's wort",
    "indomethacin": "indometacin",
    "isoniazide": "isoniazid",
    "isoproterenol": "isoprenaline",
    "leucovorin": "folinate",
    "lignocaine": "lidocaine",
    "lisdexamphetamine": "lisdexamfetamine",
    "meperidine": "pethidine",
    "mesalamine": "mesalazine",
    "methimazole": "thiamazole",
    "methylene blue": "methylthioninium",
    "niacin": "nicotinate",
    "nitroglycerin": "glyceryl trinitrate",
    "noradrenaline": "norepinephrine",
    "oestradiol": "estradiol",
    "oestriol": "estriol",
    "pen g": "benzylpenicillin",
    "pen v": "phenoxymethylpenicillin",
    "penicillin g": "benzylpenicillin",
    "penicillin v": "phenoxymethylpenicillin",
    "pericyazine": "periciazine",
    "phenobarbitone": "phenobarbital",
    "phenylethylbarbiturate": "phenobarbital",
    "phytonadione": "phytomenadione",
    "propoxyphene": "dextropropoxyphene",
    "rifampin": "rifampicin",
    "st johns wort": "st john's wort",
    "sucroferric": "iron",
    "sulfisoxazole": "sulfafurazole",
    "sulphamethoxazole": "sulfamethoxazole",
    "sulphasalazine": "sulfasalazine",
    "thioguanine": "tioguanine",
    "thyroxine": "levothyroxine",
    "torsemide": "torasemide",
    "trimeprazine": "alimemazine",
    "valacyclovir": "valaciclovir",
    "vitamin b12": "cyanocobalamin",
    "vitamin c": "ascorbate",
    "vitamin d2": "ergocalciferol",
    "vitamin d3": "colecalciferol",
    "vitamin e": "alpha tocopherol",
    "vitamin k": "phytomenadione",
}
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_NOISE = re.compile(r"[^a-z0-9' -]+")


def _once(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1] in _SALTS:
        return words[:-1]
    if len(words) > 1 and words[0] in _LEADING:
        return words[1:]
    if len(words) > 1 and words[-1] == "acid" and words[-2].endswith("ic"):
        return [*words[:-2], words[-2].removesuffix("ic") + "ate"]
    alias = _ALIASES.get(" ".join(words))
    return alias.split() if alias else words


@lru_cache(maxsize=16384)
def normal(name: str) -> str:
    """The one word (or few) for a substance: lower case, without brackets, salts, esters and water of hydration.

    "Sodium valproate" and "Valproic acid" are both "valproate". A text without a letter or figure gives "".
    """
    text = _BRACKETS.sub(" ", name.lower().replace("’", "'"))
    words = [word.strip("-'") for word in _NOISE.sub(" ", text).split()]
    words = [word for word in words if word]
    while True:
        fewer = _once(words)
        if fewer == words:
            return " ".join(words)
        words = fewer


_ACIDS = frozenset(
    [
        "acetate",
        "chloride",
        "citrate",
        "fumarate",
        "gluconate",
        "lactate",
        "malate",
        "maleate",
        "phosphate",
        "succinate",
        "sulfate",
        "tartrate",
        "undecenoate",
    ]
)
"""Acids that carry a metal and do not act themselves: "Fumaric acid" as the base of ferrous fumarate names no iron."""


def acting_name(ingredient: Ingredient) -> str:
    """What the dictionary calls the part that acts: the base, but for one that is only the acid of a metal's salt."""
    base = ingredient.base_name
    return ingredient.name if base is None or normal(base) in _ACIDS else base


@dataclass(frozen=True, slots=True)
class Substance:
    """An active substance as the checks compare it. `name` is in its normal form; `code` its dm+d code where known."""

    name: str
    code: SnomedCode | None = None

    @classmethod
    def of(cls, name: str, code: SnomedCode | None = None) -> "Substance":
        return cls(normal(name), code)

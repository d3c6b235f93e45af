"""The English words of directions, as tables. What a word means here is all that the grammar knows of it."""


def words(text: str) -> tuple[str, ...]:
    """Words from one string, in order."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Phrases from one string, divided by commas; line ends count as spaces."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


NUMBERS = {
    word: value
    for value, word in enumerate(
        words(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ),
        start=1,
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), start=2)
}
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "tenth": 10}

_FORMS = {
    "tablet": "tablet tablets",
    "caplet": "caplet caplets",
    "capsule": "capsule capsules",
    "sachet": "sachet sachets",
    "suppository": "suppository suppositories",
    "pessary": "pessary pessaries",
    "drop": "drop drops",
    "puff": "puff puffs inhalation inhalations",
    "spray": "spray sprays",
    "patch": "patch patches",
    "plaster": "plaster plasters",
    "lozenge": "lozenge lozenges",
    "pastille": "pastille pastilles",
    "ampoule": "ampoule ampoules",
    "vial": "vial vials",
    "nebule": "nebule nebules",
    "unit": "unit units",
    "dose": "dose doses",
    "applicatorful": "applicatorful applicatorfuls applicator applicators",
    "application": "application applications",
    "injection": "injection injections",
    "enema": "enema enemas",
    "film": "film films",
    "wafer": "wafer wafers",
    "scoop": "scoop scoops",
    "bottle": "bottle bottles",
    "carton": "carton cartons",
    "pump": "pump pumps",
    "pen": "pen pens",
    "syringe": "syringe syringes",
    "cartridge": "cartridge cartridges",
    "actuation": "actuation actuations",
}
FORMS = {variant: form for form, variants in _FORMS.items() for variant in variants.split()}
SINGULAR = frozenset(_FORMS)
# Forms that exclude one another: "tablet" on a capsule says that something is wrong, so it is not read.
SOLIDS = frozenset(
    {"tablet", "caplet", "capsule", "sachet", "suppository", "pessary", "patch", "lozenge", "pastille", "wafer", "film"}
)
MASSES = {
    "mg": "mg", "mgs": "mg", "milligram": "mg", "milligrams": "mg",
    "g": "g", "gram": "g", "grams": "g", "gm": "g", "gms": "g",
    "microgram": "microgram", "micrograms": "microgram", "mcg": "microgram", "mcgs": "microgram",
    "mmol": "mmol",
}  # fmt: skip
VOLUMES = frozenset({"ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters"})
SPOONS = frozenset({"spoon", "spoons", "spoonful", "spoonfuls", "spoonsful", "spoonfull"})
# A bare number says nothing of these: "5 twice a day" of a liquid may be 5 ml or 5 spoonfuls.
MEASURED = frozenset({"ml", "mg", "g", "gram", "microgram", "litre", "mmol"})

HOURS = frozenset({"hour", "hours", "hr", "hrs", "h"})
HOURLY = frozenset({"hourly", "hrly", "hly", "hourlies"})
MINUTES = frozenset({"minute", "minutes", "min", "mins"})
PERIODS = {
    "day": "day", "days": "day",
    "week": "week", "weeks": "week", "wk": "week", "wks": "week",
    "month": "month", "months": "month", "mth": "month", "mths": "month",
    "year": "year", "years": "year",
}  # fmt: skip
# "Every days" and "for weeks" have lost their number: without one, only the singular is a period.
ONE_PERIOD = {word: period for word, period in PERIODS.items() if word == period or not word.endswith("s")}
NIGHTS = frozenset({"night", "nights"})
FORTNIGHT = frozenset({"fortnight", "fortnights"})
ADVERBS = {
    "daily": (1, "day"), "weekly": (1, "week"), "fortnightly": (2, "week"),
    "monthly": (1, "month"), "yearly": (1, "year"), "annually": (1, "year"),
}  # fmt: skip

MOMENTS = {
    "morning": "morning", "mornings": "morning", "breakfast": "breakfast", "breakfasttime": "breakfast",
    "waking": "waking", "rising": "waking",
    "midday": "midday", "noon": "midday", "lunch": "lunch", "lunchtime": "lunch",
    "afternoon": "afternoon", "afternoons": "afternoon", "tea": "teatime", "teatime": "teatime",
    "evening": "evening", "evenings": "evening", "eve": "evening",
    "dinner": "evening meal", "supper": "evening meal", "dinnertime": "evening meal",
    "night": "night", "nights": "night", "nighttime": "night", "nightly": "night",
    "bedtime": "bedtime", "bed": "bedtime",
}  # fmt: skip
# Eaten at noon by some and in the evening by others: alone they are read, beside one another they are not.
LOCAL_MEALS = {"dinner": "dinner", "dinnertime": "dinner", "tea": "tea", "teatime": "tea", "supper": "supper"}
MEAL_MOMENTS = frozenset({"breakfast", "lunch", "teatime", "evening meal"})
# Words for one time of the day: "in the morning before breakfast" is one moment, not two.
PART_OF_DAY = {
    "morning": 1, "breakfast": 1, "waking": 1,
    "midday": 2, "lunch": 2, "afternoon": 3, "afternoon or evening": 4, "teatime": 4,
    "evening": 4, "evening meal": 4, "night": 5, "bedtime": 5,
}  # fmt: skip
BEFORE_MOMENTS = frozenset({"in", "at", "on", "by", "before", "after", "with", "during"})
EACH_MOMENT = frozenset({"every", "each", "the", "your", "a", "per"})
# Too common to be a time of the day without "at" or "before".
NEED_A_LEAD = frozenset({"bed", "waking", "rising"})
MEALS = frozenset({"meal", "meals", "mealtime", "mealtimes"})
FOODS = frozenset({"food", "foods", "meal", "meals", "eating", "milk", "snack"})

WEEKDAYS = {
    variant: number
    for number, variants in enumerate(
        (
            "monday mondays mon", "tuesday tuesdays tue tues", "wednesday wednesdays wed weds",
            "thursday thursdays thu thur thurs", "friday fridays fri", "saturday saturdays sat", "sunday sundays sun",
        ),
        start=1,
    )
    for variant in variants.split()
}  # fmt: skip

METHODS = {
    "take": "take taken takes", "swallow": "swallow swallowed", "chew": "chew chewed", "suck": "suck sucked",
    "dissolve": "dissolve", "inhale": "inhale inhaled", "apply": "apply applied rub rubbed",
    "insert": "insert inserted", "inject": "inject injected",
    "put": "put instil instill instilled place placed",
    "use": "use used", "spray": "sprayed", "give": "give given", "stick": "stick", "change": "change replace",
    "drink": "drink",
}  # fmt: skip
METHOD_OF = {variant: method for method, variants in METHODS.items() for variant in variants.split()}

SITE_SIDES = {"left": 1, "right": 1, "both": 2, "each": 2, "affected": 0}
SITE_NOUNS = {"eye": "eye", "eyes": "eye", "ear": "ear", "ears": "ear", "nostril": "nostril", "nostrils": "nostril"}

NEEDED = frozenset({"needed", "required", "necessary", "reqd", "req"})
CHANGES = {
    "reduce": "reduce", "reducing": "reduce", "reduced": "reduce", "decrease": "reduce", "decreasing": "reduce",
    "increase": "increase", "increasing": "increase", "increased": "increase",
}  # fmt: skip
NEGATIVES = frozenset({"not", "no", "dont", "never", "avoid", "without", "unless", "except"})

# A word that could change a dose. It is used by the grammar, or the directions are not read.
SIGNIFICANT = (
    frozenset(NUMBERS) | frozenset(TENS) | frozenset(ORDINALS) | HOURS | HOURLY | MINUTES | frozenset(PERIODS)
    | FORTNIGHT | frozenset(ADVERBS) | (frozenset(MOMENTS) - {"tea", "bed"}) | frozenset(WEEKDAYS) | NEGATIVES
    | frozenset(CHANGES) | NEEDED | MEALS | frozenset({"food", "eating"})
    | frozenset(words(
        """half quarter quarters third once twice thrice time times hundred thousand couple dozen both each every
        alternate alternating alternately other another extra additional double again repeat repeated repeating
        maximum max limit exceed more less most least up upto per total altogether divided split apart between
        gap stop stopping omit miss skip then followed following instead or either only increase reduce titrate
        titrating titrated taper tapering tapered wean weaning cycle break off free continue increments escalate
        start starting initially first last next stat immediately now single prn needed x q directed advised
        weekends weekdays weekend weekday today tomorrow biweekly bimonthly bd bds tds tid qds qid od om mane
        nocte hourly nocturnal overnight straight further awake daytime"""
    ))
)  # fmt: skip

# English words that lie one slip from a word above and are harmless, and the short words that free text may hold.
PLAIN = frozenset(
    words(
        """a about acid all an and any area areas are arm as ask at be because bleeding body bp bright but by calf
        can chart cough course dairy do doctor dry dusk ear early ears eye eyes eyelid eyelids eyelash eyelashes
        eyebrow eyebrows cone zone face feet fever few fine fire fit flu foot for forehead from full fungal gel
        gp gum gut had hair has have head heart help her hip his hot hrt ibs if in inr into is it its jaw joint
        keep knee lay leg legs light lip line live lower may mild milk mouth mouthful my nail nails new nose of
        oil old on onto out over own pad pain plus pus put rash red rib right same see seen sight skin so soon
        sore sun sure the their them there these they thin this to toe toes too top under until use uti via warm
        was wash water weak wear wet when while will wind wine with wound you your their copd also warning
        burning opening bone done gone note knot tone bones running turning learning nothing pea layer bowel
        taking urine sick sickness safe sore side"""
    )
)

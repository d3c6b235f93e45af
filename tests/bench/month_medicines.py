"""What the people of the synthetic month take: which condition, which medicine, how often beside one another.

The shares are the project's own judgement of a community pharmacy in England, made with the list of its commonest
medicines in view (OpenPrescribing, chemicals by items); no figure is measured. Names are dm+d names of the starter.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """A medicine as it is usually ordered. share: how many of those with the condition take it. group: of medicines
    that share one, a person takes one at the most.
    """

    name: str
    directions: str
    quantity: int
    share: float
    group: str = ""


@dataclass(frozen=True)
class Condition:
    """words: as a record has it. shares: of people under 40, to 64, to 79, and above."""

    words: str
    shares: tuple[float, float, float, float]
    medicines: tuple[Taken, ...]


CONDITIONS = (
    Condition(
        "Hypertension",
        (0.04, 0.30, 0.55, 0.62),
        (
            Taken("Amlodipine 5mg tablets", "1 om", 28, 0.5, "ccb"),
            Taken("Amlodipine 10mg tablets", "1 om", 28, 0.15, "ccb"),
            Taken("Ramipril 5mg capsules", "1 od", 28, 0.3, "ras"),
            Taken("Ramipril 10mg capsules", "1 od", 28, 0.15, "ras"),
            Taken("Lisinopril 10mg tablets", "1 od", 28, 0.15, "ras"),
            Taken("Losartan 50mg tablets", "1 od", 28, 0.18, "ras"),
            Taken("Candesartan 8mg tablets", "1 od", 28, 0.08, "ras"),
            Taken("Indapamide 2.5mg tablets", "1 om", 28, 0.2, "thiazide"),
            Taken("Bendroflumethiazide 2.5mg tablets", "1 om", 28, 0.15, "thiazide"),
            Taken("Doxazosin 4mg tablets", "1 od", 28, 0.1),
        ),
    ),
    Condition(
        "Hypercholesterolaemia",
        (0.02, 0.25, 0.5, 0.45),
        (
            Taken("Atorvastatin 20mg tablets", "1 on", 28, 0.55, "statin"),
            Taken("Atorvastatin 40mg tablets", "1 on", 28, 0.2, "statin"),
            Taken("Simvastatin 20mg tablets", "1 on", 28, 0.1, "statin"),
            Taken("Simvastatin 40mg tablets", "1 on", 28, 0.1, "statin"),
            Taken("Ezetimibe 10mg tablets", "1 od", 28, 0.06),
        ),
    ),
    Condition(
        "Ischaemic heart disease",
        (0.0, 0.05, 0.16, 0.22),
        (
            Taken("Aspirin 75mg dispersible tablets", "1 od", 28, 0.65, "antiplatelet"),
            Taken("Clopidogrel 75mg tablets", "1 od", 28, 0.25, "antiplatelet"),
            Taken("Bisoprolol 2.5mg tablets", "1 od", 28, 0.7, "betablocker"),
            Taken("Atorvastatin 80mg tablets", "1 on", 28, 0.6, "statin"),
            Taken("Ramipril 5mg capsules", "1 bd", 56, 0.5, "ras"),
            Taken("Glyceryl trinitrate 400micrograms/dose pump sublingual spray", "1-2 sprays prn", 1, 0.15),
            Taken("Isosorbide mononitrate 20mg tablets", "1 bd", 56, 0.12),
        ),
    ),
    Condition(
        "Heart failure",
        (0.0, 0.01, 0.05, 0.12),
        (
            Taken("Furosemide 40mg tablets", "1 om", 28, 0.85),
            Taken("Spironolactone 25mg tablets", "1 od", 28, 0.4),
            Taken("Bisoprolol 5mg tablets", "1 od", 28, 0.7, "betablocker"),
            Taken("Ramipril 2.5mg capsules", "1 bd", 56, 0.6, "ras"),
            Taken("Dapagliflozin 10mg tablets", "1 od", 28, 0.25),
        ),
    ),
    Condition(
        "Atrial fibrillation",
        (0.0, 0.01, 0.08, 0.17),
        (
            Taken("Apixaban 5mg tablets", "1 bd", 56, 0.5, "anticoagulant"),
            Taken("Edoxaban 60mg tablets", "1 od", 28, 0.2, "anticoagulant"),
            Taken("Warfarin 3mg tablets", "as per yellow book", 28, 0.12, "anticoagulant"),
            Taken("Bisoprolol 2.5mg tablets", "1 od", 28, 0.65, "betablocker"),
            Taken("Digoxin 125microgram tablets", "1 om", 28, 0.12),
        ),
    ),
    Condition(
        "Type 2 diabetes mellitus",
        (0.01, 0.11, 0.2, 0.17),
        (
            Taken("Metformin 500mg tablets", "2 bd", 112, 0.6, "metformin"),
            Taken("Metformin 500mg modified-release tablets", "2 bd", 112, 0.2, "metformin"),
            Taken("Gliclazide 80mg tablets", "1 bd", 56, 0.25),
            Taken("Sitagliptin 100mg tablets", "1 od", 28, 0.15, "gliptin"),
            Taken("Linagliptin 5mg tablets", "1 od", 28, 0.15, "gliptin"),
            Taken("Empagliflozin 10mg tablets", "1 od", 28, 0.2, "gliflozin"),
        ),
    ),
    Condition(
        "Gastro-oesophageal reflux",
        (0.06, 0.2, 0.3, 0.35),
        (
            Taken("Omeprazole 20mg gastro-resistant capsules", "1 od", 28, 0.55, "ppi"),
            Taken("Lansoprazole 30mg gastro-resistant capsules", "1 od", 28, 0.25, "ppi"),
            Taken("Lansoprazole 15mg gastro-resistant capsules", "1 od", 28, 0.2, "ppi"),
        ),
    ),
    Condition(
        "Hypothyroidism",
        (0.02, 0.08, 0.11, 0.12),
        (
            Taken("Levothyroxine sodium 100microgram tablets", "1 om", 28, 0.6),
            Taken("Levothyroxine sodium 25microgram tablets", "1 om", 28, 0.45),
            Taken("Levothyroxine sodium 50microgram tablets", "1 om", 28, 0.2),
        ),
    ),
    Condition(
        "Depression",
        (0.17, 0.2, 0.14, 0.15),
        (
            Taken("Sertraline 50mg tablets", "1 od", 28, 0.3, "antidepressant"),
            Taken("Sertraline 100mg tablets", "1 od", 28, 0.15, "antidepressant"),
            Taken("Citalopram 20mg tablets", "1 od", 28, 0.2, "antidepressant"),
            Taken("Fluoxetine 20mg capsules", "1 od", 30, 0.1, "antidepressant"),
            Taken("Venlafaxine 75mg modified-release capsules", "1 od", 28, 0.06, "antidepressant"),
            Taken("Mirtazapine 15mg tablets", "1 on", 28, 0.1),
        ),
    ),
    Condition(
        "Chronic pain",
        (0.05, 0.18, 0.24, 0.3),
        (
            Taken("Co-codamol 30mg/500mg tablets", "1-2 qds prn", 100, 0.25, "paracetamol"),
            Taken("Co-codamol 8mg/500mg tablets", "1-2 qds prn", 100, 0.12, "paracetamol"),
            Taken("Paracetamol 500mg tablets", "2 qds prn", 100, 0.35, "paracetamol"),
            Taken("Amitriptyline 10mg tablets", "1-2 on", 28, 0.25),
            Taken("Naproxen 500mg tablets", "1 bd", 56, 0.1, "nsaid"),
            Taken("Gabapentin 300mg capsules", "1 tds", 84, 0.12, "gabapentinoid"),
            Taken("Pregabalin 75mg capsules", "1 bd", 56, 0.12, "gabapentinoid"),
            Taken("Tramadol 50mg capsules", "1-2 qds prn", 100, 0.06, "opioid"),
            Taken("Morphine 10mg modified-release tablets", "1 bd", 56, 0.04, "opioid"),
            Taken("Buprenorphine 5micrograms/hour transdermal patches", "apply 1 every 7 days", 4, 0.05, "opioid"),
        ),
    ),
    Condition(
        "Insomnia",
        (0.01, 0.03, 0.05, 0.06),
        (
            Taken("Zopiclone 3.75mg tablets", "1 on prn", 14, 0.6, "hypnotic"),
            Taken("Zopiclone 7.5mg tablets", "1 on prn", 14, 0.4, "hypnotic"),
        ),
    ),
    Condition(
        "Asthma",
        (0.09, 0.09, 0.09, 0.08),
        (
            Taken("Salbutamol 100micrograms/dose inhaler CFC free", "2 puffs prn", 1, 0.85),
            Taken("Beclometasone 100micrograms/dose inhaler CFC free", "2 puffs bd", 1, 0.65),
            Taken("Montelukast 10mg tablets", "1 on", 28, 0.12),
        ),
    ),
    Condition(
        "Chronic obstructive pulmonary disease",
        (0.0, 0.03, 0.08, 0.1),
        (
            Taken("Salbutamol 100micrograms/dose inhaler CFC free", "2 puffs prn", 1, 0.85),
            Taken("Carbocisteine 375mg capsules", "2 tds", 168, 0.25),
        ),
    ),
    Condition(
        "Osteoporosis",
        (0.0, 0.02, 0.09, 0.16),
        (
            Taken("Alendronic acid 70mg tablets", "1 once a week", 4, 0.7),
            Taken("Colecalciferol 800unit capsules", "1 od", 30, 0.5),
        ),
    ),
    Condition("Gout", (0.0, 0.03, 0.05, 0.06), (Taken("Allopurinol 100mg tablets", "1 od", 28, 1),)),
    Condition(
        "Benign prostatic hyperplasia",
        (0.0, 0.03, 0.12, 0.16),
        (
            Taken("Tamsulosin 400microgram modified-release capsules", "1 od", 30, 0.9),
            Taken("Finasteride 5mg tablets", "1 od", 28, 0.45),
        ),
    ),
    Condition(
        "Rheumatoid arthritis",
        (0.002, 0.01, 0.015, 0.015),
        (
            Taken("Methotrexate 2.5mg tablets", "6 tablets once a week on Monday", 24, 0.7),
            Taken("Folic acid 5mg tablets", "1 once a week on Friday", 4, 0.7),
            Taken("Hydroxychloroquine 200mg tablets", "1 od", 30, 0.3),
        ),
    ),
    Condition(
        "Epilepsy",
        (0.008, 0.01, 0.01, 0.01),
        (
            Taken("Lamotrigine 100mg tablets", "1 bd", 56, 0.4, "antiepileptic"),
            Taken("Levetiracetam 500mg tablets", "1 bd", 60, 0.35, "antiepileptic"),
            Taken("Sodium valproate 500mg modified-release tablets", "1 bd", 60, 0.15, "antiepileptic"),
            Taken("Carbamazepine 200mg modified-release tablets", "1 bd", 56, 0.1, "antiepileptic"),
        ),
    ),
    Condition(
        "Bipolar affective disorder",
        (0.004, 0.006, 0.004, 0.002),
        (
            Taken("Lithium carbonate 400mg modified-release tablets", "2 on", 56, 0.5),
            Taken("Quetiapine 100mg tablets", "1 bd", 60, 0.5),
        ),
    ),
    Condition(
        "Dementia",
        (0.0, 0.0, 0.03, 0.11),
        (Taken("Donepezil 10mg tablets", "1 on", 28, 0.6), Taken("Memantine 20mg tablets", "1 od", 28, 0.35)),
    ),
    Condition(
        "Anaemia",
        (0.02, 0.04, 0.08, 0.12),
        (
            Taken("Ferrous fumarate 210mg tablets", "1 bd", 56, 0.6),
            Taken("Folic acid 5mg tablets", "1 od", 28, 0.3, "folate"),
        ),
    ),
    Condition(
        "Constipation",
        (0.01, 0.03, 0.08, 0.16),
        (
            Taken("Senna 7.5mg tablets", "2 on", 60, 0.5),
            Taken("Docusate 100mg capsules", "1 bd", 60, 0.3),
        ),
    ),
    Condition("Allergic rhinitis", (0.07, 0.06, 0.04, 0.02), (Taken("Cetirizine 10mg tablets", "1 od", 30, 1),)),
)
"""Inhaled, rectal and other special preparations are thin here: the starter has what the commonest lists hold."""

ACUTE = (
    Taken("Amoxicillin 500mg capsules", "1 tds for 7 days", 21, 0.2),
    Taken("Flucloxacillin 500mg capsules", "1 qds for 7 days", 28, 0.13),
    Taken("Nitrofurantoin 100mg modified-release capsules", "1 bd for 3 days", 6, 0.12),
    Taken("Trimethoprim 200mg tablets", "1 bd for 3 days", 6, 0.07),
    Taken("Doxycycline 100mg capsules", "2 stat then 1 od for 7 days", 8, 0.13),
    Taken("Clarithromycin 500mg tablets", "1 bd for 7 days", 14, 0.06),
    Taken("Prednisolone 5mg tablets", "6 om for 5 days", 30, 0.1),
    Taken("Hydrocortisone 1% cream", "apply bd", 15, 0.1),
    Taken("Chloramphenicol 0.5% eye drops", "1 drop every 2 hours", 10, 0.05),
    Taken("Codeine 30mg tablets", "1-2 qds prn", 28, 0.04),
    Taken("Naproxen 500mg tablets", "1 bd prn", 28, 0.05),
    Taken("Diazepam 2mg tablets", "1 tds prn", 15, 0.03),
)
PENICILLINS = frozenset({"Amoxicillin 500mg capsules", "Flucloxacillin 500mg capsules"})

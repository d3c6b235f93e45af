"""Invented people, prescriptions and findings for the gallery. The clinical words are samples that nobody reviewed."""

from dispensary.desktop.components.banners import BannerDeed, BannerWords
from dispensary.desktop.components.checks import ChangeColumn, CheckedLine
from dispensary.desktop.components.fields import ReadPiece
from dispensary.desktop.components.findings import Finding, Reason
from dispensary.desktop.components.items import BenchItem, BenchState, ItemTab
from dispensary.desktop.components.painting import Chip
from dispensary.desktop.components.panes import AboutPerson, Line, SentFact, SentItem, Supply
from dispensary.desktop.components.patient_banner import BannerPerson, allergy_chip, need_chip
from dispensary.desktop.components.rows import Cell, IconWords, TwoLines
from dispensary.desktop.components.staff import StaffMember
from dispensary.desktop.components.steps import Saying, Step, StepChoice
from dispensary.desktop.components.stop_screen import Mismatch
from dispensary.desktop.components.text import Part
from dispensary.desktop.components.verdict import Verdict
from dispensary.desktop.keymap import Action
from dispensary.desktop.theme import Tone

PASS = Tone.PASS
_GOAL = "I want to keep walking Biscuit up Beacon Hill without getting out of breath."

BERYL = BannerPerson(
    "Mrs Beryl Hartnoll",
    (
        ("Born", "14 Mar 1953 · 73 years"),
        ("NHS number", "999 014 2734"),
        ("Address", "3 Quarry Steps, Little Harwick QX4 7LD"),
    ),
    (allergy_chip("Penicillin: rash, 2014"), need_chip("Easy read, reads lips")),
)
SENT_FACTS = (
    SentFact("Prescriber", "Dr Imogen Farrant"),
    SentFact("Surgery", "Quarry Lane Surgery"),
    SentFact("Phone", "01632 960210"),
    SentFact("Signed", "23 Nov 2026, 09:51", "valid"),
    SentFact("ID", "9F3C71-FZZ99A-44B0E2"),
    SentFact("Kind", "Acute, 4 items"),
)
SENT_ITEMS = (
    SentItem("1", "Clarithromycin 500mg tablets", "14 tablets", "1 tablet twice a day for 7 days", "New"),
    SentItem("2", "Simvastatin 40mg tablets", "28 tablets", "1 at night"),
    SentItem("3", "Prednisolone 5mg tablets", "42 tablets", "reduce as per plan", "New"),
    SentItem("4", "Ramipril 5mg capsules", "28 capsules", "1 om", "Was 2.5mg"),
)
ITEM_TABS = (
    ItemTab("1", "Clarithromycin 500mg tablets", "Label ready", "pass", Tone.PASS),
    ItemTab("2", "Simvastatin 40mg tablets", "Not supplied", "cross"),
    ItemTab("3", "Prednisolone 5mg tablets", "Label ready", "pass", Tone.PASS),
    ItemTab("4", "Ramipril 5mg capsules", "Directions", "label", Tone.ACCENT),
)
READING = (ReadPiece("1", "1 capsule"), ReadPiece("om", "in the morning"))
READING_OD = (ReadPiece("1", "1 tablet"), ReadPiece("od", "once a day"))
ABOUT_BERYL = AboutPerson(
    heading="About Beryl",
    goal_heading="Her goal",
    goal=_GOAL,
    goal_asked="Asked by Nia, 2 Nov 2026",
    needs_heading="How to reach her",
    needs=(Line("Easy-read leaflet with pictures", "label"), Line("Reads lips: face her, speak clearly", "speech")),
    allergies=(Line("rash, 2014, coded", "allergy", Tone.STOP, "Penicillin"),),
    conditions=(
        Line("High blood pressure, asthma, high cholesterol", ""),
        Line("Kidney function: no result recorded", "not-checked", Tone.NOT_CHECKED),
    ),
    supplies=(
        Supply("2 Nov", "Ramipril 2.5mg capsules", "28", strong=True),
        Supply("2 Nov", "Simvastatin 40mg tablets", "28"),
        Supply("2 Nov", "Amlodipine 5mg tablets", "28"),
        Supply("12 Oct", "Salbutamol 100micrograms/dose inhaler CFC free", "200"),
    ),
)
CHANGES = (
    ChangeColumn(
        "New", "plus", Tone.ACCENT, ((Part("Clarithromycin 500mg tablets"),), (Part("Prednisolone 5mg tablets"),))
    ),
    ChangeColumn(
        "Dose up",
        "right",
        Tone.ACCENT,
        (
            (Part("Ramipril 5mg capsules"),),
            (Part("2.5mg", tone=Tone.TEXT2), Part(" to "), Part("5mg", strong=True), Part(" a day")),
        ),
    ),
    ChangeColumn(
        "Not ordered",
        "clock",
        Tone.REASON,
        ((Part("Amlodipine 5mg tablets"),), (Part("runs out 30 Nov, usually comes with these", tone=Tone.TEXT2),)),
    ),
    ChangeColumn(
        "Same",
        "prescription",
        Tone.TEXT2,
        ((Part("Simvastatin 40mg tablets"),), (Part("since 2019", tone=Tone.TEXT2),)),
    ),
)
FINDINGS = (
    Finding(
        "interaction",
        Tone.STOP,
        "Simvastatin with clarithromycin",
        "Clarithromycin can raise simvastatin to a level that damages muscle. The two must not be taken together.",
        (
            Reason("paused", "Pause simvastatin"),
            Reason("changed", "Prescriber changed"),
            Reason("confirms", "Prescriber confirms"),
            Reason("not-supplied", "Do not supply"),
            Reason("wrong-record", "Record is wrong"),
        ),
        needs_words=True,
        words_prompt="Say what was agreed, for example: told her to restart on 1 December",
        has_evidence=True,
    ),
    Finding(
        "dose",
        Tone.NOT_CHECKED,
        "Dose of prednisolone",
        "“Reduce as per plan” can’t be read as a dose, so no dose limit was checked. The label will ask for the dose.",
        (
            Reason("enter", "Enter the dose"),
            Reason("ask", "Ask the prescriber, 01632 960210"),
            Reason("mine", "I checked it myself"),
        ),
    ),
    Finding("refill", Tone.REASON, "Ramipril is 9 days early", settled="Dose changed"),
)
QUIET = (
    Finding("renal", Tone.NOT_CHECKED, "Kidney function", "No result in the last 12 months, and ramipril has gone up."),
    Finding("asthma", Tone.INFO, "Asthma with prednisolone", "Fits a flare-up: offer an inhaler check."),
)
CHECKED = (
    CheckedLine("Allergy", "Clear"),
    CheckedLine("Interactions", "1 stop", Tone.STOP, "stop"),
    CheckedLine("Dose, 3 of 4 items", "1 not checked", Tone.NOT_CHECKED, "not-checked"),
    CheckedLine("Duplicates", "Clear"),
    CheckedLine("Timing", "Reason given"),
    CheckedLine("Age, sex, pregnancy", "Clear"),
    CheckedLine("Conditions", "Clear"),
    CheckedLine("Kidney function", "Not checked", Tone.NOT_CHECKED, "not-checked"),
    CheckedLine("Legal and EPS", "Clear"),
)
_PACK = BenchState("Pack", "pass", Tone.PASS)
_STUCK = BenchState("Label", "pass", Tone.PASS)
BENCH = (
    BenchItem("clarithromycin", "Clarithromycin 500mg tablets", "14 tablets", (_PACK, _STUCK)),
    BenchItem(
        "prednisolone", "Prednisolone 5mg tablets", "42 tablets", (BenchState("2 packs", "pass", Tone.PASS), _STUCK)
    ),
    BenchItem("ramipril", "Ramipril 5mg capsules", "28 capsules", (_PACK, BenchState("Label", "label"))),
    BenchItem(
        "simvastatin",
        "Simvastatin 40mg tablets",
        "",
        (BenchState("Not supplied: paused for 7 days", "cross"),),
        quiet=True,
    ),
)
RIGHT = Verdict(
    Tone.PASS,
    "Right pack",
    "Ramipril 5mg capsules",
    (
        (Part("28 capsules, whole pack"),),
        (Part("Batch TR4071, use by "), Part("August 2028", strong=True, tone=Tone.TEXT)),
    ),
    "Now scan the label you stuck on it",
)
WRONG = Mismatch(
    "Wrong strength",
    "Mrs Beryl Hartnoll",
    "Item 4 of 4, checking: Joseph Pell",
    "5mg",
    (Part("Ramipril "), Part("5mg", strong=True), Part(" capsules, 28")),
    "2.5mg",
    (Part("Ramipril "), Part("2.5mg", strong=True), Part(" capsules, 28")),
    note="On 2 November she had 2.5mg. The dose went up today.",
    likely="strength",
)
BAG_CHIPS = (
    Chip("1 of 2 bags", Tone.PASS),
    Chip("Controlled drug", Tone.INFO, "cd"),
    Chip("Fridge", Tone.INFO, "fridge"),
    Chip("Owing", Tone.REASON, "owing"),
)
STEPS = (
    Step(
        "identity",
        "patient",
        "Ask: “What is your name and address?”",
        deed="They match",
        deed_action=Action.ACCEPT,
        deed_filled=True,
        hidden=True,
        revealed="Mr Tomasz Wrona, 16 Coopers Yard",
    ),
    Step(
        "collector",
        "cd",
        "Controlled drug: who is collecting?",
        choices=(
            StepChoice("patient", "Patient", number=1),
            StepChoice("other", "Someone for them", number=2),
            StepChoice("professional", "Health professional", number=3),
        ),
        question="ID seen?",
        answers=(StepChoice("yes", "Yes", Action.YES), StepChoice("no", "No", Action.NO)),
    ),
    Step(
        "fridge",
        "fridge",
        "Fetch insulin: fridge 2, shelf B",
        "Scan the fridge bag too",
        state="Not scanned yet",
        state_icon="clock",
    ),
    Step(
        "owing",
        "owing",
        "14 lansoprazole capsules still owed",
        "Ready Wednesday 25 November after 14:00. Slip is in the bag.",
        Tone.REASON,
        question="Text him when ready?",
        answers=(StepChoice("text", "Yes", Action.TEXT_WHEN_READY),),
    ),
    Step(
        "payment",
        "pass",
        "Nothing to pay",
        "Aged 60 or over, shown by his date of birth. No declaration needed.",
        Tone.PASS,
        state="Settled",
        state_tone=Tone.PASS,
        deed="Change payment",
        deed_action=Action.PAYMENT,
    ),
)
SAYING = Saying(
    "Swallow these whole, 1 in the morning and 1 in the evening. Are the nights any better?",
    "His goal: “Sleep through, so I can get back to my allotment.”",
)
BAGGED = (
    ("Items", "3, one in the fridge"),
    ("Clinical check", "Amara Whitlock, 10:02"),
    ("Accuracy check", "Joseph Pell, 10:36"),
    ("Hand-out", "Nia Rhys is authorised"),
    ("Prescription", "Still valid at EPS, asked 10:41"),
)
STAFF = (
    StaffMember("amara", "Amara Whitlock", "Pharmacist, GPhC 2999041", "Responsible pharmacist"),
    StaffMember("joseph", "Joseph Pell", "Accuracy-checking technician", "At the bench"),
    StaffMember("nia", "Nia Rhys", "Dispenser", "1 label kept for you"),
    StaffMember("samir", "Samir Okonedo", "Pharmacist, GPhC 2999077"),
    StaffMember("edie", "Edie Lascelles", "Dispenser, in training"),
    StaffMember("hal", "Hal Cromarty", "Counter assistant", "May hand out bagged items"),
)
DOWN = BannerWords(
    "eps",
    Tone.REASON,
    "EPS can’t be reached since 10:21.",
    "Carry on: labels, checks and hand-out work as usual.",
    "14 messages are held and will be sent in order. The oldest is 21 minutes old. Trying again in 40 seconds.",
    "cloud-off",
    (
        BannerDeed("pack", "Downtime pack", Action.DOWNTIME_PACK, "printer"),
        BannerDeed("retry", "Try now", Action.RETRY, "retry"),
    ),
)
RECORD_FIELDS = {
    "name": "Mrs Beryl Hartnoll",
    "born": "14 Mar 1953",
    "nhs_number": "999 014 2734",
    "address": "3 Quarry Steps, Little Harwick QX4 7LD",
    "phone": "01632 960118",
    "goal": _GOAL,
    "communication_note": "Reads lips: face her, speak clearly",
    "conditions": "High blood pressure, asthma, high cholesterol",
    "weight": "71",
}
ALLERGY_ROWS: tuple[tuple[Cell, ...], ...] = (
    (IconWords("Penicillin", "allergy", Tone.STOP), IconWords("Rash"), IconWords("2014", tone=Tone.TEXT2)),
)
SUPPLY_ROWS: tuple[tuple[Cell, ...], ...] = (
    (IconWords("2 Nov 2026", tone=Tone.TEXT2), TwoLines("Ramipril 2.5mg capsules", "1 om"), IconWords("28 capsules")),
    (IconWords("2 Nov 2026", tone=Tone.TEXT2), TwoLines("Simvastatin 40mg tablets", "1 on"), IconWords("28 tablets")),
    (IconWords("2 Nov 2026", tone=Tone.TEXT2), TwoLines("Amlodipine 5mg tablets", "1 od"), IconWords("28 tablets")),
)
CHANGE_ROWS: tuple[tuple[Cell, ...], ...] = (
    (IconWords("2 Nov 2026", tone=Tone.TEXT2), TwoLines("Goal", "asked for the first time"), IconWords("Nia Rhys")),
)
JOURNAL_ROWS: tuple[tuple[Cell, ...], ...] = (
    (
        IconWords("23 Nov 2026, 10:42", tone=Tone.TEXT2),
        TwoLines("Handed out", "Task: hand out, given by Amara Whitlock"),
        TwoLines("Mrs Beryl Hartnoll", "Ramipril 5mg capsules"),
        IconWords("Nia Rhys"),
    ),
    (
        IconWords("23 Nov 2026, 10:31", tone=Tone.TEXT2),
        TwoLines("Accuracy checked", "Task: accuracy check, given by Amara Whitlock"),
        TwoLines("Mrs Beryl Hartnoll", "Ramipril 5mg capsules"),
        IconWords("Joseph Pell"),
    ),
)
JOURNAL_FACTS = (
    ("When", "23 Nov 2026, 10:42:07"),
    ("Who", "Nia Rhys"),
    ("Under", "Responsible pharmacist on duty: GPhC 2999041. Task: hand out, given by Amara Whitlock from 1 Jan 2020"),
    ("Patient", "Mrs Beryl Hartnoll"),
    ("Entry", "4117 of Counter 2"),
    ("Seal", "Sealed"),
)

"""The component kit: what every screen is made of. Nothing here decides anything; a view gives it small frozen values.

Each component shows one value and tells of a deed by a signal. All words are given by the caller and shown as plain
text. Keys come from `desktop.keymap`, colours and type from `desktop.theme`; both are looked up when painting, so a
change of theme or map needs no wiring (after a remapping call `take_keys_again(window)`).

    words        Text(set_parts, set_tone, wrapped, figures)  Part  Icon(show_icon)  IconText(show_words)
                 Inline(say, clear)  KeyCap  Redacted  rule()
    chips        Chip(words, tone, icon)  StatusChip(show_chip)  ChipRow(set_chips)  paint_chip/chip_size for delegates
    buttons      KeyButton(variant, action; hold(missing), free(), held)  ChoiceButton(answer)
    fields       TextField(say, miss)  SearchField  PinField  CheckBox  ChoiceBox
                 DirectionsField(text, setText, underline; changed, accepted)
                 ReadBack(show_reading)  WhichReading(ask; chosen)
    bands        TopBar(set_places, show_place, show_user; place_chosen, search_asked)  ActionBar
                 StatusBar(set_items, set_item; chosen)  BannerStack(say, drop; deed_asked)  Banner  DemoBanner
                 PatientBanner(show_person, show_bag, hide_names)  StageTabs(set_stages, choose; chosen)
                 FilterTabs(set_filters; chosen)  set_compact(window, ...)
    rows         RowTable(set_columns, mark_changed; opened, moved)  RowDelegate
                 cells TwoLines, Figure, IconWords, Chips  roles CELL, ROW_TONE, KEY  cell_words()
    findings     FindingCard(show_finding, choose, first_answer; answered, evidence_asked, change_asked)
                 QuietFindings(show_findings)  HiddenFindings(show_words; asked)  ChangesCard(show_changes; more_asked)
                  CheckedList(show_checks)
    panes        AsSentPane(show_sent, mark_item; item_chosen)  PersonPane(show_person)
                 SummaryPane(show_summary, clear)  GoalCard(show_goal)  CardColumn(set_cards)  alert_card()
    work         ItemTabs(set_items; chosen)  LabelPreview(show_labels, stale, unreadable, clear; current)
    bench        BenchItems(show_items)  ScanProgress(show_scans)  VerdictPanel(show_verdict)  NextScan
                 StopScreen(show_mismatch, give; cause_given, left)
    counter      StepCard(show_step, mark_current, reveal, answers_to; deed_asked, chosen, names_held)
                 SayCard(show_saying; said, pharmacist_wanted)  FactList, FactsCard(show_facts)
    sign-in      StaffCards(set_staff, choose; chosen)
    otherwise    EmptyState(say; chosen)  LongWork(show_progress; stop_asked)  UnforeseenDialog

A form in `ui/` promotes these with the header `dispensary.desktop.components`.
"""

from dispensary.desktop.components.banners import Banner, BannerDeed, BannerStack, BannerWords, DemoBanner
from dispensary.desktop.components.bars import (
    ActionBar,
    Avatar,
    BrandMark,
    HealthItem,
    Place,
    PlaceTab,
    StatusBar,
    TopBar,
)
from dispensary.desktop.components.buttons import CardDeed, ChoiceButton, KeyButton
from dispensary.desktop.components.cards import CardColumn, StateFrame
from dispensary.desktop.components.checks import ChangeColumn, ChangesCard, CheckedLine, CheckedList
from dispensary.desktop.components.chips import ChipRow, StatusChip
from dispensary.desktop.components.empty import (
    Emptiness,
    EmptyState,
    LongWork,
    UnforeseenDialog,
    WayOn,
    WhichReading,
)
from dispensary.desktop.components.fields import (
    CheckBox,
    ChoiceBox,
    DirectionsField,
    PinField,
    ReadBack,
    ReadPiece,
    SearchField,
    Span,
    TextField,
)
from dispensary.desktop.components.findings import Finding, FindingCard, HiddenFindings, QuietFindings, Reason
from dispensary.desktop.components.flow import FlowLayout
from dispensary.desktop.components.items import BenchItem, BenchItems, BenchState, ItemButton, ItemTab, ItemTabs
from dispensary.desktop.components.key_deed import KeyDeed
from dispensary.desktop.components.label_preview import LabelPreview
from dispensary.desktop.components.painting import Chip, chip_size, paint_chip
from dispensary.desktop.components.panes import (
    AboutPerson,
    AsSentPane,
    GoalCard,
    Line,
    PersonPane,
    SentFact,
    SentItem,
    Summary,
    SummaryItem,
    SummaryPane,
    Supply,
    alert_card,
)
from dispensary.desktop.components.patient_banner import (
    NO_ALLERGIES,
    NOT_ASKED,
    BannerPerson,
    PatientBanner,
    allergy_chip,
    need_chip,
)
from dispensary.desktop.components.rows import (
    CELL,
    KEY,
    ROW_TONE,
    Cell,
    Chips,
    Figure,
    IconWords,
    RowDelegate,
    RowTable,
    TwoLines,
    cell_words,
)
from dispensary.desktop.components.screens import ScreenStack
from dispensary.desktop.components.staff import StaffCard, StaffCards, StaffMember
from dispensary.desktop.components.stage_tabs import Filter, FilterButton, FilterTabs, Stage, StageTab, StageTabs
from dispensary.desktop.components.steps import FactList, FactsCard, SayCard, Saying, Step, StepCard, StepChoice
from dispensary.desktop.components.stop_screen import CAUSES, Cause, Mismatch, StopScreen
from dispensary.desktop.components.text import Icon, IconText, Inline, KeyCap, Part, Redacted, Text, rule
from dispensary.desktop.components.verdict import NextScan, ScanProgress, Verdict, VerdictPanel
from dispensary.desktop.components.window_bands import set_compact, take_keys_again

__all__ = [
    "CAUSES",
    "CELL",
    "KEY",
    "NOT_ASKED",
    "NO_ALLERGIES",
    "ROW_TONE",
    "AboutPerson",
    "ActionBar",
    "AsSentPane",
    "Avatar",
    "Banner",
    "BannerDeed",
    "BannerPerson",
    "BannerStack",
    "BannerWords",
    "BenchItem",
    "BenchItems",
    "BenchState",
    "BrandMark",
    "CardColumn",
    "CardDeed",
    "Cause",
    "Cell",
    "ChangeColumn",
    "ChangesCard",
    "CheckBox",
    "CheckedLine",
    "CheckedList",
    "Chip",
    "ChipRow",
    "Chips",
    "ChoiceBox",
    "ChoiceButton",
    "DemoBanner",
    "DirectionsField",
    "Emptiness",
    "EmptyState",
    "FactList",
    "FactsCard",
    "Figure",
    "Filter",
    "FilterButton",
    "FilterTabs",
    "Finding",
    "FindingCard",
    "FlowLayout",
    "GoalCard",
    "HealthItem",
    "HiddenFindings",
    "Icon",
    "IconText",
    "IconWords",
    "Inline",
    "ItemButton",
    "ItemTab",
    "ItemTabs",
    "KeyButton",
    "KeyCap",
    "KeyDeed",
    "LabelPreview",
    "Line",
    "LongWork",
    "Mismatch",
    "NextScan",
    "Part",
    "PatientBanner",
    "PersonPane",
    "PinField",
    "Place",
    "PlaceTab",
    "QuietFindings",
    "ReadBack",
    "ReadPiece",
    "Reason",
    "Redacted",
    "RowDelegate",
    "RowTable",
    "SayCard",
    "Saying",
    "ScanProgress",
    "ScreenStack",
    "SearchField",
    "SentFact",
    "SentItem",
    "Span",
    "StaffCard",
    "StaffCards",
    "StaffMember",
    "Stage",
    "StageTab",
    "StageTabs",
    "StateFrame",
    "StatusBar",
    "StatusChip",
    "Step",
    "StepCard",
    "StepChoice",
    "StopScreen",
    "Summary",
    "SummaryItem",
    "SummaryPane",
    "Supply",
    "Text",
    "TextField",
    "TopBar",
    "TwoLines",
    "UnforeseenDialog",
    "Verdict",
    "VerdictPanel",
    "WayOn",
    "WhichReading",
    "alert_card",
    "allergy_chip",
    "cell_words",
    "chip_size",
    "need_chip",
    "paint_chip",
    "rule",
    "set_compact",
    "take_keys_again",
]

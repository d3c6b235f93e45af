# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QHeaderView, QScrollArea, QSizePolicy, QSpacerItem,
    QStackedWidget, QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, CheckBox, ChoiceBox, EmptyState,
    Inline, KeyButton, PatientBanner, RowTable,
    Text, TextField)
from dispensary.desktop.components.buttons import CardDeed

class Ui_PatientRecord(object):
    def setupUi(self, PatientRecord) -> None:
        if not PatientRecord.objectName():
            PatientRecord.setObjectName(u"PatientRecord")
        self.layout_13 = QVBoxLayout(PatientRecord)
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.patient_banner = PatientBanner(PatientRecord)
        self.patient_banner.setObjectName(u"patient_banner")

        self.layout_13.addWidget(self.patient_banner)

        self.pages = QStackedWidget(PatientRecord)
        self.pages.setObjectName(u"pages")
        self.record_page = QWidget()
        self.record_page.setObjectName(u"record_page")
        self.layout_14 = QVBoxLayout(self.record_page)
        self.layout_14.setSpacing(0)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.layout_15 = QHBoxLayout()
        self.layout_15.setSpacing(0)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(0, 0, 0, 0)
        self.record_scroll = QScrollArea(self.record_page)
        self.record_scroll.setObjectName(u"record_scroll")
        self.record_scroll.setWidgetResizable(True)
        self.record_scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.record_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.record = QWidget()
        self.record.setObjectName(u"record")
        self.layout_16 = QVBoxLayout(self.record)
        self.layout_16.setSpacing(9)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(16, 12, 16, 12)
        self.card_2 = QFrame(self.record)
        self.card_2.setObjectName(u"card_2")
        self.card_2.setProperty(u"card", u"true")
        self.layout_17 = QVBoxLayout(self.card_2)
        self.layout_17.setSpacing(0)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(16, 10, 16, 14)
        self.text_1 = Text(self.card_2)
        self.text_1.setObjectName(u"text_1")
        self.text_1.setProperty(u"role", u"lead-strong")

        self.layout_17.addWidget(self.text_1)

        self.spacer_18 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_17.addItem(self.spacer_18)

        self.layout_19 = QGridLayout()
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setHorizontalSpacing(12)
        self.layout_19.setVerticalSpacing(8)
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.layout_20 = QVBoxLayout()
        self.layout_20.setSpacing(3)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(0, 0, 0, 0)
        self.name_label = Text(self.card_2)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setProperty(u"tone", u"text2")

        self.layout_20.addWidget(self.name_label)

        self.name = TextField(self.card_2)
        self.name.setObjectName(u"name")

        self.layout_20.addWidget(self.name)


        self.layout_19.addLayout(self.layout_20, 0, 0, 1, 2)

        self.layout_21 = QVBoxLayout()
        self.layout_21.setSpacing(3)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.born_label = Text(self.card_2)
        self.born_label.setObjectName(u"born_label")
        self.born_label.setProperty(u"tone", u"text2")

        self.layout_21.addWidget(self.born_label)

        self.born = TextField(self.card_2)
        self.born.setObjectName(u"born")

        self.layout_21.addWidget(self.born)


        self.layout_19.addLayout(self.layout_21, 0, 2, 1, 1)

        self.layout_22 = QVBoxLayout()
        self.layout_22.setSpacing(3)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.nhs_number_label = Text(self.card_2)
        self.nhs_number_label.setObjectName(u"nhs_number_label")
        self.nhs_number_label.setProperty(u"tone", u"text2")

        self.layout_22.addWidget(self.nhs_number_label)

        self.nhs_number = TextField(self.card_2)
        self.nhs_number.setObjectName(u"nhs_number")

        self.layout_22.addWidget(self.nhs_number)


        self.layout_19.addLayout(self.layout_22, 0, 3, 1, 1)

        self.layout_23 = QVBoxLayout()
        self.layout_23.setSpacing(3)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.address_label = Text(self.card_2)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setProperty(u"tone", u"text2")

        self.layout_23.addWidget(self.address_label)

        self.address = TextField(self.card_2)
        self.address.setObjectName(u"address")

        self.layout_23.addWidget(self.address)


        self.layout_19.addLayout(self.layout_23, 1, 0, 1, 2)

        self.layout_24 = QVBoxLayout()
        self.layout_24.setSpacing(3)
        self.layout_24.setObjectName(u"layout_24")
        self.layout_24.setContentsMargins(0, 0, 0, 0)
        self.postcode_label = Text(self.card_2)
        self.postcode_label.setObjectName(u"postcode_label")
        self.postcode_label.setProperty(u"tone", u"text2")

        self.layout_24.addWidget(self.postcode_label)

        self.postcode = TextField(self.card_2)
        self.postcode.setObjectName(u"postcode")

        self.layout_24.addWidget(self.postcode)


        self.layout_19.addLayout(self.layout_24, 1, 2, 1, 1)

        self.layout_25 = QVBoxLayout()
        self.layout_25.setSpacing(3)
        self.layout_25.setObjectName(u"layout_25")
        self.layout_25.setContentsMargins(0, 0, 0, 0)
        self.phone_label = Text(self.card_2)
        self.phone_label.setObjectName(u"phone_label")
        self.phone_label.setProperty(u"tone", u"text2")

        self.layout_25.addWidget(self.phone_label)

        self.phone = TextField(self.card_2)
        self.phone.setObjectName(u"phone")

        self.layout_25.addWidget(self.phone)


        self.layout_19.addLayout(self.layout_25, 1, 3, 1, 1)

        self.layout_19.setColumnStretch(0, 3)
        self.layout_19.setColumnStretch(1, 2)
        self.layout_19.setColumnStretch(2, 2)
        self.layout_19.setColumnStretch(3, 2)

        self.layout_17.addLayout(self.layout_19)

        self.who_refusal = Inline(self.card_2)
        self.who_refusal.setObjectName(u"who_refusal")

        self.layout_17.addWidget(self.who_refusal)


        self.layout_16.addWidget(self.card_2)

        self.card_4 = QFrame(self.record)
        self.card_4.setObjectName(u"card_4")
        self.card_4.setProperty(u"card", u"true")
        self.layout_26 = QVBoxLayout(self.card_4)
        self.layout_26.setSpacing(0)
        self.layout_26.setObjectName(u"layout_26")
        self.layout_26.setContentsMargins(16, 10, 16, 14)
        self.text_3 = Text(self.card_4)
        self.text_3.setObjectName(u"text_3")
        self.text_3.setProperty(u"role", u"lead-strong")

        self.layout_26.addWidget(self.text_3)

        self.spacer_27 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_27)

        self.goal = TextField(self.card_4)
        self.goal.setObjectName(u"goal")

        self.layout_26.addWidget(self.goal)

        self.spacer_28 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_28)

        self.goal_asked = Text(self.card_4)
        self.goal_asked.setObjectName(u"goal_asked")
        self.goal_asked.setProperty(u"tone", u"text2")

        self.layout_26.addWidget(self.goal_asked)


        self.layout_16.addWidget(self.card_4)

        self.card_6 = QFrame(self.record)
        self.card_6.setObjectName(u"card_6")
        self.card_6.setProperty(u"card", u"true")
        self.layout_29 = QVBoxLayout(self.card_6)
        self.layout_29.setSpacing(0)
        self.layout_29.setObjectName(u"layout_29")
        self.layout_29.setContentsMargins(16, 10, 16, 14)
        self.text_5 = Text(self.card_6)
        self.text_5.setObjectName(u"text_5")
        self.text_5.setProperty(u"role", u"lead-strong")

        self.layout_29.addWidget(self.text_5)

        self.spacer_30 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_29.addItem(self.spacer_30)

        self.layout_31 = QHBoxLayout()
        self.layout_31.setSpacing(16)
        self.layout_31.setObjectName(u"layout_31")
        self.layout_31.setContentsMargins(0, 0, 0, 0)
        self.large_print = CheckBox(self.card_6)
        self.large_print.setObjectName(u"large_print")

        self.layout_31.addWidget(self.large_print)

        self.easy_read = CheckBox(self.card_6)
        self.easy_read.setObjectName(u"easy_read")

        self.layout_31.addWidget(self.easy_read)

        self.bsl = CheckBox(self.card_6)
        self.bsl.setObjectName(u"bsl")

        self.layout_31.addWidget(self.bsl)

        self.lip_reading = CheckBox(self.card_6)
        self.lip_reading.setObjectName(u"lip_reading")

        self.layout_31.addWidget(self.lip_reading)

        self.interpreter = CheckBox(self.card_6)
        self.interpreter.setObjectName(u"interpreter")

        self.layout_31.addWidget(self.interpreter)

        self.braille = CheckBox(self.card_6)
        self.braille.setObjectName(u"braille")

        self.layout_31.addWidget(self.braille)

        self.spacer_32 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_31.addItem(self.spacer_32)


        self.layout_29.addLayout(self.layout_31)

        self.spacer_33 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_29.addItem(self.spacer_33)

        self.layout_34 = QVBoxLayout()
        self.layout_34.setSpacing(3)
        self.layout_34.setObjectName(u"layout_34")
        self.layout_34.setContentsMargins(0, 0, 0, 0)
        self.communication_note_label = Text(self.card_6)
        self.communication_note_label.setObjectName(u"communication_note_label")
        self.communication_note_label.setProperty(u"tone", u"text2")

        self.layout_34.addWidget(self.communication_note_label)

        self.communication_note = TextField(self.card_6)
        self.communication_note.setObjectName(u"communication_note")

        self.layout_34.addWidget(self.communication_note)


        self.layout_29.addLayout(self.layout_34)


        self.layout_16.addWidget(self.card_6)

        self.card_8 = QFrame(self.record)
        self.card_8.setObjectName(u"card_8")
        self.card_8.setProperty(u"card", u"true")
        self.layout_35 = QVBoxLayout(self.card_8)
        self.layout_35.setSpacing(0)
        self.layout_35.setObjectName(u"layout_35")
        self.layout_35.setContentsMargins(16, 10, 16, 14)
        self.text_7 = Text(self.card_8)
        self.text_7.setObjectName(u"text_7")
        self.text_7.setProperty(u"role", u"lead-strong")

        self.layout_35.addWidget(self.text_7)

        self.spacer_36 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_35.addItem(self.spacer_36)

        self.allergy_state = Inline(self.card_8)
        self.allergy_state.setObjectName(u"allergy_state")

        self.layout_35.addWidget(self.allergy_state)

        self.spacer_37 = QSpacerItem(8, 2, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_35.addItem(self.spacer_37)

        self.layout_38 = QHBoxLayout()
        self.layout_38.setSpacing(0)
        self.layout_38.setObjectName(u"layout_38")
        self.layout_38.setContentsMargins(0, 0, 0, 0)
        self.no_known_allergies = CheckBox(self.card_8)
        self.no_known_allergies.setObjectName(u"no_known_allergies")

        self.layout_38.addWidget(self.no_known_allergies)

        self.spacer_39 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_38.addItem(self.spacer_39)


        self.layout_35.addLayout(self.layout_38)

        self.spacer_40 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_35.addItem(self.spacer_40)

        self.layout_41 = QHBoxLayout()
        self.layout_41.setSpacing(12)
        self.layout_41.setObjectName(u"layout_41")
        self.layout_41.setContentsMargins(0, 0, 0, 0)
        self.layout_42 = QVBoxLayout()
        self.layout_42.setSpacing(3)
        self.layout_42.setObjectName(u"layout_42")
        self.layout_42.setContentsMargins(0, 0, 0, 0)
        self.allergy_substance_label = Text(self.card_8)
        self.allergy_substance_label.setObjectName(u"allergy_substance_label")
        self.allergy_substance_label.setProperty(u"tone", u"text2")

        self.layout_42.addWidget(self.allergy_substance_label)

        self.allergy_substance = TextField(self.card_8)
        self.allergy_substance.setObjectName(u"allergy_substance")

        self.layout_42.addWidget(self.allergy_substance)


        self.layout_41.addLayout(self.layout_42)

        self.layout_43 = QVBoxLayout()
        self.layout_43.setSpacing(3)
        self.layout_43.setObjectName(u"layout_43")
        self.layout_43.setContentsMargins(0, 0, 0, 0)
        self.allergy_reaction_label = Text(self.card_8)
        self.allergy_reaction_label.setObjectName(u"allergy_reaction_label")
        self.allergy_reaction_label.setProperty(u"tone", u"text2")

        self.layout_43.addWidget(self.allergy_reaction_label)

        self.allergy_reaction = TextField(self.card_8)
        self.allergy_reaction.setObjectName(u"allergy_reaction")

        self.layout_43.addWidget(self.allergy_reaction)


        self.layout_41.addLayout(self.layout_43)

        self.add_allergy = CardDeed(self.card_8)
        self.add_allergy.setObjectName(u"add_allergy")
        self.add_allergy.setProperty(u"variant", u"plain")
        self.add_allergy.setProperty(u"action", u"confirm")

        self.layout_41.addWidget(self.add_allergy, 0, Qt.AlignmentFlag.AlignBottom)

        self.layout_41.setStretch(0, 1)
        self.layout_41.setStretch(1, 1)

        self.layout_35.addLayout(self.layout_41)

        self.spacer_44 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_35.addItem(self.spacer_44)

        self.allergy_refusal = Inline(self.card_8)
        self.allergy_refusal.setObjectName(u"allergy_refusal")

        self.layout_35.addWidget(self.allergy_refusal)

        self.spacer_45 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_35.addItem(self.spacer_45)

        self.allergies = RowTable(self.card_8)
        self.allergies.setObjectName(u"allergies")
        self.allergies.setMinimumSize(QSize(0, 118))
        self.allergies.setMaximumSize(QSize(16777215, 118))

        self.layout_35.addWidget(self.allergies)

        self.allergy_deeds = QHBoxLayout()
        self.allergy_deeds.setSpacing(8)
        self.allergy_deeds.setObjectName(u"allergy_deeds")
        self.allergy_deeds.setContentsMargins(0, 8, 0, 0)
        self.spacer_46 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.allergy_deeds.addItem(self.spacer_46)


        self.layout_35.addLayout(self.allergy_deeds)


        self.layout_16.addWidget(self.card_8)

        self.card_13 = QFrame(self.record)
        self.card_13.setObjectName(u"card_13")
        self.card_13.setProperty(u"card", u"true")
        self.layout_97 = QVBoxLayout(self.card_13)
        self.layout_97.setSpacing(0)
        self.layout_97.setObjectName(u"layout_97")
        self.layout_97.setContentsMargins(16, 10, 16, 14)
        self.purpose_heading = Text(self.card_13)
        self.purpose_heading.setObjectName(u"purpose_heading")
        self.purpose_heading.setProperty(u"role", u"lead-strong")

        self.layout_97.addWidget(self.purpose_heading)

        self.spacer_95 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_97.addItem(self.spacer_95)

        self.purpose_state = Text(self.card_13)
        self.purpose_state.setObjectName(u"purpose_state")
        self.purpose_state.setProperty(u"tone", u"text2")
        self.purpose_state.setWordWrap(True)

        self.layout_97.addWidget(self.purpose_state)

        self.purpose_entry = QWidget(self.card_13)
        self.purpose_entry.setObjectName(u"purpose_entry")
        self.layout_93 = QVBoxLayout(self.purpose_entry)
        self.layout_93.setSpacing(8)
        self.layout_93.setObjectName(u"layout_93")
        self.layout_93.setContentsMargins(0, 0, 0, 0)
        self.layout_94 = QVBoxLayout()
        self.layout_94.setSpacing(3)
        self.layout_94.setObjectName(u"layout_94")
        self.layout_94.setContentsMargins(0, 0, 0, 0)
        self.purpose_medicine_label = Text(self.purpose_entry)
        self.purpose_medicine_label.setObjectName(u"purpose_medicine_label")
        self.purpose_medicine_label.setProperty(u"tone", u"text2")

        self.layout_94.addWidget(self.purpose_medicine_label)

        self.purpose_medicine = ChoiceBox(self.purpose_entry)
        self.purpose_medicine.setObjectName(u"purpose_medicine")

        self.layout_94.addWidget(self.purpose_medicine)


        self.layout_93.addLayout(self.layout_94)

        self.layout_95 = QHBoxLayout()
        self.layout_95.setSpacing(12)
        self.layout_95.setObjectName(u"layout_95")
        self.layout_95.setContentsMargins(0, 0, 0, 0)
        self.layout_96 = QVBoxLayout()
        self.layout_96.setSpacing(3)
        self.layout_96.setObjectName(u"layout_96")
        self.layout_96.setContentsMargins(0, 0, 0, 0)
        self.purpose_words_label = Text(self.purpose_entry)
        self.purpose_words_label.setObjectName(u"purpose_words_label")
        self.purpose_words_label.setProperty(u"tone", u"text2")

        self.layout_96.addWidget(self.purpose_words_label)

        self.purpose_words = TextField(self.purpose_entry)
        self.purpose_words.setObjectName(u"purpose_words")

        self.layout_96.addWidget(self.purpose_words)


        self.layout_95.addLayout(self.layout_96)

        self.add_purpose = CardDeed(self.purpose_entry)
        self.add_purpose.setObjectName(u"add_purpose")
        self.add_purpose.setProperty(u"variant", u"plain")
        self.add_purpose.setProperty(u"action", u"confirm")

        self.layout_95.addWidget(self.add_purpose, 0, Qt.AlignmentFlag.AlignBottom)

        self.layout_95.setStretch(0, 1)

        self.layout_93.addLayout(self.layout_95)


        self.layout_97.addWidget(self.purpose_entry)

        self.spacer_96 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_97.addItem(self.spacer_96)

        self.purpose_refusal = Inline(self.card_13)
        self.purpose_refusal.setObjectName(u"purpose_refusal")

        self.layout_97.addWidget(self.purpose_refusal)

        self.spacer_97 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_97.addItem(self.spacer_97)

        self.purposes = RowTable(self.card_13)
        self.purposes.setObjectName(u"purposes")

        self.layout_97.addWidget(self.purposes)

        self.purpose_said = Text(self.card_13)
        self.purpose_said.setObjectName(u"purpose_said")
        self.purpose_said.setProperty(u"tone", u"text2")
        self.purpose_said.setWordWrap(True)

        self.layout_97.addWidget(self.purpose_said)

        self.purpose_deeds = QHBoxLayout()
        self.purpose_deeds.setSpacing(8)
        self.purpose_deeds.setObjectName(u"purpose_deeds")
        self.purpose_deeds.setContentsMargins(0, 8, 0, 0)
        self.spacer_94 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.purpose_deeds.addItem(self.spacer_94)


        self.layout_97.addLayout(self.purpose_deeds)


        self.layout_16.addWidget(self.card_13)

        self.card_14 = QFrame(self.record)
        self.card_14.setObjectName(u"card_14")
        self.card_14.setProperty(u"card", u"true")
        self.layout_101 = QVBoxLayout(self.card_14)
        self.layout_101.setSpacing(0)
        self.layout_101.setObjectName(u"layout_101")
        self.layout_101.setContentsMargins(16, 10, 16, 14)
        self.question_heading = Text(self.card_14)
        self.question_heading.setObjectName(u"question_heading")
        self.question_heading.setProperty(u"role", u"lead-strong")

        self.layout_101.addWidget(self.question_heading)

        self.spacer_99 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_101.addItem(self.spacer_99)

        self.question_entry = QWidget(self.card_14)
        self.question_entry.setObjectName(u"question_entry")
        self.layout_98 = QVBoxLayout(self.question_entry)
        self.layout_98.setSpacing(8)
        self.layout_98.setObjectName(u"layout_98")
        self.layout_98.setContentsMargins(0, 0, 0, 0)
        self.layout_99 = QHBoxLayout()
        self.layout_99.setSpacing(12)
        self.layout_99.setObjectName(u"layout_99")
        self.layout_99.setContentsMargins(0, 0, 0, 0)
        self.layout_100 = QVBoxLayout()
        self.layout_100.setSpacing(3)
        self.layout_100.setObjectName(u"layout_100")
        self.layout_100.setContentsMargins(0, 0, 0, 0)
        self.question_words_label = Text(self.question_entry)
        self.question_words_label.setObjectName(u"question_words_label")
        self.question_words_label.setProperty(u"tone", u"text2")

        self.layout_100.addWidget(self.question_words_label)

        self.question_words = TextField(self.question_entry)
        self.question_words.setObjectName(u"question_words")

        self.layout_100.addWidget(self.question_words)


        self.layout_99.addLayout(self.layout_100)

        self.add_question = CardDeed(self.question_entry)
        self.add_question.setObjectName(u"add_question")
        self.add_question.setProperty(u"variant", u"plain")
        self.add_question.setProperty(u"action", u"confirm")

        self.layout_99.addWidget(self.add_question, 0, Qt.AlignmentFlag.AlignBottom)

        self.layout_99.setStretch(0, 1)

        self.layout_98.addLayout(self.layout_99)


        self.layout_101.addWidget(self.question_entry)

        self.spacer_100 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_101.addItem(self.spacer_100)

        self.question_refusal = Inline(self.card_14)
        self.question_refusal.setObjectName(u"question_refusal")

        self.layout_101.addWidget(self.question_refusal)

        self.spacer_101 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_101.addItem(self.spacer_101)

        self.questions = RowTable(self.card_14)
        self.questions.setObjectName(u"questions")

        self.layout_101.addWidget(self.questions)

        self.question_said = Text(self.card_14)
        self.question_said.setObjectName(u"question_said")
        self.question_said.setProperty(u"tone", u"text2")
        self.question_said.setWordWrap(True)

        self.layout_101.addWidget(self.question_said)

        self.question_deeds = QHBoxLayout()
        self.question_deeds.setSpacing(8)
        self.question_deeds.setObjectName(u"question_deeds")
        self.question_deeds.setContentsMargins(0, 8, 0, 0)
        self.spacer_98 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.question_deeds.addItem(self.spacer_98)


        self.layout_101.addLayout(self.question_deeds)


        self.layout_16.addWidget(self.card_14)

        self.card_10 = QFrame(self.record)
        self.card_10.setObjectName(u"card_10")
        self.card_10.setProperty(u"card", u"true")
        self.layout_47 = QVBoxLayout(self.card_10)
        self.layout_47.setSpacing(0)
        self.layout_47.setObjectName(u"layout_47")
        self.layout_47.setContentsMargins(16, 10, 16, 14)
        self.text_9 = Text(self.card_10)
        self.text_9.setObjectName(u"text_9")
        self.text_9.setProperty(u"role", u"lead-strong")

        self.layout_47.addWidget(self.text_9)

        self.spacer_48 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_47.addItem(self.spacer_48)

        self.layout_49 = QGridLayout()
        self.layout_49.setObjectName(u"layout_49")
        self.layout_49.setHorizontalSpacing(12)
        self.layout_49.setVerticalSpacing(8)
        self.layout_49.setContentsMargins(0, 0, 0, 0)
        self.layout_50 = QVBoxLayout()
        self.layout_50.setSpacing(3)
        self.layout_50.setObjectName(u"layout_50")
        self.layout_50.setContentsMargins(0, 0, 0, 0)
        self.conditions_label = Text(self.card_10)
        self.conditions_label.setObjectName(u"conditions_label")
        self.conditions_label.setProperty(u"tone", u"text2")

        self.layout_50.addWidget(self.conditions_label)

        self.conditions = TextField(self.card_10)
        self.conditions.setObjectName(u"conditions")

        self.layout_50.addWidget(self.conditions)


        self.layout_49.addLayout(self.layout_50, 0, 0, 1, 4)

        self.layout_51 = QVBoxLayout()
        self.layout_51.setSpacing(3)
        self.layout_51.setObjectName(u"layout_51")
        self.layout_51.setContentsMargins(0, 0, 0, 0)
        self.weight_label = Text(self.card_10)
        self.weight_label.setObjectName(u"weight_label")
        self.weight_label.setProperty(u"tone", u"text2")

        self.layout_51.addWidget(self.weight_label)

        self.weight = TextField(self.card_10)
        self.weight.setObjectName(u"weight")

        self.layout_51.addWidget(self.weight)


        self.layout_49.addLayout(self.layout_51, 1, 0, 1, 1)

        self.layout_52 = QVBoxLayout()
        self.layout_52.setSpacing(3)
        self.layout_52.setObjectName(u"layout_52")
        self.layout_52.setContentsMargins(0, 0, 0, 0)
        self.weight_date_label = Text(self.card_10)
        self.weight_date_label.setObjectName(u"weight_date_label")
        self.weight_date_label.setProperty(u"tone", u"text2")

        self.layout_52.addWidget(self.weight_date_label)

        self.weight_date = TextField(self.card_10)
        self.weight_date.setObjectName(u"weight_date")

        self.layout_52.addWidget(self.weight_date)


        self.layout_49.addLayout(self.layout_52, 1, 1, 1, 1)

        self.layout_53 = QVBoxLayout()
        self.layout_53.setSpacing(3)
        self.layout_53.setObjectName(u"layout_53")
        self.layout_53.setContentsMargins(0, 0, 0, 0)
        self.egfr_label = Text(self.card_10)
        self.egfr_label.setObjectName(u"egfr_label")
        self.egfr_label.setProperty(u"tone", u"text2")

        self.layout_53.addWidget(self.egfr_label)

        self.egfr = TextField(self.card_10)
        self.egfr.setObjectName(u"egfr")

        self.layout_53.addWidget(self.egfr)


        self.layout_49.addLayout(self.layout_53, 1, 2, 1, 1)

        self.layout_54 = QVBoxLayout()
        self.layout_54.setSpacing(3)
        self.layout_54.setObjectName(u"layout_54")
        self.layout_54.setContentsMargins(0, 0, 0, 0)
        self.egfr_date_label = Text(self.card_10)
        self.egfr_date_label.setObjectName(u"egfr_date_label")
        self.egfr_date_label.setProperty(u"tone", u"text2")

        self.layout_54.addWidget(self.egfr_date_label)

        self.egfr_date = TextField(self.card_10)
        self.egfr_date.setObjectName(u"egfr_date")

        self.layout_54.addWidget(self.egfr_date)


        self.layout_49.addLayout(self.layout_54, 1, 3, 1, 1)

        self.layout_55 = QVBoxLayout()
        self.layout_55.setSpacing(3)
        self.layout_55.setObjectName(u"layout_55")
        self.layout_55.setContentsMargins(0, 0, 0, 0)
        self.sex_label = Text(self.card_10)
        self.sex_label.setObjectName(u"sex_label")
        self.sex_label.setProperty(u"tone", u"text2")

        self.layout_55.addWidget(self.sex_label)

        self.sex = ChoiceBox(self.card_10)
        self.sex.setObjectName(u"sex")

        self.layout_55.addWidget(self.sex)


        self.layout_49.addLayout(self.layout_55, 2, 0, 1, 1)

        self.layout_56 = QVBoxLayout()
        self.layout_56.setSpacing(3)
        self.layout_56.setObjectName(u"layout_56")
        self.layout_56.setContentsMargins(0, 0, 0, 0)
        self.pregnant_label = Text(self.card_10)
        self.pregnant_label.setObjectName(u"pregnant_label")
        self.pregnant_label.setProperty(u"tone", u"text2")

        self.layout_56.addWidget(self.pregnant_label)

        self.pregnant = ChoiceBox(self.card_10)
        self.pregnant.setObjectName(u"pregnant")

        self.layout_56.addWidget(self.pregnant)


        self.layout_49.addLayout(self.layout_56, 2, 1, 1, 1)

        self.layout_57 = QVBoxLayout()
        self.layout_57.setSpacing(3)
        self.layout_57.setObjectName(u"layout_57")
        self.layout_57.setContentsMargins(0, 0, 0, 0)
        self.breastfeeding_label = Text(self.card_10)
        self.breastfeeding_label.setObjectName(u"breastfeeding_label")
        self.breastfeeding_label.setProperty(u"tone", u"text2")

        self.layout_57.addWidget(self.breastfeeding_label)

        self.breastfeeding = ChoiceBox(self.card_10)
        self.breastfeeding.setObjectName(u"breastfeeding")

        self.layout_57.addWidget(self.breastfeeding)


        self.layout_49.addLayout(self.layout_57, 2, 2, 1, 1)

        self.layout_49.setColumnStretch(0, 1)
        self.layout_49.setColumnStretch(1, 1)
        self.layout_49.setColumnStretch(2, 1)
        self.layout_49.setColumnStretch(3, 1)

        self.layout_47.addLayout(self.layout_49)

        self.health_refusal = Inline(self.card_10)
        self.health_refusal.setObjectName(u"health_refusal")

        self.layout_47.addWidget(self.health_refusal)


        self.layout_16.addWidget(self.card_10)

        self.card_12 = QFrame(self.record)
        self.card_12.setObjectName(u"card_12")
        self.card_12.setProperty(u"card", u"true")
        self.layout_58 = QVBoxLayout(self.card_12)
        self.layout_58.setSpacing(0)
        self.layout_58.setObjectName(u"layout_58")
        self.layout_58.setContentsMargins(16, 10, 16, 14)
        self.layout_59 = QHBoxLayout()
        self.layout_59.setSpacing(8)
        self.layout_59.setObjectName(u"layout_59")
        self.layout_59.setContentsMargins(0, 0, 0, 0)
        self.text_11 = Text(self.card_12)
        self.text_11.setObjectName(u"text_11")
        self.text_11.setProperty(u"role", u"lead-strong")

        self.layout_59.addWidget(self.text_11)

        self.spacer_60 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_59.addItem(self.spacer_60)

        self.dates_hint = Text(self.card_12)
        self.dates_hint.setObjectName(u"dates_hint")
        self.dates_hint.setProperty(u"tone", u"text2")

        self.layout_59.addWidget(self.dates_hint)


        self.layout_58.addLayout(self.layout_59)

        self.spacer_61 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_58.addItem(self.spacer_61)

        self.layout_62 = QHBoxLayout()
        self.layout_62.setSpacing(12)
        self.layout_62.setObjectName(u"layout_62")
        self.layout_62.setContentsMargins(0, 0, 0, 0)
        self.layout_63 = QVBoxLayout()
        self.layout_63.setSpacing(3)
        self.layout_63.setObjectName(u"layout_63")
        self.layout_63.setContentsMargins(0, 0, 0, 0)
        self.result_test_label = Text(self.card_12)
        self.result_test_label.setObjectName(u"result_test_label")
        self.result_test_label.setProperty(u"tone", u"text2")

        self.layout_63.addWidget(self.result_test_label)

        self.result_test = TextField(self.card_12)
        self.result_test.setObjectName(u"result_test")

        self.layout_63.addWidget(self.result_test)


        self.layout_62.addLayout(self.layout_63)

        self.layout_64 = QVBoxLayout()
        self.layout_64.setSpacing(3)
        self.layout_64.setObjectName(u"layout_64")
        self.layout_64.setContentsMargins(0, 0, 0, 0)
        self.result_value_label = Text(self.card_12)
        self.result_value_label.setObjectName(u"result_value_label")
        self.result_value_label.setProperty(u"tone", u"text2")

        self.layout_64.addWidget(self.result_value_label)

        self.result_value = TextField(self.card_12)
        self.result_value.setObjectName(u"result_value")

        self.layout_64.addWidget(self.result_value)


        self.layout_62.addLayout(self.layout_64)

        self.layout_65 = QVBoxLayout()
        self.layout_65.setSpacing(3)
        self.layout_65.setObjectName(u"layout_65")
        self.layout_65.setContentsMargins(0, 0, 0, 0)
        self.result_date_label = Text(self.card_12)
        self.result_date_label.setObjectName(u"result_date_label")
        self.result_date_label.setProperty(u"tone", u"text2")

        self.layout_65.addWidget(self.result_date_label)

        self.result_date = TextField(self.card_12)
        self.result_date.setObjectName(u"result_date")

        self.layout_65.addWidget(self.result_date)


        self.layout_62.addLayout(self.layout_65)

        self.add_result = CardDeed(self.card_12)
        self.add_result.setObjectName(u"add_result")
        self.add_result.setProperty(u"variant", u"plain")
        self.add_result.setProperty(u"action", u"confirm")

        self.layout_62.addWidget(self.add_result, 0, Qt.AlignmentFlag.AlignBottom)

        self.layout_62.setStretch(0, 2)
        self.layout_62.setStretch(1, 2)
        self.layout_62.setStretch(2, 1)

        self.layout_58.addLayout(self.layout_62)

        self.spacer_66 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_58.addItem(self.spacer_66)

        self.result_refusal = Inline(self.card_12)
        self.result_refusal.setObjectName(u"result_refusal")

        self.layout_58.addWidget(self.result_refusal)

        self.spacer_67 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_58.addItem(self.spacer_67)

        self.results = RowTable(self.card_12)
        self.results.setObjectName(u"results")
        self.results.setMinimumSize(QSize(0, 118))
        self.results.setMaximumSize(QSize(16777215, 118))

        self.layout_58.addWidget(self.results)

        self.result_deeds = QHBoxLayout()
        self.result_deeds.setSpacing(8)
        self.result_deeds.setObjectName(u"result_deeds")
        self.result_deeds.setContentsMargins(0, 8, 0, 0)
        self.spacer_68 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.result_deeds.addItem(self.spacer_68)


        self.layout_58.addLayout(self.result_deeds)


        self.layout_16.addWidget(self.card_12)

        self.spacer_69 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_16.addItem(self.spacer_69)

        self.record_scroll.setWidget(self.record)

        self.layout_15.addWidget(self.record_scroll)

        self.side = QFrame(self.record_page)
        self.side.setObjectName(u"side")
        self.side.setMinimumSize(QSize(500, 0))
        self.side.setMaximumSize(QSize(500, 16777215))
        self.side.setProperty(u"pane", u"side-surface")
        self.layout_70 = QVBoxLayout(self.side)
        self.layout_70.setSpacing(0)
        self.layout_70.setObjectName(u"layout_70")
        self.layout_70.setContentsMargins(0, 0, 0, 0)
        self.layout_71 = QHBoxLayout()
        self.layout_71.setSpacing(0)
        self.layout_71.setObjectName(u"layout_71")
        self.layout_71.setContentsMargins(16, 12, 16, 6)
        self.supplies_heading = Text(self.side)
        self.supplies_heading.setObjectName(u"supplies_heading")
        self.supplies_heading.setProperty(u"role", u"lead-strong")

        self.layout_71.addWidget(self.supplies_heading)

        self.spacer_72 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_71.addItem(self.spacer_72)


        self.layout_70.addLayout(self.layout_71)

        self.supplies_list = QStackedWidget(self.side)
        self.supplies_list.setObjectName(u"supplies_list")
        self.supplies_page = QWidget()
        self.supplies_page.setObjectName(u"supplies_page")
        self.layout_73 = QVBoxLayout(self.supplies_page)
        self.layout_73.setSpacing(0)
        self.layout_73.setObjectName(u"layout_73")
        self.layout_73.setContentsMargins(0, 0, 0, 0)
        self.supplies = RowTable(self.supplies_page)
        self.supplies.setObjectName(u"supplies")

        self.layout_73.addWidget(self.supplies)

        self.supplies_list.addWidget(self.supplies_page)
        self.supplies_empty = EmptyState()
        self.supplies_empty.setObjectName(u"supplies_empty")
        self.supplies_list.addWidget(self.supplies_empty)

        self.layout_70.addWidget(self.supplies_list)

        self.layout_74 = QHBoxLayout()
        self.layout_74.setSpacing(0)
        self.layout_74.setObjectName(u"layout_74")
        self.layout_74.setContentsMargins(16, 8, 16, 2)
        self.supply_words = Text(self.side)
        self.supply_words.setObjectName(u"supply_words")
        self.supply_words.setWordWrap(True)

        self.layout_74.addWidget(self.supply_words)


        self.layout_70.addLayout(self.layout_74)

        self.layout_75 = QHBoxLayout()
        self.layout_75.setSpacing(0)
        self.layout_75.setObjectName(u"layout_75")
        self.layout_75.setContentsMargins(16, 10, 16, 6)
        self.changes_heading = Text(self.side)
        self.changes_heading.setObjectName(u"changes_heading")
        self.changes_heading.setProperty(u"role", u"lead-strong")

        self.layout_75.addWidget(self.changes_heading)


        self.layout_70.addLayout(self.layout_75)

        self.changes = RowTable(self.side)
        self.changes.setObjectName(u"changes")

        self.layout_70.addWidget(self.changes)

        self.layout_76 = QHBoxLayout()
        self.layout_76.setSpacing(0)
        self.layout_76.setObjectName(u"layout_76")
        self.layout_76.setContentsMargins(16, 8, 16, 8)
        self.change_words = Text(self.side)
        self.change_words.setObjectName(u"change_words")
        self.change_words.setWordWrap(True)

        self.layout_76.addWidget(self.change_words)


        self.layout_70.addLayout(self.layout_76)

        self.layout_70.setStretch(1, 3)
        self.layout_70.setStretch(4, 2)

        self.layout_15.addWidget(self.side)

        self.layout_15.setStretch(0, 1)

        self.layout_14.addLayout(self.layout_15)

        self.unsaved = QFrame(self.record_page)
        self.unsaved.setObjectName(u"unsaved")
        self.unsaved.setProperty(u"band", u"action")
        self.layout_77 = QVBoxLayout(self.unsaved)
        self.layout_77.setSpacing(4)
        self.layout_77.setObjectName(u"layout_77")
        self.layout_77.setContentsMargins(16, 8, 16, 8)
        self.layout_78 = QHBoxLayout()
        self.layout_78.setSpacing(10)
        self.layout_78.setObjectName(u"layout_78")
        self.layout_78.setContentsMargins(0, 0, 0, 0)
        self.unsaved_words = Inline(self.unsaved)
        self.unsaved_words.setObjectName(u"unsaved_words")

        self.layout_78.addWidget(self.unsaved_words, 0, Qt.AlignmentFlag.AlignVCenter)

        self.reason_label = Text(self.unsaved)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"tone", u"text2")

        self.layout_78.addWidget(self.reason_label)

        self.reason = TextField(self.unsaved)
        self.reason.setObjectName(u"reason")
        self.reason.setMinimumSize(QSize(240, 0))
        self.reason.setMaximumSize(QSize(240, 16777215))

        self.layout_78.addWidget(self.reason)

        self.set_aside = KeyButton(self.unsaved)
        self.set_aside.setObjectName(u"set_aside")
        self.set_aside.setProperty(u"variant", u"quiet")
        self.set_aside.setProperty(u"action", u"set-aside")

        self.layout_78.addWidget(self.set_aside)

        self.layout_78.setStretch(0, 1)

        self.layout_77.addLayout(self.layout_78)

        self.refusal = Inline(self.unsaved)
        self.refusal.setObjectName(u"refusal")

        self.layout_77.addWidget(self.refusal)


        self.layout_14.addWidget(self.unsaved)

        self.layout_14.setStretch(0, 1)
        self.pages.addWidget(self.record_page)
        self.find_page = QWidget()
        self.find_page.setObjectName(u"find_page")
        self.layout_79 = QVBoxLayout(self.find_page)
        self.layout_79.setSpacing(0)
        self.layout_79.setObjectName(u"layout_79")
        self.layout_79.setContentsMargins(0, 0, 0, 0)
        self.find_band = QFrame(self.find_page)
        self.find_band.setObjectName(u"find_band")
        self.find_band.setProperty(u"band", u"work")
        self.layout_80 = QVBoxLayout(self.find_band)
        self.layout_80.setSpacing(0)
        self.layout_80.setObjectName(u"layout_80")
        self.layout_80.setContentsMargins(16, 12, 16, 12)
        self.find_heading = Text(self.find_band)
        self.find_heading.setObjectName(u"find_heading")
        self.find_heading.setProperty(u"role", u"lead-strong")

        self.layout_80.addWidget(self.find_heading)

        self.spacer_81 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_80.addItem(self.spacer_81)

        self.layout_82 = QVBoxLayout()
        self.layout_82.setSpacing(3)
        self.layout_82.setObjectName(u"layout_82")
        self.layout_82.setContentsMargins(0, 0, 0, 0)
        self.find_label = Text(self.find_band)
        self.find_label.setObjectName(u"find_label")
        self.find_label.setProperty(u"tone", u"text2")

        self.layout_82.addWidget(self.find_label)

        self.find = TextField(self.find_band)
        self.find.setObjectName(u"find")

        self.layout_82.addWidget(self.find)


        self.layout_80.addLayout(self.layout_82)


        self.layout_79.addWidget(self.find_band)

        self.found_list = QStackedWidget(self.find_page)
        self.found_list.setObjectName(u"found_list")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.found_list.sizePolicy().hasHeightForWidth())
        self.found_list.setSizePolicy(sizePolicy)
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_83 = QVBoxLayout(self.found_page)
        self.layout_83.setSpacing(0)
        self.layout_83.setObjectName(u"layout_83")
        self.layout_83.setContentsMargins(0, 0, 0, 0)
        self.found = RowTable(self.found_page)
        self.found.setObjectName(u"found")

        self.layout_83.addWidget(self.found)

        self.found_list.addWidget(self.found_page)
        self.found_empty = EmptyState()
        self.found_empty.setObjectName(u"found_empty")
        self.found_list.addWidget(self.found_empty)

        self.layout_79.addWidget(self.found_list)

        self.layout_79.setStretch(1, 1)
        self.pages.addWidget(self.find_page)
        self.whose_page = QWidget()
        self.whose_page.setObjectName(u"whose_page")
        self.layout_84 = QHBoxLayout(self.whose_page)
        self.layout_84.setSpacing(0)
        self.layout_84.setObjectName(u"layout_84")
        self.layout_84.setContentsMargins(0, 0, 0, 0)
        self.layout_85 = QVBoxLayout()
        self.layout_85.setSpacing(0)
        self.layout_85.setObjectName(u"layout_85")
        self.layout_85.setContentsMargins(0, 0, 0, 0)
        self.whose_band = QFrame(self.whose_page)
        self.whose_band.setObjectName(u"whose_band")
        self.whose_band.setProperty(u"band", u"work")
        self.layout_86 = QVBoxLayout(self.whose_band)
        self.layout_86.setSpacing(0)
        self.layout_86.setObjectName(u"layout_86")
        self.layout_86.setContentsMargins(16, 12, 16, 12)
        self.whose_heading = Text(self.whose_band)
        self.whose_heading.setObjectName(u"whose_heading")
        self.whose_heading.setProperty(u"role", u"lead-strong")

        self.layout_86.addWidget(self.whose_heading)

        self.whose_words = Text(self.whose_band)
        self.whose_words.setObjectName(u"whose_words")
        self.whose_words.setProperty(u"tone", u"text2")
        self.whose_words.setWordWrap(True)

        self.layout_86.addWidget(self.whose_words)

        self.spacer_87 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_86.addItem(self.spacer_87)

        self.layout_88 = QVBoxLayout()
        self.layout_88.setSpacing(3)
        self.layout_88.setObjectName(u"layout_88")
        self.layout_88.setContentsMargins(0, 0, 0, 0)
        self.find_other_label = Text(self.whose_band)
        self.find_other_label.setObjectName(u"find_other_label")
        self.find_other_label.setProperty(u"tone", u"text2")

        self.layout_88.addWidget(self.find_other_label)

        self.find_other = TextField(self.whose_band)
        self.find_other.setObjectName(u"find_other")

        self.layout_88.addWidget(self.find_other)


        self.layout_86.addLayout(self.layout_88)

        self.whose_refusal = Inline(self.whose_band)
        self.whose_refusal.setObjectName(u"whose_refusal")

        self.layout_86.addWidget(self.whose_refusal)


        self.layout_85.addWidget(self.whose_band)

        self.candidates_list = QStackedWidget(self.whose_page)
        self.candidates_list.setObjectName(u"candidates_list")
        sizePolicy.setHeightForWidth(self.candidates_list.sizePolicy().hasHeightForWidth())
        self.candidates_list.setSizePolicy(sizePolicy)
        self.candidates_page = QWidget()
        self.candidates_page.setObjectName(u"candidates_page")
        self.layout_89 = QVBoxLayout(self.candidates_page)
        self.layout_89.setSpacing(0)
        self.layout_89.setObjectName(u"layout_89")
        self.layout_89.setContentsMargins(0, 0, 0, 0)
        self.candidates = RowTable(self.candidates_page)
        self.candidates.setObjectName(u"candidates")

        self.layout_89.addWidget(self.candidates)

        self.candidates_list.addWidget(self.candidates_page)
        self.candidates_empty = EmptyState()
        self.candidates_empty.setObjectName(u"candidates_empty")
        self.candidates_list.addWidget(self.candidates_empty)

        self.layout_85.addWidget(self.candidates_list)

        self.layout_85.setStretch(1, 1)

        self.layout_84.addLayout(self.layout_85)

        self.compared = QFrame(self.whose_page)
        self.compared.setObjectName(u"compared")
        self.compared.setMinimumSize(QSize(620, 0))
        self.compared.setMaximumSize(QSize(620, 16777215))
        self.compared.setProperty(u"pane", u"side-surface")
        self.layout_90 = QVBoxLayout(self.compared)
        self.layout_90.setSpacing(0)
        self.layout_90.setObjectName(u"layout_90")
        self.layout_90.setContentsMargins(0, 0, 0, 0)
        self.layout_91 = QHBoxLayout()
        self.layout_91.setSpacing(0)
        self.layout_91.setObjectName(u"layout_91")
        self.layout_91.setContentsMargins(16, 12, 16, 6)
        self.compared_heading = Text(self.compared)
        self.compared_heading.setObjectName(u"compared_heading")
        self.compared_heading.setProperty(u"role", u"lead-strong")

        self.layout_91.addWidget(self.compared_heading)


        self.layout_90.addLayout(self.layout_91)

        self.comparison = RowTable(self.compared)
        self.comparison.setObjectName(u"comparison")

        self.layout_90.addWidget(self.comparison)


        self.layout_84.addWidget(self.compared)

        self.layout_84.setStretch(0, 1)
        self.pages.addWidget(self.whose_page)
        self.blank_page = QWidget()
        self.blank_page.setObjectName(u"blank_page")
        self.pages.addWidget(self.blank_page)

        self.layout_13.addWidget(self.pages)

        self.action_bar = ActionBar(PatientRecord)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_92 = QHBoxLayout(self.action_bar)
        self.layout_92.setSpacing(8)
        self.layout_92.setObjectName(u"layout_92")
        self.layout_92.setContentsMargins(16, 0, 16, 0)
        self.find_patient = KeyButton(self.action_bar)
        self.find_patient.setObjectName(u"find_patient")
        self.find_patient.setProperty(u"variant", u"plain")
        self.find_patient.setProperty(u"action", u"patient")

        self.layout_92.addWidget(self.find_patient)

        self.restrict = KeyButton(self.action_bar)
        self.restrict.setObjectName(u"restrict")
        self.restrict.setProperty(u"variant", u"plain")
        self.restrict.setProperty(u"action", u"restrict")

        self.layout_92.addWidget(self.restrict)

        self.history = KeyButton(self.action_bar)
        self.history.setObjectName(u"history")
        self.history.setProperty(u"variant", u"plain")
        self.history.setProperty(u"action", u"history")

        self.layout_92.addWidget(self.history)

        self.add_prescription = KeyButton(self.action_bar)
        self.add_prescription.setObjectName(u"add_prescription")
        self.add_prescription.setProperty(u"variant", u"plain")
        self.add_prescription.setProperty(u"action", u"add-prescription")

        self.layout_92.addWidget(self.add_prescription)

        self.new_record = KeyButton(self.action_bar)
        self.new_record.setObjectName(u"new_record")
        self.new_record.setProperty(u"variant", u"plain")
        self.new_record.setProperty(u"action", u"add-patient")

        self.layout_92.addWidget(self.new_record)

        self.spacer_93 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_92.addItem(self.spacer_93)

        self.back = CardDeed(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_92.addWidget(self.back)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_92.addWidget(self.save)


        self.layout_13.addWidget(self.action_bar)

        self.layout_13.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.name_label.setBuddy(self.name)
        self.born_label.setBuddy(self.born)
        self.nhs_number_label.setBuddy(self.nhs_number)
        self.address_label.setBuddy(self.address)
        self.postcode_label.setBuddy(self.postcode)
        self.phone_label.setBuddy(self.phone)
        self.communication_note_label.setBuddy(self.communication_note)
        self.allergy_substance_label.setBuddy(self.allergy_substance)
        self.allergy_reaction_label.setBuddy(self.allergy_reaction)
        self.purpose_medicine_label.setBuddy(self.purpose_medicine)
        self.purpose_words_label.setBuddy(self.purpose_words)
        self.question_words_label.setBuddy(self.question_words)
        self.conditions_label.setBuddy(self.conditions)
        self.weight_label.setBuddy(self.weight)
        self.weight_date_label.setBuddy(self.weight_date)
        self.egfr_label.setBuddy(self.egfr)
        self.egfr_date_label.setBuddy(self.egfr_date)
        self.sex_label.setBuddy(self.sex)
        self.pregnant_label.setBuddy(self.pregnant)
        self.breastfeeding_label.setBuddy(self.breastfeeding)
        self.result_test_label.setBuddy(self.result_test)
        self.result_value_label.setBuddy(self.result_value)
        self.result_date_label.setBuddy(self.result_date)
        self.reason_label.setBuddy(self.reason)
        self.find_label.setBuddy(self.find)
        self.find_other_label.setBuddy(self.find_other)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PatientRecord)
    # setupUi

    def retranslateUi(self, PatientRecord) -> None:
        self.text_1.setText(QCoreApplication.translate("PatientRecord", u"Who", None))
        self.name_label.setText(QCoreApplication.translate("PatientRecord", u"Name", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.born_label.setText(QCoreApplication.translate("PatientRecord", u"Born", None))
#if QT_CONFIG(accessibility)
        self.born.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Born", None))
#endif // QT_CONFIG(accessibility)
        self.nhs_number_label.setText(QCoreApplication.translate("PatientRecord", u"NHS number", None))
#if QT_CONFIG(accessibility)
        self.nhs_number.setAccessibleName(QCoreApplication.translate("PatientRecord", u"NHS number", None))
#endif // QT_CONFIG(accessibility)
        self.address_label.setText(QCoreApplication.translate("PatientRecord", u"Address, lines set off by commas", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Address", None))
#endif // QT_CONFIG(accessibility)
        self.postcode_label.setText(QCoreApplication.translate("PatientRecord", u"Postcode", None))
#if QT_CONFIG(accessibility)
        self.postcode.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Postcode", None))
#endif // QT_CONFIG(accessibility)
        self.phone_label.setText(QCoreApplication.translate("PatientRecord", u"Phone", None))
#if QT_CONFIG(accessibility)
        self.phone.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Phone", None))
#endif // QT_CONFIG(accessibility)
        self.text_3.setText(QCoreApplication.translate("PatientRecord", u"Goal, in their own words", None))
#if QT_CONFIG(accessibility)
        self.goal.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Goal, in their own words", None))
#endif // QT_CONFIG(accessibility)
        self.goal_asked.setText("")
        self.text_5.setText(QCoreApplication.translate("PatientRecord", u"How to reach them", None))
        self.large_print.setText(QCoreApplication.translate("PatientRecord", u"Large print", None))
        self.easy_read.setText(QCoreApplication.translate("PatientRecord", u"Easy read", None))
        self.bsl.setText(QCoreApplication.translate("PatientRecord", u"BSL", None))
        self.lip_reading.setText(QCoreApplication.translate("PatientRecord", u"Reads lips", None))
        self.interpreter.setText(QCoreApplication.translate("PatientRecord", u"Interpreter", None))
        self.braille.setText(QCoreApplication.translate("PatientRecord", u"Braille", None))
        self.communication_note_label.setText(QCoreApplication.translate("PatientRecord", u"What helps", None))
#if QT_CONFIG(accessibility)
        self.communication_note.setAccessibleName(QCoreApplication.translate("PatientRecord", u"What helps", None))
#endif // QT_CONFIG(accessibility)
        self.text_7.setText(QCoreApplication.translate("PatientRecord", u"Allergies", None))
        self.no_known_allergies.setText(QCoreApplication.translate("PatientRecord", u"Asked, and none known", None))
        self.allergy_substance_label.setText(QCoreApplication.translate("PatientRecord", u"Substance", None))
#if QT_CONFIG(accessibility)
        self.allergy_substance.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Substance", None))
#endif // QT_CONFIG(accessibility)
        self.allergy_reaction_label.setText(QCoreApplication.translate("PatientRecord", u"What happened", None))
#if QT_CONFIG(accessibility)
        self.allergy_reaction.setAccessibleName(QCoreApplication.translate("PatientRecord", u"What happened", None))
#endif // QT_CONFIG(accessibility)
        self.add_allergy.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Add allergy", None))
#if QT_CONFIG(accessibility)
        self.allergies.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Allergies", None))
#endif // QT_CONFIG(accessibility)
        self.purpose_heading.setText(QCoreApplication.translate("PatientRecord", u"What each medicine is for, in their own words", None))
        self.purpose_state.setText("")
        self.purpose_medicine_label.setText(QCoreApplication.translate("PatientRecord", u"Medicine", None))
#if QT_CONFIG(accessibility)
        self.purpose_medicine.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Medicine", None))
#endif // QT_CONFIG(accessibility)
        self.purpose_words_label.setText(QCoreApplication.translate("PatientRecord", u"What it is for", None))
#if QT_CONFIG(accessibility)
        self.purpose_words.setAccessibleName(QCoreApplication.translate("PatientRecord", u"What it is for", None))
#endif // QT_CONFIG(accessibility)
        self.add_purpose.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Add what it is for", None))
#if QT_CONFIG(accessibility)
        self.purposes.setAccessibleName(QCoreApplication.translate("PatientRecord", u"What each medicine is for", None))
#endif // QT_CONFIG(accessibility)
        self.purpose_said.setText("")
        self.question_heading.setText(QCoreApplication.translate("PatientRecord", u"Questions they want to ask, in their own words", None))
        self.question_words_label.setText(QCoreApplication.translate("PatientRecord", u"Question", None))
#if QT_CONFIG(accessibility)
        self.question_words.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Question", None))
#endif // QT_CONFIG(accessibility)
        self.add_question.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Add question", None))
#if QT_CONFIG(accessibility)
        self.questions.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Questions they want to ask", None))
#endif // QT_CONFIG(accessibility)
        self.question_said.setText("")
        self.text_9.setText(QCoreApplication.translate("PatientRecord", u"Health", None))
        self.conditions_label.setText(QCoreApplication.translate("PatientRecord", u"Conditions, set off by commas; \u201cnone\u201d where asked and there are none", None))
#if QT_CONFIG(accessibility)
        self.conditions.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Conditions", None))
#endif // QT_CONFIG(accessibility)
        self.weight_label.setText(QCoreApplication.translate("PatientRecord", u"Weight, kg", None))
#if QT_CONFIG(accessibility)
        self.weight.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Weight, kg", None))
#endif // QT_CONFIG(accessibility)
        self.weight_date_label.setText(QCoreApplication.translate("PatientRecord", u"Weighed on", None))
#if QT_CONFIG(accessibility)
        self.weight_date.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Weighed on", None))
#endif // QT_CONFIG(accessibility)
        self.egfr_label.setText(QCoreApplication.translate("PatientRecord", u"eGFR, ml/min", None))
#if QT_CONFIG(accessibility)
        self.egfr.setAccessibleName(QCoreApplication.translate("PatientRecord", u"eGFR, ml/min", None))
#endif // QT_CONFIG(accessibility)
        self.egfr_date_label.setText(QCoreApplication.translate("PatientRecord", u"eGFR of", None))
#if QT_CONFIG(accessibility)
        self.egfr_date.setAccessibleName(QCoreApplication.translate("PatientRecord", u"eGFR of", None))
#endif // QT_CONFIG(accessibility)
        self.sex_label.setText(QCoreApplication.translate("PatientRecord", u"Sex", None))
#if QT_CONFIG(accessibility)
        self.sex.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Sex", None))
#endif // QT_CONFIG(accessibility)
        self.pregnant_label.setText(QCoreApplication.translate("PatientRecord", u"Pregnant", None))
#if QT_CONFIG(accessibility)
        self.pregnant.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Pregnant", None))
#endif // QT_CONFIG(accessibility)
        self.breastfeeding_label.setText(QCoreApplication.translate("PatientRecord", u"Breastfeeding", None))
#if QT_CONFIG(accessibility)
        self.breastfeeding.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Breastfeeding", None))
#endif // QT_CONFIG(accessibility)
        self.text_11.setText(QCoreApplication.translate("PatientRecord", u"Results", None))
        self.dates_hint.setText(QCoreApplication.translate("PatientRecord", u"Dates like 2/11/2026 or 2 Nov 2026; T is today", None))
        self.result_test_label.setText(QCoreApplication.translate("PatientRecord", u"Test", None))
#if QT_CONFIG(accessibility)
        self.result_test.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Test", None))
#endif // QT_CONFIG(accessibility)
        self.result_value_label.setText(QCoreApplication.translate("PatientRecord", u"Value and unit", None))
#if QT_CONFIG(accessibility)
        self.result_value.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Value and unit", None))
#endif // QT_CONFIG(accessibility)
        self.result_date_label.setText(QCoreApplication.translate("PatientRecord", u"Dated", None))
#if QT_CONFIG(accessibility)
        self.result_date.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Dated", None))
#endif // QT_CONFIG(accessibility)
        self.add_result.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Add result", None))
#if QT_CONFIG(accessibility)
        self.results.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Results", None))
#endif // QT_CONFIG(accessibility)
        self.supplies_heading.setText(QCoreApplication.translate("PatientRecord", u"Supplies", None))
#if QT_CONFIG(accessibility)
        self.supplies.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Supplies", None))
#endif // QT_CONFIG(accessibility)
        self.supply_words.setText("")
        self.changes_heading.setText(QCoreApplication.translate("PatientRecord", u"Changes to this record", None))
#if QT_CONFIG(accessibility)
        self.changes.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Changes to this record", None))
#endif // QT_CONFIG(accessibility)
        self.change_words.setText("")
        self.reason_label.setText(QCoreApplication.translate("PatientRecord", u"Why it changed, if worth saying", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Why it changed", None))
#endif // QT_CONFIG(accessibility)
        self.set_aside.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Set aside", None))
        self.find_heading.setText(QCoreApplication.translate("PatientRecord", u"Find a patient", None))
        self.find_label.setText(QCoreApplication.translate("PatientRecord", u"Name, or the whole NHS number", None))
#if QT_CONFIG(accessibility)
        self.find.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Name, or the whole NHS number", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.found.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Patients found", None))
#endif // QT_CONFIG(accessibility)
        self.whose_heading.setText(QCoreApplication.translate("PatientRecord", u"Whose record is this?", None))
        self.whose_words.setText("")
        self.find_other_label.setText(QCoreApplication.translate("PatientRecord", u"Look for another record: name, or the whole NHS number", None))
#if QT_CONFIG(accessibility)
        self.find_other.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Look for another record", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.candidates.setAccessibleName(QCoreApplication.translate("PatientRecord", u"Records it may be", None))
#endif // QT_CONFIG(accessibility)
        self.compared_heading.setText(QCoreApplication.translate("PatientRecord", u"Side by side", None))
#if QT_CONFIG(accessibility)
        self.comparison.setAccessibleName(QCoreApplication.translate("PatientRecord", u"The prescription and the record side by side", None))
#endif // QT_CONFIG(accessibility)
        self.find_patient.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Find a patient", None))
        self.restrict.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Restrict", None))
        self.history.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Supplies", None))
        self.add_prescription.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Add prescription", None))
        self.new_record.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"New record", None))
        self.back.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("PatientRecord", u"Save changes", None))
        pass
    # retranslateUi

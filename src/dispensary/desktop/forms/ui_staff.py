# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QHeaderView, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, CheckBox, ChoiceBox, Inline,
    KeyButton, PinField, RowTable, StatusChip,
    Text, TextField)
class Ui_Staff(object):
    def setupUi(self, Staff) -> None:
        if not Staff.objectName():
            Staff.setObjectName(u"Staff")
        self.layout_45 = QVBoxLayout(Staff)
        self.layout_45.setSpacing(0)
        self.layout_45.setObjectName(u"layout_45")
        self.layout_45.setContentsMargins(0, 0, 0, 0)
        self.layout_44 = QHBoxLayout()
        self.layout_44.setSpacing(0)
        self.layout_44.setObjectName(u"layout_44")
        self.layout_44.setContentsMargins(0, 0, 0, 0)
        self.left = QFrame(Staff)
        self.left.setObjectName(u"left")
        self.left.setMinimumSize(QSize(320, 0))
        self.left.setMaximumSize(QSize(320, 16777215))
        self.left.setProperty(u"pane", u"left")
        self.layout_37 = QVBoxLayout(self.left)
        self.layout_37.setSpacing(0)
        self.layout_37.setObjectName(u"layout_37")
        self.layout_37.setContentsMargins(0, 0, 0, 0)
        self.staff_band = QFrame(self.left)
        self.staff_band.setObjectName(u"staff_band")
        self.layout_36 = QVBoxLayout(self.staff_band)
        self.layout_36.setSpacing(0)
        self.layout_36.setObjectName(u"layout_36")
        self.layout_36.setContentsMargins(16, 12, 16, 8)
        self.staff_heading = Text(self.staff_band)
        self.staff_heading.setObjectName(u"staff_heading")
        self.staff_heading.setProperty(u"role", u"title")

        self.layout_36.addWidget(self.staff_heading)


        self.layout_37.addWidget(self.staff_band)

        self.people = RowTable(self.left)
        self.people.setObjectName(u"people")

        self.layout_37.addWidget(self.people)

        self.layout_37.setStretch(1, 1)

        self.layout_44.addWidget(self.left)

        self.layout_41 = QVBoxLayout()
        self.layout_41.setSpacing(0)
        self.layout_41.setObjectName(u"layout_41")
        self.layout_41.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(Staff)
        self.work.setObjectName(u"work")
        self.layout_40 = QVBoxLayout(self.work)
        self.layout_40.setSpacing(8)
        self.layout_40.setObjectName(u"layout_40")
        self.layout_40.setContentsMargins(16, 12, 16, 10)
        self.layout_39 = QHBoxLayout()
        self.layout_39.setSpacing(10)
        self.layout_39.setObjectName(u"layout_39")
        self.layout_39.setContentsMargins(0, 0, 0, 0)
        self.person = Text(self.work)
        self.person.setObjectName(u"person")
        self.person.setProperty(u"role", u"title")

        self.layout_39.addWidget(self.person)

        self.state = StatusChip(self.work)
        self.state.setObjectName(u"state")

        self.layout_39.addWidget(self.state)

        self.spacer_38 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_39.addItem(self.spacer_38)

        self.give = KeyButton(self.work)
        self.give.setObjectName(u"give")
        self.give.setProperty(u"variant", u"plain")
        self.give.setProperty(u"action", u"give-task")

        self.layout_39.addWidget(self.give)

        self.take = KeyButton(self.work)
        self.take.setObjectName(u"take")
        self.take.setProperty(u"variant", u"plain")
        self.take.setProperty(u"action", u"take-back")

        self.layout_39.addWidget(self.take)


        self.layout_40.addLayout(self.layout_39)

        self.person_words = Text(self.work)
        self.person_words.setObjectName(u"person_words")
        self.person_words.setProperty(u"tone", u"text2")

        self.layout_40.addWidget(self.person_words)

        self.tasks = RowTable(self.work)
        self.tasks.setObjectName(u"tasks")

        self.layout_40.addWidget(self.tasks)

        self.task_words = Text(self.work)
        self.task_words.setObjectName(u"task_words")
        self.task_words.setProperty(u"tone", u"text2")
        self.task_words.setWordWrap(True)

        self.layout_40.addWidget(self.task_words)

        self.forms = QStackedWidget(self.work)
        self.forms.setObjectName(u"forms")
        self.blank_page = QWidget()
        self.blank_page.setObjectName(u"blank_page")
        self.layout_35 = QVBoxLayout(self.blank_page)
        self.layout_35.setSpacing(0)
        self.layout_35.setObjectName(u"layout_35")
        self.layout_35.setContentsMargins(0, 0, 0, 0)
        self.spacer_34 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_35.addItem(self.spacer_34)

        self.forms.addWidget(self.blank_page)
        self.give_page = QWidget()
        self.give_page.setObjectName(u"give_page")
        self.layout_9 = QVBoxLayout(self.give_page)
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.give_page_card = QFrame(self.give_page)
        self.give_page_card.setObjectName(u"give_page_card")
        self.give_page_card.setProperty(u"card", u"true")
        self.layout_7 = QGridLayout(self.give_page_card)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setHorizontalSpacing(12)
        self.layout_7.setVerticalSpacing(8)
        self.layout_7.setContentsMargins(16, 10, 16, 12)
        self.give_page_heading = Text(self.give_page_card)
        self.give_page_heading.setObjectName(u"give_page_heading")
        self.give_page_heading.setProperty(u"role", u"lead-strong")

        self.layout_7.addWidget(self.give_page_heading, 0, 0, 1, 4)

        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.task_label = Text(self.give_page_card)
        self.task_label.setObjectName(u"task_label")
        self.task_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.task_label)

        self.task = ChoiceBox(self.give_page_card)
        self.task.setObjectName(u"task")

        self.layout_1.addWidget(self.task)


        self.layout_7.addLayout(self.layout_1, 1, 0, 1, 1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.basis_label = Text(self.give_page_card)
        self.basis_label.setObjectName(u"basis_label")
        self.basis_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.basis_label)

        self.basis = ChoiceBox(self.give_page_card)
        self.basis.setObjectName(u"basis")

        self.layout_2.addWidget(self.basis)


        self.layout_7.addLayout(self.layout_2, 1, 1, 1, 2)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.supervisor_label = Text(self.give_page_card)
        self.supervisor_label.setObjectName(u"supervisor_label")
        self.supervisor_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.supervisor_label)

        self.supervisor = ChoiceBox(self.give_page_card)
        self.supervisor.setObjectName(u"supervisor")

        self.layout_3.addWidget(self.supervisor)


        self.layout_7.addLayout(self.layout_3, 1, 3, 1, 1)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.since_label = Text(self.give_page_card)
        self.since_label.setObjectName(u"since_label")
        self.since_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.since_label)

        self.since = TextField(self.give_page_card)
        self.since.setObjectName(u"since")

        self.layout_4.addWidget(self.since)


        self.layout_7.addLayout(self.layout_4, 2, 0, 1, 1)

        self.layout_5 = QVBoxLayout()
        self.layout_5.setSpacing(3)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.until_label = Text(self.give_page_card)
        self.until_label.setObjectName(u"until_label")
        self.until_label.setProperty(u"tone", u"text2")

        self.layout_5.addWidget(self.until_label)

        self.until = TextField(self.give_page_card)
        self.until.setObjectName(u"until")

        self.layout_5.addWidget(self.until)


        self.layout_7.addLayout(self.layout_5, 2, 1, 1, 1)

        self.layout_6 = QVBoxLayout()
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.words_label = Text(self.give_page_card)
        self.words_label.setObjectName(u"words_label")
        self.words_label.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.words_label)

        self.words = TextField(self.give_page_card)
        self.words.setObjectName(u"words")

        self.layout_6.addWidget(self.words)


        self.layout_7.addLayout(self.layout_6, 2, 2, 1, 2)

        self.no_controlled = CheckBox(self.give_page_card)
        self.no_controlled.setObjectName(u"no_controlled")

        self.layout_7.addWidget(self.no_controlled, 3, 0, 1, 4)


        self.layout_9.addWidget(self.give_page_card)

        self.spacer_8 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_9.addItem(self.spacer_8)

        self.forms.addWidget(self.give_page)
        self.why_page = QWidget()
        self.why_page.setObjectName(u"why_page")
        self.layout_13 = QVBoxLayout(self.why_page)
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.why_page_card = QFrame(self.why_page)
        self.why_page_card.setObjectName(u"why_page_card")
        self.why_page_card.setProperty(u"card", u"true")
        self.layout_11 = QGridLayout(self.why_page_card)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setHorizontalSpacing(12)
        self.layout_11.setVerticalSpacing(8)
        self.layout_11.setContentsMargins(16, 10, 16, 12)
        self.why_page_heading = Text(self.why_page_card)
        self.why_page_heading.setObjectName(u"why_page_heading")
        self.why_page_heading.setProperty(u"role", u"lead-strong")

        self.layout_11.addWidget(self.why_page_heading, 0, 0, 1, 4)

        self.layout_10 = QVBoxLayout()
        self.layout_10.setSpacing(3)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.why_label = Text(self.why_page_card)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.why_label)

        self.why = TextField(self.why_page_card)
        self.why.setObjectName(u"why")

        self.layout_10.addWidget(self.why)


        self.layout_11.addLayout(self.layout_10, 1, 0, 1, 4)


        self.layout_13.addWidget(self.why_page_card)

        self.spacer_12 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_13.addItem(self.spacer_12)

        self.forms.addWidget(self.why_page)
        self.pin_page = QWidget()
        self.pin_page.setObjectName(u"pin_page")
        self.layout_17 = QVBoxLayout(self.pin_page)
        self.layout_17.setSpacing(0)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.pin_page_card = QFrame(self.pin_page)
        self.pin_page_card.setObjectName(u"pin_page_card")
        self.pin_page_card.setProperty(u"card", u"true")
        self.layout_15 = QGridLayout(self.pin_page_card)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setHorizontalSpacing(12)
        self.layout_15.setVerticalSpacing(8)
        self.layout_15.setContentsMargins(16, 10, 16, 12)
        self.pin_page_heading = Text(self.pin_page_card)
        self.pin_page_heading.setObjectName(u"pin_page_heading")
        self.pin_page_heading.setProperty(u"role", u"lead-strong")

        self.layout_15.addWidget(self.pin_page_heading, 0, 0, 1, 4)

        self.layout_14 = QVBoxLayout()
        self.layout_14.setSpacing(3)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.pin_label = Text(self.pin_page_card)
        self.pin_label.setObjectName(u"pin_label")
        self.pin_label.setProperty(u"tone", u"text2")

        self.layout_14.addWidget(self.pin_label)

        self.pin = PinField(self.pin_page_card)
        self.pin.setObjectName(u"pin")

        self.layout_14.addWidget(self.pin)


        self.layout_15.addLayout(self.layout_14, 1, 0, 1, 1)

        self.pin_words = Text(self.pin_page_card)
        self.pin_words.setObjectName(u"pin_words")
        self.pin_words.setProperty(u"tone", u"text2")
        self.pin_words.setWordWrap(True)

        self.layout_15.addWidget(self.pin_words, 1, 1, 1, 3)


        self.layout_17.addWidget(self.pin_page_card)

        self.spacer_16 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_17.addItem(self.spacer_16)

        self.forms.addWidget(self.pin_page)
        self.person_page = QWidget()
        self.person_page.setObjectName(u"person_page")
        self.layout_27 = QVBoxLayout(self.person_page)
        self.layout_27.setSpacing(0)
        self.layout_27.setObjectName(u"layout_27")
        self.layout_27.setContentsMargins(0, 0, 0, 0)
        self.person_page_card = QFrame(self.person_page)
        self.person_page_card.setObjectName(u"person_page_card")
        self.person_page_card.setProperty(u"card", u"true")
        self.layout_25 = QGridLayout(self.person_page_card)
        self.layout_25.setObjectName(u"layout_25")
        self.layout_25.setHorizontalSpacing(12)
        self.layout_25.setVerticalSpacing(8)
        self.layout_25.setContentsMargins(16, 10, 16, 12)
        self.person_page_heading = Text(self.person_page_card)
        self.person_page_heading.setObjectName(u"person_page_heading")
        self.person_page_heading.setProperty(u"role", u"lead-strong")

        self.layout_25.addWidget(self.person_page_heading, 0, 0, 1, 4)

        self.layout_18 = QVBoxLayout()
        self.layout_18.setSpacing(3)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(0, 0, 0, 0)
        self.name_label = Text(self.person_page_card)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setProperty(u"tone", u"text2")

        self.layout_18.addWidget(self.name_label)

        self.name = TextField(self.person_page_card)
        self.name.setObjectName(u"name")

        self.layout_18.addWidget(self.name)


        self.layout_25.addLayout(self.layout_18, 1, 0, 1, 1)

        self.layout_19 = QVBoxLayout()
        self.layout_19.setSpacing(3)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.title__label = Text(self.person_page_card)
        self.title__label.setObjectName(u"title__label")
        self.title__label.setProperty(u"tone", u"text2")

        self.layout_19.addWidget(self.title__label)

        self.title_ = TextField(self.person_page_card)
        self.title_.setObjectName(u"title_")

        self.layout_19.addWidget(self.title_)


        self.layout_25.addLayout(self.layout_19, 1, 1, 1, 1)

        self.layout_20 = QVBoxLayout()
        self.layout_20.setSpacing(3)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(0, 0, 0, 0)
        self.short_label = Text(self.person_page_card)
        self.short_label.setObjectName(u"short_label")
        self.short_label.setProperty(u"tone", u"text2")

        self.layout_20.addWidget(self.short_label)

        self.short = TextField(self.person_page_card)
        self.short.setObjectName(u"short")

        self.layout_20.addWidget(self.short)


        self.layout_25.addLayout(self.layout_20, 1, 2, 1, 1)

        self.layout_21 = QVBoxLayout()
        self.layout_21.setSpacing(3)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.register__label = Text(self.person_page_card)
        self.register__label.setObjectName(u"register__label")
        self.register__label.setProperty(u"tone", u"text2")

        self.layout_21.addWidget(self.register__label)

        self.register_ = ChoiceBox(self.person_page_card)
        self.register_.setObjectName(u"register_")

        self.layout_21.addWidget(self.register_)


        self.layout_25.addLayout(self.layout_21, 1, 3, 1, 1)

        self.layout_22 = QVBoxLayout()
        self.layout_22.setSpacing(3)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.gphc_label = Text(self.person_page_card)
        self.gphc_label.setObjectName(u"gphc_label")
        self.gphc_label.setProperty(u"tone", u"text2")

        self.layout_22.addWidget(self.gphc_label)

        self.gphc = TextField(self.person_page_card)
        self.gphc.setObjectName(u"gphc")

        self.layout_22.addWidget(self.gphc)


        self.layout_25.addLayout(self.layout_22, 2, 0, 1, 1)

        self.layout_23 = QVBoxLayout()
        self.layout_23.setSpacing(3)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.last_day_label = Text(self.person_page_card)
        self.last_day_label.setObjectName(u"last_day_label")
        self.last_day_label.setProperty(u"tone", u"text2")

        self.layout_23.addWidget(self.last_day_label)

        self.last_day = TextField(self.person_page_card)
        self.last_day.setObjectName(u"last_day")

        self.layout_23.addWidget(self.last_day)


        self.layout_25.addLayout(self.layout_23, 2, 1, 1, 1)

        self.layout_24 = QVBoxLayout()
        self.layout_24.setSpacing(3)
        self.layout_24.setObjectName(u"layout_24")
        self.layout_24.setContentsMargins(0, 0, 0, 0)
        self.first_pin_label = Text(self.person_page_card)
        self.first_pin_label.setObjectName(u"first_pin_label")
        self.first_pin_label.setProperty(u"tone", u"text2")

        self.layout_24.addWidget(self.first_pin_label)

        self.first_pin = PinField(self.person_page_card)
        self.first_pin.setObjectName(u"first_pin")

        self.layout_24.addWidget(self.first_pin)


        self.layout_25.addLayout(self.layout_24, 2, 2, 1, 1)

        self.locum = CheckBox(self.person_page_card)
        self.locum.setObjectName(u"locum")

        self.layout_25.addWidget(self.locum, 2, 3, 1, 1)


        self.layout_27.addWidget(self.person_page_card)

        self.spacer_26 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_27.addItem(self.spacer_26)

        self.forms.addWidget(self.person_page)
        self.own_page = QWidget()
        self.own_page.setObjectName(u"own_page")
        self.layout_33 = QVBoxLayout(self.own_page)
        self.layout_33.setSpacing(0)
        self.layout_33.setObjectName(u"layout_33")
        self.layout_33.setContentsMargins(0, 0, 0, 0)
        self.own_page_card = QFrame(self.own_page)
        self.own_page_card.setObjectName(u"own_page_card")
        self.own_page_card.setProperty(u"card", u"true")
        self.layout_31 = QGridLayout(self.own_page_card)
        self.layout_31.setObjectName(u"layout_31")
        self.layout_31.setHorizontalSpacing(12)
        self.layout_31.setVerticalSpacing(8)
        self.layout_31.setContentsMargins(16, 10, 16, 12)
        self.own_page_heading = Text(self.own_page_card)
        self.own_page_heading.setObjectName(u"own_page_heading")
        self.own_page_heading.setProperty(u"role", u"lead-strong")

        self.layout_31.addWidget(self.own_page_heading, 0, 0, 1, 4)

        self.layout_28 = QVBoxLayout()
        self.layout_28.setSpacing(3)
        self.layout_28.setObjectName(u"layout_28")
        self.layout_28.setContentsMargins(0, 0, 0, 0)
        self.old_pin_label = Text(self.own_page_card)
        self.old_pin_label.setObjectName(u"old_pin_label")
        self.old_pin_label.setProperty(u"tone", u"text2")

        self.layout_28.addWidget(self.old_pin_label)

        self.old_pin = PinField(self.own_page_card)
        self.old_pin.setObjectName(u"old_pin")

        self.layout_28.addWidget(self.old_pin)


        self.layout_31.addLayout(self.layout_28, 1, 0, 1, 1)

        self.layout_29 = QVBoxLayout()
        self.layout_29.setSpacing(3)
        self.layout_29.setObjectName(u"layout_29")
        self.layout_29.setContentsMargins(0, 0, 0, 0)
        self.new_pin_label = Text(self.own_page_card)
        self.new_pin_label.setObjectName(u"new_pin_label")
        self.new_pin_label.setProperty(u"tone", u"text2")

        self.layout_29.addWidget(self.new_pin_label)

        self.new_pin = PinField(self.own_page_card)
        self.new_pin.setObjectName(u"new_pin")

        self.layout_29.addWidget(self.new_pin)


        self.layout_31.addLayout(self.layout_29, 1, 1, 1, 1)

        self.layout_30 = QVBoxLayout()
        self.layout_30.setSpacing(3)
        self.layout_30.setObjectName(u"layout_30")
        self.layout_30.setContentsMargins(0, 0, 0, 0)
        self.again_pin_label = Text(self.own_page_card)
        self.again_pin_label.setObjectName(u"again_pin_label")
        self.again_pin_label.setProperty(u"tone", u"text2")

        self.layout_30.addWidget(self.again_pin_label)

        self.again_pin = PinField(self.own_page_card)
        self.again_pin.setObjectName(u"again_pin")

        self.layout_30.addWidget(self.again_pin)


        self.layout_31.addLayout(self.layout_30, 1, 2, 1, 1)

        self.own_words = Text(self.own_page_card)
        self.own_words.setObjectName(u"own_words")
        self.own_words.setProperty(u"tone", u"text2")
        self.own_words.setWordWrap(True)

        self.layout_31.addWidget(self.own_words, 2, 0, 1, 4)


        self.layout_33.addWidget(self.own_page_card)

        self.spacer_32 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_33.addItem(self.spacer_32)

        self.forms.addWidget(self.own_page)

        self.layout_40.addWidget(self.forms)

        self.refusal = Inline(self.work)
        self.refusal.setObjectName(u"refusal")

        self.layout_40.addWidget(self.refusal)

        self.layout_40.setStretch(2, 1)

        self.layout_41.addWidget(self.work)


        self.layout_44.addLayout(self.layout_41)

        self.layout_44.setStretch(1, 1)

        self.layout_45.addLayout(self.layout_44)

        self.action_bar = ActionBar(Staff)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_43 = QHBoxLayout(self.action_bar)
        self.layout_43.setSpacing(8)
        self.layout_43.setObjectName(u"layout_43")
        self.layout_43.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_43.addWidget(self.back)

        self.own = KeyButton(self.action_bar)
        self.own.setObjectName(u"own")
        self.own.setProperty(u"variant", u"quiet")
        self.own.setProperty(u"action", u"own-pin")

        self.layout_43.addWidget(self.own)

        self.add = KeyButton(self.action_bar)
        self.add.setObjectName(u"add")
        self.add.setProperty(u"variant", u"plain")
        self.add.setProperty(u"action", u"add-person")

        self.layout_43.addWidget(self.add)

        self.reset = KeyButton(self.action_bar)
        self.reset.setObjectName(u"reset")
        self.reset.setProperty(u"variant", u"plain")
        self.reset.setProperty(u"action", u"reset-pin")

        self.layout_43.addWidget(self.reset)

        self.unlock = KeyButton(self.action_bar)
        self.unlock.setObjectName(u"unlock")
        self.unlock.setProperty(u"variant", u"plain")
        self.unlock.setProperty(u"action", u"unlock")

        self.layout_43.addWidget(self.unlock)

        self.end = KeyButton(self.action_bar)
        self.end.setObjectName(u"end")
        self.end.setProperty(u"variant", u"plain")
        self.end.setProperty(u"action", u"end-account")

        self.layout_43.addWidget(self.end)

        self.spacer_42 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_43.addItem(self.spacer_42)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_43.addWidget(self.save)


        self.layout_45.addWidget(self.action_bar)

        self.layout_45.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.task_label.setBuddy(self.task)
        self.basis_label.setBuddy(self.basis)
        self.supervisor_label.setBuddy(self.supervisor)
        self.since_label.setBuddy(self.since)
        self.until_label.setBuddy(self.until)
        self.words_label.setBuddy(self.words)
        self.why_label.setBuddy(self.why)
        self.pin_label.setBuddy(self.pin)
        self.name_label.setBuddy(self.name)
        self.title__label.setBuddy(self.title_)
        self.short_label.setBuddy(self.short)
        self.register__label.setBuddy(self.register_)
        self.gphc_label.setBuddy(self.gphc)
        self.last_day_label.setBuddy(self.last_day)
        self.first_pin_label.setBuddy(self.first_pin)
        self.old_pin_label.setBuddy(self.old_pin)
        self.new_pin_label.setBuddy(self.new_pin)
        self.again_pin_label.setBuddy(self.again_pin)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Staff)
    # setupUi

    def retranslateUi(self, Staff) -> None:
        self.staff_heading.setText(QCoreApplication.translate("Staff", u"Staff", None))
#if QT_CONFIG(accessibility)
        self.people.setAccessibleName(QCoreApplication.translate("Staff", u"Staff", None))
#endif // QT_CONFIG(accessibility)
        self.person.setText("")
        self.give.setProperty(u"words", QCoreApplication.translate("Staff", u"Give a task", None))
        self.take.setProperty(u"words", QCoreApplication.translate("Staff", u"Take it back", None))
        self.person_words.setText("")
#if QT_CONFIG(accessibility)
        self.tasks.setAccessibleName(QCoreApplication.translate("Staff", u"What they may do", None))
#endif // QT_CONFIG(accessibility)
        self.task_words.setText("")
        self.give_page_heading.setText(QCoreApplication.translate("Staff", u"Give a task", None))
        self.task_label.setText(QCoreApplication.translate("Staff", u"Task", None))
#if QT_CONFIG(accessibility)
        self.task.setAccessibleName(QCoreApplication.translate("Staff", u"Task", None))
#endif // QT_CONFIG(accessibility)
        self.basis_label.setText(QCoreApplication.translate("Staff", u"It rests on", None))
#if QT_CONFIG(accessibility)
        self.basis.setAccessibleName(QCoreApplication.translate("Staff", u"It rests on", None))
#endif // QT_CONFIG(accessibility)
        self.supervisor_label.setText(QCoreApplication.translate("Staff", u"Only while responsible", None))
#if QT_CONFIG(accessibility)
        self.supervisor.setAccessibleName(QCoreApplication.translate("Staff", u"Only while this pharmacist is responsible", None))
#endif // QT_CONFIG(accessibility)
        self.since_label.setText(QCoreApplication.translate("Staff", u"From", None))
#if QT_CONFIG(accessibility)
        self.since.setAccessibleName(QCoreApplication.translate("Staff", u"From", None))
#endif // QT_CONFIG(accessibility)
        self.until_label.setText(QCoreApplication.translate("Staff", u"Until (nothing: no end)", None))
#if QT_CONFIG(accessibility)
        self.until.setAccessibleName(QCoreApplication.translate("Staff", u"Until (nothing: no end)", None))
#endif // QT_CONFIG(accessibility)
        self.words_label.setText(QCoreApplication.translate("Staff", u"Conditions in words", None))
#if QT_CONFIG(accessibility)
        self.words.setAccessibleName(QCoreApplication.translate("Staff", u"Conditions in words", None))
#endif // QT_CONFIG(accessibility)
        self.no_controlled.setText(QCoreApplication.translate("Staff", u"Not for controlled drugs", None))
        self.why_page_heading.setText(QCoreApplication.translate("Staff", u"Why?", None))
        self.why_label.setText(QCoreApplication.translate("Staff", u"Reason, kept with it", None))
#if QT_CONFIG(accessibility)
        self.why.setAccessibleName(QCoreApplication.translate("Staff", u"Reason, kept with it", None))
#endif // QT_CONFIG(accessibility)
        self.pin_page_heading.setText(QCoreApplication.translate("Staff", u"New PIN", None))
        self.pin_label.setText(QCoreApplication.translate("Staff", u"A PIN that they change when they sign in", None))
#if QT_CONFIG(accessibility)
        self.pin.setAccessibleName(QCoreApplication.translate("Staff", u"A PIN that they change when they sign in", None))
#endif // QT_CONFIG(accessibility)
        self.pin_words.setText("")
        self.person_page_heading.setText(QCoreApplication.translate("Staff", u"New person", None))
        self.name_label.setText(QCoreApplication.translate("Staff", u"Name", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("Staff", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.title__label.setText(QCoreApplication.translate("Staff", u"What they are here", None))
#if QT_CONFIG(accessibility)
        self.title_.setAccessibleName(QCoreApplication.translate("Staff", u"What they are here", None))
#endif // QT_CONFIG(accessibility)
        self.short_label.setText(QCoreApplication.translate("Staff", u"Short name, for signing in", None))
#if QT_CONFIG(accessibility)
        self.short.setAccessibleName(QCoreApplication.translate("Staff", u"Short name, for signing in", None))
#endif // QT_CONFIG(accessibility)
        self.register__label.setText(QCoreApplication.translate("Staff", u"On the GPhC register", None))
#if QT_CONFIG(accessibility)
        self.register_.setAccessibleName(QCoreApplication.translate("Staff", u"On the GPhC register", None))
#endif // QT_CONFIG(accessibility)
        self.gphc_label.setText(QCoreApplication.translate("Staff", u"GPhC number", None))
#if QT_CONFIG(accessibility)
        self.gphc.setAccessibleName(QCoreApplication.translate("Staff", u"GPhC number", None))
#endif // QT_CONFIG(accessibility)
        self.last_day_label.setText(QCoreApplication.translate("Staff", u"Last day (nothing: no end)", None))
#if QT_CONFIG(accessibility)
        self.last_day.setAccessibleName(QCoreApplication.translate("Staff", u"Last day (nothing: no end)", None))
#endif // QT_CONFIG(accessibility)
        self.first_pin_label.setText(QCoreApplication.translate("Staff", u"First PIN", None))
#if QT_CONFIG(accessibility)
        self.first_pin.setAccessibleName(QCoreApplication.translate("Staff", u"First PIN", None))
#endif // QT_CONFIG(accessibility)
        self.locum.setText(QCoreApplication.translate("Staff", u"Locum", None))
        self.own_page_heading.setText(QCoreApplication.translate("Staff", u"Your own PIN or passphrase", None))
        self.old_pin_label.setText(QCoreApplication.translate("Staff", u"The one used until now", None))
#if QT_CONFIG(accessibility)
        self.old_pin.setAccessibleName(QCoreApplication.translate("Staff", u"The one used until now", None))
#endif // QT_CONFIG(accessibility)
        self.new_pin_label.setText(QCoreApplication.translate("Staff", u"New one", None))
#if QT_CONFIG(accessibility)
        self.new_pin.setAccessibleName(QCoreApplication.translate("Staff", u"New one", None))
#endif // QT_CONFIG(accessibility)
        self.again_pin_label.setText(QCoreApplication.translate("Staff", u"New one again", None))
#if QT_CONFIG(accessibility)
        self.again_pin.setAccessibleName(QCoreApplication.translate("Staff", u"New one again", None))
#endif // QT_CONFIG(accessibility)
        self.own_words.setText("")
        self.back.setProperty(u"words", QCoreApplication.translate("Staff", u"Back", None))
        self.own.setProperty(u"words", QCoreApplication.translate("Staff", u"My PIN", None))
        self.add.setProperty(u"words", QCoreApplication.translate("Staff", u"New person", None))
        self.reset.setProperty(u"words", QCoreApplication.translate("Staff", u"New PIN", None))
        self.unlock.setProperty(u"words", QCoreApplication.translate("Staff", u"Unlock", None))
        self.end.setProperty(u"words", QCoreApplication.translate("Staff", u"End account", None))
        self.save.setProperty(u"words", QCoreApplication.translate("Staff", u"Save", None))
        pass
    # retranslateUi

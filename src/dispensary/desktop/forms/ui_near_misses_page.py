# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QPlainTextEdit, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, CardColumn, CheckBox, ChoiceBox,
    EmptyState, FactList, Inline, KeyButton,
    RowTable, Text, TextField)

class Ui_NearMissesPage(object):
    def setupUi(self, NearMissesPage) -> None:
        if not NearMissesPage.objectName():
            NearMissesPage.setObjectName(u"NearMissesPage")
        self.layout_29 = QVBoxLayout(NearMissesPage)
        self.layout_29.setSpacing(0)
        self.layout_29.setObjectName(u"layout_29")
        self.layout_29.setContentsMargins(0, 0, 0, 0)
        self.layout_26 = QHBoxLayout()
        self.layout_26.setSpacing(0)
        self.layout_26.setObjectName(u"layout_26")
        self.layout_26.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(NearMissesPage)
        self.work.setObjectName(u"work")
        self.layout_24 = QVBoxLayout(self.work)
        self.layout_24.setSpacing(0)
        self.layout_24.setObjectName(u"layout_24")
        self.layout_24.setContentsMargins(0, 0, 0, 0)
        self.filters = QFrame(self.work)
        self.filters.setObjectName(u"filters")
        self.layout_5 = QVBoxLayout(self.filters)
        self.layout_5.setSpacing(6)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(16, 10, 16, 8)
        self.layout_4 = QHBoxLayout()
        self.layout_4.setSpacing(10)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.month_label = Text(self.filters)
        self.month_label.setObjectName(u"month_label")
        self.month_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.month_label)

        self.month = ChoiceBox(self.filters)
        self.month.setObjectName(u"month")

        self.layout_1.addWidget(self.month)


        self.layout_4.addLayout(self.layout_1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.kind_shown_label = Text(self.filters)
        self.kind_shown_label.setObjectName(u"kind_shown_label")
        self.kind_shown_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.kind_shown_label)

        self.kind_shown = ChoiceBox(self.filters)
        self.kind_shown.setObjectName(u"kind_shown")

        self.layout_2.addWidget(self.kind_shown)


        self.layout_4.addLayout(self.layout_2)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.shown_label = Text(self.filters)
        self.shown_label.setObjectName(u"shown_label")
        self.shown_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.shown_label)

        self.count = Text(self.filters)
        self.count.setObjectName(u"count")
        self.count.setWordWrap(True)

        self.layout_3.addWidget(self.count)


        self.layout_4.addLayout(self.layout_3)

        self.layout_4.setStretch(0, 2)
        self.layout_4.setStretch(1, 2)
        self.layout_4.setStretch(2, 3)

        self.layout_5.addLayout(self.layout_4)

        self.refusal = Inline(self.filters)
        self.refusal.setObjectName(u"refusal")

        self.layout_5.addWidget(self.refusal)

        self.said = Inline(self.filters)
        self.said.setObjectName(u"said")

        self.layout_5.addWidget(self.said)


        self.layout_24.addWidget(self.filters)

        self.list = QStackedWidget(self.work)
        self.list.setObjectName(u"list")
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_6 = QVBoxLayout(self.found_page)
        self.layout_6.setSpacing(0)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.entries = RowTable(self.found_page)
        self.entries.setObjectName(u"entries")

        self.layout_6.addWidget(self.entries)

        self.list.addWidget(self.found_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_7 = QVBoxLayout(self.empty_page)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_7.addWidget(self.empty)

        self.list.addWidget(self.empty_page)

        self.layout_24.addWidget(self.list)

        self.layout_24.setStretch(1, 1)

        self.layout_26.addWidget(self.work)

        self.side = QFrame(NearMissesPage)
        self.side.setObjectName(u"side")
        self.side.setMinimumSize(QSize(340, 0))
        self.side.setMaximumSize(QSize(340, 16777215))
        self.side.setProperty(u"pane", u"side-surface")
        self.layout_25 = QVBoxLayout(self.side)
        self.layout_25.setSpacing(0)
        self.layout_25.setObjectName(u"layout_25")
        self.layout_25.setContentsMargins(0, 0, 0, 0)
        self.scroll = CardColumn(self.side)
        self.scroll.setObjectName(u"scroll")

        self.layout_25.addWidget(self.scroll)

        self.area = QWidget(self.side)
        self.area.setObjectName(u"area")
        self.layout_23 = QVBoxLayout(self.area)
        self.layout_23.setSpacing(8)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.detail = FactList(self.area)
        self.detail.setObjectName(u"detail")

        self.layout_23.addWidget(self.detail)

        self.fresh = QWidget(self.area)
        self.fresh.setObjectName(u"fresh")
        self.layout_10 = QVBoxLayout(self.fresh)
        self.layout_10.setSpacing(8)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.fresh_heading = Text(self.fresh)
        self.fresh_heading.setObjectName(u"fresh_heading")
        self.fresh_heading.setProperty(u"role", u"lead-strong")

        self.layout_10.addWidget(self.fresh_heading)

        self.layout_8 = QVBoxLayout()
        self.layout_8.setSpacing(3)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.prescribed_label = Text(self.fresh)
        self.prescribed_label.setObjectName(u"prescribed_label")
        self.prescribed_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.prescribed_label)

        self.prescribed = TextField(self.fresh)
        self.prescribed.setObjectName(u"prescribed")

        self.layout_8.addWidget(self.prescribed)


        self.layout_10.addLayout(self.layout_8)

        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(3)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.found_label = Text(self.fresh)
        self.found_label.setObjectName(u"found_label")
        self.found_label.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.found_label)

        self.found = TextField(self.fresh)
        self.found.setObjectName(u"found")

        self.layout_9.addWidget(self.found)


        self.layout_10.addLayout(self.layout_9)


        self.layout_23.addWidget(self.fresh)

        self.layout_11 = QVBoxLayout()
        self.layout_11.setSpacing(3)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 0, 0)
        self.kind_label = Text(self.area)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"tone", u"text2")

        self.layout_11.addWidget(self.kind_label)

        self.kind = ChoiceBox(self.area)
        self.kind.setObjectName(u"kind")

        self.layout_11.addWidget(self.kind)


        self.layout_23.addLayout(self.layout_11)

        self.layout_12 = QVBoxLayout()
        self.layout_12.setSpacing(3)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.cause_label = Text(self.area)
        self.cause_label.setObjectName(u"cause_label")
        self.cause_label.setProperty(u"tone", u"text2")

        self.layout_12.addWidget(self.cause_label)

        self.cause = QPlainTextEdit(self.area)
        self.cause.setObjectName(u"cause")
        self.cause.setTabChangesFocus(True)
        self.cause.setMinimumSize(QSize(0, 58))
        self.cause.setMaximumSize(QSize(16777215, 58))

        self.layout_12.addWidget(self.cause)


        self.layout_23.addLayout(self.layout_12)

        self.layout_13 = QVBoxLayout()
        self.layout_13.setSpacing(3)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.consider_label = Text(self.area)
        self.consider_label.setObjectName(u"consider_label")
        self.consider_label.setProperty(u"tone", u"text2")

        self.layout_13.addWidget(self.consider_label)

        self.consider = QPlainTextEdit(self.area)
        self.consider.setObjectName(u"consider")
        self.consider.setTabChangesFocus(True)
        self.consider.setMinimumSize(QSize(0, 58))
        self.consider.setMaximumSize(QSize(16777215, 58))

        self.layout_13.addWidget(self.consider)


        self.layout_23.addLayout(self.layout_13)

        self.layout_14 = QVBoxLayout()
        self.layout_14.setSpacing(3)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.effect_label = Text(self.area)
        self.effect_label.setObjectName(u"effect_label")
        self.effect_label.setProperty(u"tone", u"text2")

        self.layout_14.addWidget(self.effect_label)

        self.effect = QPlainTextEdit(self.area)
        self.effect.setObjectName(u"effect")
        self.effect.setTabChangesFocus(True)
        self.effect.setMinimumSize(QSize(0, 58))
        self.effect.setMaximumSize(QSize(16777215, 58))

        self.layout_14.addWidget(self.effect)


        self.layout_23.addLayout(self.layout_14)

        self.layout_15 = QVBoxLayout()
        self.layout_15.setSpacing(3)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(0, 0, 0, 0)
        self.action_label = Text(self.area)
        self.action_label.setObjectName(u"action_label")
        self.action_label.setProperty(u"tone", u"text2")

        self.layout_15.addWidget(self.action_label)

        self.action = QPlainTextEdit(self.area)
        self.action.setObjectName(u"action")
        self.action.setTabChangesFocus(True)
        self.action.setMinimumSize(QSize(0, 58))
        self.action.setMaximumSize(QSize(16777215, 58))

        self.layout_15.addWidget(self.action)


        self.layout_23.addLayout(self.layout_15)

        self.discussed = CheckBox(self.area)
        self.discussed.setObjectName(u"discussed")

        self.layout_23.addWidget(self.discussed)

        self.later = QWidget(self.area)
        self.later.setObjectName(u"later")
        self.layout_22 = QVBoxLayout(self.later)
        self.layout_22.setSpacing(8)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.staffing_label = Text(self.later)
        self.staffing_label.setObjectName(u"staffing_label")
        self.staffing_label.setProperty(u"tone", u"text2")

        self.layout_22.addWidget(self.staffing_label)

        self.layout_19 = QHBoxLayout()
        self.layout_19.setSpacing(8)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.layout_16 = QVBoxLayout()
        self.layout_16.setSpacing(3)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.pharmacists_label = Text(self.later)
        self.pharmacists_label.setObjectName(u"pharmacists_label")
        self.pharmacists_label.setProperty(u"tone", u"text2")

        self.layout_16.addWidget(self.pharmacists_label)

        self.pharmacists = TextField(self.later)
        self.pharmacists.setObjectName(u"pharmacists")

        self.layout_16.addWidget(self.pharmacists)


        self.layout_19.addLayout(self.layout_16)

        self.layout_17 = QVBoxLayout()
        self.layout_17.setSpacing(3)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.technicians_label = Text(self.later)
        self.technicians_label.setObjectName(u"technicians_label")
        self.technicians_label.setProperty(u"tone", u"text2")

        self.layout_17.addWidget(self.technicians_label)

        self.technicians = TextField(self.later)
        self.technicians.setObjectName(u"technicians")

        self.layout_17.addWidget(self.technicians)


        self.layout_19.addLayout(self.layout_17)

        self.layout_18 = QVBoxLayout()
        self.layout_18.setSpacing(3)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(0, 0, 0, 0)
        self.dispensers_label = Text(self.later)
        self.dispensers_label.setObjectName(u"dispensers_label")
        self.dispensers_label.setProperty(u"tone", u"text2")

        self.layout_18.addWidget(self.dispensers_label)

        self.dispensers = TextField(self.later)
        self.dispensers.setObjectName(u"dispensers")

        self.layout_18.addWidget(self.dispensers)


        self.layout_19.addLayout(self.layout_18)

        self.layout_19.setStretch(0, 1)
        self.layout_19.setStretch(1, 1)
        self.layout_19.setStretch(2, 1)

        self.layout_22.addLayout(self.layout_19)

        self.layout_20 = QVBoxLayout()
        self.layout_20.setSpacing(3)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(0, 0, 0, 0)
        self.dispensed_by_label = Text(self.later)
        self.dispensed_by_label.setObjectName(u"dispensed_by_label")
        self.dispensed_by_label.setProperty(u"tone", u"text2")

        self.layout_20.addWidget(self.dispensed_by_label)

        self.dispensed_by = ChoiceBox(self.later)
        self.dispensed_by.setObjectName(u"dispensed_by")

        self.layout_20.addWidget(self.dispensed_by)


        self.layout_22.addLayout(self.layout_20)

        self.layout_21 = QVBoxLayout()
        self.layout_21.setSpacing(3)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.checked_by_label = Text(self.later)
        self.checked_by_label.setObjectName(u"checked_by_label")
        self.checked_by_label.setProperty(u"tone", u"text2")

        self.layout_21.addWidget(self.checked_by_label)

        self.checked_by = ChoiceBox(self.later)
        self.checked_by.setObjectName(u"checked_by")

        self.layout_21.addWidget(self.checked_by)


        self.layout_22.addLayout(self.layout_21)


        self.layout_23.addWidget(self.later)


        self.layout_25.addWidget(self.area)


        self.layout_26.addWidget(self.side)

        self.layout_26.setStretch(0, 1)

        self.layout_29.addLayout(self.layout_26)

        self.action_bar = ActionBar(NearMissesPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_28 = QHBoxLayout(self.action_bar)
        self.layout_28.setSpacing(8)
        self.layout_28.setObjectName(u"layout_28")
        self.layout_28.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_28.addWidget(self.back)

        self.spacer_27 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_28.addItem(self.spacer_27)

        self.export_all = KeyButton(self.action_bar)
        self.export_all.setObjectName(u"export_all")
        self.export_all.setProperty(u"variant", u"plain")
        self.export_all.setProperty(u"action", u"export")

        self.layout_28.addWidget(self.export_all)

        self.near_miss = KeyButton(self.action_bar)
        self.near_miss.setObjectName(u"near_miss")
        self.near_miss.setProperty(u"variant", u"plain")
        self.near_miss.setProperty(u"action", u"near-miss")

        self.layout_28.addWidget(self.near_miss)

        self.accept = KeyButton(self.action_bar)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"variant", u"filled")
        self.accept.setProperty(u"action", u"accept")

        self.layout_28.addWidget(self.accept)


        self.layout_29.addWidget(self.action_bar)

        self.layout_29.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.month_label.setBuddy(self.month)
        self.kind_shown_label.setBuddy(self.kind_shown)
        self.prescribed_label.setBuddy(self.prescribed)
        self.found_label.setBuddy(self.found)
        self.kind_label.setBuddy(self.kind)
        self.cause_label.setBuddy(self.cause)
        self.consider_label.setBuddy(self.consider)
        self.effect_label.setBuddy(self.effect)
        self.action_label.setBuddy(self.action)
        self.pharmacists_label.setBuddy(self.pharmacists)
        self.technicians_label.setBuddy(self.technicians)
        self.dispensers_label.setBuddy(self.dispensers)
        self.dispensed_by_label.setBuddy(self.dispensed_by)
        self.checked_by_label.setBuddy(self.checked_by)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(NearMissesPage)
    # setupUi

    def retranslateUi(self, NearMissesPage) -> None:
        self.month_label.setText(QCoreApplication.translate("NearMissesPage", u"Month", None))
#if QT_CONFIG(accessibility)
        self.month.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Month", None))
#endif // QT_CONFIG(accessibility)
        self.kind_shown_label.setText(QCoreApplication.translate("NearMissesPage", u"Type", None))
#if QT_CONFIG(accessibility)
        self.kind_shown.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Type", None))
#endif // QT_CONFIG(accessibility)
        self.shown_label.setText(QCoreApplication.translate("NearMissesPage", u"Shown", None))
        self.count.setText("")
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Near misses", None))
#endif // QT_CONFIG(accessibility)
        self.fresh_heading.setText(QCoreApplication.translate("NearMissesPage", u"A near miss", None))
        self.prescribed_label.setText(QCoreApplication.translate("NearMissesPage", u"What was prescribed", None))
#if QT_CONFIG(accessibility)
        self.prescribed.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"What was prescribed", None))
#endif // QT_CONFIG(accessibility)
        self.found_label.setText(QCoreApplication.translate("NearMissesPage", u"What was found", None))
#if QT_CONFIG(accessibility)
        self.found.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"What was found", None))
#endif // QT_CONFIG(accessibility)
        self.kind_label.setText(QCoreApplication.translate("NearMissesPage", u"Type", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Type", None))
#endif // QT_CONFIG(accessibility)
        self.cause_label.setText(QCoreApplication.translate("NearMissesPage", u"Possible cause", None))
#if QT_CONFIG(accessibility)
        self.cause.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Possible cause", None))
#endif // QT_CONFIG(accessibility)
        self.consider_label.setText(QCoreApplication.translate("NearMissesPage", u"Things to consider", None))
#if QT_CONFIG(accessibility)
        self.consider.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Things to consider", None))
#endif // QT_CONFIG(accessibility)
        self.effect_label.setText(QCoreApplication.translate("NearMissesPage", u"What could have happened", None))
#if QT_CONFIG(accessibility)
        self.effect.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"What could have happened", None))
#endif // QT_CONFIG(accessibility)
        self.action_label.setText(QCoreApplication.translate("NearMissesPage", u"What was done", None))
#if QT_CONFIG(accessibility)
        self.action.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"What was done", None))
#endif // QT_CONFIG(accessibility)
        self.discussed.setText(QCoreApplication.translate("NearMissesPage", u"Discussed with whoever was concerned", None))
        self.staffing_label.setText(QCoreApplication.translate("NearMissesPage", u"How many were at work", None))
        self.pharmacists_label.setText(QCoreApplication.translate("NearMissesPage", u"Pharmacists", None))
#if QT_CONFIG(accessibility)
        self.pharmacists.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Pharmacists", None))
#endif // QT_CONFIG(accessibility)
        self.technicians_label.setText(QCoreApplication.translate("NearMissesPage", u"Technicians", None))
#if QT_CONFIG(accessibility)
        self.technicians.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Technicians", None))
#endif // QT_CONFIG(accessibility)
        self.dispensers_label.setText(QCoreApplication.translate("NearMissesPage", u"Dispensers", None))
#if QT_CONFIG(accessibility)
        self.dispensers.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Dispensers", None))
#endif // QT_CONFIG(accessibility)
        self.dispensed_by_label.setText(QCoreApplication.translate("NearMissesPage", u"Who dispensed (may stay empty)", None))
#if QT_CONFIG(accessibility)
        self.dispensed_by.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Who dispensed (may stay empty)", None))
#endif // QT_CONFIG(accessibility)
        self.checked_by_label.setText(QCoreApplication.translate("NearMissesPage", u"Who checked (may stay empty)", None))
#if QT_CONFIG(accessibility)
        self.checked_by.setAccessibleName(QCoreApplication.translate("NearMissesPage", u"Who checked (may stay empty)", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("NearMissesPage", u"Back", None))
        self.export_all.setProperty(u"words", QCoreApplication.translate("NearMissesPage", u"Save as a table", None))
        self.near_miss.setProperty(u"words", QCoreApplication.translate("NearMissesPage", u"Note a near miss", None))
        self.accept.setProperty(u"words", QCoreApplication.translate("NearMissesPage", u"Complete this one", None))
        pass
    # retranslateUi

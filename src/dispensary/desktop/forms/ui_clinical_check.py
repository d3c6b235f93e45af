# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, CardColumn, CheckedList, ChoiceBox,
    GoalCard, Inline, KeyButton, PatientBanner,
    Text, TextField)

class Ui_ClinicalCheck(object):
    def setupUi(self, ClinicalCheck) -> None:
        if not ClinicalCheck.objectName():
            ClinicalCheck.setObjectName(u"ClinicalCheck")
        self.layout_7 = QVBoxLayout(ClinicalCheck)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.patient_banner = PatientBanner(ClinicalCheck)
        self.patient_banner.setObjectName(u"patient_banner")

        self.layout_7.addWidget(self.patient_banner)

        self.layout_4 = QHBoxLayout()
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.layout_8 = QVBoxLayout()
        self.layout_8.setSpacing(0)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.ask = QFrame(ClinicalCheck)
        self.ask.setObjectName(u"ask")
        self.ask.setVisible(False)
        self.ask.setProperty(u"band", u"work")
        self.layout_9 = QVBoxLayout(self.ask)
        self.layout_9.setSpacing(6)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(16, 10, 16, 10)
        self.ask_heading = Text(self.ask)
        self.ask_heading.setObjectName(u"ask_heading")
        self.ask_heading.setProperty(u"role", u"lead-strong")

        self.layout_9.addWidget(self.ask_heading)

        self.ask_item = ChoiceBox(self.ask)
        self.ask_item.setObjectName(u"ask_item")

        self.layout_9.addWidget(self.ask_item)

        self.ask_words = TextField(self.ask)
        self.ask_words.setObjectName(u"ask_words")

        self.layout_9.addWidget(self.ask_words)


        self.layout_8.addWidget(self.ask)

        self.said = QFrame(ClinicalCheck)
        self.said.setObjectName(u"said")
        self.said.setVisible(False)
        self.said.setProperty(u"band", u"work")
        self.layout_10 = QVBoxLayout(self.said)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(16, 8, 16, 8)
        self.refusal = Inline(self.said)
        self.refusal.setObjectName(u"refusal")

        self.layout_10.addWidget(self.refusal)


        self.layout_8.addWidget(self.said)

        self.cards = CardColumn(ClinicalCheck)
        self.cards.setObjectName(u"cards")

        self.layout_8.addWidget(self.cards)

        self.layout_8.setStretch(2, 1)

        self.layout_4.addLayout(self.layout_8)

        self.side = QFrame(ClinicalCheck)
        self.side.setObjectName(u"side")
        self.side.setMinimumSize(QSize(330, 0))
        self.side.setMaximumSize(QSize(330, 16777215))
        self.side.setProperty(u"pane", u"side-surface")
        self.layout_3 = QVBoxLayout(self.side)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(16, 12, 16, 16)
        self.checked_column = QScrollArea(self.side)
        self.checked_column.setObjectName(u"checked_column")
        self.checked_column.setFrameShape(QFrame.Shape.NoFrame)
        self.checked_column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.checked_column.setWidgetResizable(True)
        self.checked_inside = QWidget()
        self.checked_inside.setObjectName(u"checked_inside")
        self.checked_inside.setProperty(u"scrolled", True)
        self.layout_11 = QVBoxLayout(self.checked_inside)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 8, 8)
        self.checked = CheckedList(self.checked_inside)
        self.checked.setObjectName(u"checked")

        self.layout_11.addWidget(self.checked)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_11.addItem(self.spacer_1)

        self.checked_column.setWidget(self.checked_inside)

        self.layout_3.addWidget(self.checked_column)

        self.goal = GoalCard(self.side)
        self.goal.setObjectName(u"goal")

        self.layout_3.addWidget(self.goal)

        self.spacer_2 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_3.addItem(self.spacer_2)

        self.before_heading = Text(self.side)
        self.before_heading.setObjectName(u"before_heading")
        self.before_heading.setProperty(u"role", u"body-strong")

        self.layout_3.addWidget(self.before_heading)

        self.before = Text(self.side)
        self.before.setObjectName(u"before")
        self.before.setProperty(u"tone", u"text2")
        self.before.setWordWrap(True)

        self.layout_3.addWidget(self.before)


        self.layout_4.addWidget(self.side)

        self.layout_4.setStretch(0, 1)

        self.layout_7.addLayout(self.layout_4)

        self.action_bar = ActionBar(ClinicalCheck)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_6 = QHBoxLayout(self.action_bar)
        self.layout_6.setSpacing(8)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(16, 0, 16, 0)
        self.note = KeyButton(self.action_bar)
        self.note.setObjectName(u"note")
        self.note.setProperty(u"variant", u"plain")
        self.note.setProperty(u"action", u"note")

        self.layout_6.addWidget(self.note)

        self.query = KeyButton(self.action_bar)
        self.query.setObjectName(u"query")
        self.query.setProperty(u"variant", u"plain")
        self.query.setProperty(u"action", u"query")

        self.layout_6.addWidget(self.query)

        self.patient = KeyButton(self.action_bar)
        self.patient.setObjectName(u"patient")
        self.patient.setProperty(u"variant", u"plain")
        self.patient.setProperty(u"action", u"patient")

        self.layout_6.addWidget(self.patient)

        self.history = KeyButton(self.action_bar)
        self.history.setObjectName(u"history")
        self.history.setProperty(u"variant", u"plain")
        self.history.setProperty(u"action", u"history")

        self.layout_6.addWidget(self.history)

        self.look_up = KeyButton(self.action_bar)
        self.look_up.setObjectName(u"look_up")
        self.look_up.setProperty(u"variant", u"quiet")
        self.look_up.setProperty(u"action", u"product")

        self.layout_6.addWidget(self.look_up)

        self.alerts = KeyButton(self.action_bar)
        self.alerts.setObjectName(u"alerts")
        self.alerts.setProperty(u"variant", u"quiet")
        self.alerts.setProperty(u"action", u"alerts")

        self.layout_6.addWidget(self.alerts)

        self.spacer_5 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_6.addItem(self.spacer_5)

        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_6.addWidget(self.back)

        self.approve = KeyButton(self.action_bar)
        self.approve.setObjectName(u"approve")
        self.approve.setProperty(u"variant", u"filled")
        self.approve.setProperty(u"action", u"accept")

        self.layout_6.addWidget(self.approve)


        self.layout_7.addWidget(self.action_bar)

        self.layout_7.setStretch(1, 1)

        self.retranslateUi(ClinicalCheck)
    # setupUi

    def retranslateUi(self, ClinicalCheck) -> None:
#if QT_CONFIG(accessibility)
        self.ask_item.setAccessibleName(QCoreApplication.translate("ClinicalCheck", u"Which item", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.cards.setAccessibleName(QCoreApplication.translate("ClinicalCheck", u"Findings", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.checked_column.setAccessibleName(QCoreApplication.translate("ClinicalCheck", u"What was checked", None))
#endif // QT_CONFIG(accessibility)
        self.before_heading.setText(QCoreApplication.translate("ClinicalCheck", u"Before you can approve", None))
        self.before.setText("")
        self.note.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Add a note", None))
        self.query.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Query prescriber", None))
        self.patient.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Patient", None))
        self.history.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"History", None))
        self.look_up.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Product", None))
        self.alerts.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Alerts", None))
        self.back.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Back", None))
        self.approve.setProperty(u"words", QCoreApplication.translate("ClinicalCheck", u"Approve", None))
        pass
    # retranslateUi

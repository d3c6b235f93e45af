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

from dispensary.desktop.components import (ActionBar, Inline, KeyButton, Text,
    TextField)

class Ui_Restriction(object):
    def setupUi(self, Restriction) -> None:
        if not Restriction.objectName():
            Restriction.setObjectName(u"Restriction")
        self.layout_12 = QVBoxLayout(Restriction)
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(Restriction)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = QWidget()
        self.area.setObjectName(u"area")
        self.area.setProperty(u"scrolled", True)
        self.layout_9 = QVBoxLayout(self.area)
        self.layout_9.setSpacing(10)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(16, 14, 16, 10)
        self.heading = Text(self.area)
        self.heading.setObjectName(u"heading")
        self.heading.setProperty(u"role", u"title")

        self.layout_9.addWidget(self.heading)

        self.state = Text(self.area)
        self.state.setObjectName(u"state")
        self.state.setProperty(u"tone", u"text2")
        self.state.setWordWrap(True)

        self.layout_9.addWidget(self.state)

        self.layout_6 = QHBoxLayout()
        self.layout_6.setSpacing(16)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.hides = QFrame(self.area)
        self.hides.setObjectName(u"hides")
        self.hides.setProperty(u"card", u"true")
        self.layout_2 = QVBoxLayout(self.hides)
        self.layout_2.setSpacing(8)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(16, 12, 16, 14)
        self.hides_heading = Text(self.hides)
        self.hides_heading.setObjectName(u"hides_heading")
        self.hides_heading.setProperty(u"role", u"lead-strong")

        self.layout_2.addWidget(self.hides_heading)

        self.hidden = Text(self.hides)
        self.hidden.setObjectName(u"hidden")
        self.hidden.setWordWrap(True)

        self.layout_2.addWidget(self.hidden)

        self.seen = Text(self.hides)
        self.seen.setObjectName(u"seen")
        self.seen.setWordWrap(True)

        self.layout_2.addWidget(self.seen)

        self.always = Text(self.hides)
        self.always.setObjectName(u"always")
        self.always.setWordWrap(True)

        self.layout_2.addWidget(self.always)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_2.addItem(self.spacer_1)


        self.layout_6.addWidget(self.hides)

        self.people_card = QFrame(self.area)
        self.people_card.setObjectName(u"people_card")
        self.people_card.setProperty(u"card", u"true")
        self.layout_5 = QVBoxLayout(self.people_card)
        self.layout_5.setSpacing(8)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(16, 12, 16, 14)
        self.people_heading = Text(self.people_card)
        self.people_heading.setObjectName(u"people_heading")
        self.people_heading.setProperty(u"role", u"lead-strong")

        self.layout_5.addWidget(self.people_heading)

        self.people = QWidget(self.people_card)
        self.people.setObjectName(u"people")
        self.layout_3 = QVBoxLayout(self.people)
        self.layout_3.setSpacing(2)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)

        self.layout_5.addWidget(self.people)

        self.spacer_4 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_5.addItem(self.spacer_4)


        self.layout_6.addWidget(self.people_card)

        self.layout_6.setStretch(0, 3)
        self.layout_6.setStretch(1, 2)

        self.layout_9.addLayout(self.layout_6)

        self.layout_7 = QVBoxLayout()
        self.layout_7.setSpacing(3)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.why_label = Text(self.area)
        self.why_label.setObjectName(u"why_label")
        self.why_label.setProperty(u"tone", u"text2")

        self.layout_7.addWidget(self.why_label)

        self.why = TextField(self.area)
        self.why.setObjectName(u"why")

        self.layout_7.addWidget(self.why)


        self.layout_9.addLayout(self.layout_7)

        self.refusal = Inline(self.area)
        self.refusal.setObjectName(u"refusal")

        self.layout_9.addWidget(self.refusal)

        self.said = Inline(self.area)
        self.said.setObjectName(u"said")

        self.layout_9.addWidget(self.said)

        self.opened = Text(self.area)
        self.opened.setObjectName(u"opened")
        self.opened.setProperty(u"tone", u"text2")
        self.opened.setWordWrap(True)

        self.layout_9.addWidget(self.opened)

        self.spacer_8 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_9.addItem(self.spacer_8)

        self.scroll.setWidget(self.area)

        self.layout_12.addWidget(self.scroll)

        self.action_bar = ActionBar(Restriction)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_11 = QHBoxLayout(self.action_bar)
        self.layout_11.setSpacing(8)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(16, 0, 16, 0)
        self.leave = KeyButton(self.action_bar)
        self.leave.setObjectName(u"leave")
        self.leave.setProperty(u"variant", u"quiet")
        self.leave.setProperty(u"action", u"back")

        self.layout_11.addWidget(self.leave)

        self.spacer_10 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_11.addItem(self.spacer_10)

        self.lift = KeyButton(self.action_bar)
        self.lift.setObjectName(u"lift")
        self.lift.setProperty(u"variant", u"plain")
        self.lift.setProperty(u"action", u"lift-restriction")

        self.layout_11.addWidget(self.lift)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_11.addWidget(self.save)


        self.layout_12.addWidget(self.action_bar)

        self.layout_12.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.why_label.setBuddy(self.why)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Restriction)
    # setupUi

    def retranslateUi(self, Restriction) -> None:
        self.heading.setText(QCoreApplication.translate("Restriction", u"Restrict this record", None))
        self.state.setText("")
        self.hides_heading.setText(QCoreApplication.translate("Restriction", u"What is hidden, and from whom", None))
        self.hidden.setText("")
        self.seen.setText("")
        self.always.setText("")
        self.people_heading.setText(QCoreApplication.translate("Restriction", u"Who else may see it", None))
        self.why_label.setText(QCoreApplication.translate("Restriction", u"Why", None))
#if QT_CONFIG(accessibility)
        self.why.setAccessibleName(QCoreApplication.translate("Restriction", u"Why", None))
#endif // QT_CONFIG(accessibility)
        self.opened.setText("")
        self.leave.setProperty(u"words", QCoreApplication.translate("Restriction", u"Back to the record", None))
        self.lift.setProperty(u"words", QCoreApplication.translate("Restriction", u"Lift the restriction", None))
        self.save.setProperty(u"words", QCoreApplication.translate("Restriction", u"Restrict this record", None))
        pass
    # retranslateUi

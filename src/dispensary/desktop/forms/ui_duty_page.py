# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from dispensary.desktop.components import (ActionBar, EmptyState, Inline, KeyButton,
    RowTable, Text, TextField)

class Ui_DutyPage(object):
    def setupUi(self, DutyPage) -> None:
        if not DutyPage.objectName():
            DutyPage.setObjectName(u"DutyPage")
        self.layout_10 = QVBoxLayout(DutyPage)
        self.layout_10.setSpacing(0)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(DutyPage)
        self.work.setObjectName(u"work")
        self.layout_7 = QVBoxLayout(self.work)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.layout_3 = QHBoxLayout()
        self.layout_3.setSpacing(12)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(16, 10, 16, 10)
        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.since_label = Text(self.work)
        self.since_label.setObjectName(u"since_label")
        self.since_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.since_label)

        self.since = TextField(self.work)
        self.since.setObjectName(u"since")
        self.since.setMaximumSize(QSize(180, 16777215))

        self.layout_1.addWidget(self.since)


        self.layout_3.addLayout(self.layout_1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.until_label = Text(self.work)
        self.until_label.setObjectName(u"until_label")
        self.until_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.until_label)

        self.until = TextField(self.work)
        self.until.setObjectName(u"until")
        self.until.setMaximumSize(QSize(180, 16777215))

        self.layout_2.addWidget(self.until)


        self.layout_3.addLayout(self.layout_2)

        self.law = Text(self.work)
        self.law.setObjectName(u"law")
        self.law.setProperty(u"tone", u"text2")
        self.law.setWordWrap(True)

        self.layout_3.addWidget(self.law)

        self.layout_3.setStretch(2, 1)

        self.layout_7.addLayout(self.layout_3)

        self.said_row = QWidget(self.work)
        self.said_row.setObjectName(u"said_row")
        self.layout_4 = QVBoxLayout(self.said_row)
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(16, 0, 16, 4)
        self.refusal = Inline(self.said_row)
        self.refusal.setObjectName(u"refusal")

        self.layout_4.addWidget(self.refusal)

        self.said = Inline(self.said_row)
        self.said.setObjectName(u"said")

        self.layout_4.addWidget(self.said)


        self.layout_7.addWidget(self.said_row)

        self.list = QStackedWidget(self.work)
        self.list.setObjectName(u"list")
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_5 = QVBoxLayout(self.found_page)
        self.layout_5.setSpacing(0)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.stretches = RowTable(self.found_page)
        self.stretches.setObjectName(u"stretches")

        self.layout_5.addWidget(self.stretches)

        self.list.addWidget(self.found_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_6 = QVBoxLayout(self.empty_page)
        self.layout_6.setSpacing(0)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_6.addWidget(self.empty)

        self.list.addWidget(self.empty_page)

        self.layout_7.addWidget(self.list)

        self.layout_7.setStretch(2, 1)

        self.layout_10.addWidget(self.work)

        self.action_bar = ActionBar(DutyPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_9 = QHBoxLayout(self.action_bar)
        self.layout_9.setSpacing(8)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_9.addWidget(self.back)

        self.spacer_8 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_9.addItem(self.spacer_8)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"plain")
        self.save.setProperty(u"action", u"export")

        self.layout_9.addWidget(self.save)

        self.show = KeyButton(self.action_bar)
        self.show.setObjectName(u"show")
        self.show.setProperty(u"variant", u"filled")
        self.show.setProperty(u"action", u"accept")

        self.layout_9.addWidget(self.show)


        self.layout_10.addWidget(self.action_bar)

        self.layout_10.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.since_label.setBuddy(self.since)
        self.until_label.setBuddy(self.until)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(DutyPage)
    # setupUi

    def retranslateUi(self, DutyPage) -> None:
        self.since_label.setText(QCoreApplication.translate("DutyPage", u"From", None))
#if QT_CONFIG(accessibility)
        self.since.setAccessibleName(QCoreApplication.translate("DutyPage", u"From", None))
#endif // QT_CONFIG(accessibility)
        self.until_label.setText(QCoreApplication.translate("DutyPage", u"To", None))
#if QT_CONFIG(accessibility)
        self.until.setAccessibleName(QCoreApplication.translate("DutyPage", u"To", None))
#endif // QT_CONFIG(accessibility)
        self.law.setText("")
#if QT_CONFIG(accessibility)
        self.stretches.setAccessibleName(QCoreApplication.translate("DutyPage", u"Responsible pharmacists and absences", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("DutyPage", u"Back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("DutyPage", u"Save as a page", None))
        self.show.setProperty(u"words", QCoreApplication.translate("DutyPage", u"Show these days", None))
        pass
    # retranslateUi

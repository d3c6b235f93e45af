# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QScrollArea, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, EmptyState, FactList, Inline,
    KeyButton, RowTable, Text, TextField)

class Ui_RecallsPage(object):
    def setupUi(self, RecallsPage) -> None:
        if not RecallsPage.objectName():
            RecallsPage.setObjectName(u"RecallsPage")
        self.layout_13 = QVBoxLayout(RecallsPage)
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(RecallsPage)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.layout_7 = QHBoxLayout(self.list_page)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(self.list_page)
        self.work.setObjectName(u"work")
        self.layout_3 = QVBoxLayout(self.work)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.said_row = QFrame(self.work)
        self.said_row.setObjectName(u"said_row")
        self.layout_1 = QVBoxLayout(self.said_row)
        self.layout_1.setSpacing(0)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(16, 4, 16, 4)
        self.refusal = Inline(self.said_row)
        self.refusal.setObjectName(u"refusal")

        self.layout_1.addWidget(self.refusal)

        self.said = Inline(self.said_row)
        self.said.setObjectName(u"said")

        self.layout_1.addWidget(self.said)


        self.layout_3.addWidget(self.said_row)

        self.recalls = RowTable(self.work)
        self.recalls.setObjectName(u"recalls")
        self.recalls.setMaximumSize(QSize(16777215, 200))

        self.layout_3.addWidget(self.recalls)

        self.found_row = QFrame(self.work)
        self.found_row.setObjectName(u"found_row")
        self.layout_2 = QVBoxLayout(self.found_row)
        self.layout_2.setSpacing(4)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(16, 8, 16, 6)
        self.found = Text(self.found_row)
        self.found.setObjectName(u"found")
        self.found.setProperty(u"role", u"lead-strong")
        self.found.setWordWrap(True)

        self.layout_2.addWidget(self.found)

        self.nobody = Inline(self.found_row)
        self.nobody.setObjectName(u"nobody")

        self.layout_2.addWidget(self.nobody)


        self.layout_3.addWidget(self.found_row)

        self.people = RowTable(self.work)
        self.people.setObjectName(u"people")

        self.layout_3.addWidget(self.people)

        self.layout_3.setStretch(1, 2)
        self.layout_3.setStretch(3, 3)

        self.layout_7.addWidget(self.work)

        self.side = QFrame(self.list_page)
        self.side.setObjectName(u"side")
        self.side.setMinimumSize(QSize(320, 0))
        self.side.setMaximumSize(QSize(320, 16777215))
        self.side.setProperty(u"pane", u"side-surface")
        self.layout_6 = QVBoxLayout(self.side)
        self.layout_6.setSpacing(0)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.detail_scroll = QScrollArea(self.side)
        self.detail_scroll.setObjectName(u"detail_scroll")
        self.detail_scroll.setWidgetResizable(True)
        self.detail_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.detail_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail_area = QWidget()
        self.detail_area.setObjectName(u"detail_area")
        self.detail_area.setProperty(u"scrolled", True)
        self.layout_5 = QVBoxLayout(self.detail_area)
        self.layout_5.setSpacing(0)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(16, 12, 16, 12)
        self.detail = FactList(self.detail_area)
        self.detail.setObjectName(u"detail")

        self.layout_5.addWidget(self.detail)

        self.spacer_4 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_5.addItem(self.spacer_4)

        self.detail_scroll.setWidget(self.detail_area)

        self.layout_6.addWidget(self.detail_scroll)


        self.layout_7.addWidget(self.side)

        self.layout_7.setStretch(0, 1)
        self.pages.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_9 = QVBoxLayout(self.empty_page)
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_9.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)
        self.entry_page = QWidget()
        self.entry_page.setObjectName(u"entry_page")
        self.layout_10 = QVBoxLayout(self.entry_page)
        self.layout_10.setSpacing(0)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.entry_place = QWidget(self.entry_page)
        self.entry_place.setObjectName(u"entry_place")

        self.layout_10.addWidget(self.entry_place)

        self.pages.addWidget(self.entry_page)

        self.layout_13.addWidget(self.pages)

        self.ending = QFrame(RecallsPage)
        self.ending.setObjectName(u"ending")
        self.layout_8 = QHBoxLayout(self.ending)
        self.layout_8.setSpacing(10)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(16, 6, 16, 6)
        self.reason_label = Text(self.ending)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.reason_label)

        self.reason = TextField(self.ending)
        self.reason.setObjectName(u"reason")

        self.layout_8.addWidget(self.reason)

        self.layout_8.setStretch(1, 1)

        self.layout_13.addWidget(self.ending)

        self.action_bar = ActionBar(RecallsPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_12 = QHBoxLayout(self.action_bar)
        self.layout_12.setSpacing(8)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_12.addWidget(self.back)

        self.spacer_11 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_12.addItem(self.spacer_11)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"plain")
        self.save.setProperty(u"action", u"export")

        self.layout_12.addWidget(self.save)

        self.end = KeyButton(self.action_bar)
        self.end.setObjectName(u"end")
        self.end.setProperty(u"variant", u"plain")
        self.end.setProperty(u"action", u"end-recall")

        self.layout_12.addWidget(self.end)

        self.enter = KeyButton(self.action_bar)
        self.enter.setObjectName(u"enter")
        self.enter.setProperty(u"variant", u"filled")
        self.enter.setProperty(u"action", u"enter-recall")

        self.layout_12.addWidget(self.enter)

        self.accept = KeyButton(self.action_bar)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"variant", u"filled")
        self.accept.setProperty(u"action", u"accept")

        self.layout_12.addWidget(self.accept)


        self.layout_13.addWidget(self.action_bar)

        self.layout_13.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.reason_label.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecallsPage)
    # setupUi

    def retranslateUi(self, RecallsPage) -> None:
#if QT_CONFIG(accessibility)
        self.recalls.setAccessibleName(QCoreApplication.translate("RecallsPage", u"Recalls", None))
#endif // QT_CONFIG(accessibility)
        self.found.setText("")
#if QT_CONFIG(accessibility)
        self.people.setAccessibleName(QCoreApplication.translate("RecallsPage", u"Who has it", None))
#endif // QT_CONFIG(accessibility)
        self.reason_label.setText(QCoreApplication.translate("RecallsPage", u"Why is it over?", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("RecallsPage", u"Why is it over?", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("RecallsPage", u"Back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("RecallsPage", u"Save the list to print", None))
        self.end.setProperty(u"words", QCoreApplication.translate("RecallsPage", u"End this recall", None))
        self.enter.setProperty(u"words", QCoreApplication.translate("RecallsPage", u"Enter a recall", None))
        self.accept.setProperty(u"words", QCoreApplication.translate("RecallsPage", u"Record this recall", None))
        pass
    # retranslateUi

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

from dispensary.desktop.components import (ActionBar, ChoiceBox, EmptyState, Inline,
    KeyButton, RowTable, Text)

class Ui_AlertsPage(object):
    def setupUi(self, AlertsPage) -> None:
        if not AlertsPage.objectName():
            AlertsPage.setObjectName(u"AlertsPage")
        self.layout_10 = QVBoxLayout(AlertsPage)
        self.layout_10.setSpacing(0)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(AlertsPage)
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
        self.sort_label = Text(self.work)
        self.sort_label.setObjectName(u"sort_label")
        self.sort_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.sort_label)

        self.sort = ChoiceBox(self.work)
        self.sort.setObjectName(u"sort")
        self.sort.setMaximumSize(QSize(260, 16777215))

        self.layout_1.addWidget(self.sort)


        self.layout_3.addLayout(self.layout_1)

        self.figures = Text(self.work)
        self.figures.setObjectName(u"figures")
        self.figures.setProperty(u"tone", u"text2")
        self.figures.setWordWrap(True)

        self.layout_3.addWidget(self.figures)

        self.layout_3.setStretch(1, 1)

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
        self.rules = RowTable(self.found_page)
        self.rules.setObjectName(u"rules")

        self.layout_5.addWidget(self.rules)

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

        self.action_bar = ActionBar(AlertsPage)
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

        self.before = KeyButton(self.action_bar)
        self.before.setObjectName(u"before")
        self.before.setProperty(u"variant", u"plain")

        self.layout_9.addWidget(self.before)

        self.after = KeyButton(self.action_bar)
        self.after.setObjectName(u"after")
        self.after.setProperty(u"variant", u"plain")

        self.layout_9.addWidget(self.after)


        self.layout_10.addWidget(self.action_bar)

        self.layout_10.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.sort_label.setBuddy(self.sort)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(AlertsPage)
    # setupUi

    def retranslateUi(self, AlertsPage) -> None:
        self.sort_label.setText(QCoreApplication.translate("AlertsPage", u"Most first by", None))
#if QT_CONFIG(accessibility)
        self.sort.setAccessibleName(QCoreApplication.translate("AlertsPage", u"Most first by", None))
#endif // QT_CONFIG(accessibility)
        self.figures.setText("")
#if QT_CONFIG(accessibility)
        self.rules.setAccessibleName(QCoreApplication.translate("AlertsPage", u"Rules of the clinical check", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("AlertsPage", u"Back", None))
        self.before.setProperty(u"words", QCoreApplication.translate("AlertsPage", u"Month before", None))
        self.after.setProperty(u"words", QCoreApplication.translate("AlertsPage", u"Month after", None))
        pass
    # retranslateUi

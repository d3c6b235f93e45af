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

from dispensary.desktop.components import (ActionBar, EmptyState, FilterTabs, KeyButton,
    RowTable, StageTabs, SummaryPane, Text)

class Ui_Worklist(object):
    def setupUi(self, Worklist) -> None:
        if not Worklist.objectName():
            Worklist.setObjectName(u"Worklist")
        self.layout_9 = QVBoxLayout(Worklist)
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.stages = StageTabs(Worklist)
        self.stages.setObjectName(u"stages")

        self.layout_9.addWidget(self.stages)

        self.layout_5 = QHBoxLayout()
        self.layout_5.setSpacing(0)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.filter_band = QFrame(Worklist)
        self.filter_band.setObjectName(u"filter_band")
        self.filter_band.setMinimumSize(QSize(0, 42))
        self.filter_band.setMaximumSize(QSize(16777215, 42))
        self.filter_band.setProperty(u"band", u"filters")
        self.layout_2 = QHBoxLayout(self.filter_band)
        self.layout_2.setSpacing(0)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(16, 0, 16, 0)
        self.filters = FilterTabs(self.filter_band)
        self.filters.setObjectName(u"filters")

        self.layout_2.addWidget(self.filters)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_2.addItem(self.spacer_1)

        self.sorted = Text(self.filter_band)
        self.sorted.setObjectName(u"sorted")
        self.sorted.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.sorted)


        self.layout_4.addWidget(self.filter_band)

        self.list = QStackedWidget(Worklist)
        self.list.setObjectName(u"list")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.list.sizePolicy().hasHeightForWidth())
        self.list.setSizePolicy(sizePolicy)
        self.rows_page = QWidget()
        self.rows_page.setObjectName(u"rows_page")
        self.layout_3 = QVBoxLayout(self.rows_page)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.table = RowTable(self.rows_page)
        self.table.setObjectName(u"table")

        self.layout_3.addWidget(self.table)

        self.list.addWidget(self.rows_page)
        self.empty = EmptyState()
        self.empty.setObjectName(u"empty")
        self.list.addWidget(self.empty)

        self.layout_4.addWidget(self.list)


        self.layout_5.addLayout(self.layout_4)

        self.summary = SummaryPane(Worklist)
        self.summary.setObjectName(u"summary")
        self.summary.setMinimumSize(QSize(344, 0))
        self.summary.setMaximumSize(QSize(344, 16777215))

        self.layout_5.addWidget(self.summary)

        self.layout_5.setStretch(0, 1)

        self.layout_9.addLayout(self.layout_5)

        self.action_bar = ActionBar(Worklist)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_8 = QHBoxLayout(self.action_bar)
        self.layout_8.setSpacing(8)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(16, 0, 16, 0)
        self.add_prescription = KeyButton(self.action_bar)
        self.add_prescription.setObjectName(u"add_prescription")
        self.add_prescription.setProperty(u"variant", u"plain")
        self.add_prescription.setProperty(u"action", u"add-prescription")

        self.layout_8.addWidget(self.add_prescription)

        self.promise = KeyButton(self.action_bar)
        self.promise.setObjectName(u"promise")
        self.promise.setProperty(u"variant", u"plain")
        self.promise.setProperty(u"action", u"promise")

        self.layout_8.addWidget(self.promise)

        self.ask_eps = KeyButton(self.action_bar)
        self.ask_eps.setObjectName(u"ask_eps")
        self.ask_eps.setProperty(u"variant", u"plain")
        self.ask_eps.setProperty(u"action", u"retry")

        self.layout_8.addWidget(self.ask_eps)

        self.all_actions = KeyButton(self.action_bar)
        self.all_actions.setObjectName(u"all_actions")
        self.all_actions.setProperty(u"variant", u"quiet")
        self.all_actions.setProperty(u"action", u"all-actions")

        self.layout_8.addWidget(self.all_actions)

        self.spacer_6 = QSpacerItem(4, 8, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

        self.layout_8.addItem(self.spacer_6)

        self.spacer_7 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_8.addItem(self.spacer_7)

        self.patient = KeyButton(self.action_bar)
        self.patient.setObjectName(u"patient")
        self.patient.setProperty(u"variant", u"plain")
        self.patient.setProperty(u"action", u"patient")

        self.layout_8.addWidget(self.patient)

        self.open = KeyButton(self.action_bar)
        self.open.setObjectName(u"open")
        self.open.setProperty(u"variant", u"filled")
        self.open.setProperty(u"action", u"open")

        self.layout_8.addWidget(self.open)


        self.layout_9.addWidget(self.action_bar)

        self.layout_9.setStretch(1, 1)

        self.retranslateUi(Worklist)
    # setupUi

    def retranslateUi(self, Worklist) -> None:
        self.sorted.setText(QCoreApplication.translate("Worklist", u"Soonest promise first", None))
#if QT_CONFIG(accessibility)
        self.table.setAccessibleName(QCoreApplication.translate("Worklist", u"Worklist", None))
#endif // QT_CONFIG(accessibility)
        self.add_prescription.setProperty(u"words", QCoreApplication.translate("Worklist", u"Add prescription", None))
        self.promise.setProperty(u"words", QCoreApplication.translate("Worklist", u"Patient waits", None))
        self.ask_eps.setProperty(u"words", QCoreApplication.translate("Worklist", u"Ask EPS now", None))
        self.all_actions.setProperty(u"words", QCoreApplication.translate("Worklist", u"All actions", None))
        self.patient.setProperty(u"words", QCoreApplication.translate("Worklist", u"Patient", None))
        self.open.setProperty(u"words", QCoreApplication.translate("Worklist", u"Open prescription", None))
        pass
    # retranslateUi

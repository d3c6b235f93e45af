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

from dispensary.desktop.components import (ActionBar, ChoiceBox, EmptyState, FactList,
    Inline, KeyButton, RowTable, Text,
    TextField)

class Ui_JournalPage(object):
    def setupUi(self, JournalPage) -> None:
        if not JournalPage.objectName():
            JournalPage.setObjectName(u"JournalPage")
        self.layout_23 = QVBoxLayout(JournalPage)
        self.layout_23.setSpacing(0)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.layout_20 = QHBoxLayout()
        self.layout_20.setSpacing(0)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(0, 0, 0, 0)
        self.work = QFrame(JournalPage)
        self.work.setObjectName(u"work")
        self.layout_16 = QVBoxLayout(self.work)
        self.layout_16.setSpacing(0)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.sought = QFrame(self.work)
        self.sought.setObjectName(u"sought")
        self.layout_10 = QVBoxLayout(self.sought)
        self.layout_10.setSpacing(6)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(16, 10, 16, 10)
        self.layout_9 = QGridLayout()
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setHorizontalSpacing(10)
        self.layout_9.setVerticalSpacing(6)
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.patient_label = Text(self.sought)
        self.patient_label.setObjectName(u"patient_label")
        self.patient_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.patient_label)

        self.patient = TextField(self.sought)
        self.patient.setObjectName(u"patient")

        self.layout_1.addWidget(self.patient)


        self.layout_9.addLayout(self.layout_1, 0, 0, 1, 1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.product_label = Text(self.sought)
        self.product_label.setObjectName(u"product_label")
        self.product_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.product_label)

        self.product = TextField(self.sought)
        self.product.setObjectName(u"product")

        self.layout_2.addWidget(self.product)


        self.layout_9.addLayout(self.layout_2, 0, 1, 1, 1)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.prescription_label = Text(self.sought)
        self.prescription_label.setObjectName(u"prescription_label")
        self.prescription_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.prescription_label)

        self.prescription = TextField(self.sought)
        self.prescription.setObjectName(u"prescription")

        self.layout_3.addWidget(self.prescription)


        self.layout_9.addLayout(self.layout_3, 0, 2, 1, 1)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.batch_label = Text(self.sought)
        self.batch_label.setObjectName(u"batch_label")
        self.batch_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.batch_label)

        self.batch = TextField(self.sought)
        self.batch.setObjectName(u"batch")

        self.layout_4.addWidget(self.batch)


        self.layout_9.addLayout(self.layout_4, 0, 3, 1, 1)

        self.layout_5 = QVBoxLayout()
        self.layout_5.setSpacing(3)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.person_label = Text(self.sought)
        self.person_label.setObjectName(u"person_label")
        self.person_label.setProperty(u"tone", u"text2")

        self.layout_5.addWidget(self.person_label)

        self.person = ChoiceBox(self.sought)
        self.person.setObjectName(u"person")

        self.layout_5.addWidget(self.person)


        self.layout_9.addLayout(self.layout_5, 1, 0, 1, 1)

        self.layout_6 = QVBoxLayout()
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.kind_label = Text(self.sought)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.kind_label)

        self.kind = ChoiceBox(self.sought)
        self.kind.setObjectName(u"kind")

        self.layout_6.addWidget(self.kind)


        self.layout_9.addLayout(self.layout_6, 1, 1, 1, 1)

        self.layout_7 = QVBoxLayout()
        self.layout_7.setSpacing(3)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.since_label = Text(self.sought)
        self.since_label.setObjectName(u"since_label")
        self.since_label.setProperty(u"tone", u"text2")

        self.layout_7.addWidget(self.since_label)

        self.since = TextField(self.sought)
        self.since.setObjectName(u"since")

        self.layout_7.addWidget(self.since)


        self.layout_9.addLayout(self.layout_7, 1, 2, 1, 1)

        self.layout_8 = QVBoxLayout()
        self.layout_8.setSpacing(3)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.until_label = Text(self.sought)
        self.until_label.setObjectName(u"until_label")
        self.until_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.until_label)

        self.until = TextField(self.sought)
        self.until.setObjectName(u"until")

        self.layout_8.addWidget(self.until)


        self.layout_9.addLayout(self.layout_8, 1, 3, 1, 1)

        self.layout_9.setColumnStretch(0, 5)
        self.layout_9.setColumnStretch(1, 5)
        self.layout_9.setColumnStretch(2, 4)
        self.layout_9.setColumnStretch(3, 4)

        self.layout_10.addLayout(self.layout_9)

        self.refusal = Inline(self.sought)
        self.refusal.setObjectName(u"refusal")

        self.layout_10.addWidget(self.refusal)


        self.layout_16.addWidget(self.sought)

        self.list = QStackedWidget(self.work)
        self.list.setObjectName(u"list")
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_11 = QVBoxLayout(self.found_page)
        self.layout_11.setSpacing(0)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 0, 0)
        self.entries = RowTable(self.found_page)
        self.entries.setObjectName(u"entries")

        self.layout_11.addWidget(self.entries)

        self.list.addWidget(self.found_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_12 = QVBoxLayout(self.empty_page)
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_12.addWidget(self.empty)

        self.list.addWidget(self.empty_page)

        self.layout_16.addWidget(self.list)

        self.foot = QFrame(self.work)
        self.foot.setObjectName(u"foot")
        self.layout_15 = QVBoxLayout(self.foot)
        self.layout_15.setSpacing(4)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(16, 4, 16, 4)
        self.proof = Inline(self.foot)
        self.proof.setObjectName(u"proof")

        self.layout_15.addWidget(self.proof)

        self.layout_14 = QHBoxLayout()
        self.layout_14.setSpacing(8)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.count = Text(self.foot)
        self.count.setObjectName(u"count")
        self.count.setProperty(u"tone", u"text2")

        self.layout_14.addWidget(self.count)

        self.spacer_13 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_14.addItem(self.spacer_13)

        self.more = KeyButton(self.foot)
        self.more.setObjectName(u"more")
        self.more.setProperty(u"variant", u"quiet")
        self.more.setProperty(u"action", u"show-more")

        self.layout_14.addWidget(self.more)


        self.layout_15.addLayout(self.layout_14)


        self.layout_16.addWidget(self.foot)

        self.layout_16.setStretch(1, 1)

        self.layout_20.addWidget(self.work)

        self.side = QFrame(JournalPage)
        self.side.setObjectName(u"side")
        self.side.setProperty(u"pane", u"side-surface")
        self.side.setMinimumSize(QSize(320, 0))
        self.side.setMaximumSize(QSize(320, 16777215))
        self.layout_19 = QVBoxLayout(self.side)
        self.layout_19.setSpacing(0)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.detail_scroll = QScrollArea(self.side)
        self.detail_scroll.setObjectName(u"detail_scroll")
        self.detail_scroll.setWidgetResizable(True)
        self.detail_scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.detail_scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.detail_area = QWidget()
        self.detail_area.setObjectName(u"detail_area")
        self.detail_area.setProperty(u"scrolled", True)
        self.layout_18 = QVBoxLayout(self.detail_area)
        self.layout_18.setSpacing(0)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(16, 12, 16, 12)
        self.detail = FactList(self.detail_area)
        self.detail.setObjectName(u"detail")

        self.layout_18.addWidget(self.detail)

        self.spacer_17 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_18.addItem(self.spacer_17)

        self.detail_scroll.setWidget(self.detail_area)

        self.layout_19.addWidget(self.detail_scroll)


        self.layout_20.addWidget(self.side)

        self.layout_20.setStretch(0, 1)

        self.layout_23.addLayout(self.layout_20)

        self.action_bar = ActionBar(JournalPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_22 = QHBoxLayout(self.action_bar)
        self.layout_22.setSpacing(8)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_22.addWidget(self.back)

        self.spacer_21 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_22.addItem(self.spacer_21)

        self.export = KeyButton(self.action_bar)
        self.export.setObjectName(u"export")
        self.export.setProperty(u"variant", u"plain")
        self.export.setProperty(u"action", u"export")

        self.layout_22.addWidget(self.export)

        self.checkpoint = KeyButton(self.action_bar)
        self.checkpoint.setObjectName(u"checkpoint")
        self.checkpoint.setProperty(u"variant", u"plain")
        self.checkpoint.setProperty(u"action", u"checkpoint")

        self.layout_22.addWidget(self.checkpoint)

        self.check = KeyButton(self.action_bar)
        self.check.setObjectName(u"check")
        self.check.setProperty(u"variant", u"plain")
        self.check.setProperty(u"action", u"check-journal")

        self.layout_22.addWidget(self.check)

        self.search = KeyButton(self.action_bar)
        self.search.setObjectName(u"search")
        self.search.setProperty(u"variant", u"filled")
        self.search.setProperty(u"action", u"accept")

        self.layout_22.addWidget(self.search)


        self.layout_23.addWidget(self.action_bar)

        self.layout_23.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.patient_label.setBuddy(self.patient)
        self.product_label.setBuddy(self.product)
        self.prescription_label.setBuddy(self.prescription)
        self.batch_label.setBuddy(self.batch)
        self.person_label.setBuddy(self.person)
        self.kind_label.setBuddy(self.kind)
        self.since_label.setBuddy(self.since)
        self.until_label.setBuddy(self.until)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(JournalPage)
    # setupUi

    def retranslateUi(self, JournalPage) -> None:
        self.patient_label.setText(QCoreApplication.translate("JournalPage", u"Patient, NHS number", None))
#if QT_CONFIG(accessibility)
        self.patient.setAccessibleName(QCoreApplication.translate("JournalPage", u"Patient, NHS number", None))
#endif // QT_CONFIG(accessibility)
        self.product_label.setText(QCoreApplication.translate("JournalPage", u"Medicine or code", None))
#if QT_CONFIG(accessibility)
        self.product.setAccessibleName(QCoreApplication.translate("JournalPage", u"Medicine or code", None))
#endif // QT_CONFIG(accessibility)
        self.prescription_label.setText(QCoreApplication.translate("JournalPage", u"Prescription", None))
#if QT_CONFIG(accessibility)
        self.prescription.setAccessibleName(QCoreApplication.translate("JournalPage", u"Prescription", None))
#endif // QT_CONFIG(accessibility)
        self.batch_label.setText(QCoreApplication.translate("JournalPage", u"Batch", None))
#if QT_CONFIG(accessibility)
        self.batch.setAccessibleName(QCoreApplication.translate("JournalPage", u"Batch", None))
#endif // QT_CONFIG(accessibility)
        self.person_label.setText(QCoreApplication.translate("JournalPage", u"Who did it", None))
#if QT_CONFIG(accessibility)
        self.person.setAccessibleName(QCoreApplication.translate("JournalPage", u"Who did it", None))
#endif // QT_CONFIG(accessibility)
        self.kind_label.setText(QCoreApplication.translate("JournalPage", u"What was done", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("JournalPage", u"What was done", None))
#endif // QT_CONFIG(accessibility)
        self.since_label.setText(QCoreApplication.translate("JournalPage", u"From", None))
#if QT_CONFIG(accessibility)
        self.since.setAccessibleName(QCoreApplication.translate("JournalPage", u"From", None))
#endif // QT_CONFIG(accessibility)
        self.until_label.setText(QCoreApplication.translate("JournalPage", u"To", None))
#if QT_CONFIG(accessibility)
        self.until.setAccessibleName(QCoreApplication.translate("JournalPage", u"To", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.entries.setAccessibleName(QCoreApplication.translate("JournalPage", u"Entries of the journal", None))
#endif // QT_CONFIG(accessibility)
        self.count.setText("")
        self.more.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Show more", None))
        self.back.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Back", None))
        self.export.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Export", None))
        self.checkpoint.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Print a checkpoint", None))
        self.check.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Check the journal", None))
        self.search.setProperty(u"words", QCoreApplication.translate("JournalPage", u"Search", None))
        pass
    # retranslateUi

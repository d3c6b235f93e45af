# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QPlainTextEdit, QScrollArea, QSizePolicy, QSpacerItem,
    QVBoxLayout, QWidget)

from dispensary.desktop.components import (ChoiceBox, Inline, RowTable, Text,
    TextField)

class Ui_RecallEntry(object):
    def setupUi(self, RecallEntry) -> None:
        if not RecallEntry.objectName():
            RecallEntry.setObjectName(u"RecallEntry")
        self.layout_35 = QVBoxLayout(RecallEntry)
        self.layout_35.setSpacing(0)
        self.layout_35.setObjectName(u"layout_35")
        self.layout_35.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(RecallEntry)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = QWidget()
        self.area.setObjectName(u"area")
        self.area.setProperty(u"scrolled", True)
        self.layout_34 = QVBoxLayout(self.area)
        self.layout_34.setSpacing(8)
        self.layout_34.setObjectName(u"layout_34")
        self.layout_34.setContentsMargins(16, 12, 16, 12)
        self.refusal = Inline(self.area)
        self.refusal.setObjectName(u"refusal")

        self.layout_34.addWidget(self.refusal)

        self.layout_33 = QHBoxLayout()
        self.layout_33.setSpacing(20)
        self.layout_33.setObjectName(u"layout_33")
        self.layout_33.setContentsMargins(0, 0, 0, 0)
        self.layout_27 = QVBoxLayout()
        self.layout_27.setSpacing(8)
        self.layout_27.setObjectName(u"layout_27")
        self.layout_27.setContentsMargins(0, 0, 0, 0)
        self.layout_14 = QVBoxLayout()
        self.layout_14.setSpacing(3)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.title_label = Text(self.area)
        self.title_label.setObjectName(u"title_label")
        self.title_label.setProperty(u"tone", u"text2")

        self.layout_14.addWidget(self.title_label)

        self.title = TextField(self.area)
        self.title.setObjectName(u"title")

        self.layout_14.addWidget(self.title)


        self.layout_27.addLayout(self.layout_14)

        self.layout_18 = QHBoxLayout()
        self.layout_18.setSpacing(10)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(0, 0, 0, 0)
        self.layout_15 = QVBoxLayout()
        self.layout_15.setSpacing(3)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(0, 0, 0, 0)
        self.reference_label = Text(self.area)
        self.reference_label.setObjectName(u"reference_label")
        self.reference_label.setProperty(u"tone", u"text2")

        self.layout_15.addWidget(self.reference_label)

        self.reference = TextField(self.area)
        self.reference.setObjectName(u"reference")

        self.layout_15.addWidget(self.reference)


        self.layout_18.addLayout(self.layout_15)

        self.layout_16 = QVBoxLayout()
        self.layout_16.setSpacing(3)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.urgency_label = Text(self.area)
        self.urgency_label.setObjectName(u"urgency_label")
        self.urgency_label.setProperty(u"tone", u"text2")

        self.layout_16.addWidget(self.urgency_label)

        self.urgency = ChoiceBox(self.area)
        self.urgency.setObjectName(u"urgency")

        self.layout_16.addWidget(self.urgency)


        self.layout_18.addLayout(self.layout_16)

        self.layout_17 = QVBoxLayout()
        self.layout_17.setSpacing(3)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.level_label = Text(self.area)
        self.level_label.setObjectName(u"level_label")
        self.level_label.setProperty(u"tone", u"text2")

        self.layout_17.addWidget(self.level_label)

        self.level = ChoiceBox(self.area)
        self.level.setObjectName(u"level")

        self.layout_17.addWidget(self.level)


        self.layout_18.addLayout(self.layout_17)

        self.layout_18.setStretch(0, 4)
        self.layout_18.setStretch(1, 7)
        self.layout_18.setStretch(2, 8)

        self.layout_27.addLayout(self.layout_18)

        self.layout_19 = QVBoxLayout()
        self.layout_19.setSpacing(3)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.advice_label = Text(self.area)
        self.advice_label.setObjectName(u"advice_label")
        self.advice_label.setProperty(u"tone", u"text2")

        self.layout_19.addWidget(self.advice_label)

        self.advice = QPlainTextEdit(self.area)
        self.advice.setObjectName(u"advice")
        self.advice.setTabChangesFocus(True)
        self.advice.setMinimumSize(QSize(0, 130))
        self.advice.setMaximumSize(QSize(16777215, 130))

        self.layout_19.addWidget(self.advice)


        self.layout_27.addLayout(self.layout_19)

        self.layout_22 = QHBoxLayout()
        self.layout_22.setSpacing(10)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.layout_20 = QVBoxLayout()
        self.layout_20.setSpacing(3)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(0, 0, 0, 0)
        self.expires_from_label = Text(self.area)
        self.expires_from_label.setObjectName(u"expires_from_label")
        self.expires_from_label.setProperty(u"tone", u"text2")

        self.layout_20.addWidget(self.expires_from_label)

        self.expires_from = TextField(self.area)
        self.expires_from.setObjectName(u"expires_from")

        self.layout_20.addWidget(self.expires_from)


        self.layout_22.addLayout(self.layout_20)

        self.layout_21 = QVBoxLayout()
        self.layout_21.setSpacing(3)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.expires_to_label = Text(self.area)
        self.expires_to_label.setObjectName(u"expires_to_label")
        self.expires_to_label.setProperty(u"tone", u"text2")

        self.layout_21.addWidget(self.expires_to_label)

        self.expires_to = TextField(self.area)
        self.expires_to.setObjectName(u"expires_to")

        self.layout_21.addWidget(self.expires_to)


        self.layout_22.addLayout(self.layout_21)

        self.layout_22.setStretch(0, 1)
        self.layout_22.setStretch(1, 1)

        self.layout_27.addLayout(self.layout_22)

        self.layout_25 = QHBoxLayout()
        self.layout_25.setSpacing(10)
        self.layout_25.setObjectName(u"layout_25")
        self.layout_25.setContentsMargins(0, 0, 0, 0)
        self.layout_23 = QVBoxLayout()
        self.layout_23.setSpacing(3)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.supplied_from_label = Text(self.area)
        self.supplied_from_label.setObjectName(u"supplied_from_label")
        self.supplied_from_label.setProperty(u"tone", u"text2")

        self.layout_23.addWidget(self.supplied_from_label)

        self.supplied_from = TextField(self.area)
        self.supplied_from.setObjectName(u"supplied_from")

        self.layout_23.addWidget(self.supplied_from)


        self.layout_25.addLayout(self.layout_23)

        self.layout_24 = QVBoxLayout()
        self.layout_24.setSpacing(3)
        self.layout_24.setObjectName(u"layout_24")
        self.layout_24.setContentsMargins(0, 0, 0, 0)
        self.supplied_to_label = Text(self.area)
        self.supplied_to_label.setObjectName(u"supplied_to_label")
        self.supplied_to_label.setProperty(u"tone", u"text2")

        self.layout_24.addWidget(self.supplied_to_label)

        self.supplied_to = TextField(self.area)
        self.supplied_to.setObjectName(u"supplied_to")

        self.layout_24.addWidget(self.supplied_to)


        self.layout_25.addLayout(self.layout_24)

        self.layout_25.setStretch(0, 1)
        self.layout_25.setStretch(1, 1)

        self.layout_27.addLayout(self.layout_25)

        self.spacer_26 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_27.addItem(self.spacer_26)


        self.layout_33.addLayout(self.layout_27)

        self.layout_32 = QVBoxLayout()
        self.layout_32.setSpacing(8)
        self.layout_32.setObjectName(u"layout_32")
        self.layout_32.setContentsMargins(0, 0, 0, 0)
        self.layout_28 = QVBoxLayout()
        self.layout_28.setSpacing(3)
        self.layout_28.setObjectName(u"layout_28")
        self.layout_28.setContentsMargins(0, 0, 0, 0)
        self.product_label = Text(self.area)
        self.product_label.setObjectName(u"product_label")
        self.product_label.setProperty(u"tone", u"text2")

        self.layout_28.addWidget(self.product_label)

        self.product = TextField(self.area)
        self.product.setObjectName(u"product")

        self.layout_28.addWidget(self.product)


        self.layout_32.addLayout(self.layout_28)

        self.products = RowTable(self.area)
        self.products.setObjectName(u"products")
        self.products.setMinimumSize(QSize(0, 132))
        self.products.setMaximumSize(QSize(16777215, 220))

        self.layout_32.addWidget(self.products)

        self.chosen = Inline(self.area)
        self.chosen.setObjectName(u"chosen")

        self.layout_32.addWidget(self.chosen)

        self.layout_29 = QVBoxLayout()
        self.layout_29.setSpacing(3)
        self.layout_29.setObjectName(u"layout_29")
        self.layout_29.setContentsMargins(0, 0, 0, 0)
        self.gtins_label = Text(self.area)
        self.gtins_label.setObjectName(u"gtins_label")
        self.gtins_label.setProperty(u"tone", u"text2")

        self.layout_29.addWidget(self.gtins_label)

        self.gtins = QPlainTextEdit(self.area)
        self.gtins.setObjectName(u"gtins")
        self.gtins.setTabChangesFocus(True)
        self.gtins.setMinimumSize(QSize(0, 62))
        self.gtins.setMaximumSize(QSize(16777215, 62))

        self.layout_29.addWidget(self.gtins)


        self.layout_32.addLayout(self.layout_29)

        self.layout_30 = QVBoxLayout()
        self.layout_30.setSpacing(3)
        self.layout_30.setObjectName(u"layout_30")
        self.layout_30.setContentsMargins(0, 0, 0, 0)
        self.batches_label = Text(self.area)
        self.batches_label.setObjectName(u"batches_label")
        self.batches_label.setProperty(u"tone", u"text2")

        self.layout_30.addWidget(self.batches_label)

        self.batches = QPlainTextEdit(self.area)
        self.batches.setObjectName(u"batches")
        self.batches.setTabChangesFocus(True)
        self.batches.setMinimumSize(QSize(0, 84))
        self.batches.setMaximumSize(QSize(16777215, 84))

        self.layout_30.addWidget(self.batches)


        self.layout_32.addLayout(self.layout_30)

        self.spacer_31 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_32.addItem(self.spacer_31)


        self.layout_33.addLayout(self.layout_32)

        self.layout_33.setStretch(0, 1)
        self.layout_33.setStretch(1, 1)

        self.layout_34.addLayout(self.layout_33)

        self.scroll.setWidget(self.area)

        self.layout_35.addWidget(self.scroll)

#if QT_CONFIG(shortcut)
        self.title_label.setBuddy(self.title)
        self.reference_label.setBuddy(self.reference)
        self.urgency_label.setBuddy(self.urgency)
        self.level_label.setBuddy(self.level)
        self.advice_label.setBuddy(self.advice)
        self.expires_from_label.setBuddy(self.expires_from)
        self.expires_to_label.setBuddy(self.expires_to)
        self.supplied_from_label.setBuddy(self.supplied_from)
        self.supplied_to_label.setBuddy(self.supplied_to)
        self.product_label.setBuddy(self.product)
        self.gtins_label.setBuddy(self.gtins)
        self.batches_label.setBuddy(self.batches)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(RecallEntry)
    # setupUi

    def retranslateUi(self, RecallEntry) -> None:
        self.title_label.setText(QCoreApplication.translate("RecallEntry", u"Title of the notice", None))
#if QT_CONFIG(accessibility)
        self.title.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Title of the notice", None))
#endif // QT_CONFIG(accessibility)
        self.reference_label.setText(QCoreApplication.translate("RecallEntry", u"Reference", None))
#if QT_CONFIG(accessibility)
        self.reference.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Reference", None))
#endif // QT_CONFIG(accessibility)
        self.urgency_label.setText(QCoreApplication.translate("RecallEntry", u"Class", None))
#if QT_CONFIG(accessibility)
        self.urgency.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Class", None))
#endif // QT_CONFIG(accessibility)
        self.level_label.setText(QCoreApplication.translate("RecallEntry", u"How far back", None))
#if QT_CONFIG(accessibility)
        self.level.setAccessibleName(QCoreApplication.translate("RecallEntry", u"How far back", None))
#endif // QT_CONFIG(accessibility)
        self.advice_label.setText(QCoreApplication.translate("RecallEntry", u"What to tell the people who have it", None))
#if QT_CONFIG(accessibility)
        self.advice.setAccessibleName(QCoreApplication.translate("RecallEntry", u"What to tell the people who have it", None))
#endif // QT_CONFIG(accessibility)
        self.expires_from_label.setText(QCoreApplication.translate("RecallEntry", u"Expires from", None))
#if QT_CONFIG(accessibility)
        self.expires_from.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Expires from", None))
#endif // QT_CONFIG(accessibility)
        self.expires_to_label.setText(QCoreApplication.translate("RecallEntry", u"Expires to", None))
#if QT_CONFIG(accessibility)
        self.expires_to.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Expires to", None))
#endif // QT_CONFIG(accessibility)
        self.supplied_from_label.setText(QCoreApplication.translate("RecallEntry", u"Supplied from", None))
#if QT_CONFIG(accessibility)
        self.supplied_from.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Supplied from", None))
#endif // QT_CONFIG(accessibility)
        self.supplied_to_label.setText(QCoreApplication.translate("RecallEntry", u"Supplied to", None))
#if QT_CONFIG(accessibility)
        self.supplied_to.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Supplied to", None))
#endif // QT_CONFIG(accessibility)
        self.product_label.setText(QCoreApplication.translate("RecallEntry", u"Product: type its name and choose it below", None))
#if QT_CONFIG(accessibility)
        self.product.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Product: type its name and choose it below", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.products.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Products that fit", None))
#endif // QT_CONFIG(accessibility)
        self.gtins_label.setText(QCoreApplication.translate("RecallEntry", u"Barcodes: scan packs, or type the figures", None))
#if QT_CONFIG(accessibility)
        self.gtins.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Barcodes: scan packs, or type the figures", None))
#endif // QT_CONFIG(accessibility)
        self.batches_label.setText(QCoreApplication.translate("RecallEntry", u"Batches: one a line or with commas; none is every batch", None))
#if QT_CONFIG(accessibility)
        self.batches.setAccessibleName(QCoreApplication.translate("RecallEntry", u"Batches: one a line or with commas; none is every batch", None))
#endif // QT_CONFIG(accessibility)
        pass
    # retranslateUi

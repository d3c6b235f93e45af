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

class Ui_BarcodesPage(object):
    def setupUi(self, BarcodesPage) -> None:
        if not BarcodesPage.objectName():
            BarcodesPage.setObjectName(u"BarcodesPage")
        self.layout_11 = QVBoxLayout(BarcodesPage)
        self.layout_11.setSpacing(0)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 0, 0)
        self.said_row = QFrame(BarcodesPage)
        self.said_row.setObjectName(u"said_row")
        self.layout_5 = QVBoxLayout(self.said_row)
        self.layout_5.setSpacing(0)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(16, 4, 16, 4)
        self.refusal = Inline(self.said_row)
        self.refusal.setObjectName(u"refusal")

        self.layout_5.addWidget(self.refusal)

        self.said = Inline(self.said_row)
        self.said.setObjectName(u"said")

        self.layout_5.addWidget(self.said)


        self.layout_11.addWidget(self.said_row)

        self.pages = QStackedWidget(BarcodesPage)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.layout_6 = QVBoxLayout(self.list_page)
        self.layout_6.setSpacing(0)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.barcodes = RowTable(self.list_page)
        self.barcodes.setObjectName(u"barcodes")

        self.layout_6.addWidget(self.barcodes)

        self.pages.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_7 = QVBoxLayout(self.empty_page)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_7.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)
        self.entry_page = QWidget()
        self.entry_page.setObjectName(u"entry_page")
        self.layout_4 = QVBoxLayout(self.entry_page)
        self.layout_4.setSpacing(8)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(16, 12, 16, 8)
        self.layout_3 = QHBoxLayout()
        self.layout_3.setSpacing(16)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.gtin_label = Text(self.entry_page)
        self.gtin_label.setObjectName(u"gtin_label")
        self.gtin_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.gtin_label)

        self.gtin = TextField(self.entry_page)
        self.gtin.setObjectName(u"gtin")

        self.layout_1.addWidget(self.gtin)


        self.layout_3.addLayout(self.layout_1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.product_label = Text(self.entry_page)
        self.product_label.setObjectName(u"product_label")
        self.product_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.product_label)

        self.product = TextField(self.entry_page)
        self.product.setObjectName(u"product")

        self.layout_2.addWidget(self.product)


        self.layout_3.addLayout(self.layout_2)

        self.layout_3.setStretch(0, 2)
        self.layout_3.setStretch(1, 3)

        self.layout_4.addLayout(self.layout_3)

        self.packs = RowTable(self.entry_page)
        self.packs.setObjectName(u"packs")

        self.layout_4.addWidget(self.packs)

        self.chosen = Inline(self.entry_page)
        self.chosen.setObjectName(u"chosen")

        self.layout_4.addWidget(self.chosen)

        self.layout_4.setStretch(1, 1)
        self.pages.addWidget(self.entry_page)

        self.layout_11.addWidget(self.pages)

        self.why = QFrame(BarcodesPage)
        self.why.setObjectName(u"why")
        self.layout_8 = QHBoxLayout(self.why)
        self.layout_8.setSpacing(10)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(16, 6, 16, 6)
        self.reason_label = Text(self.why)
        self.reason_label.setObjectName(u"reason_label")
        self.reason_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.reason_label)

        self.reason = TextField(self.why)
        self.reason.setObjectName(u"reason")

        self.layout_8.addWidget(self.reason)

        self.layout_8.setStretch(1, 1)

        self.layout_11.addWidget(self.why)

        self.action_bar = ActionBar(BarcodesPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_10 = QHBoxLayout(self.action_bar)
        self.layout_10.setSpacing(8)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_10.addWidget(self.back)

        self.spacer_9 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_10.addItem(self.spacer_9)

        self.take_back = KeyButton(self.action_bar)
        self.take_back.setObjectName(u"take_back")
        self.take_back.setProperty(u"variant", u"plain")
        self.take_back.setProperty(u"action", u"take-back")

        self.layout_10.addWidget(self.take_back)

        self.map_one = KeyButton(self.action_bar)
        self.map_one.setObjectName(u"map_one")
        self.map_one.setProperty(u"variant", u"filled")
        self.map_one.setProperty(u"action", u"map-barcode")

        self.layout_10.addWidget(self.map_one)

        self.accept = KeyButton(self.action_bar)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"variant", u"filled")
        self.accept.setProperty(u"action", u"accept")

        self.layout_10.addWidget(self.accept)


        self.layout_11.addWidget(self.action_bar)

        self.layout_11.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.gtin_label.setBuddy(self.gtin)
        self.product_label.setBuddy(self.product)
        self.reason_label.setBuddy(self.reason)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(BarcodesPage)
    # setupUi

    def retranslateUi(self, BarcodesPage) -> None:
#if QT_CONFIG(accessibility)
        self.barcodes.setAccessibleName(QCoreApplication.translate("BarcodesPage", u"Mapped barcodes", None))
#endif // QT_CONFIG(accessibility)
        self.gtin_label.setText(QCoreApplication.translate("BarcodesPage", u"Barcode: scan the pack, or type the figures", None))
#if QT_CONFIG(accessibility)
        self.gtin.setAccessibleName(QCoreApplication.translate("BarcodesPage", u"Barcode: scan the pack, or type the figures", None))
#endif // QT_CONFIG(accessibility)
        self.product_label.setText(QCoreApplication.translate("BarcodesPage", u"Which pack is it? Type the name on the box", None))
#if QT_CONFIG(accessibility)
        self.product.setAccessibleName(QCoreApplication.translate("BarcodesPage", u"Which pack is it? Type the name on the box", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.packs.setAccessibleName(QCoreApplication.translate("BarcodesPage", u"Packs that fit", None))
#endif // QT_CONFIG(accessibility)
        self.reason_label.setText(QCoreApplication.translate("BarcodesPage", u"Why?", None))
#if QT_CONFIG(accessibility)
        self.reason.setAccessibleName(QCoreApplication.translate("BarcodesPage", u"Why?", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("BarcodesPage", u"Back", None))
        self.take_back.setProperty(u"words", QCoreApplication.translate("BarcodesPage", u"Take it back", None))
        self.map_one.setProperty(u"words", QCoreApplication.translate("BarcodesPage", u"Map a barcode", None))
        self.accept.setProperty(u"words", QCoreApplication.translate("BarcodesPage", u"Map it", None))
        pass
    # retranslateUi

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

from dispensary.desktop.components import (ActionBar, CardColumn, EmptyState, Inline,
    KeyButton, RowTable, Text, TextField)

class Ui_Product(object):
    def setupUi(self, Product) -> None:
        if not Product.objectName():
            Product.setObjectName(u"Product")
        self.layout_13 = QVBoxLayout(Product)
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.pages = QStackedWidget(Product)
        self.pages.setObjectName(u"pages")
        self.blank_page = QWidget()
        self.blank_page.setObjectName(u"blank_page")
        self.layout_12 = QVBoxLayout(self.blank_page)
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.pages.addWidget(self.blank_page)
        self.find_page = QWidget()
        self.find_page.setObjectName(u"find_page")
        self.layout_4 = QVBoxLayout(self.find_page)
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.sought_row = QWidget(self.find_page)
        self.sought_row.setObjectName(u"sought_row")
        self.layout_1 = QHBoxLayout(self.sought_row)
        self.layout_1.setSpacing(12)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(16, 10, 16, 10)
        self.sought_label = Text(self.sought_row)
        self.sought_label.setObjectName(u"sought_label")
        self.sought_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.sought_label)

        self.sought = TextField(self.sought_row)
        self.sought.setObjectName(u"sought")

        self.layout_1.addWidget(self.sought)

        self.layout_1.setStretch(1, 1)

        self.layout_4.addWidget(self.sought_row)

        self.found = QStackedWidget(self.find_page)
        self.found.setObjectName(u"found")
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_2 = QVBoxLayout(self.found_page)
        self.layout_2.setSpacing(0)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.results = RowTable(self.found_page)
        self.results.setObjectName(u"results")

        self.layout_2.addWidget(self.results)

        self.found.addWidget(self.found_page)
        self.none_page = QWidget()
        self.none_page.setObjectName(u"none_page")
        self.layout_3 = QVBoxLayout(self.none_page)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.none = EmptyState(self.none_page)
        self.none.setObjectName(u"none")

        self.layout_3.addWidget(self.none)

        self.found.addWidget(self.none_page)

        self.layout_4.addWidget(self.found)

        self.layout_4.setStretch(1, 1)
        self.pages.addWidget(self.find_page)
        self.sheet_page = QWidget()
        self.sheet_page.setObjectName(u"sheet_page")
        self.layout_9 = QVBoxLayout(self.sheet_page)
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.head = QFrame(self.sheet_page)
        self.head.setObjectName(u"head")
        self.layout_6 = QVBoxLayout(self.head)
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(16, 10, 16, 8)
        self.name = Text(self.head)
        self.name.setObjectName(u"name")
        self.name.setProperty(u"role", u"heading")
        self.name.setWordWrap(True)

        self.layout_6.addWidget(self.name)

        self.kind = Text(self.head)
        self.kind.setObjectName(u"kind")
        self.kind.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.kind)

        self.doubt = Inline(self.head)
        self.doubt.setObjectName(u"doubt")

        self.layout_6.addWidget(self.doubt)

        self.goes = QWidget(self.head)
        self.goes.setObjectName(u"goes")
        self.goes_box = QVBoxLayout(self.goes)
        self.goes_box.setSpacing(0)
        self.goes_box.setObjectName(u"goes_box")
        self.goes_box.setContentsMargins(0, 4, 0, 0)

        self.layout_6.addWidget(self.goes)


        self.layout_9.addWidget(self.head)

        self.layout_8 = QHBoxLayout()
        self.layout_8.setSpacing(0)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.facts = CardColumn(self.sheet_page)
        self.facts.setObjectName(u"facts")
        self.facts.setMinimumSize(QSize(300, 0))

        self.layout_8.addWidget(self.facts)

        self.packs_side = QWidget(self.sheet_page)
        self.packs_side.setObjectName(u"packs_side")
        self.layout_7 = QVBoxLayout(self.packs_side)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.packs = RowTable(self.packs_side)
        self.packs.setObjectName(u"packs")

        self.layout_7.addWidget(self.packs)

        self.more = Text(self.packs_side)
        self.more.setObjectName(u"more")
        self.more.setProperty(u"tone", u"text2")
        self.more.setWordWrap(True)

        self.layout_7.addWidget(self.more)

        self.pack_column = CardColumn(self.packs_side)
        self.pack_column.setObjectName(u"pack_column")

        self.layout_7.addWidget(self.pack_column)

        self.below = RowTable(self.packs_side)
        self.below.setObjectName(u"below")

        self.layout_7.addWidget(self.below)

        self.nothing = EmptyState(self.packs_side)
        self.nothing.setObjectName(u"nothing")

        self.layout_7.addWidget(self.nothing)

        self.layout_7.setStretch(0, 5)
        self.layout_7.setStretch(2, 4)
        self.layout_7.setStretch(3, 5)
        self.layout_7.setStretch(4, 4)

        self.layout_8.addWidget(self.packs_side)

        self.layout_8.setStretch(0, 1)
        self.layout_8.setStretch(1, 2)

        self.layout_9.addLayout(self.layout_8)

        self.layout_9.setStretch(1, 1)
        self.pages.addWidget(self.sheet_page)

        self.layout_13.addWidget(self.pages)

        self.action_bar = ActionBar(Product)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_11 = QHBoxLayout(self.action_bar)
        self.layout_11.setSpacing(8)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_11.addWidget(self.back)

        self.spacer_10 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_11.addItem(self.spacer_10)

        self.find = KeyButton(self.action_bar)
        self.find.setObjectName(u"find")
        self.find.setProperty(u"variant", u"plain")
        self.find.setProperty(u"action", u"product")

        self.layout_11.addWidget(self.find)

        self.open = KeyButton(self.action_bar)
        self.open.setObjectName(u"open")
        self.open.setProperty(u"variant", u"filled")
        self.open.setProperty(u"action", u"accept")

        self.layout_11.addWidget(self.open)


        self.layout_13.addWidget(self.action_bar)

        self.layout_13.setStretch(0, 1)

        self.retranslateUi(Product)
    # setupUi

    def retranslateUi(self, Product) -> None:
        self.sought_label.setText(QCoreApplication.translate("Product", u"Name, code or barcode", None))
#if QT_CONFIG(accessibility)
        self.sought.setAccessibleName(QCoreApplication.translate("Product", u"Name, code or barcode", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.results.setAccessibleName(QCoreApplication.translate("Product", u"What was found", None))
#endif // QT_CONFIG(accessibility)
        self.name.setText("")
        self.kind.setText("")
#if QT_CONFIG(accessibility)
        self.facts.setAccessibleName(QCoreApplication.translate("Product", u"What it is", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.packs.setAccessibleName(QCoreApplication.translate("Product", u"Packs", None))
#endif // QT_CONFIG(accessibility)
        self.more.setText("")
#if QT_CONFIG(accessibility)
        self.pack_column.setAccessibleName(QCoreApplication.translate("Product", u"The chosen pack", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.below.setAccessibleName(QCoreApplication.translate("Product", u"What belongs to it", None))
#endif // QT_CONFIG(accessibility)
        self.back.setProperty(u"words", QCoreApplication.translate("Product", u"Back", None))
        self.find.setProperty(u"words", QCoreApplication.translate("Product", u"Look another up", None))
        self.open.setProperty(u"words", QCoreApplication.translate("Product", u"Show this one", None))
        pass
    # retranslateUi

# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QSizePolicy,
    QSpacerItem, QStackedWidget, QVBoxLayout, QWidget)

from dispensary.desktop.components import (KeyCap, Text)

class Ui_Pharmacy(object):
    def setupUi(self, Pharmacy) -> None:
        if not Pharmacy.objectName():
            Pharmacy.setObjectName(u"Pharmacy")
        self.layout_3 = QVBoxLayout(Pharmacy)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.tabs_band = QFrame(Pharmacy)
        self.tabs_band.setObjectName(u"tabs_band")
        self.tabs_band.setProperty(u"band", u"tabs")
        self.layout_2 = QHBoxLayout(self.tabs_band)
        self.layout_2.setSpacing(8)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(8, 0, 16, 0)
        self.tabs = QHBoxLayout()
        self.tabs.setSpacing(0)
        self.tabs.setObjectName(u"tabs")

        self.layout_2.addLayout(self.tabs)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_2.addItem(self.spacer_1)

        self.next_words = Text(self.tabs_band)
        self.next_words.setObjectName(u"next_words")
        self.next_words.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.next_words)

        self.next_key = KeyCap(self.tabs_band)
        self.next_key.setObjectName(u"next_key")
        self.next_key.setProperty(u"action", u"pharmacy")

        self.layout_2.addWidget(self.next_key)


        self.layout_3.addWidget(self.tabs_band)

        self.pages = QStackedWidget(Pharmacy)
        self.pages.setObjectName(u"pages")

        self.layout_3.addWidget(self.pages)

        self.layout_3.setStretch(1, 1)

        self.retranslateUi(Pharmacy)
    # setupUi

    def retranslateUi(self, Pharmacy) -> None:
        self.next_words.setText(QCoreApplication.translate("Pharmacy", u"Next page", None))
        pass
    # retranslateUi

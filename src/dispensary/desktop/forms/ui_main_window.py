# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QMainWindow, QSizePolicy, QVBoxLayout,
    QWidget)

from dispensary.desktop.components import (BannerStack, DemoBanner, ScreenStack, StatusBar,
    TopBar)

class Ui_MainWindow(object):
    def setupUi(self, MainWindow) -> None:
        if not MainWindow.objectName():
            MainWindow.setObjectName(u"MainWindow")
        MainWindow.setMinimumSize(QSize(1280, 680))
        self.central = QWidget(MainWindow)
        self.central.setObjectName(u"central")
        self.layout_1 = QVBoxLayout(self.central)
        self.layout_1.setSpacing(0)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.demo_banner = DemoBanner(self.central)
        self.demo_banner.setObjectName(u"demo_banner")

        self.layout_1.addWidget(self.demo_banner)

        self.top_bar = TopBar(self.central)
        self.top_bar.setObjectName(u"top_bar")

        self.layout_1.addWidget(self.top_bar)

        self.banners = BannerStack(self.central)
        self.banners.setObjectName(u"banners")

        self.layout_1.addWidget(self.banners)

        self.screens = ScreenStack(self.central)
        self.screens.setObjectName(u"screens")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(1)
        sizePolicy.setHeightForWidth(self.screens.sizePolicy().hasHeightForWidth())
        self.screens.setSizePolicy(sizePolicy)

        self.layout_1.addWidget(self.screens)

        self.status_bar = StatusBar(self.central)
        self.status_bar.setObjectName(u"status_bar")

        self.layout_1.addWidget(self.status_bar)

        MainWindow.setCentralWidget(self.central)

        self.retranslateUi(MainWindow)
    # setupUi

    def retranslateUi(self, MainWindow) -> None:
        MainWindow.setWindowTitle(QCoreApplication.translate("MainWindow", u"Dispensary", None))
    # retranslateUi

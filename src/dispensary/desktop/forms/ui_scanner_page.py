# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QScrollArea,
    QSizePolicy, QSpacerItem, QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, CheckBox, ChoiceBox, FactList,
    Inline, KeyButton, Text, TextField)

class Ui_ScannerPage(object):
    def setupUi(self, ScannerPage) -> None:
        if not ScannerPage.objectName():
            ScannerPage.setObjectName(u"ScannerPage")
        self.layout_21 = QVBoxLayout(ScannerPage)
        self.layout_21.setSpacing(0)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(ScannerPage)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = QWidget()
        self.area.setObjectName(u"area")
        self.area.setProperty(u"scrolled", True)
        self.layout_18 = QVBoxLayout(self.area)
        self.layout_18.setSpacing(10)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(16, 14, 16, 10)
        self.not_allowed = Inline(self.area)
        self.not_allowed.setObjectName(u"not_allowed")

        self.layout_18.addWidget(self.not_allowed)

        self.forced = Inline(self.area)
        self.forced.setObjectName(u"forced")

        self.layout_18.addWidget(self.forced)

        self.layout_16 = QHBoxLayout()
        self.layout_16.setSpacing(16)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.setup = QFrame(self.area)
        self.setup.setObjectName(u"setup")
        self.setup.setProperty(u"card", u"true")
        self.layout_13 = QVBoxLayout(self.setup)
        self.layout_13.setSpacing(8)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(16, 12, 16, 14)
        self.setup_heading = Text(self.setup)
        self.setup_heading.setObjectName(u"setup_heading")
        self.setup_heading.setProperty(u"role", u"lead-strong")

        self.layout_13.addWidget(self.setup_heading)

        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.port_label = Text(self.setup)
        self.port_label.setObjectName(u"port_label")
        self.port_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.port_label)

        self.port = ChoiceBox(self.setup)
        self.port.setObjectName(u"port")

        self.layout_1.addWidget(self.port)


        self.layout_13.addLayout(self.layout_1)

        self.port_own_row = QWidget(self.setup)
        self.port_own_row.setObjectName(u"port_own_row")
        self.layout_2 = QVBoxLayout(self.port_own_row)
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.port_own_label = Text(self.port_own_row)
        self.port_own_label.setObjectName(u"port_own_label")
        self.port_own_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.port_own_label)

        self.port_own = TextField(self.port_own_row)
        self.port_own.setObjectName(u"port_own")

        self.layout_2.addWidget(self.port_own)


        self.layout_13.addWidget(self.port_own_row)

        self.layout_5 = QHBoxLayout()
        self.layout_5.setSpacing(12)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.speed_label = Text(self.setup)
        self.speed_label.setObjectName(u"speed_label")
        self.speed_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.speed_label)

        self.speed = ChoiceBox(self.setup)
        self.speed.setObjectName(u"speed")

        self.layout_3.addWidget(self.speed)


        self.layout_5.addLayout(self.layout_3)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.prefix_label = Text(self.setup)
        self.prefix_label.setObjectName(u"prefix_label")
        self.prefix_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.prefix_label)

        self.prefix = TextField(self.setup)
        self.prefix.setObjectName(u"prefix")

        self.layout_4.addWidget(self.prefix)


        self.layout_5.addLayout(self.layout_4)

        self.layout_5.setStretch(0, 1)
        self.layout_5.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_5)

        self.layout_8 = QHBoxLayout()
        self.layout_8.setSpacing(12)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.layout_6 = QVBoxLayout()
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.suffix_label = Text(self.setup)
        self.suffix_label.setObjectName(u"suffix_label")
        self.suffix_label.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.suffix_label)

        self.suffix = ChoiceBox(self.setup)
        self.suffix.setObjectName(u"suffix")

        self.layout_6.addWidget(self.suffix)


        self.layout_8.addLayout(self.layout_6)

        self.suffix_own_row = QWidget(self.setup)
        self.suffix_own_row.setObjectName(u"suffix_own_row")
        self.layout_7 = QVBoxLayout(self.suffix_own_row)
        self.layout_7.setSpacing(3)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.suffix_own_label = Text(self.suffix_own_row)
        self.suffix_own_label.setObjectName(u"suffix_own_label")
        self.suffix_own_label.setProperty(u"tone", u"text2")

        self.layout_7.addWidget(self.suffix_own_label)

        self.suffix_own = TextField(self.suffix_own_row)
        self.suffix_own.setObjectName(u"suffix_own")

        self.layout_7.addWidget(self.suffix_own)


        self.layout_8.addWidget(self.suffix_own_row)

        self.layout_8.setStretch(0, 1)
        self.layout_8.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_8)

        self.keyboard_heading = Text(self.setup)
        self.keyboard_heading.setObjectName(u"keyboard_heading")
        self.keyboard_heading.setProperty(u"role", u"lead-strong")

        self.layout_13.addWidget(self.keyboard_heading)

        self.layout_11 = QHBoxLayout()
        self.layout_11.setSpacing(12)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 0, 0)
        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(3)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.gap_label = Text(self.setup)
        self.gap_label.setObjectName(u"gap_label")
        self.gap_label.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.gap_label)

        self.gap = TextField(self.setup)
        self.gap.setObjectName(u"gap")

        self.layout_9.addWidget(self.gap)


        self.layout_11.addLayout(self.layout_9)

        self.layout_10 = QVBoxLayout()
        self.layout_10.setSpacing(3)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.shortest_label = Text(self.setup)
        self.shortest_label.setObjectName(u"shortest_label")
        self.shortest_label.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.shortest_label)

        self.shortest = TextField(self.setup)
        self.shortest.setObjectName(u"shortest")

        self.layout_10.addWidget(self.shortest)


        self.layout_11.addLayout(self.layout_10)

        self.layout_11.setStretch(0, 1)
        self.layout_11.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_11)

        self.spacer_12 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_13.addItem(self.spacer_12)


        self.layout_16.addWidget(self.setup)

        self.pad = QFrame(self.area)
        self.pad.setObjectName(u"pad")
        self.pad.setProperty(u"card", u"true")
        self.layout_15 = QVBoxLayout(self.pad)
        self.layout_15.setSpacing(8)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(16, 12, 16, 14)
        self.pad_heading = Text(self.pad)
        self.pad_heading.setObjectName(u"pad_heading")
        self.pad_heading.setProperty(u"role", u"lead-strong")

        self.layout_15.addWidget(self.pad_heading)

        self.state = Inline(self.pad)
        self.state.setObjectName(u"state")

        self.layout_15.addWidget(self.state)

        self.hint = Text(self.pad)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"tone", u"text2")
        self.hint.setWordWrap(True)

        self.layout_15.addWidget(self.hint)

        self.figures = CheckBox(self.pad)
        self.figures.setObjectName(u"figures")

        self.layout_15.addWidget(self.figures)

        self.tried = FactList(self.pad)
        self.tried.setObjectName(u"tried")

        self.layout_15.addWidget(self.tried)

        self.lost = Inline(self.pad)
        self.lost.setObjectName(u"lost")

        self.layout_15.addWidget(self.lost)

        self.spacer_14 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_15.addItem(self.spacer_14)


        self.layout_16.addWidget(self.pad)

        self.layout_16.setStretch(0, 1)
        self.layout_16.setStretch(1, 1)

        self.layout_18.addLayout(self.layout_16)

        self.refusal = Inline(self.area)
        self.refusal.setObjectName(u"refusal")

        self.layout_18.addWidget(self.refusal)

        self.said = Inline(self.area)
        self.said.setObjectName(u"said")

        self.layout_18.addWidget(self.said)

        self.spacer_17 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_18.addItem(self.spacer_17)

        self.scroll.setWidget(self.area)

        self.layout_21.addWidget(self.scroll)

        self.action_bar = ActionBar(ScannerPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_20 = QHBoxLayout(self.action_bar)
        self.layout_20.setSpacing(8)
        self.layout_20.setObjectName(u"layout_20")
        self.layout_20.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_20.addWidget(self.back)

        self.spacer_19 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_20.addItem(self.spacer_19)

        self.sheet = KeyButton(self.action_bar)
        self.sheet.setObjectName(u"sheet")
        self.sheet.setProperty(u"variant", u"plain")
        self.sheet.setProperty(u"action", u"export")

        self.layout_20.addWidget(self.sheet)

        self.again = KeyButton(self.action_bar)
        self.again.setObjectName(u"again")
        self.again.setProperty(u"variant", u"plain")
        self.again.setProperty(u"action", u"set-aside")

        self.layout_20.addWidget(self.again)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_20.addWidget(self.save)


        self.layout_21.addWidget(self.action_bar)

        self.layout_21.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.port_label.setBuddy(self.port)
        self.port_own_label.setBuddy(self.port_own)
        self.speed_label.setBuddy(self.speed)
        self.prefix_label.setBuddy(self.prefix)
        self.suffix_label.setBuddy(self.suffix)
        self.suffix_own_label.setBuddy(self.suffix_own)
        self.gap_label.setBuddy(self.gap)
        self.shortest_label.setBuddy(self.shortest)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ScannerPage)
    # setupUi

    def retranslateUi(self, ScannerPage) -> None:
        self.setup_heading.setText(QCoreApplication.translate("ScannerPage", u"Scanner of this workstation", None))
        self.port_label.setText(QCoreApplication.translate("ScannerPage", u"Port", None))
#if QT_CONFIG(accessibility)
        self.port.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Port", None))
#endif // QT_CONFIG(accessibility)
        self.port_own_label.setText(QCoreApplication.translate("ScannerPage", u"Name of the port, or usb: with its numbers", None))
#if QT_CONFIG(accessibility)
        self.port_own.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Name of the port, or usb: with its numbers", None))
#endif // QT_CONFIG(accessibility)
        self.speed_label.setText(QCoreApplication.translate("ScannerPage", u"Speed", None))
#if QT_CONFIG(accessibility)
        self.speed.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Speed", None))
#endif // QT_CONFIG(accessibility)
        self.prefix_label.setText(QCoreApplication.translate("ScannerPage", u"Before each scan", None))
#if QT_CONFIG(accessibility)
        self.prefix.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Before each scan", None))
#endif // QT_CONFIG(accessibility)
        self.suffix_label.setText(QCoreApplication.translate("ScannerPage", u"After each scan", None))
#if QT_CONFIG(accessibility)
        self.suffix.setAccessibleName(QCoreApplication.translate("ScannerPage", u"After each scan", None))
#endif // QT_CONFIG(accessibility)
        self.suffix_own_label.setText(QCoreApplication.translate("ScannerPage", u"Which characters", None))
#if QT_CONFIG(accessibility)
        self.suffix_own.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Which characters", None))
#endif // QT_CONFIG(accessibility)
        self.keyboard_heading.setText(QCoreApplication.translate("ScannerPage", u"If it types like a keyboard", None))
        self.gap_label.setText(QCoreApplication.translate("ScannerPage", u"Longest pause, in milliseconds", None))
#if QT_CONFIG(accessibility)
        self.gap.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Longest pause, in milliseconds", None))
#endif // QT_CONFIG(accessibility)
        self.shortest_label.setText(QCoreApplication.translate("ScannerPage", u"Shortest scan, in characters", None))
#if QT_CONFIG(accessibility)
        self.shortest.setAccessibleName(QCoreApplication.translate("ScannerPage", u"Shortest scan, in characters", None))
#endif // QT_CONFIG(accessibility)
        self.pad_heading.setText(QCoreApplication.translate("ScannerPage", u"Try it", None))
        self.figures.setText(QCoreApplication.translate("ScannerPage", u"Show the bytes in figures too", None))
        self.back.setProperty(u"words", QCoreApplication.translate("ScannerPage", u"Back", None))
        self.sheet.setProperty(u"words", QCoreApplication.translate("ScannerPage", u"Save barcodes to try", None))
        self.again.setProperty(u"words", QCoreApplication.translate("ScannerPage", u"Put it back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("ScannerPage", u"Save", None))
        pass
    # retranslateUi

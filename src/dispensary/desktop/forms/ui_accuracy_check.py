# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QGridLayout, QHBoxLayout,
    QSizePolicy, QSpacerItem, QStackedWidget, QVBoxLayout,
    QWidget)

from dispensary.desktop.components import (ActionBar, BenchItems, Icon, KeyButton,
    ScanProgress, StopScreen, Text, TextField,
    VerdictPanel)

class Ui_AccuracyCheck(object):
    def setupUi(self, AccuracyCheck) -> None:
        if not AccuracyCheck.objectName():
            AccuracyCheck.setObjectName(u"AccuracyCheck")
        self.check_page = QWidget()
        self.check_page.setObjectName(u"check_page")
        self.layout_16 = QVBoxLayout(self.check_page)
        self.layout_16.setSpacing(0)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.bench_head = QFrame(self.check_page)
        self.bench_head.setObjectName(u"bench_head")
        self.bench_head.setMinimumSize(QSize(0, 96))
        self.bench_head.setProperty(u"band", u"banner")
        self.layout_10 = QHBoxLayout(self.bench_head)
        self.layout_10.setSpacing(0)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(24, 4, 24, 4)
        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_3.addItem(self.spacer_1)

        self.name = Text(self.bench_head)
        self.name.setObjectName(u"name")
        self.name.setWordWrap(True)
        self.name.setProperty(u"role", u"bench-title")

        self.layout_3.addWidget(self.name)

        self.identity = Text(self.bench_head)
        self.identity.setObjectName(u"identity")
        self.identity.setWordWrap(True)
        self.identity.setProperty(u"role", u"bench")
        self.identity.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.identity)

        self.spacer_2 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_3.addItem(self.spacer_2)


        self.layout_10.addLayout(self.layout_3)

        self.spacer_4 = QSpacerItem(24, 8, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

        self.layout_10.addItem(self.spacer_4)

        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.spacer_5 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_9.addItem(self.spacer_5)

        self.layout_7 = QHBoxLayout()
        self.layout_7.setSpacing(8)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.spacer_6 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_7.addItem(self.spacer_6)

        self.check_icon = Icon(self.bench_head)
        self.check_icon.setObjectName(u"check_icon")
        self.check_icon.setProperty(u"drawing", u"pass")
        self.check_icon.setProperty(u"tone", u"pass")
        self.check_icon.setProperty(u"side", 24)

        self.layout_7.addWidget(self.check_icon)

        self.check_state = Text(self.bench_head)
        self.check_state.setObjectName(u"check_state")
        self.check_state.setProperty(u"role", u"bench-strong")
        self.check_state.setProperty(u"tone", u"pass")

        self.layout_7.addWidget(self.check_state)


        self.layout_9.addLayout(self.layout_7)

        self.checkers = Text(self.bench_head)
        self.checkers.setObjectName(u"checkers")
        self.checkers.setAlignment(Qt.AlignmentFlag.AlignRight|Qt.AlignmentFlag.AlignVCenter)
        self.checkers.setWordWrap(True)
        self.checkers.setProperty(u"role", u"bench")
        self.checkers.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.checkers)

        self.spacer_8 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_9.addItem(self.spacer_8)


        self.layout_10.addLayout(self.layout_9)

        self.layout_10.setStretch(0, 1)
        self.layout_10.setStretch(2, 1)

        self.layout_16.addWidget(self.bench_head)

        self.layout_13 = QHBoxLayout()
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.bench_left = QFrame(self.check_page)
        self.bench_left.setObjectName(u"bench_left")
        self.bench_left.setMinimumSize(QSize(520, 0))
        self.bench_left.setMaximumSize(QSize(520, 16777215))
        self.bench_left.setProperty(u"pane", u"left")
        self.layout_12 = QVBoxLayout(self.bench_left)
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.scan_head = QFrame(self.bench_left)
        self.scan_head.setObjectName(u"scan_head")
        self.scan_head.setMinimumSize(QSize(0, 57))
        self.scan_head.setMaximumSize(QSize(16777215, 57))
        self.scan_head.setProperty(u"band", u"work")
        self.layout_11 = QHBoxLayout(self.scan_head)
        self.layout_11.setSpacing(24)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(30, 0, 24, 0)
        self.scans = Text(self.scan_head)
        self.scans.setObjectName(u"scans")
        self.scans.setProperty(u"role", u"bench-strong")

        self.layout_11.addWidget(self.scans)

        self.progress = ScanProgress(self.scan_head)
        self.progress.setObjectName(u"progress")

        self.layout_11.addWidget(self.progress)

        self.layout_11.setStretch(0, 1)
        self.layout_11.setStretch(1, 1)

        self.layout_12.addWidget(self.scan_head)

        self.items = BenchItems(self.bench_left)
        self.items.setObjectName(u"items")

        self.layout_12.addWidget(self.items)

        self.layout_19 = QGridLayout()
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setHorizontalSpacing(0)
        self.layout_19.setVerticalSpacing(0)
        self.layout_19.setContentsMargins(18, 4, 18, 4)
        self.look_up = KeyButton(self.bench_left)
        self.look_up.setObjectName(u"look_up")
        self.look_up.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look_up.setProperty(u"variant", u"quiet")
        self.look_up.setProperty(u"bench", True)
        self.look_up.setProperty(u"action", u"product")

        self.layout_19.addWidget(self.look_up, 0, 0, 1, 1, Qt.AlignmentFlag.AlignLeft)

        self.near_miss = KeyButton(self.bench_left)
        self.near_miss.setObjectName(u"near_miss")
        self.near_miss.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.near_miss.setProperty(u"variant", u"quiet")
        self.near_miss.setProperty(u"bench", True)
        self.near_miss.setProperty(u"action", u"near-miss")

        self.layout_19.addWidget(self.near_miss, 0, 1, 1, 1, Qt.AlignmentFlag.AlignLeft)

        self.prescription = KeyButton(self.bench_left)
        self.prescription.setObjectName(u"prescription")
        self.prescription.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.prescription.setProperty(u"variant", u"quiet")
        self.prescription.setProperty(u"bench", True)
        self.prescription.setProperty(u"action", u"open")

        self.layout_19.addWidget(self.prescription, 1, 0, 1, 1, Qt.AlignmentFlag.AlignLeft)

        self.map_barcode = KeyButton(self.bench_left)
        self.map_barcode.setObjectName(u"map_barcode")
        self.map_barcode.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.map_barcode.setProperty(u"variant", u"quiet")
        self.map_barcode.setProperty(u"bench", True)
        self.map_barcode.setProperty(u"action", u"map-barcode")

        self.layout_19.addWidget(self.map_barcode, 1, 1, 1, 1, Qt.AlignmentFlag.AlignLeft)

        self.own_check = KeyButton(self.bench_left)
        self.own_check.setObjectName(u"own_check")
        self.own_check.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.own_check.setProperty(u"variant", u"quiet")
        self.own_check.setProperty(u"bench", True)
        self.own_check.setProperty(u"action", u"own-check")

        self.layout_19.addWidget(self.own_check, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

        self.label_rest = KeyButton(self.bench_left)
        self.label_rest.setObjectName(u"label_rest")
        self.label_rest.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label_rest.setProperty(u"variant", u"plain")
        self.label_rest.setProperty(u"bench", True)
        self.label_rest.setProperty(u"action", u"reprint")

        self.layout_19.addWidget(self.label_rest, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

        self.layout_19.setColumnStretch(1, 1)

        self.layout_12.addLayout(self.layout_19)


        self.layout_13.addWidget(self.bench_left)

        self.verdict = VerdictPanel(self.check_page)
        self.verdict.setObjectName(u"verdict")

        self.layout_13.addWidget(self.verdict)

        self.layout_13.setStretch(1, 1)

        self.layout_16.addLayout(self.layout_13)

        self.entry = QFrame(self.check_page)
        self.entry.setObjectName(u"entry")
        self.entry.setStyleSheet(u"QLineEdit, QLineEdit:focus { font-size: 18pt; min-height: 48px; }")
        self.entry.setProperty(u"band", u"work")
        self.layout_17 = QHBoxLayout(self.entry)
        self.layout_17.setSpacing(16)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(30, 10, 16, 10)
        self.entry_words = Text(self.entry)
        self.entry_words.setObjectName(u"entry_words")
        self.entry_words.setProperty(u"role", u"bench-strong")

        self.layout_17.addWidget(self.entry_words)

        self.entry_number = TextField(self.entry)
        self.entry_number.setObjectName(u"entry_number")
        self.entry_number.setMinimumSize(QSize(150, 0))
        self.entry_number.setMaximumSize(QSize(150, 16777215))
        self.entry_number.setMaxLength(12)

        self.layout_17.addWidget(self.entry_number)

        self.reason_words = Text(self.entry)
        self.reason_words.setObjectName(u"reason_words")
        self.reason_words.setProperty(u"role", u"bench-strong")

        self.layout_17.addWidget(self.reason_words)

        self.layout_18 = QHBoxLayout()
        self.layout_18.setObjectName(u"layout_18")
        self.entry_reason = TextField(self.entry)
        self.entry_reason.setObjectName(u"entry_reason")
        self.entry_reason.setMaxLength(200)

        self.layout_18.addWidget(self.entry_reason)

        self.entry_refusal = Text(self.entry)
        self.entry_refusal.setObjectName(u"entry_refusal")
        self.entry_refusal.setWordWrap(True)
        self.entry_refusal.setProperty(u"role", u"bench")
        self.entry_refusal.setProperty(u"tone", u"reason")

        self.layout_18.addWidget(self.entry_refusal)


        self.layout_17.addLayout(self.layout_18)

        self.entry_done = KeyButton(self.entry)
        self.entry_done.setObjectName(u"entry_done")
        self.entry_done.setProperty(u"variant", u"plain")
        self.entry_done.setProperty(u"bench", True)
        self.entry_done.setProperty(u"action", u"confirm")

        self.layout_17.addWidget(self.entry_done)

        self.layout_17.setStretch(3, 1)

        self.layout_16.addWidget(self.entry)

        self.action_bar = ActionBar(self.check_page)
        self.action_bar.setObjectName(u"action_bar")
        self.action_bar.setProperty(u"bench", True)
        self.layout_15 = QHBoxLayout(self.action_bar)
        self.layout_15.setSpacing(8)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(16, 0, 16, 0)
        self.count_loose = KeyButton(self.action_bar)
        self.count_loose.setObjectName(u"count_loose")
        self.count_loose.setProperty(u"variant", u"plain")
        self.count_loose.setProperty(u"bench", True)
        self.count_loose.setProperty(u"action", u"count-loose")

        self.layout_15.addWidget(self.count_loose)

        self.set_aside = KeyButton(self.action_bar)
        self.set_aside.setObjectName(u"set_aside")
        self.set_aside.setProperty(u"variant", u"plain")
        self.set_aside.setProperty(u"bench", True)
        self.set_aside.setProperty(u"action", u"set-aside")

        self.layout_15.addWidget(self.set_aside)

        self.accept = KeyButton(self.action_bar)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"variant", u"plain")
        self.accept.setProperty(u"bench", True)
        self.accept.setProperty(u"action", u"accept")

        self.layout_15.addWidget(self.accept)

        self.spacer_14 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_15.addItem(self.spacer_14)

        self.leave = KeyButton(self.action_bar)
        self.leave.setObjectName(u"leave")
        self.leave.setProperty(u"variant", u"quiet")
        self.leave.setProperty(u"bench", True)
        self.leave.setProperty(u"action", u"back")

        self.layout_15.addWidget(self.leave)

        self.finish = KeyButton(self.action_bar)
        self.finish.setObjectName(u"finish")
        self.finish.setProperty(u"variant", u"filled")
        self.finish.setProperty(u"bench", True)
        self.finish.setProperty(u"action", u"finish")

        self.layout_15.addWidget(self.finish)


        self.layout_16.addWidget(self.action_bar)

        self.layout_16.setStretch(1, 1)
        AccuracyCheck.addWidget(self.check_page)
        self.stop = StopScreen()
        self.stop.setObjectName(u"stop")
        AccuracyCheck.addWidget(self.stop)

        self.retranslateUi(AccuracyCheck)
    # setupUi

    def retranslateUi(self, AccuracyCheck) -> None:
        self.name.setText("")
        self.identity.setText("")
        self.check_state.setText("")
        self.checkers.setText("")
        self.scans.setText("")
        self.look_up.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Look it up", None))
        self.near_miss.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Near miss", None))
        self.prescription.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Prescription", None))
        self.map_barcode.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Map barcode", None))
        self.own_check.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Check my own work", None))
        self.label_rest.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Label the rest", None))
        self.entry_words.setText("")
        self.reason_words.setText(QCoreApplication.translate("AccuracyCheck", u"Why is it right?", None))
#if QT_CONFIG(accessibility)
        self.entry_reason.setAccessibleName(QCoreApplication.translate("AccuracyCheck", u"Why is it right?", None))
#endif // QT_CONFIG(accessibility)
        self.entry_refusal.setText("")
        self.entry_done.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Done", None))
        self.count_loose.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Count loose", None))
        self.set_aside.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Set aside", None))
        self.accept.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Accept by eye", None))
        self.leave.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Leave", None))
        self.finish.setProperty(u"words", QCoreApplication.translate("AccuracyCheck", u"Print bag label", None))
        pass
    # retranslateUi

# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QHeaderView,
    QScrollArea, QSizePolicy, QSpacerItem, QStackedWidget,
    QVBoxLayout, QWidget)

from dispensary.desktop.components import (ActionBar, ChoiceBox, EmptyState, Inline,
    KeyButton, RowTable, Text, TextField)

class Ui_PrintersPage(object):
    def setupUi(self, PrintersPage) -> None:
        if not PrintersPage.objectName():
            PrintersPage.setObjectName(u"PrintersPage")
        self.layout_23 = QVBoxLayout(PrintersPage)
        self.layout_23.setSpacing(0)
        self.layout_23.setObjectName(u"layout_23")
        self.layout_23.setContentsMargins(0, 0, 0, 0)
        self.layout_22 = QHBoxLayout()
        self.layout_22.setSpacing(0)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.queue_side = QFrame(PrintersPage)
        self.queue_side.setObjectName(u"queue_side")
        self.layout_19 = QVBoxLayout(self.queue_side)
        self.layout_19.setSpacing(0)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.queue_head = QFrame(self.queue_side)
        self.queue_head.setObjectName(u"queue_head")
        self.layout_15 = QVBoxLayout(self.queue_head)
        self.layout_15.setSpacing(3)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(16, 14, 16, 8)
        self.queue_heading = Text(self.queue_head)
        self.queue_heading.setObjectName(u"queue_heading")
        self.queue_heading.setProperty(u"role", u"lead-strong")

        self.layout_15.addWidget(self.queue_heading)

        self.queue_hint = Text(self.queue_head)
        self.queue_hint.setObjectName(u"queue_hint")
        self.queue_hint.setProperty(u"tone", u"text2")

        self.layout_15.addWidget(self.queue_hint)


        self.layout_19.addWidget(self.queue_head)

        self.pages = QStackedWidget(self.queue_side)
        self.pages.setObjectName(u"pages")
        self.list_page = QWidget()
        self.list_page.setObjectName(u"list_page")
        self.layout_16 = QVBoxLayout(self.list_page)
        self.layout_16.setSpacing(0)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(0, 0, 0, 0)
        self.jobs = RowTable(self.list_page)
        self.jobs.setObjectName(u"jobs")

        self.layout_16.addWidget(self.jobs)

        self.pages.addWidget(self.list_page)
        self.empty_page = QWidget()
        self.empty_page.setObjectName(u"empty_page")
        self.layout_17 = QVBoxLayout(self.empty_page)
        self.layout_17.setSpacing(0)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.empty = EmptyState(self.empty_page)
        self.empty.setObjectName(u"empty")

        self.layout_17.addWidget(self.empty)

        self.pages.addWidget(self.empty_page)

        self.layout_19.addWidget(self.pages)

        self.chosen_row = QFrame(self.queue_side)
        self.chosen_row.setObjectName(u"chosen_row")
        self.layout_18 = QVBoxLayout(self.chosen_row)
        self.layout_18.setSpacing(0)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(16, 8, 16, 10)
        self.chosen = Inline(self.chosen_row)
        self.chosen.setObjectName(u"chosen")

        self.layout_18.addWidget(self.chosen)


        self.layout_19.addWidget(self.chosen_row)

        self.layout_19.setStretch(1, 1)

        self.layout_22.addWidget(self.queue_side)

        self.scroll = QScrollArea(PrintersPage)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setMinimumSize(QSize(360, 0))
        self.area = QWidget()
        self.area.setObjectName(u"area")
        self.area.setProperty(u"scrolled", True)
        self.layout_14 = QVBoxLayout(self.area)
        self.layout_14.setSpacing(0)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(12, 14, 16, 10)
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

        self.job_row = QWidget(self.setup)
        self.job_row.setObjectName(u"job_row")
        self.layout_1 = QVBoxLayout(self.job_row)
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.job_label = Text(self.job_row)
        self.job_label.setObjectName(u"job_label")
        self.job_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.job_label)

        self.job = ChoiceBox(self.job_row)
        self.job.setObjectName(u"job")

        self.layout_1.addWidget(self.job)


        self.layout_13.addWidget(self.job_row)

        self.forced = Inline(self.setup)
        self.forced.setObjectName(u"forced")

        self.layout_13.addWidget(self.forced)

        self.kind_row = QWidget(self.setup)
        self.kind_row.setObjectName(u"kind_row")
        self.layout_2 = QVBoxLayout(self.kind_row)
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.kind_label = Text(self.kind_row)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.kind_label)

        self.kind = ChoiceBox(self.kind_row)
        self.kind.setObjectName(u"kind")

        self.layout_2.addWidget(self.kind)


        self.layout_13.addWidget(self.kind_row)

        self.queue_row = QWidget(self.setup)
        self.queue_row.setObjectName(u"queue_row")
        self.layout_3 = QVBoxLayout(self.queue_row)
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.queue_label = Text(self.queue_row)
        self.queue_label.setObjectName(u"queue_label")
        self.queue_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.queue_label)

        self.queue = ChoiceBox(self.queue_row)
        self.queue.setObjectName(u"queue")

        self.layout_3.addWidget(self.queue)


        self.layout_13.addWidget(self.queue_row)

        self.raw_queue_row = QWidget(self.setup)
        self.raw_queue_row.setObjectName(u"raw_queue_row")
        self.layout_4 = QVBoxLayout(self.raw_queue_row)
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.raw_queue_label = Text(self.raw_queue_row)
        self.raw_queue_label.setObjectName(u"raw_queue_label")
        self.raw_queue_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.raw_queue_label)

        self.raw_queue = TextField(self.raw_queue_row)
        self.raw_queue.setObjectName(u"raw_queue")

        self.layout_4.addWidget(self.raw_queue)


        self.layout_13.addWidget(self.raw_queue_row)

        self.layout_34 = QHBoxLayout()
        self.layout_34.setSpacing(8)
        self.layout_34.setObjectName(u"layout_34")
        self.host_row = QWidget(self.setup)
        self.host_row.setObjectName(u"host_row")
        self.layout_5 = QVBoxLayout(self.host_row)
        self.layout_5.setSpacing(3)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.host_label = Text(self.host_row)
        self.host_label.setObjectName(u"host_label")
        self.host_label.setProperty(u"tone", u"text2")

        self.layout_5.addWidget(self.host_label)

        self.host = TextField(self.host_row)
        self.host.setObjectName(u"host")

        self.layout_5.addWidget(self.host)


        self.layout_34.addWidget(self.host_row)

        self.port_row = QWidget(self.setup)
        self.port_row.setObjectName(u"port_row")
        self.layout_6 = QVBoxLayout(self.port_row)
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.port_label = Text(self.port_row)
        self.port_label.setObjectName(u"port_label")
        self.port_label.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.port_label)

        self.port = TextField(self.port_row)
        self.port.setObjectName(u"port")

        self.layout_6.addWidget(self.port)


        self.layout_34.addWidget(self.port_row)

        self.layout_34.setStretch(0, 3)
        self.layout_34.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_34)

        self.layout_35 = QHBoxLayout()
        self.layout_35.setSpacing(8)
        self.layout_35.setObjectName(u"layout_35")
        self.device_row = QWidget(self.setup)
        self.device_row.setObjectName(u"device_row")
        self.layout_7 = QVBoxLayout(self.device_row)
        self.layout_7.setSpacing(3)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.device_label = Text(self.device_row)
        self.device_label.setObjectName(u"device_label")
        self.device_label.setProperty(u"tone", u"text2")

        self.layout_7.addWidget(self.device_label)

        self.device = ChoiceBox(self.device_row)
        self.device.setObjectName(u"device")

        self.layout_7.addWidget(self.device)


        self.layout_35.addWidget(self.device_row)

        self.speed_row = QWidget(self.setup)
        self.speed_row.setObjectName(u"speed_row")
        self.layout_8 = QVBoxLayout(self.speed_row)
        self.layout_8.setSpacing(3)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.speed_label = Text(self.speed_row)
        self.speed_label.setObjectName(u"speed_label")
        self.speed_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.speed_label)

        self.speed = ChoiceBox(self.speed_row)
        self.speed.setObjectName(u"speed")

        self.layout_8.addWidget(self.speed)


        self.layout_35.addWidget(self.speed_row)

        self.layout_35.setStretch(0, 2)
        self.layout_35.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_35)

        self.dots_row = QWidget(self.setup)
        self.dots_row.setObjectName(u"dots_row")
        self.layout_9 = QVBoxLayout(self.dots_row)
        self.layout_9.setSpacing(3)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.dots_label = Text(self.dots_row)
        self.dots_label.setObjectName(u"dots_label")
        self.dots_label.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.dots_label)

        self.dots = ChoiceBox(self.dots_row)
        self.dots.setObjectName(u"dots")

        self.layout_9.addWidget(self.dots)


        self.layout_13.addWidget(self.dots_row)

        self.paper_row = QWidget(self.setup)
        self.paper_row.setObjectName(u"paper_row")
        self.layout_31 = QVBoxLayout(self.paper_row)
        self.layout_31.setSpacing(3)
        self.layout_31.setObjectName(u"layout_31")
        self.layout_31.setContentsMargins(0, 0, 0, 0)
        self.paper_label = Text(self.paper_row)
        self.paper_label.setObjectName(u"paper_label")
        self.paper_label.setProperty(u"tone", u"text2")

        self.layout_31.addWidget(self.paper_label)

        self.paper = ChoiceBox(self.paper_row)
        self.paper.setObjectName(u"paper")

        self.layout_31.addWidget(self.paper)


        self.layout_13.addWidget(self.paper_row)

        self.large_row = QWidget(self.setup)
        self.large_row.setObjectName(u"large_row")
        self.layout_32 = QVBoxLayout(self.large_row)
        self.layout_32.setSpacing(3)
        self.layout_32.setObjectName(u"layout_32")
        self.layout_32.setContentsMargins(0, 0, 0, 0)
        self.large_label = Text(self.large_row)
        self.large_label.setObjectName(u"large_label")
        self.large_label.setProperty(u"tone", u"text2")

        self.layout_32.addWidget(self.large_label)

        self.large = ChoiceBox(self.large_row)
        self.large.setObjectName(u"large")

        self.layout_32.addWidget(self.large)


        self.layout_13.addWidget(self.large_row)

        self.place_row = QWidget(self.setup)
        self.place_row.setObjectName(u"place_row")
        self.layout_33 = QVBoxLayout(self.place_row)
        self.layout_33.setSpacing(3)
        self.layout_33.setObjectName(u"layout_33")
        self.layout_33.setContentsMargins(0, 0, 0, 0)
        self.place_label = Text(self.place_row)
        self.place_label.setObjectName(u"place_label")
        self.place_label.setProperty(u"tone", u"text2")

        self.layout_33.addWidget(self.place_label)

        self.place = ChoiceBox(self.place_row)
        self.place.setObjectName(u"place")

        self.layout_33.addWidget(self.place)


        self.layout_13.addWidget(self.place_row)

        self.state = Inline(self.setup)
        self.state.setObjectName(u"state")

        self.layout_13.addWidget(self.state)

        self.not_allowed = Inline(self.setup)
        self.not_allowed.setObjectName(u"not_allowed")

        self.layout_13.addWidget(self.not_allowed)

        self.refusal = Inline(self.setup)
        self.refusal.setObjectName(u"refusal")

        self.layout_13.addWidget(self.refusal)

        self.said = Inline(self.setup)
        self.said.setObjectName(u"said")

        self.layout_13.addWidget(self.said)

        self.layout_11 = QHBoxLayout()
        self.layout_11.setSpacing(8)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(0, 0, 0, 0)
        self.test = KeyButton(self.setup)
        self.test.setObjectName(u"test")
        self.test.setProperty(u"variant", u"plain")
        self.test.setProperty(u"action", u"print-test")

        self.layout_11.addWidget(self.test)

        self.spacer_10 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_11.addItem(self.spacer_10)


        self.layout_13.addLayout(self.layout_11)

        self.spacer_12 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_13.addItem(self.spacer_12)


        self.layout_14.addWidget(self.setup)

        self.scroll.setWidget(self.area)

        self.layout_22.addWidget(self.scroll)

        self.layout_22.setStretch(0, 3)
        self.layout_22.setStretch(1, 2)

        self.layout_23.addLayout(self.layout_22)

        self.action_bar = ActionBar(PrintersPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_21 = QHBoxLayout(self.action_bar)
        self.layout_21.setSpacing(8)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_21.addWidget(self.back)

        self.spacer_20 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_21.addItem(self.spacer_20)

        self.cancel = KeyButton(self.action_bar)
        self.cancel.setObjectName(u"cancel")
        self.cancel.setProperty(u"variant", u"plain")
        self.cancel.setProperty(u"action", u"take-back")

        self.layout_21.addWidget(self.cancel)

        self.again = KeyButton(self.action_bar)
        self.again.setObjectName(u"again")
        self.again.setProperty(u"variant", u"plain")
        self.again.setProperty(u"action", u"reprint")

        self.layout_21.addWidget(self.again)

        self.found = KeyButton(self.action_bar)
        self.found.setObjectName(u"found")
        self.found.setProperty(u"variant", u"plain")
        self.found.setProperty(u"action", u"it-printed")

        self.layout_21.addWidget(self.found)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_21.addWidget(self.save)


        self.layout_23.addWidget(self.action_bar)

        self.layout_23.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.job_label.setBuddy(self.job)
        self.kind_label.setBuddy(self.kind)
        self.queue_label.setBuddy(self.queue)
        self.raw_queue_label.setBuddy(self.raw_queue)
        self.host_label.setBuddy(self.host)
        self.port_label.setBuddy(self.port)
        self.device_label.setBuddy(self.device)
        self.speed_label.setBuddy(self.speed)
        self.dots_label.setBuddy(self.dots)
        self.paper_label.setBuddy(self.paper)
        self.large_label.setBuddy(self.large)
        self.place_label.setBuddy(self.place)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PrintersPage)
    # setupUi

    def retranslateUi(self, PrintersPage) -> None:
        self.queue_heading.setText(QCoreApplication.translate("PrintersPage", u"Print queue of this workstation", None))
        self.queue_hint.setText("")
#if QT_CONFIG(accessibility)
        self.jobs.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Print queue", None))
#endif // QT_CONFIG(accessibility)
        self.setup_heading.setText(QCoreApplication.translate("PrintersPage", u"Printers of this workstation", None))
        self.job_label.setText(QCoreApplication.translate("PrintersPage", u"What it prints", None))
#if QT_CONFIG(accessibility)
        self.job.setAccessibleName(QCoreApplication.translate("PrintersPage", u"What it prints", None))
#endif // QT_CONFIG(accessibility)
        self.kind_label.setText(QCoreApplication.translate("PrintersPage", u"Printer", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Printer", None))
#endif // QT_CONFIG(accessibility)
        self.queue_label.setText(QCoreApplication.translate("PrintersPage", u"Which printer of this computer", None))
#if QT_CONFIG(accessibility)
        self.queue.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Which printer of this computer", None))
#endif // QT_CONFIG(accessibility)
        self.raw_queue_label.setText(QCoreApplication.translate("PrintersPage", u"Name of the queue", None))
#if QT_CONFIG(accessibility)
        self.raw_queue.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Name of the queue", None))
#endif // QT_CONFIG(accessibility)
        self.host_label.setText(QCoreApplication.translate("PrintersPage", u"Name or number in the network", None))
#if QT_CONFIG(accessibility)
        self.host.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Name or number in the network", None))
#endif // QT_CONFIG(accessibility)
        self.port_label.setText(QCoreApplication.translate("PrintersPage", u"Port", None))
#if QT_CONFIG(accessibility)
        self.port.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Port", None))
#endif // QT_CONFIG(accessibility)
        self.device_label.setText(QCoreApplication.translate("PrintersPage", u"Serial port", None))
#if QT_CONFIG(accessibility)
        self.device.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Serial port", None))
#endif // QT_CONFIG(accessibility)
        self.speed_label.setText(QCoreApplication.translate("PrintersPage", u"Speed, bits a second", None))
#if QT_CONFIG(accessibility)
        self.speed.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Speed, bits a second", None))
#endif // QT_CONFIG(accessibility)
        self.dots_label.setText(QCoreApplication.translate("PrintersPage", u"Resolution", None))
#if QT_CONFIG(accessibility)
        self.dots.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Resolution", None))
#endif // QT_CONFIG(accessibility)
        self.paper_label.setText(QCoreApplication.translate("PrintersPage", u"Labels in it", None))
#if QT_CONFIG(accessibility)
        self.paper.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Labels in it", None))
#endif // QT_CONFIG(accessibility)
        self.large_label.setText(QCoreApplication.translate("PrintersPage", u"Large print", None))
#if QT_CONFIG(accessibility)
        self.large.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Large print", None))
#endif // QT_CONFIG(accessibility)
        self.place_label.setText(QCoreApplication.translate("PrintersPage", u"Next label on the sheet", None))
#if QT_CONFIG(accessibility)
        self.place.setAccessibleName(QCoreApplication.translate("PrintersPage", u"Next label on the sheet", None))
#endif // QT_CONFIG(accessibility)
        self.test.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"Print a test", None))
        self.back.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"Back", None))
        self.cancel.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"Take it off the queue", None))
        self.again.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"Print it again", None))
        self.found.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"It printed", None))
        self.save.setProperty(u"words", QCoreApplication.translate("PrintersPage", u"Save", None))
        pass
    # retranslateUi

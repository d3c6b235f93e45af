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

from dispensary.desktop.components import (ActionBar, AsSentPane, DirectionsField, Inline,
    ItemTabs, KeyButton, KeyCap, LabelPreview,
    PatientBanner, PersonPane, ReadBack, Text,
    TextField, WhichReading)

class Ui_Prescription(object):
    def setupUi(self, Prescription) -> None:
        if not Prescription.objectName():
            Prescription.setObjectName(u"Prescription")
        self.layout_17 = QVBoxLayout(Prescription)
        self.layout_17.setSpacing(0)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.patient_banner = PatientBanner(Prescription)
        self.patient_banner.setObjectName(u"patient_banner")

        self.layout_17.addWidget(self.patient_banner)

        self.layout_13 = QHBoxLayout()
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.as_sent = AsSentPane(Prescription)
        self.as_sent.setObjectName(u"as_sent")
        self.as_sent.setMinimumSize(QSize(346, 0))
        self.as_sent.setMaximumSize(QSize(346, 16777215))

        self.layout_13.addWidget(self.as_sent)

        self.layout_12 = QVBoxLayout()
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.entry = QFrame(Prescription)
        self.entry.setObjectName(u"entry")
        self.entry.setProperty(u"band", u"work")
        self.layout_11 = QVBoxLayout(self.entry)
        self.layout_11.setSpacing(0)
        self.layout_11.setObjectName(u"layout_11")
        self.layout_11.setContentsMargins(16, 14, 16, 9)
        self.alert = QFrame(self.entry)
        self.alert.setObjectName(u"alert")
        self.alert.setVisible(False)
        self.alert_box = QVBoxLayout(self.alert)
        self.alert_box.setSpacing(0)
        self.alert_box.setObjectName(u"alert_box")
        self.alert_box.setContentsMargins(0, 0, 0, 8)

        self.layout_11.addWidget(self.alert)

        self.items = ItemTabs(self.entry)
        self.items.setObjectName(u"items")

        self.layout_11.addWidget(self.items)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_11.addItem(self.spacer_1)

        self.layout_5 = QHBoxLayout()
        self.layout_5.setSpacing(12)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.layout_21 = QHBoxLayout()
        self.layout_21.setSpacing(8)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.product_label = Text(self.entry)
        self.product_label.setObjectName(u"product_label")
        self.product_label.setProperty(u"tone", u"text2")

        self.layout_21.addWidget(self.product_label)

        self.look_up = KeyButton(self.entry)
        self.look_up.setObjectName(u"look_up")
        self.look_up.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.look_up.setProperty(u"variant", u"quiet")
        self.look_up.setProperty(u"tight", True)
        self.look_up.setProperty(u"action", u"product")

        self.layout_21.addWidget(self.look_up)

        self.layout_21.setStretch(0, 1)

        self.layout_2.addLayout(self.layout_21)

        self.product = TextField(self.entry)
        self.product.setObjectName(u"product")

        self.layout_2.addWidget(self.product)


        self.layout_5.addLayout(self.layout_2)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.supply_label = Text(self.entry)
        self.supply_label.setObjectName(u"supply_label")
        self.supply_label.setMinimumSize(QSize(0, 22))
        self.supply_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.supply_label)

        self.supply = TextField(self.entry)
        self.supply.setObjectName(u"supply")
        self.supply.setMinimumSize(QSize(84, 0))
        self.supply.setMaximumSize(QSize(84, 16777215))

        self.layout_3.addWidget(self.supply)


        self.layout_5.addLayout(self.layout_3)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.warnings_label = Text(self.entry)
        self.warnings_label.setObjectName(u"warnings_label")
        self.warnings_label.setMinimumSize(QSize(0, 22))
        self.warnings_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.warnings_label)

        self.warnings = TextField(self.entry)
        self.warnings.setObjectName(u"warnings")
        self.warnings.setMinimumSize(QSize(164, 0))
        self.warnings.setMaximumSize(QSize(164, 16777215))
        self.warnings.setProperty(u"action", u"warnings")
        self.warnings.setReadOnly(True)

        self.layout_4.addWidget(self.warnings)


        self.layout_5.addLayout(self.layout_4)

        self.layout_5.setStretch(0, 1)

        self.layout_11.addLayout(self.layout_5)

        self.spacer_6 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_11.addItem(self.spacer_6)

        self.layout_8 = QHBoxLayout()
        self.layout_8.setSpacing(6)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.directions_label = Text(self.entry)
        self.directions_label.setObjectName(u"directions_label")
        self.directions_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.directions_label)

        self.spacer_7 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_8.addItem(self.spacer_7)

        self.copy_cap = KeyCap(self.entry)
        self.copy_cap.setObjectName(u"copy_cap")
        self.copy_cap.setProperty(u"key", u"dd")

        self.layout_8.addWidget(self.copy_cap)

        self.copy_words = Text(self.entry)
        self.copy_words.setObjectName(u"copy_words")
        self.copy_words.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.copy_words)


        self.layout_11.addLayout(self.layout_8)

        self.spacer_9 = QSpacerItem(8, 3, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_11.addItem(self.spacer_9)

        self.directions = DirectionsField(self.entry)
        self.directions.setObjectName(u"directions")

        self.layout_11.addWidget(self.directions)

        self.spacer_10 = QSpacerItem(8, 5, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_11.addItem(self.spacer_10)

        self.read_back = ReadBack(self.entry)
        self.read_back.setObjectName(u"read_back")

        self.layout_11.addWidget(self.read_back)

        self.which_reading = WhichReading(self.entry)
        self.which_reading.setObjectName(u"which_reading")
        self.which_reading.setVisible(False)

        self.layout_11.addWidget(self.which_reading)

        self.words_label = Text(self.entry)
        self.words_label.setObjectName(u"words_label")
        self.words_label.setVisible(False)
        self.words_label.setProperty(u"tone", u"text2")

        self.layout_11.addWidget(self.words_label)

        self.words = TextField(self.entry)
        self.words.setObjectName(u"words")
        self.words.setVisible(False)

        self.layout_11.addWidget(self.words)

        self.refusal = Inline(self.entry)
        self.refusal.setObjectName(u"refusal")

        self.layout_11.addWidget(self.refusal)


        self.layout_12.addWidget(self.entry)

        self.label_column = QScrollArea(Prescription)
        self.label_column.setObjectName(u"label_column")
        self.label_column.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.label_column.setFrameShape(QFrame.Shape.NoFrame)
        self.label_column.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.label_column.setWidgetResizable(True)
        self.label = LabelPreview()
        self.label.setObjectName(u"label")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.label.sizePolicy().hasHeightForWidth())
        self.label.setSizePolicy(sizePolicy)
        self.label.setProperty(u"scrolled", True)
        self.label_column.setWidget(self.label)

        self.layout_12.addWidget(self.label_column)

        self.layout_12.setStretch(1, 1)

        self.layout_13.addLayout(self.layout_12)

        self.person = PersonPane(Prescription)
        self.person.setObjectName(u"person")
        self.person.setMinimumSize(QSize(342, 0))
        self.person.setMaximumSize(QSize(342, 16777215))

        self.layout_13.addWidget(self.person)

        self.layout_13.setStretch(1, 1)

        self.layout_17.addLayout(self.layout_13)

        self.action_bar = ActionBar(Prescription)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_16 = QHBoxLayout(self.action_bar)
        self.layout_16.setSpacing(8)
        self.layout_16.setObjectName(u"layout_16")
        self.layout_16.setContentsMargins(16, 0, 16, 0)
        self.owing = KeyButton(self.action_bar)
        self.owing.setObjectName(u"owing")
        self.owing.setProperty(u"variant", u"plain")
        self.owing.setProperty(u"action", u"owing")

        self.layout_16.addWidget(self.owing)

        self.history = KeyButton(self.action_bar)
        self.history.setObjectName(u"history")
        self.history.setProperty(u"variant", u"plain")
        self.history.setProperty(u"action", u"history")

        self.layout_16.addWidget(self.history)

        self.all_products = KeyButton(self.action_bar)
        self.all_products.setObjectName(u"all_products")
        self.all_products.setProperty(u"variant", u"plain")
        self.all_products.setProperty(u"action", u"all-products")

        self.layout_16.addWidget(self.all_products)

        self.not_supplied = KeyButton(self.action_bar)
        self.not_supplied.setObjectName(u"not_supplied")
        self.not_supplied.setProperty(u"variant", u"plain")
        self.not_supplied.setProperty(u"action", u"not-supplied")

        self.layout_16.addWidget(self.not_supplied)

        self.undo = KeyButton(self.action_bar)
        self.undo.setObjectName(u"undo")
        self.undo.setProperty(u"variant", u"plain")
        self.undo.setProperty(u"action", u"set-aside")

        self.layout_16.addWidget(self.undo)

        self.spacer_14 = QSpacerItem(2, 8, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

        self.layout_16.addItem(self.spacer_14)

        self.batch = KeyButton(self.action_bar)
        self.batch.setObjectName(u"batch")
        self.batch.setProperty(u"variant", u"quiet")
        self.batch.setProperty(u"action", u"batch-expiry")

        self.layout_16.addWidget(self.batch)

        self.spacer_15 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_16.addItem(self.spacer_15)

        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_16.addWidget(self.back)

        self.accept = KeyButton(self.action_bar)
        self.accept.setObjectName(u"accept")
        self.accept.setProperty(u"variant", u"filled")
        self.accept.setProperty(u"action", u"accept")

        self.layout_16.addWidget(self.accept)


        self.layout_17.addWidget(self.action_bar)

        self.layout_17.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.product_label.setBuddy(self.product)
        self.supply_label.setBuddy(self.supply)
        self.warnings_label.setBuddy(self.warnings)
        self.directions_label.setBuddy(self.directions)
        self.words_label.setBuddy(self.words)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(Prescription)
    # setupUi

    def retranslateUi(self, Prescription) -> None:
        self.product_label.setText(QCoreApplication.translate("Prescription", u"Product", None))
        self.look_up.setProperty(u"words", QCoreApplication.translate("Prescription", u"Look it up", None))
#if QT_CONFIG(accessibility)
        self.product.setAccessibleName(QCoreApplication.translate("Prescription", u"Product", None))
#endif // QT_CONFIG(accessibility)
        self.supply_label.setText(QCoreApplication.translate("Prescription", u"Supply", None))
#if QT_CONFIG(accessibility)
        self.supply.setAccessibleName(QCoreApplication.translate("Prescription", u"Supply", None))
#endif // QT_CONFIG(accessibility)
        self.warnings_label.setText(QCoreApplication.translate("Prescription", u"Warnings", None))
#if QT_CONFIG(accessibility)
        self.warnings.setAccessibleName(QCoreApplication.translate("Prescription", u"Warnings", None))
#endif // QT_CONFIG(accessibility)
        self.directions_label.setText(QCoreApplication.translate("Prescription", u"Directions", None))
        self.copy_words.setText(QCoreApplication.translate("Prescription", u"copies the prescriber\u2019s words", None))
        self.words_label.setText(QCoreApplication.translate("Prescription", u"What was answered", None))
#if QT_CONFIG(accessibility)
        self.words.setAccessibleName(QCoreApplication.translate("Prescription", u"What was answered", None))
#endif // QT_CONFIG(accessibility)
        self.owing.setProperty(u"words", QCoreApplication.translate("Prescription", u"Owing or part", None))
        self.history.setProperty(u"words", QCoreApplication.translate("Prescription", u"History", None))
        self.all_products.setProperty(u"words", QCoreApplication.translate("Prescription", u"All products", None))
        self.not_supplied.setProperty(u"words", QCoreApplication.translate("Prescription", u"Not supplied or split", None))
        self.undo.setProperty(u"words", QCoreApplication.translate("Prescription", u"Assemble again", None))
        self.batch.setProperty(u"words", QCoreApplication.translate("Prescription", u"Batch and expiry", None))
        self.back.setProperty(u"words", QCoreApplication.translate("Prescription", u"Back", None))
        self.accept.setProperty(u"words", QCoreApplication.translate("Prescription", u"Accept and next", None))
        pass
    # retranslateUi

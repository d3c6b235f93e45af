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

from dispensary.desktop.components import (ActionBar, ChoiceBox, DirectionsField, EmptyState,
    Inline, KeyButton, PatientBanner, PersonPane,
    ReadBack, RowTable, Text, TextField)
from dispensary.desktop.components.buttons import CardDeed

class Ui_ManualPrescription(object):
    def setupUi(self, ManualPrescription) -> None:
        if not ManualPrescription.objectName():
            ManualPrescription.setObjectName(u"ManualPrescription")
        self.layout_1 = QVBoxLayout(ManualPrescription)
        self.layout_1.setSpacing(0)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.patient_banner = PatientBanner(ManualPrescription)
        self.patient_banner.setObjectName(u"patient_banner")

        self.layout_1.addWidget(self.patient_banner)

        self.pages = QStackedWidget(ManualPrescription)
        self.pages.setObjectName(u"pages")
        self.entry_page = QWidget()
        self.entry_page.setObjectName(u"entry_page")
        self.layout_2 = QHBoxLayout(self.entry_page)
        self.layout_2.setSpacing(0)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.whose = QFrame(self.entry_page)
        self.whose.setObjectName(u"whose")
        self.whose.setMinimumSize(QSize(346, 0))
        self.whose.setMaximumSize(QSize(346, 16777215))
        self.whose.setProperty(u"pane", u"sunken")
        self.layout_3 = QVBoxLayout(self.whose)
        self.layout_3.setSpacing(7)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(16, 12, 16, 12)
        self.prescriber_heading = Text(self.whose)
        self.prescriber_heading.setObjectName(u"prescriber_heading")
        self.prescriber_heading.setProperty(u"role", u"lead-strong")

        self.layout_3.addWidget(self.prescriber_heading)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.prescriber_label = Text(self.whose)
        self.prescriber_label.setObjectName(u"prescriber_label")
        self.prescriber_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.prescriber_label)

        self.prescriber = TextField(self.whose)
        self.prescriber.setObjectName(u"prescriber")

        self.layout_4.addWidget(self.prescriber)


        self.layout_3.addLayout(self.layout_4)

        self.layout_5 = QVBoxLayout()
        self.layout_5.setSpacing(3)
        self.layout_5.setObjectName(u"layout_5")
        self.layout_5.setContentsMargins(0, 0, 0, 0)
        self.organisation_label = Text(self.whose)
        self.organisation_label.setObjectName(u"organisation_label")
        self.organisation_label.setProperty(u"tone", u"text2")

        self.layout_5.addWidget(self.organisation_label)

        self.organisation = TextField(self.whose)
        self.organisation.setObjectName(u"organisation")

        self.layout_5.addWidget(self.organisation)


        self.layout_3.addLayout(self.layout_5)

        self.layout_6 = QVBoxLayout()
        self.layout_6.setSpacing(3)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(0, 0, 0, 0)
        self.phone_label = Text(self.whose)
        self.phone_label.setObjectName(u"phone_label")
        self.phone_label.setProperty(u"tone", u"text2")

        self.layout_6.addWidget(self.phone_label)

        self.phone = TextField(self.whose)
        self.phone.setObjectName(u"phone")

        self.layout_6.addWidget(self.phone)


        self.layout_3.addLayout(self.layout_6)

        self.spacer_7 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_3.addItem(self.spacer_7)

        self.rule_prescription = QFrame(self.whose)
        self.rule_prescription.setObjectName(u"rule_prescription")
        self.rule_prescription.setProperty(u"rule", u"true")

        self.layout_3.addWidget(self.rule_prescription)

        self.spacer_8 = QSpacerItem(8, 2, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_3.addItem(self.spacer_8)

        self.kind_heading = Text(self.whose)
        self.kind_heading.setObjectName(u"kind_heading")
        self.kind_heading.setProperty(u"role", u"lead-strong")

        self.layout_3.addWidget(self.kind_heading)

        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(3)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.kind_label = Text(self.whose)
        self.kind_label.setObjectName(u"kind_label")
        self.kind_label.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.kind_label)

        self.kind = ChoiceBox(self.whose)
        self.kind.setObjectName(u"kind")

        self.layout_9.addWidget(self.kind)


        self.layout_3.addLayout(self.layout_9)

        self.layout_10 = QVBoxLayout()
        self.layout_10.setSpacing(3)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.signed_on_label = Text(self.whose)
        self.signed_on_label.setObjectName(u"signed_on_label")
        self.signed_on_label.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.signed_on_label)

        self.signed_on = TextField(self.whose)
        self.signed_on.setObjectName(u"signed_on")

        self.layout_10.addWidget(self.signed_on)


        self.layout_3.addLayout(self.layout_10)

        self.signed_refusal = Inline(self.whose)
        self.signed_refusal.setObjectName(u"signed_refusal")

        self.layout_3.addWidget(self.signed_refusal)

        self.spacer_11 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_3.addItem(self.spacer_11)


        self.layout_2.addWidget(self.whose)

        self.layout_12 = QVBoxLayout()
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.entry = QFrame(self.entry_page)
        self.entry.setObjectName(u"entry")
        self.entry.setProperty(u"band", u"work")
        self.layout_13 = QVBoxLayout(self.entry)
        self.layout_13.setSpacing(0)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(16, 12, 16, 12)
        self.layout_14 = QHBoxLayout()
        self.layout_14.setSpacing(0)
        self.layout_14.setObjectName(u"layout_14")
        self.layout_14.setContentsMargins(0, 0, 0, 0)
        self.item_heading = Text(self.entry)
        self.item_heading.setObjectName(u"item_heading")
        self.item_heading.setProperty(u"role", u"lead-strong")

        self.layout_14.addWidget(self.item_heading)

        self.spacer_15 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_14.addItem(self.spacer_15)

        self.item_words = Text(self.entry)
        self.item_words.setObjectName(u"item_words")
        self.item_words.setProperty(u"tone", u"text2")

        self.layout_14.addWidget(self.item_words)


        self.layout_13.addLayout(self.layout_14)

        self.spacer_16 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_13.addItem(self.spacer_16)

        self.layout_17 = QHBoxLayout()
        self.layout_17.setSpacing(12)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.layout_18 = QVBoxLayout()
        self.layout_18.setSpacing(3)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(0, 0, 0, 0)
        self.product_label = Text(self.entry)
        self.product_label.setObjectName(u"product_label")
        self.product_label.setProperty(u"tone", u"text2")

        self.layout_18.addWidget(self.product_label)

        self.product = TextField(self.entry)
        self.product.setObjectName(u"product")

        self.layout_18.addWidget(self.product)


        self.layout_17.addLayout(self.layout_18)

        self.layout_19 = QVBoxLayout()
        self.layout_19.setSpacing(3)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.quantity_label = Text(self.entry)
        self.quantity_label.setObjectName(u"quantity_label")
        self.quantity_label.setProperty(u"tone", u"text2")

        self.layout_19.addWidget(self.quantity_label)

        self.quantity = TextField(self.entry)
        self.quantity.setObjectName(u"quantity")
        self.quantity.setMinimumSize(QSize(96, 0))
        self.quantity.setMaximumSize(QSize(96, 16777215))

        self.layout_19.addWidget(self.quantity)


        self.layout_17.addLayout(self.layout_19)

        self.layout_17.setStretch(0, 1)

        self.layout_13.addLayout(self.layout_17)

        self.products = RowTable(self.entry)
        self.products.setObjectName(u"products")
        self.products.setVisible(False)

        self.layout_13.addWidget(self.products)

        self.products_none = Text(self.entry)
        self.products_none.setObjectName(u"products_none")
        self.products_none.setProperty(u"tone", u"text2")
        self.products_none.setVisible(False)

        self.layout_13.addWidget(self.products_none)

        self.spacer_20 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_13.addItem(self.spacer_20)

        self.words_box = QWidget(self.entry)
        self.words_box.setObjectName(u"words_box")
        self.layout_21 = QVBoxLayout(self.words_box)
        self.layout_21.setSpacing(0)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.layout_22 = QVBoxLayout()
        self.layout_22.setSpacing(3)
        self.layout_22.setObjectName(u"layout_22")
        self.layout_22.setContentsMargins(0, 0, 0, 0)
        self.quantity_words_label = Text(self.words_box)
        self.quantity_words_label.setObjectName(u"quantity_words_label")
        self.quantity_words_label.setProperty(u"tone", u"text2")

        self.layout_22.addWidget(self.quantity_words_label)

        self.quantity_words = TextField(self.words_box)
        self.quantity_words.setObjectName(u"quantity_words")

        self.layout_22.addWidget(self.quantity_words)


        self.layout_21.addLayout(self.layout_22)

        self.spacer_23 = QSpacerItem(8, 6, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_21.addItem(self.spacer_23)


        self.layout_13.addWidget(self.words_box)

        self.directions_label = Text(self.entry)
        self.directions_label.setObjectName(u"directions_label")
        self.directions_label.setProperty(u"tone", u"text2")

        self.layout_13.addWidget(self.directions_label)

        self.spacer_24 = QSpacerItem(8, 3, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_13.addItem(self.spacer_24)

        self.directions = DirectionsField(self.entry)
        self.directions.setObjectName(u"directions")

        self.layout_13.addWidget(self.directions)

        self.spacer_25 = QSpacerItem(8, 5, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_13.addItem(self.spacer_25)

        self.read_back = ReadBack(self.entry)
        self.read_back.setObjectName(u"read_back")

        self.layout_13.addWidget(self.read_back)

        self.reading = Inline(self.entry)
        self.reading.setObjectName(u"reading")

        self.layout_13.addWidget(self.reading)

        self.refusal = Inline(self.entry)
        self.refusal.setObjectName(u"refusal")

        self.layout_13.addWidget(self.refusal)

        self.spacer_26 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_13.addItem(self.spacer_26)

        self.layout_27 = QHBoxLayout()
        self.layout_27.setSpacing(8)
        self.layout_27.setObjectName(u"layout_27")
        self.layout_27.setContentsMargins(0, 0, 0, 0)
        self.spacer_28 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_27.addItem(self.spacer_28)

        self.add_item = KeyButton(self.entry)
        self.add_item.setObjectName(u"add_item")
        self.add_item.setProperty(u"variant", u"plain")
        self.add_item.setProperty(u"action", u"add-item")

        self.layout_27.addWidget(self.add_item)


        self.layout_13.addLayout(self.layout_27)

        self.spacer_29 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_13.addItem(self.spacer_29)


        self.layout_12.addWidget(self.entry)

        self.items_list = QStackedWidget(self.entry_page)
        self.items_list.setObjectName(u"items_list")
        sizePolicy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        sizePolicy.setHorizontalStretch(0)
        sizePolicy.setVerticalStretch(0)
        sizePolicy.setHeightForWidth(self.items_list.sizePolicy().hasHeightForWidth())
        self.items_list.setSizePolicy(sizePolicy)
        self.items_page = QWidget()
        self.items_page.setObjectName(u"items_page")
        self.layout_30 = QVBoxLayout(self.items_page)
        self.layout_30.setSpacing(0)
        self.layout_30.setObjectName(u"layout_30")
        self.layout_30.setContentsMargins(0, 0, 0, 0)
        self.items = RowTable(self.items_page)
        self.items.setObjectName(u"items")

        self.layout_30.addWidget(self.items)

        self.item_deeds = QHBoxLayout()
        self.item_deeds.setSpacing(8)
        self.item_deeds.setObjectName(u"item_deeds")
        self.item_deeds.setContentsMargins(16, 6, 16, 6)
        self.line_words = Text(self.items_page)
        self.line_words.setObjectName(u"line_words")
        self.line_words.setWordWrap(True)

        self.item_deeds.addWidget(self.line_words)

        self.item_deeds.setStretch(0, 1)

        self.layout_30.addLayout(self.item_deeds)

        self.items_list.addWidget(self.items_page)
        self.items_empty = EmptyState()
        self.items_empty.setObjectName(u"items_empty")
        self.items_list.addWidget(self.items_empty)

        self.layout_12.addWidget(self.items_list)

        self.layout_12.setStretch(1, 1)

        self.layout_2.addLayout(self.layout_12)

        self.person = PersonPane(self.entry_page)
        self.person.setObjectName(u"person")
        self.person.setMinimumSize(QSize(342, 0))
        self.person.setMaximumSize(QSize(342, 16777215))

        self.layout_2.addWidget(self.person)

        self.layout_2.setStretch(1, 1)
        self.pages.addWidget(self.entry_page)
        self.find_page = QWidget()
        self.find_page.setObjectName(u"find_page")
        self.layout_31 = QVBoxLayout(self.find_page)
        self.layout_31.setSpacing(0)
        self.layout_31.setObjectName(u"layout_31")
        self.layout_31.setContentsMargins(0, 0, 0, 0)
        self.find_band = QFrame(self.find_page)
        self.find_band.setObjectName(u"find_band")
        self.find_band.setProperty(u"band", u"work")
        self.layout_32 = QVBoxLayout(self.find_band)
        self.layout_32.setSpacing(0)
        self.layout_32.setObjectName(u"layout_32")
        self.layout_32.setContentsMargins(16, 12, 16, 12)
        self.find_heading = Text(self.find_band)
        self.find_heading.setObjectName(u"find_heading")
        self.find_heading.setProperty(u"role", u"lead-strong")

        self.layout_32.addWidget(self.find_heading)

        self.spacer_33 = QSpacerItem(8, 4, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_32.addItem(self.spacer_33)

        self.layout_34 = QVBoxLayout()
        self.layout_34.setSpacing(3)
        self.layout_34.setObjectName(u"layout_34")
        self.layout_34.setContentsMargins(0, 0, 0, 0)
        self.find_label = Text(self.find_band)
        self.find_label.setObjectName(u"find_label")
        self.find_label.setProperty(u"tone", u"text2")

        self.layout_34.addWidget(self.find_label)

        self.find = TextField(self.find_band)
        self.find.setObjectName(u"find")

        self.layout_34.addWidget(self.find)


        self.layout_32.addLayout(self.layout_34)


        self.layout_31.addWidget(self.find_band)

        self.found_list = QStackedWidget(self.find_page)
        self.found_list.setObjectName(u"found_list")
        sizePolicy.setHeightForWidth(self.found_list.sizePolicy().hasHeightForWidth())
        self.found_list.setSizePolicy(sizePolicy)
        self.found_page = QWidget()
        self.found_page.setObjectName(u"found_page")
        self.layout_35 = QVBoxLayout(self.found_page)
        self.layout_35.setSpacing(0)
        self.layout_35.setObjectName(u"layout_35")
        self.layout_35.setContentsMargins(0, 0, 0, 0)
        self.found = RowTable(self.found_page)
        self.found.setObjectName(u"found")

        self.layout_35.addWidget(self.found)

        self.found_list.addWidget(self.found_page)
        self.found_empty = EmptyState()
        self.found_empty.setObjectName(u"found_empty")
        self.found_list.addWidget(self.found_empty)

        self.layout_31.addWidget(self.found_list)

        self.layout_31.setStretch(1, 1)
        self.pages.addWidget(self.find_page)
        self.blank_page = QWidget()
        self.blank_page.setObjectName(u"blank_page")
        self.pages.addWidget(self.blank_page)

        self.layout_1.addWidget(self.pages)

        self.action_bar = ActionBar(ManualPrescription)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_36 = QHBoxLayout(self.action_bar)
        self.layout_36.setSpacing(8)
        self.layout_36.setObjectName(u"layout_36")
        self.layout_36.setContentsMargins(16, 0, 16, 0)
        self.patient = KeyButton(self.action_bar)
        self.patient.setObjectName(u"patient")
        self.patient.setProperty(u"variant", u"plain")
        self.patient.setProperty(u"action", u"patient")

        self.layout_36.addWidget(self.patient)

        self.new_record = KeyButton(self.action_bar)
        self.new_record.setObjectName(u"new_record")
        self.new_record.setProperty(u"variant", u"plain")
        self.new_record.setProperty(u"action", u"add-patient")

        self.layout_36.addWidget(self.new_record)

        self.set_aside = KeyButton(self.action_bar)
        self.set_aside.setObjectName(u"set_aside")
        self.set_aside.setProperty(u"variant", u"plain")
        self.set_aside.setProperty(u"action", u"set-aside")

        self.layout_36.addWidget(self.set_aside)

        self.kept_words = Text(self.action_bar)
        self.kept_words.setObjectName(u"kept_words")
        self.kept_words.setProperty(u"tone", u"text2")

        self.layout_36.addWidget(self.kept_words)

        self.look_up = KeyButton(self.action_bar)
        self.look_up.setObjectName(u"look_up")
        self.look_up.setProperty(u"variant", u"quiet")
        self.look_up.setProperty(u"action", u"product")

        self.layout_36.addWidget(self.look_up)

        self.spacer_37 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_36.addItem(self.spacer_37)

        self.back = CardDeed(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_36.addWidget(self.back)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_36.addWidget(self.save)


        self.layout_1.addWidget(self.action_bar)

        self.layout_1.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.prescriber_label.setBuddy(self.prescriber)
        self.organisation_label.setBuddy(self.organisation)
        self.phone_label.setBuddy(self.phone)
        self.kind_label.setBuddy(self.kind)
        self.signed_on_label.setBuddy(self.signed_on)
        self.product_label.setBuddy(self.product)
        self.quantity_label.setBuddy(self.quantity)
        self.quantity_words_label.setBuddy(self.quantity_words)
        self.directions_label.setBuddy(self.directions)
        self.find_label.setBuddy(self.find)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(ManualPrescription)
    # setupUi

    def retranslateUi(self, ManualPrescription) -> None:
        self.prescriber_heading.setText(QCoreApplication.translate("ManualPrescription", u"Prescriber", None))
        self.prescriber_label.setText(QCoreApplication.translate("ManualPrescription", u"Name", None))
#if QT_CONFIG(accessibility)
        self.prescriber.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Name of the prescriber", None))
#endif // QT_CONFIG(accessibility)
        self.organisation_label.setText(QCoreApplication.translate("ManualPrescription", u"Surgery or address", None))
#if QT_CONFIG(accessibility)
        self.organisation.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Surgery or address", None))
#endif // QT_CONFIG(accessibility)
        self.phone_label.setText(QCoreApplication.translate("ManualPrescription", u"Phone, if it is given", None))
#if QT_CONFIG(accessibility)
        self.phone.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Phone of the prescriber", None))
#endif // QT_CONFIG(accessibility)
        self.kind_heading.setText(QCoreApplication.translate("ManualPrescription", u"Prescription", None))
        self.kind_label.setText(QCoreApplication.translate("ManualPrescription", u"Kind", None))
#if QT_CONFIG(accessibility)
        self.kind.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Kind", None))
#endif // QT_CONFIG(accessibility)
        self.signed_on_label.setText(QCoreApplication.translate("ManualPrescription", u"Signed on (2/11/2026, or T for today)", None))
#if QT_CONFIG(accessibility)
        self.signed_on.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Signed on", None))
#endif // QT_CONFIG(accessibility)
        self.item_heading.setText(QCoreApplication.translate("ManualPrescription", u"Item", None))
        self.item_words.setText("")
        self.product_label.setText(QCoreApplication.translate("ManualPrescription", u"Product", None))
#if QT_CONFIG(accessibility)
        self.product.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Product", None))
#endif // QT_CONFIG(accessibility)
        self.quantity_label.setText(QCoreApplication.translate("ManualPrescription", u"Quantity", None))
#if QT_CONFIG(accessibility)
        self.quantity.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Quantity", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.products.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Products that fit", None))
#endif // QT_CONFIG(accessibility)
        self.products_none.setText("")
        self.quantity_words_label.setText(QCoreApplication.translate("ManualPrescription", u"Quantity in words, as it is written; leave empty where there are none", None))
#if QT_CONFIG(accessibility)
        self.quantity_words.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Quantity in words", None))
#endif // QT_CONFIG(accessibility)
        self.directions_label.setText(QCoreApplication.translate("ManualPrescription", u"Directions", None))
        self.add_item.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Add this item", None))
#if QT_CONFIG(accessibility)
        self.items.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Items", None))
#endif // QT_CONFIG(accessibility)
        self.line_words.setText("")
        self.find_heading.setText(QCoreApplication.translate("ManualPrescription", u"Whose prescription is it?", None))
        self.find_label.setText(QCoreApplication.translate("ManualPrescription", u"Name, or the whole NHS number", None))
#if QT_CONFIG(accessibility)
        self.find.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Name, or the whole NHS number", None))
#endif // QT_CONFIG(accessibility)
#if QT_CONFIG(accessibility)
        self.found.setAccessibleName(QCoreApplication.translate("ManualPrescription", u"Patients found", None))
#endif // QT_CONFIG(accessibility)
        self.patient.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Another patient", None))
        self.new_record.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"New record", None))
        self.set_aside.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Set aside", None))
        self.kept_words.setText("")
        self.look_up.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Product", None))
        self.back.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("ManualPrescription", u"Add prescription", None))
        pass
    # retranslateUi

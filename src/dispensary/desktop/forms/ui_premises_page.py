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

from dispensary.desktop.components import (ActionBar, CheckBox, Inline, KeyButton,
    Text, TextField)

class Ui_PremisesPage(object):
    def setupUi(self, PremisesPage) -> None:
        if not PremisesPage.objectName():
            PremisesPage.setObjectName(u"PremisesPage")
        self.layout_18 = QVBoxLayout(PremisesPage)
        self.layout_18.setSpacing(0)
        self.layout_18.setObjectName(u"layout_18")
        self.layout_18.setContentsMargins(0, 0, 0, 0)
        self.scroll = QScrollArea(PremisesPage)
        self.scroll.setObjectName(u"scroll")
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area = QWidget()
        self.area.setObjectName(u"area")
        self.area.setProperty(u"scrolled", True)
        self.layout_15 = QVBoxLayout(self.area)
        self.layout_15.setSpacing(10)
        self.layout_15.setObjectName(u"layout_15")
        self.layout_15.setContentsMargins(16, 14, 16, 10)
        self.not_allowed = Inline(self.area)
        self.not_allowed.setObjectName(u"not_allowed")

        self.layout_15.addWidget(self.not_allowed)

        self.layout_13 = QHBoxLayout()
        self.layout_13.setSpacing(16)
        self.layout_13.setObjectName(u"layout_13")
        self.layout_13.setContentsMargins(0, 0, 0, 0)
        self.details = QFrame(self.area)
        self.details.setObjectName(u"details")
        self.details.setProperty(u"card", u"true")
        self.layout_6 = QVBoxLayout(self.details)
        self.layout_6.setSpacing(8)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(16, 12, 16, 14)
        self.details_heading = Text(self.details)
        self.details_heading.setObjectName(u"details_heading")
        self.details_heading.setProperty(u"role", u"lead-strong")

        self.layout_6.addWidget(self.details_heading)

        self.layout_1 = QVBoxLayout()
        self.layout_1.setSpacing(3)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(0, 0, 0, 0)
        self.name_label = Text(self.details)
        self.name_label.setObjectName(u"name_label")
        self.name_label.setProperty(u"tone", u"text2")

        self.layout_1.addWidget(self.name_label)

        self.name = TextField(self.details)
        self.name.setObjectName(u"name")

        self.layout_1.addWidget(self.name)


        self.layout_6.addLayout(self.layout_1)

        self.layout_2 = QVBoxLayout()
        self.layout_2.setSpacing(3)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.address_label = Text(self.details)
        self.address_label.setObjectName(u"address_label")
        self.address_label.setProperty(u"tone", u"text2")

        self.layout_2.addWidget(self.address_label)

        self.address = TextField(self.details)
        self.address.setObjectName(u"address")

        self.layout_2.addWidget(self.address)


        self.layout_6.addLayout(self.layout_2)

        self.layout_3 = QVBoxLayout()
        self.layout_3.setSpacing(3)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(0, 0, 0, 0)
        self.phone_label = Text(self.details)
        self.phone_label.setObjectName(u"phone_label")
        self.phone_label.setProperty(u"tone", u"text2")

        self.layout_3.addWidget(self.phone_label)

        self.phone = TextField(self.details)
        self.phone.setObjectName(u"phone")

        self.layout_3.addWidget(self.phone)


        self.layout_6.addLayout(self.layout_3)

        self.layout_4 = QVBoxLayout()
        self.layout_4.setSpacing(3)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.ods_label = Text(self.details)
        self.ods_label.setObjectName(u"ods_label")
        self.ods_label.setProperty(u"tone", u"text2")

        self.layout_4.addWidget(self.ods_label)

        self.ods = TextField(self.details)
        self.ods.setObjectName(u"ods")

        self.layout_4.addWidget(self.ods)


        self.layout_6.addLayout(self.layout_4)

        self.spacer_5 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_6.addItem(self.spacer_5)


        self.layout_13.addWidget(self.details)

        self.limits = QFrame(self.area)
        self.limits.setObjectName(u"limits")
        self.limits.setProperty(u"card", u"true")
        self.layout_12 = QVBoxLayout(self.limits)
        self.layout_12.setSpacing(8)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(16, 12, 16, 14)
        self.limits_heading = Text(self.limits)
        self.limits_heading.setObjectName(u"limits_heading")
        self.limits_heading.setProperty(u"role", u"lead-strong")

        self.layout_12.addWidget(self.limits_heading)

        self.layout_7 = QVBoxLayout()
        self.layout_7.setSpacing(3)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.lock_label = Text(self.limits)
        self.lock_label.setObjectName(u"lock_label")
        self.lock_label.setProperty(u"tone", u"text2")

        self.layout_7.addWidget(self.lock_label)

        self.lock = TextField(self.limits)
        self.lock.setObjectName(u"lock")

        self.layout_7.addWidget(self.lock)


        self.layout_12.addLayout(self.layout_7)

        self.layout_8 = QVBoxLayout()
        self.layout_8.setSpacing(3)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.absence_label = Text(self.limits)
        self.absence_label.setObjectName(u"absence_label")
        self.absence_label.setProperty(u"tone", u"text2")

        self.layout_8.addWidget(self.absence_label)

        self.absence = TextField(self.limits)
        self.absence.setObjectName(u"absence")

        self.layout_8.addWidget(self.absence)


        self.layout_12.addLayout(self.layout_8)

        self.absence_note = Inline(self.limits)
        self.absence_note.setObjectName(u"absence_note")

        self.layout_12.addWidget(self.absence_note)

        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(3)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.technicians_label = Text(self.limits)
        self.technicians_label.setObjectName(u"technicians_label")
        self.technicians_label.setProperty(u"tone", u"text2")

        self.layout_9.addWidget(self.technicians_label)

        self.technicians = TextField(self.limits)
        self.technicians.setObjectName(u"technicians")

        self.layout_9.addWidget(self.technicians)


        self.layout_12.addLayout(self.layout_9)

        self.layout_10 = QVBoxLayout()
        self.layout_10.setSpacing(3)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(0, 0, 0, 0)
        self.hand_out_label = Text(self.limits)
        self.hand_out_label.setObjectName(u"hand_out_label")
        self.hand_out_label.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.hand_out_label)

        self.hand_out = TextField(self.limits)
        self.hand_out.setObjectName(u"hand_out")

        self.layout_10.addWidget(self.hand_out)


        self.layout_12.addLayout(self.layout_10)

        self.layout_19 = QVBoxLayout()
        self.layout_19.setSpacing(3)
        self.layout_19.setObjectName(u"layout_19")
        self.layout_19.setContentsMargins(0, 0, 0, 0)
        self.verifications_label = Text(self.limits)
        self.verifications_label.setObjectName(u"verifications_label")
        self.verifications_label.setProperty(u"tone", u"text2")

        self.layout_19.addWidget(self.verifications_label)

        self.verifications = TextField(self.limits)
        self.verifications.setObjectName(u"verifications")

        self.layout_19.addWidget(self.verifications)


        self.layout_12.addLayout(self.layout_19)

        self.own_check = CheckBox(self.limits)
        self.own_check.setObjectName(u"own_check")

        self.layout_12.addWidget(self.own_check)

        self.spacer_11 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_12.addItem(self.spacer_11)


        self.layout_13.addWidget(self.limits)

        self.layout_13.setStretch(0, 1)
        self.layout_13.setStretch(1, 1)

        self.layout_15.addLayout(self.layout_13)

        self.refusal = Inline(self.area)
        self.refusal.setObjectName(u"refusal")

        self.layout_15.addWidget(self.refusal)

        self.said = Inline(self.area)
        self.said.setObjectName(u"said")

        self.layout_15.addWidget(self.said)

        self.spacer_14 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_15.addItem(self.spacer_14)

        self.scroll.setWidget(self.area)

        self.layout_18.addWidget(self.scroll)

        self.action_bar = ActionBar(PremisesPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_17 = QHBoxLayout(self.action_bar)
        self.layout_17.setSpacing(8)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_17.addWidget(self.back)

        self.spacer_16 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_17.addItem(self.spacer_16)

        self.again = KeyButton(self.action_bar)
        self.again.setObjectName(u"again")
        self.again.setProperty(u"variant", u"plain")
        self.again.setProperty(u"action", u"set-aside")

        self.layout_17.addWidget(self.again)

        self.save = KeyButton(self.action_bar)
        self.save.setObjectName(u"save")
        self.save.setProperty(u"variant", u"filled")
        self.save.setProperty(u"action", u"accept")

        self.layout_17.addWidget(self.save)


        self.layout_18.addWidget(self.action_bar)

        self.layout_18.setStretch(0, 1)
#if QT_CONFIG(shortcut)
        self.name_label.setBuddy(self.name)
        self.address_label.setBuddy(self.address)
        self.phone_label.setBuddy(self.phone)
        self.ods_label.setBuddy(self.ods)
        self.lock_label.setBuddy(self.lock)
        self.absence_label.setBuddy(self.absence)
        self.technicians_label.setBuddy(self.technicians)
        self.hand_out_label.setBuddy(self.hand_out)
        self.verifications_label.setBuddy(self.verifications)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(PremisesPage)
    # setupUi

    def retranslateUi(self, PremisesPage) -> None:
        self.details_heading.setText(QCoreApplication.translate("PremisesPage", u"On every label and message", None))
        self.name_label.setText(QCoreApplication.translate("PremisesPage", u"Name", None))
#if QT_CONFIG(accessibility)
        self.name.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Name", None))
#endif // QT_CONFIG(accessibility)
        self.address_label.setText(QCoreApplication.translate("PremisesPage", u"Address and postcode", None))
#if QT_CONFIG(accessibility)
        self.address.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Address and postcode", None))
#endif // QT_CONFIG(accessibility)
        self.phone_label.setText(QCoreApplication.translate("PremisesPage", u"Telephone", None))
#if QT_CONFIG(accessibility)
        self.phone.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Telephone", None))
#endif // QT_CONFIG(accessibility)
        self.ods_label.setText(QCoreApplication.translate("PremisesPage", u"ODS code", None))
#if QT_CONFIG(accessibility)
        self.ods.setAccessibleName(QCoreApplication.translate("PremisesPage", u"ODS code", None))
#endif // QT_CONFIG(accessibility)
        self.limits_heading.setText(QCoreApplication.translate("PremisesPage", u"Limits", None))
        self.lock_label.setText(QCoreApplication.translate("PremisesPage", u"Minutes until an untouched counter covers itself", None))
#if QT_CONFIG(accessibility)
        self.lock.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Minutes until an untouched counter covers itself", None))
#endif // QT_CONFIG(accessibility)
        self.absence_label.setText(QCoreApplication.translate("PremisesPage", u"Minutes of pharmacist's absence allowed in one day", None))
#if QT_CONFIG(accessibility)
        self.absence.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Minutes of pharmacist's absence allowed in one day", None))
#endif // QT_CONFIG(accessibility)
        self.technicians_label.setText(QCoreApplication.translate("PremisesPage", u"Technicians may be authorised from (regulation 220A)", None))
#if QT_CONFIG(accessibility)
        self.technicians.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Technicians may be authorised from (regulation 220A)", None))
#endif // QT_CONFIG(accessibility)
        self.hand_out_label.setText(QCoreApplication.translate("PremisesPage", u"Closed bags may go out in an absence from (regulation 220B)", None))
#if QT_CONFIG(accessibility)
        self.hand_out.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Closed bags may go out in an absence from (regulation 220B)", None))
#endif // QT_CONFIG(accessibility)
        self.verifications_label.setText(QCoreApplication.translate("PremisesPage", u"Good verifications until a mapped barcode is known", None))
#if QT_CONFIG(accessibility)
        self.verifications.setAccessibleName(QCoreApplication.translate("PremisesPage", u"Good verifications until a mapped barcode is known", None))
#endif // QT_CONFIG(accessibility)
        self.own_check.setText(QCoreApplication.translate("PremisesPage", u"Who assembled it may check it, with a reason", None))
        self.back.setProperty(u"words", QCoreApplication.translate("PremisesPage", u"Back", None))
        self.again.setProperty(u"words", QCoreApplication.translate("PremisesPage", u"Put it back", None))
        self.save.setProperty(u"words", QCoreApplication.translate("PremisesPage", u"Save", None))
        pass
    # retranslateUi

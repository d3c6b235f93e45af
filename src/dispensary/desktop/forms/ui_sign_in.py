# Generated from ui/ by make forms. Do not edit.

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QFrame, QHBoxLayout, QSizePolicy,
    QSpacerItem, QVBoxLayout, QWidget)

from dispensary.desktop.components import (BrandMark, Icon, Inline, KeyButton,
    PinField, StaffCards, Text)

class Ui_SignIn(object):
    def setupUi(self, SignIn) -> None:
        if not SignIn.objectName():
            SignIn.setObjectName(u"SignIn")
        self.layout_27 = QHBoxLayout(SignIn)
        self.layout_27.setSpacing(0)
        self.layout_27.setObjectName(u"layout_27")
        self.layout_27.setContentsMargins(0, 0, 0, 0)
        self.place = QFrame(SignIn)
        self.place.setObjectName(u"place")
        self.place.setMinimumSize(QSize(420, 0))
        self.place.setMaximumSize(QSize(420, 16777215))
        self.place.setProperty(u"pane", u"left")
        self.layout_10 = QVBoxLayout(self.place)
        self.layout_10.setSpacing(1)
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(40, 42, 40, 36)
        self.layout_2 = QHBoxLayout()
        self.layout_2.setSpacing(9)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.brand = BrandMark(self.place)
        self.brand.setObjectName(u"brand")

        self.layout_2.addWidget(self.brand)

        self.program = Text(self.place)
        self.program.setObjectName(u"program")
        self.program.setProperty(u"role", u"title")

        self.layout_2.addWidget(self.program)

        self.spacer_1 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_2.addItem(self.spacer_1)


        self.layout_10.addLayout(self.layout_2)

        self.spacer_3 = QSpacerItem(8, 46, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_10.addItem(self.spacer_3)

        self.time = Text(self.place)
        self.time.setObjectName(u"time")
        self.time.setProperty(u"role", u"display")

        self.layout_10.addWidget(self.time)

        self.day = Text(self.place)
        self.day.setObjectName(u"day")
        self.day.setProperty(u"role", u"title")
        self.day.setProperty(u"tone", u"text2")
        self.day.setProperty(u"emphasis", u"regular")

        self.layout_10.addWidget(self.day)

        self.spacer_4 = QSpacerItem(8, 34, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_10.addItem(self.spacer_4)

        self.premises = Text(self.place)
        self.premises.setObjectName(u"premises")
        self.premises.setProperty(u"role", u"title")

        self.layout_10.addWidget(self.premises)

        self.address = Text(self.place)
        self.address.setObjectName(u"address")
        self.address.setProperty(u"tone", u"text2")
        self.address.setWordWrap(True)

        self.layout_10.addWidget(self.address)

        self.counter = Text(self.place)
        self.counter.setObjectName(u"counter")
        self.counter.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.counter)

        self.spacer_5 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_10.addItem(self.spacer_5)

        self.qframe_6 = QFrame(self.place)
        self.qframe_6.setObjectName(u"qframe_6")
        self.qframe_6.setProperty(u"rule", u"true")

        self.layout_10.addWidget(self.qframe_6)

        self.spacer_7 = QSpacerItem(8, 12, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_10.addItem(self.spacer_7)

        self.responsible_heading = Text(self.place)
        self.responsible_heading.setObjectName(u"responsible_heading")
        self.responsible_heading.setProperty(u"tone", u"text2")

        self.layout_10.addWidget(self.responsible_heading)

        self.layout_9 = QHBoxLayout()
        self.layout_9.setSpacing(9)
        self.layout_9.setObjectName(u"layout_9")
        self.layout_9.setContentsMargins(0, 0, 0, 0)
        self.responsible_icon = Icon(self.place)
        self.responsible_icon.setObjectName(u"responsible_icon")
        self.responsible_icon.setProperty(u"drawing", u"pass")
        self.responsible_icon.setProperty(u"tone", u"pass")

        self.layout_9.addWidget(self.responsible_icon)

        self.responsible = Text(self.place)
        self.responsible.setObjectName(u"responsible")
        self.responsible.setProperty(u"role", u"lead-strong")

        self.layout_9.addWidget(self.responsible)

        self.spacer_8 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_9.addItem(self.spacer_8)


        self.layout_10.addLayout(self.layout_9)

        self.responsible_words = Text(self.place)
        self.responsible_words.setObjectName(u"responsible_words")
        self.responsible_words.setProperty(u"tone", u"text2")
        self.responsible_words.setWordWrap(True)

        self.layout_10.addWidget(self.responsible_words)


        self.layout_27.addWidget(self.place)

        self.layout_26 = QVBoxLayout()
        self.layout_26.setSpacing(0)
        self.layout_26.setObjectName(u"layout_26")
        self.layout_26.setContentsMargins(56, 42, 56, 24)
        self.layout_12 = QHBoxLayout()
        self.layout_12.setSpacing(0)
        self.layout_12.setObjectName(u"layout_12")
        self.layout_12.setContentsMargins(0, 0, 0, 0)
        self.title = Text(SignIn)
        self.title.setObjectName(u"title")
        self.title.setProperty(u"role", u"bench-title")
        self.title.setProperty(u"emphasis", u"bold")

        self.layout_12.addWidget(self.title)

        self.spacer_11 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_12.addItem(self.spacer_11)

        self.hint = Text(SignIn)
        self.hint.setObjectName(u"hint")
        self.hint.setProperty(u"tone", u"text2")

        self.layout_12.addWidget(self.hint)


        self.layout_26.addLayout(self.layout_12)

        self.spacer_13 = QSpacerItem(8, 16, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_13)

        self.staff = StaffCards(SignIn)
        self.staff.setObjectName(u"staff")

        self.layout_26.addWidget(self.staff)

        self.spacer_14 = QSpacerItem(8, 22, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_14)

        self.pin_heading = Text(SignIn)
        self.pin_heading.setObjectName(u"pin_heading")
        self.pin_heading.setProperty(u"role", u"body-strong")

        self.layout_26.addWidget(self.pin_heading)

        self.spacer_15 = QSpacerItem(8, 2, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_15)

        self.layout_17 = QHBoxLayout()
        self.layout_17.setSpacing(0)
        self.layout_17.setObjectName(u"layout_17")
        self.layout_17.setContentsMargins(0, 0, 0, 0)
        self.pin = PinField(SignIn)
        self.pin.setObjectName(u"pin")
        self.pin.setMinimumSize(QSize(430, 0))
        self.pin.setMaximumSize(QSize(430, 16777215))

        self.layout_17.addWidget(self.pin)

        self.spacer_16 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_17.addItem(self.spacer_16)


        self.layout_26.addLayout(self.layout_17)

        self.spacer_18 = QSpacerItem(8, 10, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_18)

        self.refusal = Inline(SignIn)
        self.refusal.setObjectName(u"refusal")

        self.layout_26.addWidget(self.refusal)

        self.layout_21 = QHBoxLayout()
        self.layout_21.setSpacing(0)
        self.layout_21.setObjectName(u"layout_21")
        self.layout_21.setContentsMargins(0, 0, 0, 0)
        self.sign_in = KeyButton(SignIn)
        self.sign_in.setObjectName(u"sign_in")
        self.sign_in.setProperty(u"variant", u"filled")
        self.sign_in.setProperty(u"action", u"confirm")

        self.layout_21.addWidget(self.sign_in)

        self.spacer_19 = QSpacerItem(8, 8, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

        self.layout_21.addItem(self.spacer_19)

        self.use_password = KeyButton(SignIn)
        self.use_password.setObjectName(u"use_password")
        self.use_password.setProperty(u"variant", u"quiet")
        self.use_password.setProperty(u"action", u"password")

        self.layout_21.addWidget(self.use_password)

        self.spacer_20 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_21.addItem(self.spacer_20)


        self.layout_26.addLayout(self.layout_21)

        self.spacer_22 = QSpacerItem(8, 14, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_26.addItem(self.spacer_22)

        self.layout_24 = QHBoxLayout()
        self.layout_24.setSpacing(8)
        self.layout_24.setObjectName(u"layout_24")
        self.layout_24.setContentsMargins(0, 0, 0, 0)
        self.privacy_icon = Icon(SignIn)
        self.privacy_icon.setObjectName(u"privacy_icon")
        self.privacy_icon.setProperty(u"drawing", u"eye-off")

        self.layout_24.addWidget(self.privacy_icon, 0, Qt.AlignmentFlag.AlignTop)

        self.privacy = Text(SignIn)
        self.privacy.setObjectName(u"privacy")
        self.privacy.setMinimumSize(QSize(410, 0))
        self.privacy.setMaximumSize(QSize(410, 16777215))
        self.privacy.setProperty(u"tone", u"text2")
        self.privacy.setWordWrap(True)

        self.layout_24.addWidget(self.privacy)

        self.spacer_23 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_24.addItem(self.spacer_23)


        self.layout_26.addLayout(self.layout_24)

        self.spacer_25 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_26.addItem(self.spacer_25)


        self.layout_27.addLayout(self.layout_26)

        self.layout_27.setStretch(1, 1)
#if QT_CONFIG(shortcut)
        self.pin_heading.setBuddy(self.pin)
#endif // QT_CONFIG(shortcut)

        self.retranslateUi(SignIn)
    # setupUi

    def retranslateUi(self, SignIn) -> None:
        self.program.setText(QCoreApplication.translate("SignIn", u"Dispensary", None))
        self.time.setText("")
        self.day.setText("")
        self.premises.setText("")
        self.address.setText("")
        self.counter.setText("")
        self.responsible_heading.setText(QCoreApplication.translate("SignIn", u"Responsible pharmacist", None))
        self.responsible.setText("")
        self.responsible_words.setText("")
        self.title.setText(QCoreApplication.translate("SignIn", u"Who is at this counter?", None))
        self.hint.setText(QCoreApplication.translate("SignIn", u"Press a number", None))
        self.pin_heading.setText("")
        self.sign_in.setProperty(u"words", QCoreApplication.translate("SignIn", u"Sign in", None))
        self.use_password.setProperty(u"words", QCoreApplication.translate("SignIn", u"Use password", None))
        self.privacy.setText(QCoreApplication.translate("SignIn", u"No patient is shown until you sign in. Your work is kept just as you left it.", None))
        pass
    # retranslateUi

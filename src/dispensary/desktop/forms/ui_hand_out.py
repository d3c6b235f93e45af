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

from dispensary.desktop.components import (ActionBar, CardColumn, FactList, Inline,
    KeyButton, PatientBanner, SayCard)

class Ui_HandOut(object):
    def setupUi(self, HandOut) -> None:
        if not HandOut.objectName():
            HandOut.setObjectName(u"HandOut")
        self.layout_8 = QVBoxLayout(HandOut)
        self.layout_8.setSpacing(0)
        self.layout_8.setObjectName(u"layout_8")
        self.layout_8.setContentsMargins(0, 0, 0, 0)
        self.patient_banner = PatientBanner(HandOut)
        self.patient_banner.setObjectName(u"patient_banner")

        self.layout_8.addWidget(self.patient_banner)

        self.layout_4 = QHBoxLayout()
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.layout_9 = QVBoxLayout()
        self.layout_9.setSpacing(0)
        self.layout_9.setObjectName(u"layout_9")
        self.steps = CardColumn(HandOut)
        self.steps.setObjectName(u"steps")

        self.layout_9.addWidget(self.steps)

        self.layout_10 = QHBoxLayout()
        self.layout_10.setObjectName(u"layout_10")
        self.layout_10.setContentsMargins(20, 0, 20, 0)
        self.refusal = Inline(HandOut)
        self.refusal.setObjectName(u"refusal")
        self.refusal.setMinimumSize(QSize(0, 44))

        self.layout_10.addWidget(self.refusal)


        self.layout_9.addLayout(self.layout_10)

        self.layout_9.setStretch(0, 1)

        self.layout_4.addLayout(self.layout_9)

        self.side = QFrame(HandOut)
        self.side.setObjectName(u"side")
        self.side.setMinimumSize(QSize(410, 0))
        self.side.setMaximumSize(QSize(410, 16777215))
        self.side.setProperty(u"pane", u"side-surface")
        self.layout_3 = QVBoxLayout(self.side)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(20, 18, 20, 16)
        self.say = SayCard(self.side)
        self.say.setObjectName(u"say")

        self.layout_3.addWidget(self.say)

        self.spacer_1 = QSpacerItem(8, 16, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

        self.layout_3.addItem(self.spacer_1)

        self.facts = FactList(self.side)
        self.facts.setObjectName(u"facts")

        self.layout_3.addWidget(self.facts)

        self.spacer_2 = QSpacerItem(8, 8, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)

        self.layout_3.addItem(self.spacer_2)


        self.layout_4.addWidget(self.side)

        self.layout_4.setStretch(0, 1)

        self.layout_8.addLayout(self.layout_4)

        self.action_bar = ActionBar(HandOut)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_7 = QHBoxLayout(self.action_bar)
        self.layout_7.setSpacing(8)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(16, 0, 16, 0)
        self.owing = KeyButton(self.action_bar)
        self.owing.setObjectName(u"owing")
        self.owing.setProperty(u"variant", u"plain")
        self.owing.setProperty(u"action", u"owing")

        self.layout_7.addWidget(self.owing)

        self.call = KeyButton(self.action_bar)
        self.call.setObjectName(u"call")
        self.call.setProperty(u"variant", u"plain")
        self.call.setProperty(u"action", u"call-pharmacist")

        self.layout_7.addWidget(self.call)

        self.prescription = KeyButton(self.action_bar)
        self.prescription.setObjectName(u"prescription")
        self.prescription.setProperty(u"variant", u"plain")
        self.prescription.setProperty(u"action", u"open")

        self.layout_7.addWidget(self.prescription)

        self.spacer_5 = QSpacerItem(2, 8, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)

        self.layout_7.addItem(self.spacer_5)

        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_7.addWidget(self.back)

        self.spacer_6 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_7.addItem(self.spacer_6)

        self.hand_out = KeyButton(self.action_bar)
        self.hand_out.setObjectName(u"hand_out")
        self.hand_out.setProperty(u"variant", u"filled")
        self.hand_out.setProperty(u"action", u"finish")

        self.layout_7.addWidget(self.hand_out)


        self.layout_8.addWidget(self.action_bar)

        self.layout_8.setStretch(1, 1)

        self.retranslateUi(HandOut)
    # setupUi

    def retranslateUi(self, HandOut) -> None:
#if QT_CONFIG(accessibility)
        self.steps.setAccessibleName(QCoreApplication.translate("HandOut", u"Steps", None))
#endif // QT_CONFIG(accessibility)
        self.owing.setProperty(u"words", QCoreApplication.translate("HandOut", u"Owing", None))
        self.call.setProperty(u"words", QCoreApplication.translate("HandOut", u"Call the pharmacist", None))
        self.prescription.setProperty(u"words", QCoreApplication.translate("HandOut", u"Open prescription", None))
        self.back.setProperty(u"words", QCoreApplication.translate("HandOut", u"Put back on shelf", None))
        self.hand_out.setProperty(u"words", QCoreApplication.translate("HandOut", u"Hand out and tell EPS", None))
        pass
    # retranslateUi

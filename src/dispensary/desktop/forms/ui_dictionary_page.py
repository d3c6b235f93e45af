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
    KeyButton, LongWork, Text, WhichReading)

class Ui_DictionaryPage(object):
    def setupUi(self, DictionaryPage) -> None:
        if not DictionaryPage.objectName():
            DictionaryPage.setObjectName(u"DictionaryPage")
        self.layout_7 = QVBoxLayout(DictionaryPage)
        self.layout_7.setSpacing(0)
        self.layout_7.setObjectName(u"layout_7")
        self.layout_7.setContentsMargins(0, 0, 0, 0)
        self.scroll = CardColumn(DictionaryPage)
        self.scroll.setObjectName(u"scroll")

        self.layout_7.addWidget(self.scroll)

        self.parts = QWidget(DictionaryPage)
        self.parts.setObjectName(u"parts")
        self.layout_4 = QVBoxLayout(self.parts)
        self.layout_4.setSpacing(0)
        self.layout_4.setObjectName(u"layout_4")
        self.layout_4.setContentsMargins(0, 0, 0, 0)
        self.said_row = QWidget(self.parts)
        self.said_row.setObjectName(u"said_row")
        self.layout_2 = QVBoxLayout(self.said_row)
        self.layout_2.setSpacing(6)
        self.layout_2.setObjectName(u"layout_2")
        self.layout_2.setContentsMargins(0, 0, 0, 0)
        self.refusal = Inline(self.said_row)
        self.refusal.setObjectName(u"refusal")

        self.layout_2.addWidget(self.refusal)

        self.said = Inline(self.said_row)
        self.said.setObjectName(u"said")

        self.layout_2.addWidget(self.said)

        self.not_allowed = Inline(self.said_row)
        self.not_allowed.setObjectName(u"not_allowed")

        self.layout_2.addWidget(self.not_allowed)

        self.question = WhichReading(self.said_row)
        self.question.setObjectName(u"question")

        self.layout_2.addWidget(self.question)


        self.layout_4.addWidget(self.said_row)

        self.work_card = LongWork(self.parts)
        self.work_card.setObjectName(u"work_card")

        self.layout_4.addWidget(self.work_card)

        self.card = QFrame(self.parts)
        self.card.setObjectName(u"card")
        self.card.setProperty(u"card", True)
        self.layout_1 = QVBoxLayout(self.card)
        self.layout_1.setSpacing(0)
        self.layout_1.setObjectName(u"layout_1")
        self.layout_1.setContentsMargins(16, 12, 16, 8)
        self.facts = FactList(self.card)
        self.facts.setObjectName(u"facts")

        self.layout_1.addWidget(self.facts)


        self.layout_4.addWidget(self.card)

        self.report_card = QFrame(self.parts)
        self.report_card.setObjectName(u"report_card")
        self.report_card.setProperty(u"card", True)
        self.layout_3 = QVBoxLayout(self.report_card)
        self.layout_3.setSpacing(0)
        self.layout_3.setObjectName(u"layout_3")
        self.layout_3.setContentsMargins(16, 12, 16, 8)
        self.report = FactList(self.report_card)
        self.report.setObjectName(u"report")

        self.layout_3.addWidget(self.report)


        self.layout_4.addWidget(self.report_card)

        self.where = Text(self.parts)
        self.where.setObjectName(u"where")
        self.where.setProperty(u"tone", u"text2")
        self.where.setWordWrap(True)

        self.layout_4.addWidget(self.where)


        self.layout_7.addWidget(self.parts)

        self.action_bar = ActionBar(DictionaryPage)
        self.action_bar.setObjectName(u"action_bar")
        self.layout_6 = QHBoxLayout(self.action_bar)
        self.layout_6.setSpacing(8)
        self.layout_6.setObjectName(u"layout_6")
        self.layout_6.setContentsMargins(16, 0, 16, 0)
        self.back = KeyButton(self.action_bar)
        self.back.setObjectName(u"back")
        self.back.setProperty(u"variant", u"quiet")
        self.back.setProperty(u"action", u"back")

        self.layout_6.addWidget(self.back)

        self.spacer_5 = QSpacerItem(8, 8, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

        self.layout_6.addItem(self.spacer_5)

        self.product = KeyButton(self.action_bar)
        self.product.setObjectName(u"product")
        self.product.setProperty(u"variant", u"plain")
        self.product.setProperty(u"action", u"product")

        self.layout_6.addWidget(self.product)

        self.roll_back = KeyButton(self.action_bar)
        self.roll_back.setObjectName(u"roll_back")
        self.roll_back.setProperty(u"variant", u"plain")
        self.roll_back.setProperty(u"action", u"roll-back")

        self.layout_6.addWidget(self.roll_back)

        self.folder = KeyButton(self.action_bar)
        self.folder.setObjectName(u"folder")
        self.folder.setProperty(u"variant", u"plain")
        self.folder.setProperty(u"action", u"folder")

        self.layout_6.addWidget(self.folder)

        self.file = KeyButton(self.action_bar)
        self.file.setObjectName(u"file")
        self.file.setProperty(u"variant", u"filled")
        self.file.setProperty(u"action", u"accept")

        self.layout_6.addWidget(self.file)


        self.layout_7.addWidget(self.action_bar)

        self.layout_7.setStretch(0, 1)

        self.retranslateUi(DictionaryPage)
    # setupUi

    def retranslateUi(self, DictionaryPage) -> None:
#if QT_CONFIG(accessibility)
        self.scroll.setAccessibleName(QCoreApplication.translate("DictionaryPage", u"Dictionary", None))
#endif // QT_CONFIG(accessibility)
        self.where.setText(QCoreApplication.translate("DictionaryPage", u"Every week the NHS puts a new release on TRUD. Download \u201cNHSBSA dm+d\u201d there, and choose the zip here as it is. Work goes on while it is read in.", None))
        self.back.setProperty(u"words", QCoreApplication.translate("DictionaryPage", u"Back", None))
        self.product.setProperty(u"words", QCoreApplication.translate("DictionaryPage", u"Find a product", None))
        self.roll_back.setProperty(u"words", QCoreApplication.translate("DictionaryPage", u"Go back one release", None))
        self.folder.setProperty(u"words", QCoreApplication.translate("DictionaryPage", u"Import a folder", None))
        self.file.setProperty(u"words", QCoreApplication.translate("DictionaryPage", u"Import a zip", None))
        pass
    # retranslateUi

"""The system's dialog before printing, and what is set right where Qt has to draw it."""

from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QRadioButton

from painlog.report.printing import pages_of


class PrintDialog(QPrintDialog):
    """The system's dialog. Where Qt has to draw it, it would print on the printer's usual paper.

    It would also leave it to the queue to take pages 2 and 3, or the odd ones, of what it gets. The queue
    counts what comes: of eight pages, last first, it took the seventh and the sixth, or the even ones.
    """

    def accept(self) -> None:
        """Keep the paper of the page if the printer has it, unless another was chosen under "Properties"."""
        printer = self.printer()
        paper = printer.pageLayout().pageSize()
        was_chosen = self.findChild(QDialog) is not None  # the properties, which stay once they are answered
        self._accept_all(printer)
        had = QPrinterInfo(printer).supportedPageSizes()
        if not was_chosen and any(size.isEquivalentTo(paper) for size in had):
            printer.setPageSize(paper)

    def _accept_all(self, printer: QPrinter) -> None:
        """Let the queue take all pages that it gets; which ones it gets is told to the printer."""
        every = self.findChild(QRadioButton, "printAll")
        some = self.findChild(QRadioButton, "pagesRadioButton")
        typed = self.findChild(QLineEdit, "pagesLineEdit")
        odd_or_even = self.findChild(QComboBox, "pageSetCombo")
        if every is None or some is None or typed is None or odd_or_even is None:  # it is not drawn by Qt
            super().accept()
            return
        ranges, set_ = QPageRanges.fromString(typed.text()), odd_or_even.currentIndex()
        is_some = some.isChecked() and not ranges.isEmpty()
        if is_some:
            every.setChecked(True)
        odd_or_even.setCurrentIndex(0)
        super().accept()
        odd_or_even.setCurrentIndex(set_)
        if is_some:
            some.setChecked(True)
            _choose(printer, ranges)
        if set_:
            chosen = QPageRanges()
            for number in pages_of(printer, self.maxPage()):
                if number % 2 == set_ - 1:  # counted from 0: the first is odd
                    chosen.addPage(number + 1)
            _choose(printer, chosen)


def _choose(printer: QPrinter, pages: QPageRanges) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(pages)

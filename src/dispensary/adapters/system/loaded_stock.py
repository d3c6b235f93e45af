"""What labels are laid out for at this counter: the paper that its printers are said to be loaded with."""

from dispensary.application.ports.printer_setups import PrinterSetups
from dispensary.domain.labels.stock import Papers, Stocks, stocks_of
from dispensary.domain.printers import paper_in
from dispensary.domain.printing import JobKind


class LoadedStock:
    """Implements the port. It is looked up anew each time: another roll is in use as soon as it is set up."""

    def __init__(self, setups: PrinterSetups, papers: Papers) -> None:
        self._setups, self._papers = setups, papers

    @property
    def papers(self) -> Papers:
        return self._papers

    def loaded(self) -> Stocks:
        plan, papers = self._setups.read(), self._papers
        setup = plan.of(JobKind.LABEL)
        labels = paper_in(papers, JobKind.LABEL, setup)
        bags = paper_in(papers, JobKind.BAG_LABEL, plan.of(JobKind.BAG_LABEL))
        return stocks_of(labels or papers.usual, bags or papers.for_bags, setup.large)

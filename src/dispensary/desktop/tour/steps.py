"""The steps of each prescription, done at the window and seen in the store."""

from functools import partial

from PySide6.QtCore import Qt

from dispensary.application.print_queue import print_queue
from dispensary.application.queries.worklist import WorkRow
from dispensary.desktop.components import Banner, FindingCard
from dispensary.desktop.tour.hands import PRINTED, Hands, TourFailed
from dispensary.desktop.views.screen import Where
from dispensary.domain.barcodes.tokens import bag_token, label_token
from dispensary.domain.dispensing import Dispensing, ItemWork
from dispensary.domain.identifiers import IssueKey, SnomedCode
from dispensary.domain.leaflets.leaflet import Kind
from dispensary.domain.printing import JobKind, JobState, QueueLine
from dispensary.domain.workflow import Stage
from dispensary.wording.leaflets import KIND_NAMES


class Steps(Hands):
    """What the people at the counter do, one deed a method; each waits until the store holds it."""

    def _sign_in(self, user: str) -> None:
        if self._desk.counter.user is not None:
            self._press(Qt.Key.Key_F11)
            self._wait(lambda: self._at(Where.SIGN_IN), "the sign-in page")
        page = self._screen(Where.SIGN_IN)
        page.model.choose(user)
        self._wait(lambda: page.model.user is not None and page.model.user.id.value == user, f"{user} to be chosen")
        self._type("1234", page.ui.pin)
        self._press(Qt.Key.Key_Return, page.ui.pin)
        self._wait(lambda: self._at(Where.WORKLIST) and self._desk.counter.user is not None, "the worklist")
        person = self._desk.counter.user
        self._person = person.name if person else ""

    def _take_duty(self) -> None:
        banners = self._desk.window.ui.banners

        def offered() -> list[Banner]:
            return [banner for banner in banners.banners() if (words := banner.words()) and words.key == "duty"]

        self._wait(lambda: bool(offered()), "the banner that offers duty")
        offered()[0].button("duty").click()

        def on_duty() -> bool:
            with self._place.store.read() as uow:
                return uow.duty.current() is not None

        self._wait(on_duty, "a responsible pharmacist")
        self._done("Amara Whitlock signs in and becomes responsible pharmacist")

    def _open(self, key: IssueKey, where: Where) -> None:
        self._choose(key)
        self._press(Qt.Key.Key_F4)
        self._wait(lambda: self._at(where), f"the {where.value} screen")
        self._rest()

    def _choose(self, key: IssueKey) -> None:
        if not self._at(Where.WORKLIST):
            self._desk.window.ui.top_bar.place_chosen.emit("worklist")
        self._wait(lambda: self._at(Where.WORKLIST), "the worklist")
        view = self._screen(Where.WORKLIST)
        view.model.load()
        self._rest()
        self._wait(lambda: view.rows.place_of(key) is not None, f"{key} in the worklist")
        view.ui.table.selectRow(view.rows.place_of(key))
        self._wait(lambda: view.model.chosen == key, f"{key} to be chosen")
        self._rest()

    def _settle_findings(self, key: IssueKey) -> None:
        """The pharmacist gives each open finding its second answer, "prescriber confirms", and writes why."""
        view = self._screen(Where.CLINICAL_CHECK)
        for _ in range(12):
            cards = [card for card in view.findChildren(FindingCard) if card.isVisible()]
            waiting = [card for card in cards if card.finding.settled is None and card.finding.reasons]
            if not waiting:
                break
            card = waiting[0]
            card.first_answer().setFocus()
            self._turn()
            self._press(Qt.Key.Key_2)
            if card.finding.needs_words:
                self._type("Asked Dr Farrant: intended")
                self._press(Qt.Key.Key_Return)
            self._rest()
        self._picture_of("clinical-check-settled", "Each finding is settled by the pharmacist, with a reason", key)

    def _approve(self, key: IssueKey) -> None:
        self._press(Qt.Key.Key_F10)
        self._wait_stage(key, {Stage.CLINICALLY_CHECKED}, "the approval")
        self._done("The pharmacist approves", key)

    def _label_all(self, key: IssueKey, picture: str | None = None, leaflet: Kind | None = None) -> None:
        self._open(key, Where.PRESCRIPTION)
        view = self._screen(Where.PRESCRIPTION)
        for _ in range(20):
            works = [work for work in self._held(key).live if work.stage is Stage.CLINICALLY_CHECKED]
            if not works:
                break
            self._wait(lambda: bool(view.ui.label.current), "the label preview")
            self._rest()
            if picture:
                self._picture_of(picture, "The label as it will print, dot for dot", key)
                picture = None
            before = len(works)
            unread = view.ui.accept.held
            if unread:
                self._type("dd")
                self._wait(lambda: bool(view.ui.label.current) and not view.ui.accept.held, "the prescriber's words")
            self._press(Qt.Key.Key_F10)
            if unread:
                self._wait(lambda: view.question.open, "the question about the prescriber's words")
                self._press(Qt.Key.Key_1)
            self._wait(partial(self._fewer_to_label, key, before), "the label")
            self._rest()
        self._wait_stage(key, {Stage.LABELLED}, "the labels")
        self._done("The labels are made, read back and sent to the printer", key)
        self._rest()
        if leaflet is not None:
            self._leaflet("The leaflet about what is on the prescription", leaflet, key)
        self._press(Qt.Key.Key_F10)
        self._wait_stage(key, {Stage.ASSEMBLED}, "the packs to be picked")
        self._done("The packs are picked and labelled", key)

    def _leaflet(self, what: str, kind: Kind, key: IssueKey | None = None) -> None:
        """Looks at the leaflet or the list, of the kind that the person needs, and prints it; then back."""
        before = {line.id for line in self._pages()}
        came_from = self._desk.window.current
        self._press(Qt.Key.Key_M, modifier=Qt.KeyboardModifier.ControlModifier)
        self._wait(lambda: self._at(Where.LEAFLET), "the leaflet")
        view = self._screen(Where.LEAFLET)
        self._wait(lambda: not view.print_it.held, "the leaflet to be made")
        shown = view.state.text()
        if not shown.startswith(KIND_NAMES[kind]):
            raise TourFailed(f"the leaflet is {shown}, and not {KIND_NAMES[kind]}")
        self._picture_of("list-to-carry" if key is None else f"leaflet-{kind.value}", f"{what}, as it will print", key)
        self._press(Qt.Key.Key_F10)
        self._wait(lambda: bool(self._fresh_page(before)), "the leaflet to be sent to the A4 printer")
        (job,) = self._fresh_page(before)
        self._done(f"{what} is sent to the A4 printer", key, detail=shown, document=f"{PRINTED}/{job}.pdf")
        self._press(Qt.Key.Key_Escape)
        self._wait(lambda: self._desk.window.current is came_from, "the screen before")
        self._rest()

    def _pages(self) -> tuple[QueueLine, ...]:
        return tuple(line for line in print_queue(self._place) if line.kind is JobKind.PAGE)

    def _fresh_page(self, before: set[str]) -> tuple[str, ...]:
        sent = [line.id for line in self._pages() if line.state is JobState.SENT]
        return tuple(job for job in sent if job not in before)

    def _fewer_to_label(self, key: IssueKey, before: int) -> bool:
        return sum(work.stage is Stage.CLINICALLY_CHECKED for work in self._held(key).live) < before

    def _more_scans(self, key: IssueKey, work: ItemWork, before: int) -> bool:
        return len(self._held(key).work(work.item_id).scans) > before

    def _check_all(self, key: IssueKey, *, picture: str | None = None, wrong: str = "") -> None:
        self._open(key, Where.ACCURACY_CHECK)
        for work in self._held(key).live:
            if work.stage is not Stage.ASSEMBLED:
                continue
            if wrong:
                self._scan_wrong(key, wrong)
                wrong = ""
            self._scan_packs(key, work)
            if picture:
                self._picture_of(picture, "The right pack, scanned; its label comes next", key)
                picture = None
            self._scan_label(key, work)
        self._wait_stage(key, {Stage.ACCURACY_CHECKED}, "the accuracy check")
        self._done("Every pack and its label is scanned", key)
        self._rest()
        self._type("C3")
        self._press(Qt.Key.Key_F12)
        self._wait_stage(key, {Stage.BAGGED}, "the bag")
        self._done("The bag label is printed, and the bag stands on its shelf", key)

    def _scan_packs(self, key: IssueKey, work: ItemWork) -> None:
        """As many packs as make up the quantity, each with its own barcode; loose ones are counted."""
        for _ in range(30):
            held = self._held(key).work(work.item_id)
            if held.packs_complete or held.supplying is None:
                return
            scans = len(held.scans)
            left = held.supplying.value - (held.scanned or 0)
            if left < 0:
                self._count_loose(key, held)
                continue
            self._scan(self._barcode(key, work, left))
            self._wait(partial(self._more_scans, key, work, scans), "the pack to be taken")
            self._rest()
        raise TourFailed("the packs never made up the quantity")

    def _count_loose(self, key: IssueKey, work: ItemWork) -> None:
        """Part of the last pack goes out."""
        assert work.supplying is not None
        last = work.scans[-1]
        over = (work.scanned or 0) - work.supplying.value
        counted = (last.amount or 0) - over
        self._press(Qt.Key.Key_O, modifier=Qt.KeyboardModifier.ControlModifier)
        self._rest()
        self._type(format(counted, "f"))
        self._press(Qt.Key.Key_Return)
        self._rest()
        self._wait(lambda: self._held(key).work(work.item_id).packs_complete, "the loose count")

    def _scan_label(self, key: IssueKey, work: ItemWork) -> None:
        held = self._held(key).work(work.item_id)
        if held.packs_to_count is not None:
            self._type(str(held.packs_to_count))
            self._press(Qt.Key.Key_Return)
            self._wait(lambda: self._held(key).work(work.item_id).packs_to_count is None, "the packs to be counted")
        assert held.label is not None
        self._scan(label_token(held.label.number))
        self._wait(lambda: self._held(key).work(work.item_id).stage is Stage.ACCURACY_CHECKED, "the label to be taken")
        self._rest()

    def _scan_wrong(self, key: IssueKey, barcode: str) -> None:
        """Another strength of the same medicine."""
        self._scan(barcode)
        self._wait(lambda: self._held(key).held_pack is not None, "the wrong pack to be stopped")
        self._rest()
        self._picture_of("accuracy-stop", "The wrong strength: a red screen that another scan does not dismiss", key)
        self._press(Qt.Key.Key_S)
        self._wait(lambda: self._held(key).held_pack is None, "the cause to be recorded")
        self._done("Joseph says what was wrong; a near-miss note is kept", key)
        self._press(Qt.Key.Key_Escape)
        self._rest()

    def _hand_out(self, key: IssueKey, picture: str | None = None) -> None:
        bag = self._held(key).bag
        if bag is None:
            raise TourFailed("there is no bag")
        self._scan(bag_token(bag.number))
        self._wait(lambda: self._at(Where.HAND_OUT), "the hand-out")
        self._rest()
        self._press(Qt.Key.Key_F10)
        self._rest()
        if picture:
            self._picture_of(picture, "At the counter: names hidden, one question after another", key)
        self._settle_counter()
        self._press(Qt.Key.Key_F12)
        self._wait_stage(key, {Stage.HANDED_OUT, Stage.OWING}, "the hand-out")
        self._done("The bag is handed out and EPS is told", key)

    def _settle_counter(self) -> None:
        """Who collects, and that ID was seen; what stands in the fridge is fetched; paid, where no exemption shows by
        itself.
        """
        button = self._screen(Where.HAND_OUT).ui.hand_out
        for key in (Qt.Key.Key_1, Qt.Key.Key_Y, Qt.Key.Key_F10, Qt.Key.Key_1, Qt.Key.Key_Y):
            if not button.held:
                return
            self._press(key)
            self._rest()

    def _claim(self, key: IssueKey, picture: str | None = None) -> None:
        self._wait(lambda: self._sent(key), "EPS to take the notification")
        self._open(key, Where.PRESCRIPTION)
        if picture:
            self._picture_of(picture, "Wholly dispensed: one key claims for it", key)
        self._press(Qt.Key.Key_F12)
        self._wait(lambda: self._held(key).claim is not None, "the claim")
        self._wait(lambda: self._sent(key), "EPS to take the claim")
        self._done("The claim is sent", key)

    def _held(self, key: IssueKey) -> Dispensing:
        with self._place.store.read() as uow:
            held = uow.dispensings.get(key)
        if held is None:
            raise TourFailed(f"{key} is not in the store")
        return held

    def _sent(self, key: IssueKey) -> bool:
        with self._place.store.read() as uow:
            return not [message for message in uow.outbox.unfinished() if message.key == key]

    def _find(self, name: str, *, stop: bool = False, items: int | None = None) -> IssueKey:
        every: tuple[WorkRow, ...] = self._screen(Where.WORKLIST).model.every
        rows = [row for row in every if row.name == name]
        rows = [row for row in rows if (not stop or row.stops) and items in (None, row.items)]
        if not rows:
            raise TourFailed(f"there is no prescription for {name}")
        return rows[0].key

    def _wait_stage(self, key: IssueKey, stages: set[Stage], what: str) -> None:
        done = stages | {Stage.NOT_DISPENSED}
        self._wait(lambda: all(work.stage in done for work in self._held(key).live), what)

    def _barcode(self, key: IssueKey, work: ItemWork, left: object) -> str:
        """The barcode of a pack that fits what is left, as printed on it: the largest that is not too much."""
        item = self._held(key).prescription.item(work.item_id)
        packs = [
            pack
            for pack in self._place.dictionary.packs_of(item.code or SnomedCode(""))
            if pack.quantity is not None and self._place.dictionary.gtins_of(pack.code)
        ]
        if not packs:
            raise TourFailed(f"no pack of {item.name} has a barcode")
        amounts = [pack for pack in packs if pack.quantity is not None and pack.quantity.value <= left]  # type: ignore[operator]
        chosen = max(amounts or packs, key=lambda pack: pack.quantity.value if pack.quantity else 0)
        if not amounts:
            chosen = min(packs, key=lambda pack: pack.quantity.value if pack.quantity else 0)
        return self._place.dictionary.gtins_of(chosen.code)[0].value[1:]

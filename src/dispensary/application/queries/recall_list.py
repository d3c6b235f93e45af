"""The list of a recall as it is shown and printed: whom to tell, and which packs to take out."""

from dispensary.application.queries.recalls import Concerned, recall_found
from dispensary.application.workplace import Workplace
from dispensary.domain.identifiers import UserId
from dispensary.domain.recall_list import RecallLine, RecallList
from dispensary.domain.refusals import Refusal


def recall_list(place: Workplace, viewer: UserId, number: int) -> RecallList | Refusal:
    """Everybody whom that recall concerns. Reads only: whoever shows it has the look journalled (`looks.look_for`).

    Refused: NotFound.
    """
    found = recall_found(place, viewer, number)
    if isinstance(found, Refusal):
        return found
    recall = found.recall
    with place.store.read() as uow:
        premises = uow.premises()
        names = {user.id: user.name for user in uow.staff.all()}
    return RecallList(
        premises=premises,
        recall=recall,
        entered_by=names.get(recall.by, ""),
        ended_by=names.get(recall.ended.by, "") if recall.ended is not None else "",
        waiting=tuple(map(_line, found.waiting)),
        supplied=tuple(map(_line, found.supplied)),
        at=place.clock.now(),
    )


def _line(found: Concerned) -> RecallLine:
    pack, patient = found.pack, found.patient
    return RecallLine(
        patient=patient.id if patient is not None else None,
        name=patient.name if patient is not None else "",
        born=patient.facts.birth_date if patient is not None else None,
        phone=(patient.phone or "") if patient is not None else "",
        closed=found.closed,
        product=pack.product,
        amount=pack.amount,
        batch=pack.batch,
        expiry=pack.expiry,
        at=pack.at,
        sure=found.sure,
    )

"""The demonstration of resources/demo: sixty-odd prescriptions for forty people, some of them already under way."""

from datetime import datetime, timedelta
from typing import Final

from dispensary.simulators.eps import fhir, states
from dispensary.simulators.eps.demo_orders import DemoOrder, demo_orders
from dispensary.simulators.eps.orders import accept_order
from dispensary.simulators.eps.prescriptions import Cancellation, Prescription, State
from dispensary.simulators.eps.signing import SigningAuthority
from dispensary.simulators.eps.spine import Spine

DEMO_ODS: Final = "FX999"
"""The demonstration pharmacy. No such code is in use."""

DEMO_PHARMACY: Final = {
    "ods": DEMO_ODS,
    "name": "Fernhill Pharmacy",
    "address": "8 Market Row, Little Harwick QX4 7LT",
    "phone": "01632 960147",
}


def load_demo(spine: Spine, *, ods: str = DEMO_ODS) -> None:
    """Puts the demonstration into the simulator, signed, some of it already under way."""

    def add(state: State, authority: SigningAuthority, now: datetime) -> None:
        for order in demo_orders(now, ods=ods):
            prescription = _prescription(order, authority, now)
            state.prescriptions[prescription.prescription_id] = prescription

    spine.change(add)


def _prescription(order: DemoOrder, authority: SigningAuthority, now: datetime) -> Prescription:
    signed = authority.sign(order.bundle, order.prescribed_at)
    if order.entry.get("signature") == "altered":
        quantity = fhir.part(fhir.entries(signed, "MedicationRequest")[0], "dispenseRequest", "quantity")
        quantity["value"] = quantity["value"] * 2
    prescription = accept_order(signed, now)
    current = order.entry.get("issue", 1)
    for issue in prescription.issues[: current - 1]:
        issue.status = states.CLAIMED
        issue.last_dispensed = (issue.available_on or now.date()) + timedelta(days=5)
        issue.set_lines(dict.fromkeys(issue.line_statuses(), states.LINE_DISPENSED))
    prescription.issues[current - 1].status = states.TO_BE_DISPENSED
    for item, line in zip(order.entry["items"], prescription.issues[current - 1].lines, strict=True):
        if "cancelled" in item:
            line.status = states.LINE_CANCELLED
            cancellation = Cancellation(item["cancelled"], order.prescribed_at + timedelta(seconds=40), line.item_id)
            prescription.issues[current - 1].cancellations.append(cancellation)
    return prescription

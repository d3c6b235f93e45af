"""The words of the work: services, needs, stages and statuses."""

from dispensary.domain.dispensing import Service
from dispensary.domain.eps_status import LineStatus
from dispensary.domain.patient import Communication
from dispensary.domain.prescription import Origin, Treatment
from dispensary.domain.workflow import Stage

SERVICES = {Service.WAITER: "Waiter", Service.COLLECT: "Collect", Service.DELIVER: "Deliver"}

NEEDS = {
    Communication.LARGE_PRINT: "Large print",
    Communication.EASY_READ: "Easy read",
    Communication.BSL: "BSL",
    Communication.LIP_READING: "Reads lips",
    Communication.INTERPRETER: "Interpreter",
    Communication.BRAILLE: "Braille",
}

STAGES = {
    Stage.RECEIVED: "Clinical check",
    Stage.CLINICALLY_CHECKED: "To label",
    Stage.LABELLED: "To assemble",
    Stage.ASSEMBLED: "Accuracy check",
    Stage.ACCURACY_CHECKED: "Checked",
    Stage.BAGGED: "Bagged",
    Stage.HANDED_OUT: "Handed out",
    Stage.QUERIED: "Query",
    Stage.OWING: "Owing",
    Stage.NOT_DISPENSED: "Not dispensed",
    Stage.RETURNED: "Sent back",
}

EPS_LINES = {
    LineStatus.DISPENSED: "Dispensed",
    LineStatus.NOT_DISPENSED: "Not dispensed",
    LineStatus.PARTIAL: "Part dispensed",
    LineStatus.OWING: "Owing",
    LineStatus.CANCELLED: "Cancelled by the prescriber",
    LineStatus.EXPIRED: "Expired",
    LineStatus.TO_BE_DISPENSED: "To be dispensed",
    LineStatus.WITH_DISPENSER: "With us",
}


def kind_words(treatment: Treatment, origin: Origin, issue: int | None, authorised: int | None) -> str:
    """Acute; Repeat; Repeat dispensing, issue 2 of 6; Paper; Private (conformance row 1.6.5)."""
    if origin is not Origin.EPS:
        return {Origin.PAPER: "Paper", Origin.PRIVATE: "Private"}[origin]
    if treatment is not Treatment.ERD:
        return {Treatment.ACUTE: "Acute", Treatment.REPEAT: "Repeat"}[treatment]
    return f"Repeat dispensing, issue {issue or '?'} of {authorised or '?'}"


def items_words(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"

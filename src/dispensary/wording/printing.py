"""Printers and the print queue in plain words. "Sent" is never called printed."""

from collections.abc import Callable
from typing import Any, Final

from dispensary.domain import refused_prints
from dispensary.domain.refusals import Refusal

ASKED_FOR_AGAIN: Final = "Somebody asked for it again."
"""What a waiting job says whose earlier try is settled."""

SENTENCES: Final[dict[type[Refusal], Callable[[Any], str]]] = {
    refused_prints.PrintChanged: lambda it: (
        f"{it.title} does not stand as it did a moment ago: it was sent, or somebody else decided. Look again."
    ),
    refused_prints.NotFromThatState: lambda it: f"That does not go with how {it.title} stands. Look again.",
}

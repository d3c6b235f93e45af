"""What a ZPL II printer says of itself when it is asked with `~HS`.

Source: Zebra, ZPL II Programming Guide, Host Status Return.
"""

import re
from dataclasses import dataclass
from typing import Final

ASK: Final = b"~HS"
MOST: Final = 512
"""More than three lines can hold: whoever sends more is talking about something else."""
_ANSWER: Final = re.compile(
    rb"\x02(\d{3}),([01]),([01]),(\d{4}),(\d{3}),([01]),\d,\d,\d{3},\d,[01],[01]\x03\r\n"
    rb"\x02\d{3},\d,([01]),([01]),\d,\d,\d,[01],(\d{8}),\d,\d{3}\x03\r\n"
    rb"\x02[^\x02\x03]{1,40}\x03(?:\r\n)?"
)


class NotAStatus(Exception):
    """Something came back, and it is not what a printer says of itself."""


@dataclass(frozen=True, slots=True)
class HostStatus:
    """formats: labels that have come and are not printed yet; remaining: of the one that is being printed."""

    paper_out: bool = False
    paused: bool = False
    formats: int = 0
    buffer_full: bool = False
    head_open: bool = False
    ribbon_out: bool = False
    remaining: int = 0

    @property
    def hindrance(self) -> str:
        """Why it prints nothing now, and what to do; "" where it prints."""
        said = (
            (self.head_open, "its head is open. Close it."),
            (self.paper_out, "it is out of labels. Put a roll in."),
            (self.ribbon_out, "its ribbon is used up. Put a new one in."),
            (self.paused, "it is paused. Press its pause key."),
            (self.buffer_full, "its memory is full. Wait, or switch it off and on."),
        )
        return next((words for so, words in said if so), "")

    @property
    def idle(self) -> bool:
        """Whether everything that came has been printed."""
        return self.formats == 0 and self.remaining == 0


def status_in(answer: bytes) -> bytes:
    """Without what was said before it: the end of an earlier answer, which a serial line brings sign by sign, or a word
    of the printer's own, as that its roll is nearly used up. All of it where no status begins.
    """
    begins = answer.find(b"\x02")
    return answer[begins:] if begins >= 0 else answer.lstrip(b"\r\n")


def whole(answer: bytes) -> bool:
    """Whether there is nothing more to wait for: three lines, or more than a status ever is."""
    return answer.count(b"\x03") >= 3 or len(answer) >= MOST


def read_status(answer: bytes) -> HostStatus:
    """Raises NotAStatus for anything that is not exactly such an answer."""
    found = _ANSWER.fullmatch(answer)
    if found is None:
        raise NotAStatus(repr(answer[:40]))
    return HostStatus(
        paper_out=found[2] == b"1",
        paused=found[3] == b"1",
        formats=int(found[5]),
        buffer_full=found[6] == b"1",
        head_open=found[7] == b"1",
        ribbon_out=found[8] == b"1",
        remaining=int(found[9]),
    )

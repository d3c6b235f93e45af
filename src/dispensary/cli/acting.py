"""Commands that need the open store: who acts is seen first, and a refusal is an answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from dispensary.cli.given import Given, write
from dispensary.cli.secrets import pin_of, unlock_of
from dispensary.cli.services import Services
from dispensary.domain.refusals import Refusal

if TYPE_CHECKING:
    from dispensary.application.workplace import Workplace
    from dispensary.cli.counter import Answer
    from dispensary.domain.identifiers import UserId

    Act = Callable[[Workplace, UserId], Answer]


@contextlib.contextmanager
def opened_store(
    given: Given, services: Services, url: str | None = None
) -> Iterator[tuple[Workplace, UserId | Refusal]]:
    """The open store and who acts: the system account, unless --as names somebody. url: of EPS."""
    from dispensary.cli import counter

    with services.opened(services.home(given.home), unlock_of(given), url, given.store_url) as place:
        yield place, counter.acting(place, given.user, lambda: pin_of(given))


def with_store(given: Given, services: Services, do: Act, url: str | None = None) -> int:
    """Opens the store, sees who acts, does it and writes the answer. The exit code."""
    from dispensary.cli import counter

    with opened_store(given, services, url) as (place, who):
        answer, code = counter.refused(who) if isinstance(who, Refusal) else do(place, who)
    write(answer)
    return code

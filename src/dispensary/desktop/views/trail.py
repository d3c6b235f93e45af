"""Where somebody is and how they came there, kept for them while somebody else signs in."""

from dispensary.desktop.views.screen import Go, Where
from dispensary.domain.identifiers import UserId

ENDS = (Where.SIGN_IN, Where.WORKLIST)
"""Nothing lies behind these."""


class Trail:
    """The screens that were entered, the last of them shown."""

    def __init__(self) -> None:
        self._gone: list[Go] = []
        self._kept: tuple[UserId, tuple[Go, ...]] | None = None

    @property
    def begun(self) -> bool:
        """A screen was entered."""
        return bool(self._gone)

    def enter(self, go: Go) -> None:
        """That screen is shown now; the same once more is no step."""
        if go.where in ENDS:
            self._gone.clear()
        elif self._gone and self._gone[-1] == go:
            self._gone.pop()
        self._gone.append(go)

    def back(self) -> Go | None:
        """The one before, to be entered again; None where there is none."""
        if len(self._gone) < 2 or self._gone[-1].where in ENDS:
            return None
        self._gone.pop()
        return self._gone.pop()

    def keep(self, user: UserId) -> None:
        """Somebody else signs in: what this one was at is kept for them."""
        if self._gone:
            self._kept = user, tuple(self._gone)

    def returned(self, user: UserId, go: Go) -> Go:
        """Where whoever signed in goes on: where they were if they were the last here, else where they ask to. A place
        is not kept past the next person: nobody lands on a patient whom they do not expect.
        """
        kept, self._kept = self._kept, None
        if kept is None or kept[0] != user:
            return go
        *self._gone, last = kept[1]
        return last

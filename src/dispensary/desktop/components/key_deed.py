"""A key that does something without a button of its own, and says what."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from dispensary.desktop.keymap import Action, active_keys


class KeyDeed(QShortcut):
    """A shortcut with words, so that the list of all actions and the page of the keys need no second list.

    signed_out: it does something with nobody signed in as well. listed: it is a deed to choose from a list; a key that
    only leads about is on the page of the keys alone.
    """

    def __init__(
        self,
        key: Action | str,
        words: str,
        deed: Callable[[], object],
        parent: QWidget,
        *,
        signed_out: bool = False,
        listed: bool = True,
    ) -> None:
        super().__init__(QKeySequence(active_keys().of(key)[0] if isinstance(key, Action) else key), parent)
        self.signed_out, self.listed = signed_out, listed
        self._words, self._key = words, key
        self.activated.connect(deed)

    @property
    def words(self) -> str:
        """What it does; of a field's own key, what the field is for."""
        parent = self.parent()
        return self._words or (parent.accessibleName() if isinstance(parent, QWidget) else "")

    def drawn(self) -> str:
        """The words on the key's cap."""
        return active_keys().drawn(self._key) if isinstance(self._key, Action) else active_keys().cap(self._key)

    @property
    def live(self) -> bool:
        """Whether the key does something now, where it stands."""
        parent = self.parent()
        return self.isEnabled() and isinstance(parent, QWidget) and parent.isVisible() and parent.isEnabled()

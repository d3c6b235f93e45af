"""The clinical knowledge that a pharmacist reviews, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispensary.domain.clinical.knowledge import Knowledge
    from dispensary.domain.clinical.lint_names import Review


class KnowledgeUnavailable(Exception):
    """The clinical knowledge cannot be used. No clinical check can run; say so, and never pass one.

    faults: each row that is wrong, with its file and line; empty where the files are not there at all.
    """

    def __init__(self, words: str, faults: tuple[str, ...] = ()) -> None:
        super().__init__(words)
        self.faults = faults


class KnowledgeSource(Protocol):
    """Where the knowledge comes from."""

    def clinical(self) -> Knowledge:
        """The whole of it, in one version. Raises KnowledgeUnavailable."""

    def files(self) -> Mapping[str, str]:
        """The file that each row and each set stands in, by its id or name. Raises KnowledgeUnavailable."""

    def review(self) -> Review:
        """What was decided about names and classes. Raises KnowledgeUnavailable."""

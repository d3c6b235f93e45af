"""The clinical knowledge that a pharmacist reviews, read-only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dispensary.domain.clinical.knowledge import Knowledge


class KnowledgeUnavailable(Exception):
    """The clinical knowledge cannot be read. No clinical check can run; say so, and never pass one."""


class KnowledgeSource(Protocol):
    """Where the knowledge comes from."""

    def clinical(self) -> Knowledge:
        """The whole of it, in one version. Raises KnowledgeUnavailable."""

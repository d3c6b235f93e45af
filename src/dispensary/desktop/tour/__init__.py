"""The tour: the real window driven from sign-in to claim; `story` is what happens, `steps` how, `hands` with what."""

from dispensary.desktop.tour.story import tour

__all__ = ["tour"]

"""Dispensary: the dispensing workstation for a community pharmacy in England."""

__version__ = "0.1.0"

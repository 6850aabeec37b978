"""Painlog: a private journal of flare-ups and the medicine taken for them."""

__version__ = "0.1.0"

"""The journal of the drawings, and English with Britain's customs."""

from tests.window.april import april, english, journal

__all__ = ["april", "english", "journal"]

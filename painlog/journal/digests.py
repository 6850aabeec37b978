"""BLAKE2b, by which damage is seen, and from which keys are derived."""

try:  # hashlib loads OpenSSL, of which nothing is wanted here: 3 ms of a start, and a megabyte
    from _blake2 import blake2b
except ImportError:  # a Python that has it elsewhere
    from hashlib import blake2b

__all__ = ["blake2b"]

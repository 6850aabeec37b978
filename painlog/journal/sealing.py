"""Sealing: what may lie beside a locked journal so that nobody reads or changes it without the key.

Encrypt, then authenticate, from two functions of the standard library: SHAKE-256 of key and nonce gives the
stream that the content is added to, keyed BLAKE2b of everything is the tag. Each sealing has a nonce of its
own, drawn by chance from 2**192. (A bought construction such as AES-GCM does the same; its current wheels are
missing for some of the computers that Painlog runs on, and would keep the whole program from being set up.)
"""

import hmac
import secrets
from hashlib import shake_256

from painlog.journal.digests import blake2b

KEY_BYTES = 32
_NONCE, _TAG = 24, 32


def derived(secret: bytes, purpose: str, *, size: int = KEY_BYTES) -> bytes:
    """Return a key for one purpose; it tells nothing of the secret, nor of the keys for other purposes."""
    return blake2b(purpose.encode(), key=secret, digest_size=size).digest()


def seal(key: bytes, content: bytes, about: str) -> bytes:
    """Return the content encrypted and authenticated, together with what it is about."""
    nonce = secrets.token_bytes(_NONCE)
    hidden = _mixed(key, nonce, content)
    return nonce + hidden + _tag(key, nonce, hidden, about)


def unseal(key: bytes, sealed: bytes, about: str) -> bytes:
    """Return what was sealed; raises ValueError unless every byte, the key and `about` are as they were."""
    if len(sealed) < _NONCE + _TAG:
        raise ValueError("too short to have been sealed")
    nonce, hidden, tag = sealed[:_NONCE], sealed[_NONCE:-_TAG], sealed[-_TAG:]
    if not hmac.compare_digest(tag, _tag(key, nonce, hidden, about)):
        raise ValueError("not sealed with this key, or damaged")
    return _mixed(key, nonce, hidden)


def _mixed(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """Add the stream to the content; done twice it gives the content again."""
    stream = shake_256(derived(key, "stream") + nonce).digest(len(content))
    mixed = int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(content), "big")


def _tag(key: bytes, nonce: bytes, hidden: bytes, about: str) -> bytes:
    told = about.encode()
    tag = blake2b(len(told).to_bytes(8, "big"), key=derived(key, "tag"), digest_size=_TAG)
    for part in (told, nonce, hidden):
        tag.update(part)
    return tag.digest()

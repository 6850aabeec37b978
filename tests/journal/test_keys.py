"""What is sealed stays closed to everybody else, and a slip in a recovery key is named."""

import json
import subprocess
import sys
from hashlib import blake2b, shake_256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from painlog.journal import JournalFault, Reason, keys, sealing
from painlog.journal.keys import new_key, with_recovery_key, wrapped_anew
from painlog.journal.lock_record import Record, Wrap, read_record
from painlog.journal.recovery_key import GROUPS, Mistyped, new_recovery_key, typed
from tests.journal.worlds import PASSPHRASE, QUICK, locked_with

KEY = bytes(range(32))


@given(st.binary(max_size=300), st.text(max_size=20))
def test_what_is_sealed_comes_back(content: bytes, about: str) -> None:
    assert sealing.unseal(KEY, sealing.seal(KEY, content, about), about) == content


@given(st.binary(min_size=1, max_size=60), st.integers(min_value=0), st.integers(0, 7))
def test_no_bit_of_it_can_be_changed(content: bytes, place: int, bit: int) -> None:
    sealed = bytearray(sealing.seal(KEY, content, "an act"))
    sealed[place % len(sealed)] ^= 1 << bit
    with pytest.raises(ValueError, match="not sealed"):
        sealing.unseal(KEY, bytes(sealed), "an act")


@pytest.mark.parametrize(("key", "about"), [(bytes(32), "act 3"), (KEY, "act 4")])
def test_it_opens_for_its_key_and_in_its_place_alone(key: bytes, about: str) -> None:
    sealed = sealing.seal(KEY, b"words", "act 3")
    with pytest.raises(ValueError, match="not sealed"):
        sealing.unseal(key, sealed, about)


def test_what_is_too_short_was_never_sealed() -> None:
    with pytest.raises(ValueError, match="too short"):
        sealing.unseal(KEY, b"x" * 55, "")


def test_the_same_words_never_look_the_same() -> None:
    seen = {sealing.seal(KEY, b"the same", "") for _ in range(100)}
    assert len({sealed[:24] for sealed in seen}) == 100
    assert not any(b"same" in sealed for sealed in seen)


def test_it_is_the_construction_that_is_described() -> None:
    """Written a second time from the docstring: SHAKE-256 of key and nonce, keyed BLAKE2b of everything."""
    nonce, content, about = bytes(range(24)), b"some words", "act 3"
    stream = shake_256(sealing.derived(KEY, "stream") + nonce).digest(len(content))
    hidden = bytes(one ^ other for one, other in zip(content, stream, strict=True))
    told = len(about).to_bytes(8, "big") + about.encode() + nonce + hidden
    tag = blake2b(told, key=sealing.derived(KEY, "tag"), digest_size=32).digest()
    assert sealing.unseal(KEY, nonce + hidden + tag, about) == content


def test_a_recovery_key_is_understood_however_it_is_typed() -> None:
    for _ in range(50):
        key = new_recovery_key()
        assert typed(str(key)) == key
        sloppy = str(key).lower().replace("-", "  ").replace("0", "o").replace("1", "l")
        assert typed(f" {sloppy}\n") == key


def test_a_recovery_key_holds_128_random_bits_and_more() -> None:
    drawn = {str(new_recovery_key()) for _ in range(200)}
    assert len(drawn) == 200
    assert 32 ** (4 * GROUPS) >= 2**128
    for place in range(4):
        assert len({key[place] for key in drawn}) > 25


def test_a_slip_is_named_by_its_group() -> None:
    key, seen = new_recovery_key(), 0
    for group in range(GROUPS):
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ":
            groups = list(key.groups)
            groups[group] = letter + groups[group][1:]
            if groups == list(key.groups):
                continue
            seen += _named("-".join(groups)) == group + 1
    assert seen > 0.9 * GROUPS * 31


def _named(text: str) -> int | None:
    """Return the group that a slip is found in."""
    try:
        typed(text)
    except Mistyped as slip:
        return slip.group
    return None


def test_groups_that_changed_places_and_missing_ones_are_noticed() -> None:
    noticed = 0
    for _ in range(50):
        first, second, *rest = new_recovery_key().groups
        try:
            typed("-".join((second, first, *rest)))
        except Mistyped:
            noticed += 1
    assert noticed > 40
    for text in ("", "7XK4M", str(new_recovery_key())[:-1]):
        with pytest.raises(Mistyped) as slip:
            typed(text)
        assert slip.value.group == 0


def test_a_new_recovery_key_takes_the_place_of_the_old_one() -> None:
    old, new = new_recovery_key(), new_recovery_key()
    key = wrapped_anew(new_key(PASSPHRASE, old, QUICK), recovery=new)
    assert with_recovery_key(key.record, new).secret == key.secret
    with pytest.raises(JournalFault) as fault:
        with_recovery_key(key.record, old)
    assert fault.value.reason is Reason.WRONG_RECOVERY_KEY


def test_a_record_tells_damage_from_a_newer_form() -> None:
    told = locked_with().record
    assert read_record(told).told() == told
    with pytest.raises(ValueError, match="damaged"):
        read_record(told.replace("1:", "2:", 1))
    newer = Record(key="x", passphrase=Wrap(b"", b""), recovery=Wrap(b"", b"")).told()
    assert read_record(newer).key == "x"


def test_nothing_of_the_key_is_told_by_accident() -> None:
    key = locked_with()
    for told in (repr(key), str(key), key.record, key.id):
        assert key.secret.hex() not in told


def test_without_the_library_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "sqlcipher", None)
    with pytest.raises(JournalFault) as fault:
        new_key("x", new_recovery_key(), QUICK)
    assert fault.value.reason is Reason.NO_ENCRYPTION


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_program_with_a_key_leaves_no_picture_of_its_memory() -> None:
    code = """
import json, resource
from pathlib import Path
from painlog.journal.keys import keep_out_of_dumps
def told():
    import ctypes
    return [resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)]
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
before = told()
keep_out_of_dumps()
print(json.dumps([before, told()]))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    before, after = json.loads(done.stdout)
    assert before[1] == 1
    assert after == [0, 0]


def test_a_journal_without_a_passphrase_loads_no_encryption() -> None:
    code = "import sys, painlog.journal; print([m for m in ('sqlcipher3', 'argon2') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("seconds", "passes"), [(100.0, keys.LEAST_PASSES), (0.3, 13), (0.0, keys.MOST_PASSES)]
)
def test_a_guess_lasts_long_enough_however_fast_the_computer_is(
    seconds: float, passes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three passes are timed: where they take 0.3 s, thirteen take a second and a quarter."""
    monkeypatch.setattr(keys, "_timed", lambda _effort: seconds)
    assert keys.measured() == keys.Effort(keys.MEMORY_KIB, passes)

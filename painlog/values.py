"""Frozen values that are cheap to declare.

A frozen dataclass with slots takes 0.7 ms to declare, for `dataclasses` writes, compiles and runs the source
of six methods for each. Some forty of them are declared before the window is painted: a sixth of its whole
start. `value` declares the same dataclass (`fields`, `replace` and `match` know it) with methods that all
values share. Refused: attrs, which writes sources too, and a compiled library for this alone.
"""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform, overload

T = TypeVar("T")


@overload
def value(cls: type[T], /) -> type[T]:  # noqa: D418 - the house wants a sentence of each
    """Declare it with its parts taken by place or by name."""


@overload
def value(*, kw_only: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]:  # noqa: D418
    """Declare it as told."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: type[T] | None = None, /, *, kw_only: bool = False, eq: bool = True) -> Any:
    """Declare a frozen dataclass with slots; `eq=False` leaves it compared by identity."""

    def declared(of: type[T]) -> type[T]:
        shared: dict[str, Any] = {
            "__repr__": _repr,
            "__setattr__": _refuse_set,
            "__delattr__": _refuse_delete,
        }
        if eq:
            shared |= {"__eq__": _eq, "__hash__": _hash}
        made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(of)
        for name, method in shared.items():
            if name not in of.__dict__:
                setattr(made, name, method)
        made.all_of = staticmethod(_getter(made))  # type: ignore[attr-defined]
        made.__init__ = _init_of(made, takes_places=not kw_only)  # type: ignore[method-assign]
        made.__setstate__ = _set_state  # type: ignore[attr-defined]
        return made

    return declared if cls is None else declared(cls)


def maker(cls: type[T], *names: str) -> Callable[..., T]:
    """Return what makes a value of these parts by place; the others are as they are declared.

    For thousands of values in a row: it takes a third of the time, and the class checks what it always
    checks. The parts are put into a value that is not frozen yet, by a source that names each of them.
    Raises TypeError where the names do not fit the class.
    """
    defaults = {one.name: one.default for one in fields(cast("Any", cls))}
    others = [name for name in defaults if name not in names]
    if set(names) - defaults.keys() or len(set(names)) < len(names) or not _have_defaults(defaults, others):
        raise TypeError(f"{cls.__name__}: {names} do not fit")
    open_to = {"__slots__": (), "__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    told: dict[str, Any] = {f"default_{name}": defaults[name] for name in others}
    told |= {"new": object.__new__, "cls": cls, "unfrozen": type(cls.__name__, (cls,), open_to)}
    told["check"] = getattr(cls, "__post_init__", lambda _made: None)
    lines = [f"def make({', '.join(names)}):", "made = new(unfrozen)"]
    lines += [f"made.{name} = {name}" for name in names]
    lines += [f"made.{name} = default_{name}" for name in others]
    lines += ["made.__class__ = cls", "check(made)", "return made"]
    exec("\n ".join(lines), told)  # noqa: S102 - as dataclasses do; nothing in it but the names of parts
    return cast("Callable[..., T]", told["make"])


def _have_defaults(defaults: dict[str, Any], names: Iterable[str]) -> bool:
    return all(defaults[name] is not MISSING for name in names)


@contextmanager
def only_growing() -> Iterator[None]:
    """Keep Python from looking for garbage in circles while thousands of entries are made: there is none.

    It looks at all of them again and again: a sixth of the time in which a table is read or taken in.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _getter(cls: type[Any]) -> Callable[[Any], Any]:
    names = [one.name for one in fields(cls)]
    return attrgetter(*names) if len(names) > 1 else lambda of: (getattr(of, names[0]),)


def _init_of(cls: type[Any], *, takes_places: bool) -> Callable[..., None]:
    told_of = fields(cls)
    names = tuple(one.name for one in told_of)
    parts = tuple((one.name, cls.__dict__[one.name].__set__, one.default) for one in told_of)
    factories = tuple(
        (one.name, one.default_factory) for one in told_of if one.default_factory is not MISSING
    )
    needed = frozenset(one.name for one in told_of if one.default is MISSING)
    check = getattr(cls, "__post_init__", None)

    def __init__(self: Any, *places: Any, **told: Any) -> None:  # noqa: N807 - it becomes the class's own
        if places:
            _refuse_places(cls, names, places, told, takes_places=takes_places)
            told |= zip(names, places, strict=False)
        for name, make in factories:
            if name not in told:
                told[name] = make()
        if not told.keys() >= needed:
            raise TypeError(_mismatch(cls, names, needed - told.keys(), told))
        take = told.pop
        for name, put, default in parts:
            put(self, take(name, default))
        if told:
            raise TypeError(_mismatch(cls, names, frozenset(), told))
        if check is not None:
            check(self)

    return __init__


def _refuse_places(
    cls: type[Any],
    names: tuple[str, ...],
    places: tuple[Any, ...],
    told: dict[str, Any],
    *,
    takes_places: bool,
) -> None:
    if not takes_places or len(places) > len(names) or any(name in told for name in names[: len(places)]):
        raise TypeError(f"{cls.__name__}: {len(places)} values by place do not fit")


def _mismatch(cls: type[Any], names: tuple[str, ...], missing: Iterable[str], told: dict[str, Any]) -> str:
    unknown = sorted(told.keys() - set(names))
    return f"{cls.__name__}: missing {sorted(missing)}, unknown {unknown}"


def _all(of: Any) -> Any:
    return of.__class__.all_of(of)


def _repr(self: Any) -> str:
    parts = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
    return f"{type(self).__qualname__}({parts})"


def _eq(self: Any, other: object) -> bool:
    return _all(self) == _all(other) if other.__class__ is self.__class__ else NotImplemented


def _hash(self: Any) -> int:
    return hash(_all(self))


def _refuse_set(self: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r} of {type(self).__name__}")


def _refuse_delete(self: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r} of {type(self).__name__}")


def _set_state(self: Any, state: tuple[None, dict[str, Any]]) -> None:
    for name, kept in state[1].items():
        object.__setattr__(self, name, kept)

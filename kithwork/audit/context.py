"""Who acts at present: set once per request or command, read by every event that is recorded."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Any

CONSOLE = "console"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (by uid) in a role at a school, within one request; all may be unknown."""

    uid: uuid.UUID | None = None
    role: str = ""
    school: uuid.UUID | None = None
    request: uuid.UUID | None = None


_actor: ContextVar[Actor] = ContextVar("kithwork_actor", default=Actor())  # noqa: B039 (frozen)


def actor() -> Actor:
    """Return who acts at present."""
    return _actor.get()


@contextmanager
def acting(who: Actor) -> Iterator[None]:
    """Let `who` be the actor until the end."""
    token = _actor.set(who)
    try:
        yield
    finally:
        _actor.reset(token)


def amend_actor(**known: Any) -> None:
    """Say more about the present actor (role, school) once a guard has found it out."""
    _actor.set(replace(_actor.get(), **known))

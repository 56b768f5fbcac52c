"""The operator at the machine's own console: not a user, and named as such in the trail."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """Acts at the command line of the machine that holds the database and its keys."""

    uid: uuid.UUID | None = None
    is_active: bool = True


OPERATOR = Operator()

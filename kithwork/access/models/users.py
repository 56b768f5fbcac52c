"""A person who signs in. What she may see follows from her postings alone (`access.roles`).

There is no superuser and no staff flag: whoever keeps the machine has the console, whoever keeps
the accounts is posted as administrator. A user name is stored folded, so that `Lin.Mei` and
`lin.mei` are one account on both engines.
"""

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


def folded(username: str) -> str:
    """Return a user name as it is stored and compared: NFKC, folded, without outer blanks."""
    return unicodedata.normalize("NFKC", username).strip().casefold()


class UserManager(BaseUserManager["User"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=folded(username or ""))


class User(AbstractBaseUser):
    """An account: one person, named, with a language and a theme."""

    class Theme(models.TextChoices):
        SYSTEM = "system"
        LIGHT = "light"
        DARK = "dark"

    uid = Uid()
    username = ShortText(max_length=80, unique=True)
    name = ShortText(max_length=120)
    pinyin = ShortText(max_length=240, blank=True)
    search_key = ShortText(max_length=500, blank=True)
    language = ShortText(max_length=10, blank=True)
    theme = ShortText(max_length=10, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        db_table = "access_user"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(username="") & ~models.Q(name=""), name="user_is_named"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def normalize_username(cls, username: Any) -> Any:
        return folded(username) if isinstance(username, str) else username

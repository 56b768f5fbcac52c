"""Reading accounts, within the schools where the reader keeps or may see them."""

from kithwork.access.models import User


def has_accounts() -> bool:
    """Whether anybody can sign in at all."""
    return User.objects.exists()

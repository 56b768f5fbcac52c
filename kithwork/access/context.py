"""What every page says about how one came in: the glasses that stand open for the reader."""

from django.http import HttpRequest

from kithwork.access.models import User
from kithwork.access.queries.glass import open_glasses


def glasses(request: HttpRequest) -> dict[str, object]:
    """Context for the banner that stands over every page while a glass is open."""
    user = request.user
    return {"open_glasses": open_glasses(user) if isinstance(user, User) else ()}

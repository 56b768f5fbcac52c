"""Files that leave the house as the answer to a request: under a name, and kept in no cache."""

from django.http import HttpResponse


def as_file(content: bytes, content_type: str, *, name: str) -> HttpResponse:
    """Return a file to be saved; its name tells nothing of anybody."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response

"""Each broken file, through the pages: told at its row and column, in words; nothing is saved."""

from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kithwork.files.tables.tests.broken import Broken, broken_files
from kithwork.people.models import ImportUpload
from tests.cast import Cast

START = "/students/import/"
# what the steps of an import keep of themselves
OF_THE_IMPORT = ("people.ImportUpload", "people.ImportMapping")


@pytest.fixture
def client(cast: Cast, settings: Any) -> Client:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    client = Client()
    client.force_login(cast.lin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def counts() -> dict[str, int]:
    models = apps.get_app_config("people").get_models()
    return {m._meta.label: m.objects.count() for m in models if m._meta.label not in OF_THE_IMPORT}


@pytest.mark.django_db
@pytest.mark.parametrize("broken", broken_files(), ids=lambda broken: broken.cause)
def test_it_is_told_where_and_nothing_is_saved(client: Client, cast: Cast, broken: Broken) -> None:
    before = counts()
    page = sent(client, cast, broken)
    if page.status_code == 400:
        [told] = page.context["form"].errors["file"]
        assert told.startswith(f"row {broken.row}" if broken.row else told[:1])
    else:
        assert (broken.code, broken.row, broken.column) in checked(client, page.url, broken)
        shown = client.get(f"{START}{ImportUpload.objects.get().uid}/check/")
        assert "This cannot be brought in yet" in shown.content.decode()
    assert counts() == before


def sent(client: Client, cast: Cast, broken: Broken) -> Any:
    return client.post(
        START,
        {
            "school": str(cast.qingshan.uid),
            "kind": broken.kind,
            "file": SimpleUploadedFile(broken.name, broken.content),
            "mapping": SimpleUploadedFile("MAP.yaml", broken.mapping.encode()),
        },
    )


def checked(client: Client, address: str, broken: Broken) -> set[tuple[str, Any, Any]]:
    client.post(address, {"mapping": broken.mapping})
    outcome = ImportUpload.objects.get().outcome
    return {(one["code"], one["row"], one["column"]) for one in outcome["errors"]}

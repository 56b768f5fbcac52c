"""The evidence page: a file of one's own for a session, a method, results to take along."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kithwork.access.models import DataKey
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.documents.evidence import files
from kithwork.documents.models import WorkFile
from kithwork.documents.workbench.registry import METHODS
from kithwork.documents.workbench.tests.tried import SLEEP, TRIED, Tried
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "陈小鱼"


def signed_in(cast: Cast, who: str = "bai", **headers: str) -> Client:
    client = Client(headers=headers)
    client.force_login(getattr(cast, who), "django.contrib.auth.backends.ModelBackend")
    return client


def load(client: Client, content: bytes = SLEEP) -> Any:
    file = SimpleUploadedFile("any name.csv", content)
    return client.post(reverse("evidence:start"), {"file": file})


def at(name: str, **parts: str) -> str:
    return reverse(f"evidence:{name}", kwargs=parts)


def posted(one: Tried) -> dict[str, Any]:
    """Return what a browser sends for what was chosen."""
    sent = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in one.chosen.items()
        if value is not None and value is not False
    }
    where, equals = one.reading.where[0] if one.reading.where else ("", "")
    return {
        **sent,
        "where": where,
        "equals": equals,
        "missing_as": ",".join(one.reading.missing_as),
    }


def test_a_file_is_seen_by_its_first_rows_and_what_columns_hold(cast: Cast) -> None:
    client = signed_in(cast)
    assert load(client).status_code == 302
    page = client.get(at("start")).content.decode()
    assert "10 rows" in page
    assert "first<br>" in page
    assert "numbers" in page
    for code in METHODS:
        assert at("method", code=code) in page


@pytest.mark.parametrize("code", METHODS)
def test_every_method_works_on_the_page_as_the_command_prints(cast: Cast, code: str) -> None:
    client, one = signed_in(cast), TRIED[code]
    load(client, one.content)
    filled = client.get(at("method", code=code)).content.decode()
    assert "selected" in filled
    defaults = {field.name: field.default for field in METHODS[code].fields if field.default}
    said = client.post(at("method", code=code), {**defaults, **posted(one)})
    assert said.status_code == 302, said.content.decode()
    page = client.get(at("method", code=code)).content.decode()
    assert "What was found" in page
    assert f"kithwork {METHODS[code].command} data.csv" in page
    for kind, begins in (("csv", b"\xef\xbb\xbfof,figure"), ("docx", b"PK"), ("py", b"from")):
        taken = client.get(at("take", code=code, kind=kind))
        assert taken.content.startswith(begins)
    other = client.get(at("method", code=code), headers={"accept-language": "zh-hans"})
    assert "结果" in other.content.decode()


def test_what_is_wrong_is_named_by_row_and_column_and_never_by_its_value(cast: Cast) -> None:
    client = signed_in(cast)
    load(client, f"first,second\n1,2\n{SECRET},3\n2,4\n".encode())
    said = client.post(at("method", code="paired"), {"pre": "first", "post": "second"})
    page = said.content.decode()
    assert said.status_code == 422
    assert "Nothing was computed" in page
    assert SECRET not in page
    assert "3" in page
    assert "first" in page


def test_a_file_that_cannot_be_read_is_refused_and_nothing_kept(cast: Cast) -> None:
    said = load(signed_in(cast), b"PK\x03\x04 no workbook")
    assert said.status_code == 422
    assert not WorkFile.objects.exists()


def test_the_file_is_sealed_and_of_one_session_alone(cast: Cast) -> None:
    client = signed_in(cast)
    load(client, f"name,a,b\n{SECRET},1,2\n".encode())
    kept = WorkFile.objects.get()
    for sealed in (kept.file, kept.asked or b"", kept.results or b""):
        assert SECRET.encode() not in bytes(sealed)
    for other in (signed_in(cast), signed_in(cast, "gu")):
        assert SECRET not in other.get(at("start")).content.decode()
        assert other.get(at("method", code="paired")).status_code == 302
        assert other.get(at("take", code="paired", kind="csv")).status_code == 404
    events = " ".join(str(vars(event)) for event in AuditEvent.objects.all())
    assert SECRET not in events
    assert "work_file" in events


def test_another_file_takes_the_place_of_the_first(cast: Cast) -> None:
    client = signed_in(cast)
    load(client)
    load(client, b"a,b\n1,2\n")
    assert WorkFile.objects.count() == 1
    assert DataKey.objects.filter(kind=DataKey.Kind.FILE).count() == 1


@pytest.mark.parametrize("end", ["remove", "sign_out", "old"])
def test_the_file_ends(cast: Cast, end: str) -> None:
    client = signed_in(cast)
    load(client)
    if end == "remove":
        client.post(at("remove"))
    elif end == "sign_out":
        client.post(reverse("account_logout"))
    else:
        WorkFile.objects.update(created_at=clock.now() - files.lifetime())
        assert client.get(at("method", code="paired")).status_code == 302
        assert files.erase_old() == 1
    assert not WorkFile.objects.exists()
    assert not DataKey.objects.filter(kind=DataKey.Kind.FILE).exists()
    reason = {"remove": "asked", "sign_out": "signed_out", "old": "too_old"}[end]
    assert AuditEvent.objects.filter(subject_kind="work_file", reason=reason).count() == 1


def test_a_young_file_is_left(cast: Cast) -> None:
    load(signed_in(cast))
    WorkFile.objects.update(created_at=clock.now() - files.lifetime() + dt.timedelta(minutes=1))
    assert files.erase_old() == 0


def test_long_work_is_not_begun(cast: Cast) -> None:
    client, one = signed_in(cast), TRIED["classes"]
    load(client, one.content)
    sent = {**posted(one), "classes": "1-20", "starts": 1000, "seed": 1, "kind": "classes"}
    said = client.post(at("method", code="classes"), sent)
    assert said.status_code == 422
    assert "run it on your own machine" in said.content.decode()


def test_results_are_told_to_the_trail_when_they_leave(cast: Cast) -> None:
    client = signed_in(cast)
    load(client)
    client.post(at("method", code="paired"), {"pre": "first", "post": "second"})
    client.get(at("take", code="paired", kind="csv"))
    event = AuditEvent.objects.get(verb="export", subject_kind="work_file")
    assert event.fields == ["csv"]


def test_an_spss_file_brings_its_words(cast: Cast, tmp_path: Any) -> None:
    import pyreadstat

    rows = {"hours": [0.7, 1.6, 0.2, 1.9, 0.8, 1.1], "drug": [1.0, 1.0, 1.0, 2.0, 2.0, 2.0]}
    path = tmp_path / "sleep.sav"
    import pandas

    pyreadstat.write_sav(
        pandas.DataFrame(rows), str(path), variable_value_labels={"drug": {1: "old", 2: "new"}}
    )
    client = signed_in(cast)
    load(client, path.read_bytes())
    said = client.post(at("method", code="compare"), {"value": "hours", "by": "drug"})
    assert said.status_code == 302
    assert "old − new" in client.get(at("method", code="compare")).content.decode()
    assert WorkFile.objects.get().kind == "sav"


def test_a_workbook_with_several_sheets(cast: Cast) -> None:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, shift in (("one", 0), ("two", 5)):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["pre", "post"])
            for row in range(1, 9):
                sheet.write_row(row, 0, [row, row + shift + row % 3])
    client = signed_in(cast)
    load(client, stream.getvalue())
    sent = {"pre": "pre", "post": "post", "sheet": "two"}
    client.post(at("method", code="paired"), sent)
    page = client.get(at("method", code="paired")).content.decode()
    assert "--sheet two" in page
    assert "+6.0" in page

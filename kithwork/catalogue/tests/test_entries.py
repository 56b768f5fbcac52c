"""Entries: their head, what they take over from the file, and their hash."""

import pytest

from kithwork.catalogue.entries import content_hash, entries_of, entry, files
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError, Node

HEAD = "version: 1\nsource: a paper\nchecked_by: a reader\nreviewed_on: 2026-11-20\n"


def document(text: str) -> Node:
    return parse(text, file="needs/aca.yaml")


def test_an_entry_takes_over_the_head_of_its_file() -> None:
    text = HEAD + "entries:\n  - {id: a, label: A}\n  - {id: b, label: B, version: 2}\n"
    read = [entry(node, required=["label"]) for node in entries_of(document(text))]
    assert [(head.id, head.version, head.source) for head, _ in read] == [
        ("a", "1", "a paper"),
        ("b", "2", "a paper"),
    ]
    assert [fields["label"].string() for _, fields in read] == ["A", "B"]
    assert read[1][1]["label"].place.key == "entries[1].label"


def test_a_file_without_entries_is_one_entry() -> None:
    (node,) = entries_of(document(HEAD + "id: a\nstatus: unconfirmed\n"))
    head, _ = entry(node)
    assert (head.id, head.status) == ("a", "unconfirmed")
    assert head.content_hash == content_hash(node)


@pytest.mark.parametrize("missing", ["version", "source", "checked_by", "reviewed_on"])
def test_an_entry_without_its_head_is_refused(missing: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(missing)]
    with pytest.raises(CatalogueError, match=f"the key “{missing}” is missing"):
        entry(document("\n".join([*lines, "id: a"])))


def test_the_hash_is_of_the_content_and_not_of_the_writing() -> None:
    one = document("a: 1\nb: [x, y]  # a remark\n")
    assert content_hash(one) == content_hash(document("b:\n- 'x'\n- y\na: 1\n"))
    for other in ("a: 2\nb: [x, y]", "a: 1\nb: [y, x]", "a: '1'\nb: [x, y]", "a: true\nb: [x, y]"):
        assert content_hash(one) != content_hash(document(other))
    assert content_hash(document("a: 2026-09-01")) != content_hash(document("a: '2026-09-01'"))


def test_the_hash_is_the_same_on_every_machine() -> None:
    expected = "fe4d7684b8591b953b71f6b7a820039f9c8fb0e9dc3da50df4af0b531a4fe127"
    assert content_hash(document("a: 姓名\nb: [1, 2.5]\n")) == expected


def test_the_files_of_a_folder_are_found_and_an_absent_folder_is_empty() -> None:
    assert "words/catalogue.yaml" in files("words")
    assert files("no-such-folder") == ()

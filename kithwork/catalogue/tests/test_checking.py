"""The check of the whole catalogue finds what is wrong, wherever it stands."""

from pathlib import Path

from kithwork.catalogue.checking import check_catalogue
from kithwork.catalogue.entries import entries_of, entry, files
from kithwork.catalogue.kinds import KINDS, Kind, own_id
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.words import word

HEAD = "version: 1\nsource: s\nchecked_by: c\nreviewed_on: 2026-11-22\n"


def kind_in(root: Path, **more) -> Kind:
    def load() -> None:
        for name in files("things", root=root):
            for node in entries_of(read_catalogue(name, root=root)):
                entry(node, optional=["note"])

    return Kind("things", "things/*.yaml", load, **more)


def written(root: Path, **texts: str) -> Path:
    (root / "things").mkdir()
    for name, text in texts.items():
        (root / "things" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return root


def errors_in(root: Path, **more) -> list[str]:
    return [str(error) for error in check_catalogue([kind_in(root, **more)], root=root).errors]


def test_a_catalogue_without_fault_is_counted(tmp_path: Path) -> None:
    root = written(tmp_path, a=HEAD + "entries:\n- id: x\n- id: y\n", b=HEAD + "id: z\n")
    checked = check_catalogue([kind_in(root)], root=root)
    assert (checked.counts, checked.errors) == ({"things": 3}, ())


def test_every_fault_is_found_with_its_place(tmp_path: Path) -> None:
    root = written(
        tmp_path,
        a=HEAD + "entries:\n- id: x\n- id: x\n",
        b="id: [\n",
        c=HEAD + "id: z\nnoet: 1\n",
    )
    (root / "stray.yaml").write_text("a: 1\n", encoding="utf-8")
    said = "\n".join(errors_in(root))
    assert "stray.yaml, line 1: no kind of entry has this file" in said
    assert "things/a.yaml, line 7, entries[1]: the id “x” is already taken" in said
    assert "things/b.yaml, line 2: this cannot be read as YAML" in said


def test_a_fault_that_a_loader_finds_is_told(tmp_path: Path) -> None:
    root = written(tmp_path, c=HEAD + "id: z\nnoet: 1\n")
    assert errors_in(root) == [
        "things/c.yaml, line 6, noet: unknown key “noet”; did you mean “note”?"
    ]


def test_a_rule_that_no_case_shows_is_told(tmp_path: Path) -> None:
    root = written(tmp_path, a=HEAD + "id: no-such-rule\n")
    assert errors_in(root, rules=own_id) == [
        "things/a.yaml, line 1: no worked case shows the rule “no-such-rule”; "
        "add one to catalogue/cases"
    ]


def test_an_entry_without_an_id_is_told(tmp_path: Path) -> None:
    root = written(tmp_path, a=HEAD)
    assert errors_in(root) == ["things/a.yaml, line 1: the key “id” is missing"]


def test_every_kind_has_a_name_in_words() -> None:
    assert all(word(f"catalogue.kind.{kind.name}") for kind in KINDS)
    assert len({kind.name for kind in KINDS}) == len(KINDS)

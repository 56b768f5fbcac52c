"""Mappings: read with the place of each mistake, and written again unchanged."""

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import (
    Kind,
    Mapping,
    mapping_of,
    read_mapping,
    reading,
    to_yaml,
)
from kithwork.catalogue.mappings.mapping import Identity, MarkColumns, Pick
from kithwork.catalogue.mappings.writing import yaml_of
from kithwork.catalogue.reading import CatalogueError

EXAMPLES = Path(__file__).parents[4] / "docs" / "guide" / "examples"
HEAD = "mapping: m\nversion: 1\nkind: pupils\nid: {column: 学号}\n"


def read(text: str, head: str = HEAD) -> Mapping:
    return mapping_of(parse(head + text, file="map.yaml"))


def test_a_value_is_for_all_rows_or_from_a_column() -> None:
    mapping = read(
        "school: gh\n"
        "class: {column: 班级, values: {1班: '1', 2: '2'}, missing: [99, 无]}\n"
        "birth: {column: born, order: dmy}\n"
    )
    assert mapping.school == Pick(constant="gh")
    assert mapping.school_class == Pick(
        column="班级", values=(("1班", "1"), ("2", "2")), missing=("99", "无")
    )
    assert mapping.birth == Pick(column="born", order="dmy")
    assert (mapping.kind, mapping.id) == (Kind.PUPILS, Identity(column="学号"))


def test_words_that_look_like_numbers_or_dates_stay_words() -> None:
    mapping = read("name: {column: 1}\nmissing: [99, 0.50, 2026-01-01, '']\n")
    assert mapping.full_name == Pick(column="1")
    assert mapping.missing == ("99", "0.50", "2026-01-01")


def test_marks_take_constants_or_columns() -> None:
    mapping = read(
        "marks:\n"
        "  - {column: G1, subject: maths, exam: mid, max: 20, on: 2026-11-10, absent: [缺考]}\n"
        "  - {column: 分数, subject: {column: 科目}, exam: {column: 考试}, max: {column: 满分}}\n"
    )
    assert mapping.marks[0] == MarkColumns(
        mark=Pick(column="G1"),
        subject=Pick(constant="maths"),
        exam=Pick(constant="mid"),
        maximum=Pick(constant=20),
        on=Pick(constant=dt.date(2026, 11, 10)),
        absent=("缺考",),
    )
    assert mapping.marks[1].maximum == Pick(column="满分")


def test_a_pack_has_facts_needs_and_lists_of_its_own() -> None:
    pack = read(
        "facts: {m.help: {label: {en: Help, zh-Hans: 帮助}, type: flag}}\n"
        "needs:\n"
        "  no_help:\n"
        "    label: {en: No help known, zh-Hans: 没有已知的帮助}\n"
        "    functions: [IN]\n"
        "    severity: [{level: 1, when: {fact: m.help, eq: false}}]\n"
        "lists: {helped: {label: {en: Helped, zh-Hans: 有帮助}, when: {fact: m.help, eq: true}}}\n"
    ).pack
    assert [fact.id for fact in pack.facts] == ["m.help"]
    assert pack.needs[0].definition.code == "no_help"
    assert pack.needs[0].definition.evidence[0].id == "no_help.file"
    assert pack.lists[0].label.zh_hans == "有帮助"


CARE = "{label: {en: X, zh-Hans: 甲}, functions: [EM], severity: [{level: 1, when: %s}]}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nmae: {column: x}", "line 5, nmae: unknown key “nmae”; did you mean “name”?"),
        ("birth: {column: x, order: yxd}", "line 5, birth.order: unknown value “yxd”"),
        ("birth: 2011", "line 5, birth: here must stand a mapping"),
        ("sex: {column: x, values: {F: woman}}", "line 5, sex.values.F: unknown value “woman”"),
        ("sex: girl", "line 5, sex: unknown value “girl”"),
        ("columns: {x: {fact: care.mather_away}}", "unknown fact “care.mather_away”; did you"),
        ("columns: {x: {fact: care.mother_away, values: {J: 1}}}", "columns.x.values.J: "),
        (
            "marks: [{column: G1, subject: m, exam: e}]",
            "line 5, marks[0]: the key “max” is missing",
        ),
        ("marks: [{column: G1, subject: m, exam: e, max: 0}]", "marks[0].max: must be at least"),
        ("marks: [{column: G1, subject: m, exam: e, max: 9, kind: x}]", "marks[0].kind: unknown"),
        ("marks: []", "line 5, marks: 0 in the list"),
        ("attendance: {unit: day}", "line 5, attendance: the key “absences” is missing"),
        ("groups: [shool]", "line 5, groups[0]: unknown value “shool”; did you mean “school”?"),
        ("reading: {header: 0}", "line 5, reading.header: must be at least 1"),
        ("reading: {delimiter: ';;'}", "line 5, reading.delimiter: a delimiter is a single"),
        ("facts: {student.sex: {label: {en: S, zh-Hans: 性}, type: flag}}", "is already taken"),
        ("needs: {n: %s}" % (CARE % "{fact: care.mother_away, eq: true}"), "is a circumstance"),
        ("needs: {n: %s}" % (CARE % "{fact: nothing, eq: true}"), "unknown fact “nothing”"),
        (
            "year: {label: a, starts: 2026-09-01, ends: 2026-08-31}",
            "line 5, year: a year or a term ends after it starts",
        ),
        (
            "year: {label: a, starts: 2026-09-01, ends: 2027-08-31, "
            "terms: [{number: 1, starts: 2026-08-01, ends: 2027-01-31}]}",
            "line 5, year: a year or a term ends after it starts",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(text: str, said: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(text)
    assert str(caught.value).startswith("map.yaml, line 5, ")
    assert said in str(caught.value)
    assert caught.value.said_in("zh-Hans").startswith("map.yaml，第 5 行")


def test_a_key_without_a_value_is_as_if_it_were_not_there() -> None:
    assert read("school: null\n").school is None


@pytest.mark.parametrize(
    "identity",
    [
        "{column: a, from: row}",
        "{from: row}",
        "{prefix: a}",
        "{from: column, prefix: a}",
        "{}",
        "a",
    ],
)
def test_a_number_is_a_column_or_the_row(identity: str) -> None:
    with pytest.raises(CatalogueError):
        read("", head=f"mapping: m\nversion: 1\nkind: pupils\nid: {identity}\n")


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_is_read_and_written_again_unchanged(path: Path) -> None:
    mapping = read_mapping(path)
    again = mapping_of(parse(to_yaml(mapping), file="again.yaml"))
    assert again == mapping
    assert again.content_hash == mapping.content_hash


def test_the_guide_names_every_key() -> None:
    guide = (EXAMPLES.parent / "mappings.md").read_text("utf-8")
    table = [line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")]
    named = {key for cell in table for key in re.findall("`([a-z]+)`", cell)}
    assert named == {*reading.REQUIRED, *reading.OPTIONAL}


words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), min_size=1
)
tricky = st.sampled_from(["no", "Yes", "1e5", "007", "2026-01-01", "~", "null", "1:30", "{a}", "?"])
scalars = (
    words
    | tricky
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
    | st.dates(min_value=dt.date(1000, 1, 1))
)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries((words | tricky).filter(lambda key: key != "<<"), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(documents)
def test_whatever_is_written_is_read_back(document) -> None:
    assert parse(yaml_of({"root": document}), file="x.yaml").plain() == {"root": document}

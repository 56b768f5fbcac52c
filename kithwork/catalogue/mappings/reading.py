"""MAP.yaml, typed: each mistake is told with file, line and key before any row is read."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kithwork.catalogue.entries import content_hash
from kithwork.catalogue.facts import Definitions, vocabulary
from kithwork.catalogue.located import read_path
from kithwork.catalogue.mappings.mapping import (
    AnswerColumns,
    AttendanceColumns,
    FactColumn,
    GuardianColumns,
    Identity,
    Kind,
    Mapping,
    MarkColumns,
    Pick,
    ReadingHints,
    TermSpan,
    YearSpan,
)
from kithwork.catalogue.mappings.pack import read_own_facts, read_pack
from kithwork.catalogue.mappings.picks import (
    choice_pick,
    fact_pick,
    read_column,
    read_pick,
    read_values,
    read_word,
    read_words,
)
from kithwork.catalogue.reading import Fields, Node
from kithwork.core.rules import Vocabulary

T = TypeVar("T")

SEXES = ("female", "male", "other")
EXAM_KINDS = ("test", "monthly", "midterm", "final", "mock", "entrance", "course", "other")
UNITS = ("day", "session", "lesson")
GROUP_FIELDS = ("school", "grade", "class", "sex")
DELIMITER_NAMES = {"tab": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}

REQUIRED = ("mapping", "version", "kind", "id")
_HEAD = ("title", "source", "reading", "missing", "on", "year", "groups", "ignore")
_PERSONAL = ("name", "birth", "age", "entered", "phone", "address", "school", "grade", "class")
_SECTIONS = ("sex", "guardians", "marks", "attendance", "columns", "answers")
_PACK = ("facts", "needs", "lists")
OPTIONAL = (*_HEAD, *_PERSONAL, *_SECTIONS, *_PACK)
_MARK = ("subject", "exam", "max")
_MARK_MORE = ("on", "term", "rank", "kind", "absent", "excused", "missing", "values")
_COUNTS = ("due", "attended", "absences", "excused", "late")
_CARER = ("name", "phone", "best_hour", "away_since", "legal", "main")


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; a `CatalogueError` names file, line and key of what is wrong."""
    return mapping_of(read_path(path))


def mapping_of(node: Node) -> Mapping:
    """Type a mapping that was read from a file, a form or a database."""
    fields = node.mapping(required=REQUIRED, optional=OPTIONAL)
    own: Definitions = fields.maybe("facts", read_own_facts, {})
    known = vocabulary(own)
    facts = fields.maybe("columns", lambda columns: _fact_columns(columns, known), ())
    return Mapping(
        name=read_word(fields["mapping"]),
        version=read_word(fields["version"]),
        kind=Kind(fields["kind"].string(among=tuple(Kind))),
        title=fields.maybe("title", Node.text, None),
        source=fields.maybe("source", Node.string, None),
        reading=fields.maybe("reading", _hints, ReadingHints()),
        missing=fields.maybe("missing", read_words, ()),
        id=_identity(fields["id"]),
        on=fields.maybe("on", read_pick, None),
        school=fields.maybe("school", read_pick, None),
        grade=fields.maybe("grade", read_pick, None),
        school_class=fields.maybe("class", read_pick, None),
        full_name=fields.maybe("name", read_column, None),
        birth=fields.maybe("birth", read_column, None),
        age=fields.maybe("age", read_column, None),
        sex=fields.maybe("sex", choice_pick(SEXES), None),
        entered_on=fields.maybe("entered", read_pick, None),
        phone=fields.maybe("phone", read_column, None),
        address=fields.maybe("address", read_column, None),
        guardians=fields.maybe("guardians", _each(_guardian), ()),
        marks=fields.maybe("marks", _each(_mark), ()),
        attendance=fields.maybe("attendance", _attendance, None),
        facts=facts,
        answers=fields.maybe("answers", _answers, None),
        groups=_groups(fields, facts),
        ignore=fields.maybe("ignore", read_words, ()),
        year=fields.maybe("year", _year, None),
        pack=read_pack(fields, own, vocabulary=known),
        content_hash=content_hash(node),
        document=node.plain(),
    )


def _each(read: Callable[[Node], T]) -> Callable[[Node], tuple[T, ...]]:
    return lambda node: tuple(read(member) for member in node.items(at_least=1))


# ── the file ────────────────────────────────────────────────────────────────────────────────


def _hints(node: Node) -> ReadingHints:
    fields = node.mapping(optional=["encoding", "delimiter", "sheet", "header"])
    return ReadingHints(
        encoding=fields.maybe("encoding", Node.string, None),
        delimiter=fields.maybe("delimiter", _delimiter, None),
        sheet=fields.maybe("sheet", read_word, None),
        header=fields.maybe("header", lambda one: one.whole(at_least=1), None),
    )


def _delimiter(node: Node) -> str:
    written = str(node.scalar())
    delimiter = DELIMITER_NAMES.get(written, written)
    if len(delimiter) != 1:
        raise node.error("files.delimiter_not_known")
    return delimiter


def _identity(node: Node) -> Identity:
    fields = node.mapping(optional=["column", "from", "prefix"])
    if "column" in fields:
        if len(fields) > 1:
            raise node.error("imports.id_column_or_row")
        return Identity(column=read_word(fields["column"]))
    if "from" not in fields or "prefix" not in fields:
        raise node.error("imports.id_column_or_row")
    fields["from"].string(among=["row"])
    return Identity(prefix=read_word(fields["prefix"]))


def _year(node: Node) -> YearSpan:
    fields = node.mapping(required=["label", "starts", "ends"], optional=["terms"])
    year = YearSpan(
        read_word(fields["label"]),
        fields["starts"].date(),
        fields["ends"].date(),
        fields.maybe("terms", _each(_term), ()),
    )
    of_terms = [day for term in year.terms for day in (term.starts, term.ends)]
    days = [year.starts, *of_terms, year.ends]
    if days != sorted(days) or year.starts == year.ends:
        raise node.error("imports.days_not_in_order")
    return year


def _term(node: Node) -> TermSpan:
    fields = node.mapping(required=["number", "starts", "ends"])
    number = fields["number"].whole(at_least=1)
    return TermSpan(number, fields["starts"].date(), fields["ends"].date())


def _groups(fields: Fields, facts: tuple[FactColumn, ...]) -> tuple[str, ...]:
    known = (*GROUP_FIELDS, *(column.fact for column in facts))
    groups: tuple[str, ...] = fields.maybe("groups", lambda one: one.strings(among=known), ())
    return groups


# ── sections ────────────────────────────────────────────────────────────────────────────────


def _guardian(node: Node) -> GuardianColumns:
    fields = node.mapping(required=["relation"], optional=_CARER)
    return GuardianColumns(
        relation=read_pick(fields["relation"]),
        name=fields.maybe("name", read_column, None),
        phone=fields.maybe("phone", read_column, None),
        best_hour=fields.maybe("best_hour", read_pick, None),
        away_since=fields.maybe("away_since", read_column, None),
        is_legal=fields.maybe("legal", read_pick, None),
        is_main=fields.maybe("main", read_pick, None),
    )


def _mark(node: Node) -> MarkColumns:
    fields = node.mapping(required=["column", *_MARK], optional=_MARK_MORE)
    own = {key: one for key, one in fields.items() if key in ("column", "missing", "values")}
    return MarkColumns(
        mark=read_column(Node(node.place, own)),
        subject=read_pick(fields["subject"]),
        exam=read_pick(fields["exam"]),
        maximum=_maximum(fields["max"]),
        on=fields.maybe("on", read_pick, None),
        term=fields.maybe("term", read_pick, None),
        rank=fields.maybe("rank", read_column, None),
        exam_kind=fields.maybe("kind", lambda one: one.string(among=EXAM_KINDS), "other"),
        absent=fields.maybe("absent", read_words, ()),
        excused=fields.maybe("excused", read_words, ()),
    )


def _maximum(node: Node) -> Pick:
    pick = read_pick(node)
    if pick.column is None and node.number() <= 0:
        raise node.error("catalogue.too_small", at_least=1)
    return pick


def _attendance(node: Node) -> AttendanceColumns:
    fields = node.mapping(optional=("per", "unit", "on", "term", *_COUNTS))
    if not any(count in fields for count in _COUNTS):
        raise node.error("catalogue.missing_key", key="absences")
    counts = {count: fields.maybe(count, read_column, None) for count in _COUNTS}
    return AttendanceColumns(
        per=fields.maybe("per", lambda one: one.string(among=["term", "day"]), "term"),
        unit=fields.maybe("unit", lambda one: one.string(among=UNITS), "session"),
        on=fields.maybe("on", read_pick, None),
        term=fields.maybe("term", read_pick, None),
        **counts,
    )


def _fact_columns(node: Node, known: Vocabulary) -> tuple[FactColumn, ...]:
    return tuple(_fact_column(column, one, known=known) for column, one in node.pairs().items())


def _fact_column(column: str, node: Node, *, known: Vocabulary) -> FactColumn:
    fields = node.mapping(required=["fact"], optional=["values", "missing", "order"])
    name = fields["fact"].string()
    if name not in known:
        raise fields["fact"].unknown("catalogue.what.fact", name, known)
    return FactColumn(
        fact=name, type=known[name], pick=fact_pick(column, node, name=name, of_type=known[name])
    )


def _answers(node: Node) -> AnswerColumns:
    fields = node.mapping(
        required=["instrument", "items"],
        optional=["version", "coding", "options", "population", "values", "missing"],
    )
    return AnswerColumns(
        instrument=fields["instrument"].string(),
        items=tuple((item, read_word(one)) for item, one in fields["items"].pairs().items()),
        version=fields.maybe("version", read_word, None),
        coding=fields.maybe("coding", read_word, None),
        options=fields.maybe("options", _options, ()),
        population=fields.maybe("population", read_word, None),
        values=fields.maybe("values", read_values, ()),
        missing=fields.maybe("missing", read_words, ()),
    )


def _options(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((name, read_word(one)) for name, one in node.pairs().items())

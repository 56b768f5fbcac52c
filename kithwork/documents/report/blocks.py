"""The blocks of which a report is made, but tables and pictures.

Each block checks at construction that it can be printed: no empty heading, no value that is not
text where text must stand. Emphasis is strong or none; italics do not exist in Chinese type.
A block says what something is; how it looks is for the renderers.
"""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.documents.report.texts import ReportError, collection, filled, line, line_or_empty
from kithwork.documents.report.texts import text as any_text

DEEPEST_HEADING = 3


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (a part of the report) to 3."""

    level: int
    text: str

    def __post_init__(self) -> None:
        if self.level not in range(1, DEEPEST_HEADING + 1):
            raise ReportError(f"heading: level {self.level} is not 1 to {DEEPEST_HEADING}")
        object.__setattr__(self, "text", line(self.text, "heading"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with or without emphasis; line feeds break lines."""

    text: str
    strong: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", any_text(self.text, "run of a paragraph"))


def strong(words: str) -> Run:
    """Return emphasised words for a paragraph."""
    return Run(words, strong=True)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, made of runs; at least one of them says something."""

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        collection(self.runs, "paragraph")
        filled(self.text, "paragraph")

    @classmethod
    def of(cls, *parts: "str | Run") -> "Paragraph":
        """Make a paragraph of plain strings and `strong(…)` runs."""
        return cls(tuple(part if isinstance(part, Run) else Run(part) for part in parts))

    @property
    def text(self) -> str:
        """The words without their emphasis."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, numbered where the order matters."""

    items: tuple[Paragraph, ...]
    ordered: bool = False

    def __post_init__(self) -> None:
        collection(self.items, "list")

    @classmethod
    def of(cls, *items: "str | Paragraph", ordered: bool = False) -> "Bullets":
        """Make a list of plain strings and paragraphs."""
        return cls(tuple(paragraph(item) for item in items), ordered=ordered)


@dataclass(frozen=True, slots=True)
class Fact:
    """One label with its value; the value may be empty (a form's field left blank)."""

    label: str
    value: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", line(self.label, "fact, label"))
        object.__setattr__(self, "value", any_text(self.value, "fact, value"))


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and values, one under the other."""

    items: tuple[Fact, ...]

    def __post_init__(self) -> None:
        collection(self.items, "facts")

    @classmethod
    def of(cls, *pairs: tuple[str, str]) -> "Facts":
        """Make facts of pairs (label, value)."""
        return cls(tuple(Fact(label, value) for label, value in pairs))


class CalloutKind(StrEnum):
    """What a callout is for; its name stands on it, so that colour is not needed to tell."""

    NOTE = "note"
    LIMIT = "limit"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Callout:
    """A passage set apart: a note, a limit of what is shown, or a warning."""

    kind: CalloutKind
    body: tuple[Paragraph | Bullets, ...]
    title: str = ""

    def __post_init__(self) -> None:
        collection(self.body, f"callout ({self.kind})")
        object.__setattr__(self, "title", line_or_empty(self.title, "callout, title"))

    @classmethod
    def of(
        cls, kind: CalloutKind, *body: "str | Paragraph | Bullets", title: str = ""
    ) -> "Callout":
        """Make a callout of plain strings, paragraphs and lists."""
        return cls(
            kind,
            tuple(part if isinstance(part, Bullets) else paragraph(part) for part in body),
            title=title,
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's own words, dialect kept. `language` is a tag where it is not the report's."""

    words: str
    said_by: str = ""
    language: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", filled(self.words, "quote").strip())
        object.__setattr__(self, "said_by", line_or_empty(self.said_by, "quote, said by"))


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Who signs: one line with a place for signature and date for each label."""

    labels: tuple[str, ...]

    def __post_init__(self) -> None:
        collection(self.labels, "signature lines")
        cleaned = tuple(line(label, "signature line") for label in self.labels)
        object.__setattr__(self, "labels", cleaned)


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


def paragraph(part: "str | Paragraph") -> Paragraph:
    """Return `part` as a paragraph."""
    return part if isinstance(part, Paragraph) else Paragraph.of(part)

"""Reads the notices: what is said to a student and to a guardian before a questionnaire.

A campaign stores which notice, version and hash stood before whoever answered. The words are our
own and carry the date on which they were checked; an organisation's lawyer reads them before use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry, files
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.text import Text

PLACES = ("school", "contact")


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A title and its paragraphs, for students from an age on (guardians: from 0)."""

    from_age: int
    title: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in all its readings; `student` from the youngest on."""

    entry: Entry
    label: Text
    student: tuple[NoticeText, ...]
    guardian: NoticeText

    def for_age(self, age: int | None) -> NoticeText:
        """Return the text for a student; the plainest where her age is not known."""
        fitting = [one for one in self.student if one.from_age <= (age or 0)]
        return max(fitting, key=lambda one: one.from_age)


@cache
def notices() -> Mapping[str, Notice]:
    """Return the notices by their id."""
    read = [
        read_notice(node) for name in files("notices") for node in entries_of(read_catalogue(name))
    ]
    return {one.entry.id: one for one in read}


def read_notice(node: Node) -> Notice:
    """Read one notice; its first reading is for every age, and its places are known."""
    head, fields = entry(node, required=["label", "student", "guardian"])
    student = tuple(_aged(one) for one in fields["student"].items(at_least=1))
    if student[0].from_age != 0 or list(student) != sorted(student, key=lambda one: one.from_age):
        raise fields["student"].error("catalogue.notice_ages")
    guardian = fields["guardian"].mapping(required=["title", "paragraphs"])
    return Notice(
        entry=head,
        label=fields["label"].text(),
        student=student,
        guardian=NoticeText(0, guardian["title"].text(), _paragraphs(guardian["paragraphs"])),
    )


def _aged(node: Node) -> NoticeText:
    fields = node.mapping(required=["from_age", "title", "paragraphs"])
    return NoticeText(
        from_age=fields["from_age"].whole(at_least=0),
        title=fields["title"].text(),
        paragraphs=_paragraphs(fields["paragraphs"]),
    )


def _paragraphs(node: Node) -> tuple[Text, ...]:
    return tuple(_filled_in(one) for one in node.items(at_least=1))


def _filled_in(node: Node) -> Text:
    """Read a paragraph and make sure that both languages can be filled in."""
    text = node.text()
    try:
        for said in (text.en, text.zh_hans):
            said.format(**dict.fromkeys(PLACES, ""))
    except (KeyError, IndexError, ValueError) as error:
        raise node.error("catalogue.notice_place", known=", ".join(PLACES)) from error
    return text

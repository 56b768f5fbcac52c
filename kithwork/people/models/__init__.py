"""Students, the people around them, and what the school knows: classes, marks, attendance, facts.

A `Person` has a name and a birth date; a `Student` is a person at one school, with a number and
a pseudonym, on whom marks, facts and surveys hang. Every row reaches a school, dates of life are
dates, and each record keeps when it was true (`on`, `starts_on`) apart from when it was entered.
"""

from kithwork.people.models.attendance import Attendance
from kithwork.people.models.calendar import SchoolYear, Term
from kithwork.people.models.carers import Carer, CarerAway
from kithwork.people.models.classes import Enrolment, Grade, SchoolClass
from kithwork.people.models.consents import Consent, ConsentAnswer, ConsentPaper, ConsentRuling
from kithwork.people.models.contact_rules import SafeContactRule
from kithwork.people.models.exams import Exam, ExamFigures, ExamTotals, Mark
from kithwork.people.models.facts import StudentFact
from kithwork.people.models.imports import ImportMapping, ImportRun
from kithwork.people.models.persons import Person
from kithwork.people.models.students import SearchToken, Student
from kithwork.people.models.ties import StudentTie
from kithwork.people.models.uploads import ImportUpload

__all__ = [
    "Attendance",
    "Carer",
    "CarerAway",
    "Consent",
    "ConsentAnswer",
    "ConsentPaper",
    "ConsentRuling",
    "Enrolment",
    "Exam",
    "ExamFigures",
    "ExamTotals",
    "Grade",
    "ImportMapping",
    "ImportRun",
    "ImportUpload",
    "Mark",
    "Person",
    "SafeContactRule",
    "SchoolClass",
    "SchoolYear",
    "SearchToken",
    "Student",
    "StudentFact",
    "StudentTie",
    "Term",
]

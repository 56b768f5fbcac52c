"""The peer of `bench.pages`: what one writes first with Django over the same tables. No benchmark.

Generic views with a template each, behind session, CSRF and sign-in: a paginated list of students,
a student with her marks beside the mean of each exam, the list of cases, the notes of a case
(opened, since they are sealed), and saving one. Nobody's reach is asked, no trail is written, and
nothing else stands on a page.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
django.setup()

from django.conf import settings  # noqa: E402 (models need the settings)
from django.contrib.auth.mixins import LoginRequiredMixin  # noqa: E402
from django.core.paginator import Paginator  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db.models import Avg  # noqa: E402
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.urls import path  # noqa: E402
from django.views.generic import View  # noqa: E402

from kithwork.audit import clock  # noqa: E402
from kithwork.audit.ids import new_uid  # noqa: E402
from kithwork.casework.models import Case, Contact  # noqa: E402
from kithwork.casework.sealing import CaseVault  # noqa: E402
from kithwork.people.models import Mark, Student  # noqa: E402

PAGE = 50
WORDS = "contact.words"
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]


def _template(body: str) -> str:
    return f"<!doctype html><title>plain</title><main>{body}</main>"


STUDENTS = _template(
    "{{ page.paginator.count }}<table>{% for one in page %}<tr><td>{{ one.number }}"
    "<td>{{ one.person.full_name }}<td>{{ one.school.name_en }}{% endfor %}</table>"
)
STUDENT = _template(
    "<h1>{{ student.person.full_name }}</h1><table>{% for mark in marks %}<tr><td>"
    "{{ mark.exam.sitting }}<td>{{ mark.exam.subject }}<td>{{ mark.score }}<td>{{ mark.mean }}"
    "{% endfor %}</table>"
)
CASES = _template(
    "{{ page.paginator.count }}<table>{% for one in page %}<tr><td>{{ one.number }}"
    "<td>{{ one.student.person.full_name }}<td>{{ one.status }}<td>{{ one.received_on }}"
    "{% endfor %}</table>"
)
NOTES = _template(
    "{% for note in notes %}<article><h2>{{ note.at }} {{ note.by }}</h2>{% for name, text in "
    "note.words.items %}<p>{{ name }}: {{ text }}</p>{% endfor %}</article>{% endfor %}"
)


class Plain(LoginRequiredMixin, View):
    """A page for whoever is signed in."""

    body = ""

    def shown(self, **context: object) -> HttpResponse:
        return HttpResponse(Engine().from_string(self.body).render(Context(context)))


class Students(Plain):
    body = STUDENTS

    def get(self, request: HttpRequest) -> HttpResponse:
        found = Student.objects.filter(left_on=None).select_related("person", "school")
        pages = Paginator(found.order_by("person__pinyin", "number"), PAGE)
        return self.shown(page=pages.get_page(request.GET.get("page")))


class OneStudent(Plain):
    body = STUDENT

    def get(self, _: HttpRequest, uid: str) -> HttpResponse:
        student = Student.objects.select_related("person").get(uid=uid)
        marks = list(Mark.objects.filter(student=student).select_related("exam"))
        sat = Mark.objects.filter(exam__in=[mark.exam_id for mark in marks])
        means = dict(sat.values_list("exam").annotate(mean=Avg("score_thousandths")))
        for mark in marks:
            mark.mean = means[mark.exam_id]
        return self.shown(student=student, marks=marks)


class Cases(Plain):
    body = CASES

    def get(self, request: HttpRequest) -> HttpResponse:
        found = Case.objects.exclude(status="closed").select_related("student__person")
        pages = Paginator(found.order_by("-received_on", "-pk"), PAGE)
        return self.shown(page=pages.get_page(request.GET.get("page")))


class Notes(Plain):
    body = NOTES

    def get(self, _: HttpRequest, uid: str) -> HttpResponse:
        case = Case.objects.select_related("key").get(uid=uid)
        vault = CaseVault(case)
        notes = [
            {
                "at": note.at,
                "by": note.entered_by,
                "words": vault.open_json(note.words, row=note.uid, field=WORDS),
            }
            for note in case.contacts.select_related("entered_by").order_by("-at")
        ]
        return self.shown(notes=notes)


class Note(Plain):
    def post(self, request: HttpRequest, uid: str) -> HttpResponse:
        case, row = Case.objects.select_related("key").get(uid=uid), new_uid()
        words = {"line": request.POST["line"], "next": request.POST["next"]}
        Contact.objects.create(
            uid=row,
            series=row,
            school_id=case.school_id,
            student_id=case.student_id,
            case=case,
            form="brief",
            mode=request.POST["mode"],
            at=clock.now(),
            words=CaseVault(case).seal_json(words, row=row, field=WORDS),
            entered_by=request.user,
        )
        return HttpResponseRedirect(f"/cases/{uid}/contacts/")


urlpatterns = [
    path("students/", Students.as_view()),
    path("students/<uuid:uid>/", OneStudent.as_view()),
    path("cases/", Cases.as_view()),
    path("cases/<uuid:uid>/contacts/", Notes.as_view()),
    path("cases/<uuid:uid>/contacts/brief/", Note.as_view()),
]
application = get_wsgi_application()

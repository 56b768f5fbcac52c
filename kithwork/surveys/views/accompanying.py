"""Taking up a student, where a form of hers is to be keyed in and nobody has said so yet."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.people.actions.ties import take_up
from kithwork.people.queries.students import student_for


@posted(Section.ANSWERS, Verb.WRITE)
@require_POST
def accompany(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Let whoever asks accompany the student, and go on where she was."""
    student = student_for(request.user, uid)
    take_up(student=student, by=request.user)
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return redirect(onward)
    return redirect("surveys:choose", uid=student.uid)

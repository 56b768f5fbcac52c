"""Addresses under /students/. A student's own page is the desk's; it stands at `page_of`."""

from django.urls import path

from kithwork.people.views import admission, records, students

app_name = "people"
urlpatterns = [
    path("", students.students, name="students"),
    path("find/", students.find, name="find"),
    path("add/", admission.add, name="add"),
    path("<uuid:uid>/class/", admission.place, name="place"),
    path("<uuid:uid>/leave/", admission.leaving, name="leave"),
    path("<uuid:uid>/accompany/", admission.accompany, name="accompany"),
    path("<uuid:uid>/identity/", records.identity, name="identity"),
    path("<uuid:uid>/carers/add/", records.carer_add, name="carer_add"),
    path("<uuid:uid>/carers/<uuid:carer>/", records.carer, name="carer"),
    path("<uuid:uid>/carers/<uuid:carer>/end/", records.carer_end, name="carer_end"),
    path("<uuid:uid>/safe-contact/", records.contact_rule, name="contact_rule"),
    path("<uuid:uid>/facts/", records.facts, name="facts"),
    path("<uuid:uid>/facts/<slug:part>/", records.facts_part, name="facts_part"),
    path("<uuid:uid>/marks/<uuid:exam>/", records.mark, name="mark"),
]

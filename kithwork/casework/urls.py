"""Addresses under /cases/."""

from django.urls import path

from kithwork.casework import plan_urls
from kithwork.casework.views import (
    cases,
    consent,
    contacts,
    directories,
    giving,
    papers,
    results,
    risk,
)

app_name = "casework"
urlpatterns = [
    *plan_urls.urlpatterns,
    path("", cases.cases, name="cases"),
    path("open/<uuid:uid>/", cases.open_case, name="open"),
    path("resources/", directories.resources, name="resources"),
    path("resources/add/", directories.resource_add, name="resource_add"),
    path("resources/<uuid:uid>/", directories.resource, name="resource"),
    path("information/", directories.information, name="information"),
    path("information/add/", directories.item_add, name="item_add"),
    path("information/<uuid:uid>/", directories.item, name="item"),
    path("<uuid:uid>/", cases.case, name="case"),
    path("<uuid:uid>/step/", cases.step, name="step"),
    path("<uuid:uid>/members/", cases.members, name="members"),
    path("<uuid:uid>/members/<uuid:member>/end/", cases.end_member, name="end_member"),
    path("<uuid:uid>/papers/", papers.papers, name="papers"),
    path("<uuid:uid>/papers/<slug:kind>/", papers.paper, name="paper"),
    path("<uuid:uid>/paper/<uuid:record>/", papers.record, name="record"),
    path("<uuid:uid>/paper/<uuid:record>/amend/", papers.amend, name="amend"),
    path("<uuid:uid>/paper/<uuid:record>/sign/", papers.sign_record, name="sign"),
    path("<uuid:uid>/consent/", consent.consent, name="consent"),
    path("<uuid:uid>/consent/record/", consent.consent_record, name="consent_record"),
    path("<uuid:uid>/consent/attempt/", consent.attempt, name="attempt"),
    path("<uuid:uid>/consent/decide/", consent.decide, name="decide"),
    path("<uuid:uid>/risk/", risk.risk, name="risk"),
    path("<uuid:uid>/contacts/", contacts.contacts, name="contacts"),
    path("<uuid:uid>/contacts/brief/", contacts.brief, name="brief"),
    path("<uuid:uid>/contacts/add/", contacts.contact_add, name="contact_add"),
    path("<uuid:uid>/contacts/<uuid:contact>/", contacts.contact, name="contact"),
    path("<uuid:uid>/tasks/<uuid:task>/done/", contacts.task_done, name="task_done"),
    path("<uuid:uid>/giving/", giving.giving, name="giving"),
    path("<uuid:uid>/giving/link/", giving.link, name="link"),
    path("<uuid:uid>/giving/link/<uuid:link>/", giving.link_step, name="link_step"),
    path("<uuid:uid>/giving/information/", giving.give, name="give"),
    path("<uuid:uid>/giving/information/<uuid:given>/read/", giving.read, name="read"),
    path("<uuid:uid>/results/", results.results, name="results"),
    path("<uuid:uid>/results/follow-ups/", papers.follow_ups, name="follow_ups"),
    path("<uuid:uid>/results/follow-up/<uuid:follow_up>/", results.follow_up, name="follow_up"),
    path("<uuid:uid>/results/lesson/", results.lesson, name="lesson"),
    path("<uuid:uid>/results/reflection/", results.reflection, name="reflection"),
]

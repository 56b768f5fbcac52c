"""Addresses under /cases/ of complaints and of what was told outside the team."""

from django.urls import path

from kithwork.casework.views import complaints, disclosures

CASE = "<uuid:uid>/"
urlpatterns = [
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/add/<uuid:uid>/", complaints.complaint_add, name="complaint_add"),
    path("complaints/sheet/<uuid:uid>/", complaints.complaint_sheet, name="complaint_sheet"),
    path("complaints/<uuid:uid>/", complaints.complaint, name="complaint"),
    path("complaints/<uuid:uid>/<slug:step>/", complaints.complaint_step, name="complaint_step"),
    path(f"{CASE}complaints/", complaints.case_complaints, name="case_complaints"),
    path(f"{CASE}passed-on/", disclosures.disclosures, name="disclosures"),
    path(f"{CASE}passed-on/add/", disclosures.disclosure_add, name="disclosure_add"),
    path(f"{CASE}passed-on/<uuid:disclosure>/", disclosures.disclosure, name="disclosure"),
]

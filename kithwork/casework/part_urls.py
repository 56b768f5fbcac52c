"""Addresses under /cases/ of the parts of a case that others work on; `urls` takes them in."""

from django.urls import path

from kithwork.casework.views import danger, referrals

CASE = "<uuid:uid>/"
urlpatterns = [
    path("parts/", danger.parts, name="parts"),
    path(f"{CASE}danger/", danger.danger, name="danger"),
    path(f"{CASE}danger/<slug:step>/", danger.danger_step, name="danger_step"),
    path(f"{CASE}referrals/", referrals.referrals, name="referrals"),
    path(f"{CASE}referrals/add/", referrals.referral_add, name="referral_add"),
    path(f"{CASE}referrals/<uuid:referral>/end/", referrals.referral_end, name="referral_end"),
    path(f"{CASE}referred/", referrals.referred, name="referred"),
    path(
        f"{CASE}referred/<uuid:referral>/<slug:step>/",
        referrals.referral_answer,
        name="referral_answer",
    ),
]

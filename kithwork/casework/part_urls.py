"""Addresses under /cases/ of the parts of a case that others work on; `urls` takes them in."""

from django.urls import path

from kithwork.casework.views import danger, handovers, referrals, supervision

CASE = "<uuid:uid>/"
urlpatterns = [
    path("parts/", danger.parts, name="parts"),
    path(f"{CASE}danger/", danger.danger, name="danger"),
    path(f"{CASE}danger/<slug:step>/", danger.danger_step, name="danger_step"),
    path(f"{CASE}handover/", handovers.handover, name="handover"),
    path("handovers/<uuid:uid>/", handovers.handover_sheet, name="handover_sheet"),
    path("handovers/<uuid:uid>/take/", handovers.handover_take, name="handover_take"),
    path("handovers/<uuid:uid>/decline/", handovers.handover_decline, name="handover_decline"),
    path("handovers/<uuid:uid>/withdraw/", handovers.handover_withdraw, name="handover_withdraw"),
    path(f"{CASE}supervision/", supervision.supervision, name="supervision"),
    path(f"{CASE}supervision/write/", supervision.supervision_write, name="supervision_write"),
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

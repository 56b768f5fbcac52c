"""All addresses of the installation."""

from allauth.account import views as account
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from kithwork.access.guards import open_to_all
from kithwork.access.views import entrance


@open_to_all
def not_offered(_request: HttpRequest) -> HttpResponse:
    """Answer 404 where allauth offers what we do not: sign-up, e-mail, reset by e-mail."""
    raise Http404


account_addresses = [
    path("login/", entrance.sign_in, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("welcome/", entrance.first_password, name="first_password"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("signup/", not_offered, name="account_signup"),
    path("email/", not_offered, name="account_email"),
    path("email/sent/", not_offered, name="account_email_verification_sent"),
    path("password/set/", not_offered, name="account_set_password"),
    path("password/reset/", not_offered, name="account_reset_password"),
]

urlpatterns = [
    path("", include("kithwork.desk.urls")),
    path("students/import/", include("kithwork.people.import_urls")),
    path("students/", include("kithwork.people.urls")),
    path("setup/", entrance.first_start, name="first_start"),
    path("alerts/", include("kithwork.safety.urls")),
    path("ask/", include("kithwork.documents.ask_urls")),
    path("ask/", include("kithwork.surveys.ask_urls")),
    path("a/", include("kithwork.surveys.answer_urls")),
    path("scales/", include("kithwork.surveys.urls")),
    path("evidence/", include("kithwork.documents.evidence_urls")),
    path("know/report/", include("kithwork.documents.urls")),
    path("know/choosing/", include("kithwork.casework.choosing_urls")),
    path("know/", include("kithwork.needs.urls")),
    path("give/", include("kithwork.aid.urls")),
    path("cases/", include("kithwork.documents.case_urls")),
    path("cases/", include("kithwork.evaluation.urls")),
    path("cases/", include("kithwork.casework.urls")),
    path("learn/", include("kithwork.desk.learn_urls")),
    path("learn/", include("kithwork.casework.learn_urls")),
    path("account/", include(account_addresses)),
    path("settings/wordings/", include("kithwork.surveys.wording_urls")),
    path("settings/calendar/", include("kithwork.people.calendar_urls")),
    path("settings/", include("kithwork.access.urls")),
    path("drafts/", include("kithwork.drafts.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

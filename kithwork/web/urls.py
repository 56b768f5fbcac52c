"""All addresses of the installation."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

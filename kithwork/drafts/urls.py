from django.urls import path

from kithwork.drafts import views

app_name = "drafts"
urlpatterns = [
    path("session/", views.session, name="session"),
    path("<slug:form>/", views.draft, name="draft"),
    path("<slug:form>/<slug:object>/", views.draft, name="draft_of"),
]

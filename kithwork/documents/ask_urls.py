"""The address under /ask/: how well a campaign's questionnaire measured."""

from django.urls import path

from kithwork.documents.views import campaigns

app_name = "quality"
urlpatterns = [path("<uuid:uid>/quality/", campaigns.quality, name="campaign")]

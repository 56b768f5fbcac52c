from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "kithwork.surveys"
    label = "surveys"

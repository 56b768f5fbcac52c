from django.apps import AppConfig


class AidConfig(AppConfig):
    name = "kithwork.aid"
    label = "aid"

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "kithwork.desk"
    label = "desk"

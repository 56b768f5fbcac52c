from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kithwork.audit"
    label = "audit"

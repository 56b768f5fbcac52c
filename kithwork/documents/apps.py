from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kithwork.documents"
    label = "documents"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from kithwork.documents.evidence.files import on_sign_out

        user_logged_out.connect(on_sign_out, dispatch_uid="work files end with the session")

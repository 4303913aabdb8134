from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "partnership.framework"
    label = "framework"

    def ready(self):
        from partnership.framework.rules import frozen  # noqa: F401, PLC0415  (its system check registers itself)

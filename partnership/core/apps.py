from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "partnership.core"
    label = "core"

    def ready(self):
        from partnership.core import keys, pack, privacy  # noqa: F401, PLC0415  (their system checks register themselves)

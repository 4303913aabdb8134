from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "partnership.framework"
    label = "framework"

from django.apps import AppConfig


class AcademyConfig(AppConfig):
    name = "partnership.academy"
    label = "academy"

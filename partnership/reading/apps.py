from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "partnership.reading"
    label = "reading"

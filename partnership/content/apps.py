from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "partnership.content"
    label = "content"

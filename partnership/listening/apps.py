from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "partnership.listening"
    label = "listening"

from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "partnership.hub"

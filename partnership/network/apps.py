from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "partnership.network"
    label = "network"

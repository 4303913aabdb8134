from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate


def make_cache_table(using, **kwargs):
    """Let `migrate` make every table there is: the cache's, too, which no migration knows."""
    call_command("createcachetable", database=using, verbosity=0)


class AccountsConfig(AppConfig):
    name = "partnership.accounts"
    label = "accounts"

    def ready(self):
        post_migrate.connect(make_cache_table, sender=self)

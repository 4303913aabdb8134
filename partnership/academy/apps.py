from django.apps import AppConfig


class AcademyConfig(AppConfig):
    name = "partnership.academy"
    label = "academy"

    def ready(self):
        from partnership.academy.actions import merging  # noqa: PLC0415  (no table is there before)
        from partnership.partners.actions.moving import STEP_ASIDE  # noqa: PLC0415

        STEP_ASIDE.update(merging.STEP_ASIDE)

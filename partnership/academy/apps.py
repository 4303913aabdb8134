from django.apps import AppConfig


class AcademyConfig(AppConfig):
    name = "partnership.academy"
    label = "academy"

    def ready(self):
        from partnership.academy.actions import awaiting, merging  # noqa: PLC0415  (no table is there before)
        from partnership.accounts.actions.signing_in import TOOK_ADDRESS  # noqa: PLC0415
        from partnership.partners.actions.moving import STEP_ASIDE  # noqa: PLC0415

        STEP_ASIDE.update(merging.STEP_ASIDE)
        TOOK_ADDRESS.append(lambda person: awaiting.claim(person, by=person))

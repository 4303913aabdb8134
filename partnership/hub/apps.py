from django.apps import AppConfig


class HubConfig(AppConfig):
    name = "partnership.hub"

    def ready(self):
        from partnership.core import beside  # noqa: PLC0415  (no table is there before)
        from partnership.hub.queries import heard  # noqa: PLC0415

        heard_of = "hub/beside/heard.html"
        beside.add("standard", beside.Addition(heard_of, heard.about_standard, heard.standard_made_from))
        beside.add("place", beside.Addition(heard_of, heard.in_place, heard.place_made_from))

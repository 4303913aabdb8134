from django.urls import path, register_converter

from partnership.places import feeds, views
from partnership.places.api import api


class Ending:
    regex = "csv|json"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Ending, "ending")

transition, setting = {"kind": "transition"}, {"kind": "setting"}

urlpatterns = [
    path("places/", views.places, name="places"),
    path("places/find/", views.find_place, name="find-place"),
    path("places/compare/", views.compare_places, name="compare-places"),
    path("places/compare.<ending:ending>", feeds.compare_places, name="compare-places-file"),
    path("places/<slug:slug>/", views.place, name="place"),
    path("places/<slug:slug>.<ending:ending>", feeds.place, name="place-file"),
    path("places/<slug:slug>/rings.svg", feeds.rings, {"width": "wide"}, name="rings"),
    path("places/<slug:slug>/rings-narrow.svg", feeds.rings, {"width": "narrow"}, name="rings-narrow"),
    path("places/<slug:slug>/<slug:stage>/", views.place_stage, name="place-stage"),
    path("places/<slug:slug>/<slug:stage>.<ending:ending>", feeds.place_stage, name="place-stage-file"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators.<ending:ending>", feeds.indicators, name="indicators-file"),
    path("indicators/<slug:slug>/", views.indicator, name="indicator"),
    path("indicators/<slug:slug>.<ending:ending>", feeds.indicator, name="indicator-file"),
    path("indicators/<slug:slug>/history.svg", feeds.history, {"width": "wide"}, name="history"),
    path("indicators/<slug:slug>/history-narrow.svg", feeds.history, {"width": "narrow"}, name="history-narrow"),
    path("transitions/", views.crossings, transition, name="transitions"),
    path("transitions/<slug:slug>/", views.crossing, transition, name="transition"),
    path("transitions/<slug:slug>.<ending:ending>", feeds.crossing, transition, name="transition-file"),
    path("settings/", views.crossings, setting, name="settings"),
    path("settings/<slug:slug>/", views.crossing, setting, name="setting"),
    path("settings/<slug:slug>.<ending:ending>", feeds.crossing, setting, name="setting-file"),
    path("changes/", views.changes, name="changes"),
    path("changes.<ending:ending>", feeds.changes, name="changes-file"),
    path("data/", views.all_data, name="all-data"),
    path("data/all.zip", feeds.all_data, name="all-data-file"),
    path("api/v1/", views.api, name="api"),
    path("api/v1/", api.urls),
]

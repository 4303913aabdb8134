from django.urls import path, register_converter

from partnership.partners.feeds import lists
from partnership.partners.views import merges as views


class MergeKind:
    regex = "partner|person"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(MergeKind, "mergekind")

urlpatterns = [
    path("programme/merges/", views.merges, name="merges"),
    path("programme/merges.<str:ending>", lists.merges, name="merges-file"),
    path("programme/merges/choose/", views.choose_two, name="choose-two"),
    path("programme/merges/<int:pk>/", views.show_merge, name="merge"),
    path("programme/merges/<int:pk>/undo/", views.undo_merge, name="undo-merge"),
    path("programme/merges/<mergekind:kind>/<int:kept>/<int:gone>/", views.merge_two, name="merge-two"),
    path("programme/merges/<mergekind:kind>/<int:kept>/<int:gone>/distinct/", views.say_distinct, name="say-distinct"),
]

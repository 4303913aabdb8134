"""What waits to be read, reading it, and making it ready for others."""

from django.urls import path, register_converter

from partnership.reading.models import Use
from partnership.reading.views import queue as views


class UseConverter:
    """For whom words are made ready."""

    regex = "|".join(Use.values)

    @staticmethod
    def to_python(value: str) -> str:
        """Give the use."""
        return value

    to_url = to_python


register_converter(UseConverter, "use")
ONE = "reading/texts/<int:pk>/"

urlpatterns = [
    path("reading/", views.reading, name="reading"),
    path(ONE, views.read_text, name="read-text"),
    path(ONE + "take/", views.take_text, name="take-text"),
    path(ONE + "hand-back/", views.hand_back_text, name="hand-back-text"),
    path(ONE + "fold/", views.fold_text, name="fold-text"),
    path(ONE + "unfold/", views.unfold_text, name="unfold-text"),
    path(ONE + "open/", views.open_text, name="open-text"),
    path(ONE + "ready/<use:use>/", views.make_version, name="make-version"),
    path(ONE + "versions/<int:version>/take-back/", views.withdraw_version, name="withdraw-version"),
]

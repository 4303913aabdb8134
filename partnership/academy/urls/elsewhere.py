"""What was learned elsewhere: reports of other systems, and what waits for people without an account."""

from django.urls import URLPattern, path

from partnership.academy.views import awaiting
from partnership.academy.views import elsewhere as views


def addresses(start: str, name: str) -> list[URLPattern]:
    """Give the addresses of reports under this start; those of an organisation have a word before theirs."""
    return [
        path(start, views.learning_files, name=f"{name}learning-files"),
        path(f"{start}bring-in/", views.bring_in_learning, name=f"{name}bring-in-learning"),
        path(f"{start}example.csv", views.learning_example, name=f"{name}learning-example"),
        path(f"{start}<int:pk>/", views.learning_file, name=f"{name}learning-file"),
        path(f"{start}<int:pk>/confirm/", views.confirm_learning, name=f"{name}confirm-learning"),
        path(f"{start}<int:pk>/stop/", views.stop_learning, name=f"{name}stop-learning"),
        path(f"{start}<int:pk>/go-on/", views.go_on_with_learning, name=f"{name}go-on-with-learning"),
        path(f"{start}<int:pk>/now/", views.do_learning_now, name=f"{name}do-learning-now"),
        path(f"{start}<int:pk>/drop/", views.drop_learning, name=f"{name}drop-learning"),
        path(f"{start}<int:pk>/to-mend.<str:ending>", views.learning_to_mend, name=f"{name}learning-to-mend"),
    ]


urlpatterns = [
    path("waiting-for-you/<str:secret>/", awaiting.what_waits, name="what-waits"),
    *addresses("programme/academy/elsewhere/", ""),
    *addresses("for/<slug:partner>/training/elsewhere/", "partner-"),
]

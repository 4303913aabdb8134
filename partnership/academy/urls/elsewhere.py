"""What was learned elsewhere: reports of other systems, and what waits for people without an account."""

from django.urls import URLPattern, path

from partnership.academy.views import awaiting, sharing, shown
from partnership.academy.views import elsewhere as views


def addresses(start: str, name: str) -> list[URLPattern]:
    """Give the addresses of reports under this start; those of an organisation have a word before theirs."""
    return [
        path(start, views.learning_files, name=f"{name}learning-files"),
        path(f"{start}bring-in/", views.bring_in_learning, name=f"{name}bring-in-learning"),
        path(f"{start}example.csv", views.learning_example, name=f"{name}learning-example"),
        path(f"{start}papers/<int:pk>/", shown.decide_paper, name=f"{name}decide-paper"),
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
    path("my-training/passport/elsewhere/", shown.show_paper, name="show-paper"),
    path("my-training/passport/elsewhere/<int:pk>/take-back/", shown.withdraw_paper, name="withdraw-paper"),
    path("academy/completions/<int:pk>/take-back/", shown.take_back_completion, name="take-back-completion"),
    path("my-training/sharing/", sharing.my_sharing, name="my-sharing"),
    path("my-training/sharing/no/", sharing.keep_to_myself, name="keep-to-myself"),
    path("my-training/sharing/yes/", sharing.share_again, name="share-again"),
    path("programme/academy/sharing/", sharing.sharing, name="sharing"),
    path("programme/academy/sharing/end/", sharing.end_sharing, name="end-sharing"),
    path("programme/academy/sharing/again/", sharing.try_statements_again, name="try-statements-again"),
    path("programme/academy/sharing/statements.jsonl", sharing.statements_file, name="statements-file"),
    path("programme/academy/elsewhere/statements/", sharing.bring_in_statements, name="bring-in-statements"),
    *addresses("programme/academy/elsewhere/", ""),
    *addresses("for/<slug:partner>/training/elsewhere/", "partner-"),
]

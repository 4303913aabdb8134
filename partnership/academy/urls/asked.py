"""Did it change anything: answering as nobody, and what came of it."""

from django.urls import path

from partnership.academy.views import asked

urlpatterns = [
    path("answer/training/<slug:link>/", asked.answer_asked, name="answer-asked"),
    path("answer/training/<slug:link>/thanks/", asked.thanks_asked, name="thanks-asked"),
]

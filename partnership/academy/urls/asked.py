"""Did it change anything: answering as nobody, and what came of it."""

from django.urls import path

from partnership.academy.views import asked, changed

urlpatterns = [
    path("answer/training/<slug:link>/", asked.answer_asked, name="answer-asked"),
    path("answer/training/<slug:link>/thanks/", asked.thanks_asked, name="thanks-asked"),
    path("academy/courses/<slug:key>/changed/", changed.course_changed, name="course-changed"),
    path("academy/courses/<slug:key>/changed.<slug:ending>", changed.course_changed_file, name="course-changed-file"),
    path("academy/sessions/<int:pk>/questions/", changed.asked_address, name="asked-address"),
    path("academy/i-lead/changed/", changed.i_led_changed, name="i-led-changed"),
    path("academy/i-lead/changed.<slug:ending>", changed.i_led_changed_file, name="i-led-changed-file"),
    path("academy/in-the-way/<slug:barrier>/raise/", changed.raise_for_barrier, name="raise-for-barrier"),
    path("programme/academy/changed/", changed.programme_changed, name="programme-changed"),
    path("programme/academy/changed/leading/", changed.trainers_changed, name="trainers-changed"),
    path("programme/academy/changed/leading/<int:pk>/", changed.trainer_changed, name="trainer-changed"),
]

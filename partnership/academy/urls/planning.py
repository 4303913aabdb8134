"""Sessions: the public list, planning one, and a quarter of all of them."""

from django.urls import path, register_converter

from partnership.academy.feeds import catalogue as public
from partnership.academy.feeds import planning as feeds
from partnership.academy.views import planning as views
from partnership.academy.views import sessions


class YearOfOurs:
    """A year that can be one of this century: any other address leads nowhere."""

    regex = "20[0-9]{2}"
    to_python, to_url = int, str


register_converter(YearOfOurs, "year")
ONE = "academy/sessions/<int:pk>/"

urlpatterns = [
    path("academy/sessions/", sessions.sessions, name="sessions"),
    path("academy/sessions.ics", public.sessions_calendar, name="sessions-calendar"),
    path("academy/sessions/new/", views.plan_session, name="plan-session"),
    path(ONE, sessions.session, name="session"),
    path(ONE + "organise/", views.organise_session, name="organise-session"),
    path(ONE + "change/", views.change_planned, name="change-planned"),
    path(ONE + "parts/new/", views.add_part, name="add-part"),
    path(ONE + "parts/<int:part>/remove/", views.remove_part, name="remove-part"),
    path(ONE + "leading/new/", views.ask_to_lead, name="ask-to-lead"),
    path(ONE + "leading/<int:leading>/take-back/", views.take_back_asking, name="take-back-asking"),
    path(ONE + "held/new/", views.hold_places, name="hold-places"),
    path(ONE + "held/<int:held>/release/", views.release_places, name="release-places"),
    path(ONE + "announce/", views.announce_session, name="announce-session"),
    path(ONE + "cancel/", views.call_off_session, name="call-off-session"),
    path("academy/i-lead/", views.i_lead, name="i-lead"),
    path("academy/i-lead/<int:leading>/say-no/", views.step_back, name="step-back"),
    path("programme/academy/", views.programme_academy, name="programme-academy"),
    path("programme/academy/year/<year:year>/", views.academy_year, name="academy-year"),
    path("programme/academy/year/<year:year>.<slug:ending>", feeds.academy_year_file, name="academy-year-file"),
    path("programme/academy.<slug:ending>", feeds.programme_academy_file, name="programme-academy-file"),
]

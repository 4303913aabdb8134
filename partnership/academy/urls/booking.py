"""Places in training: asking for one, having one, letting it go."""

from django.urls import path

from partnership.academy.feeds import booking as feeds
from partnership.academy.views import booking as views
from partnership.academy.views import calendars, team

ONE = "my-training/<int:pk>/"
TEAM = "for/<slug:partner>/training/"

urlpatterns = [
    path("academy/sessions/<int:pk>/book/", views.book_session, name="book-session"),
    path("my-training/", views.my_training, name="my-training"),
    path("my-training/calendar/", calendars.training_calendar, name="training-calendar"),
    path("my-training/calendar.ics", feeds.training_calendar_feed, name="training-calendar-feed"),
    path("my-training/calendar/address/", calendars.make_training_calendar, name="make-training-calendar"),
    path("my-training/calendar/stop/", calendars.stop_training_calendar, name="stop-training-calendar"),
    path(ONE, views.booking, name="booking"),
    path(ONE + "let-go/", views.cancel_booking, name="cancel-booking"),
    path(ONE + "yes/", views.take_place, name="take-place"),
    path(ONE + "other-day/", views.change_session, name="change-session"),
    path(ONE + "what-helps/", views.say_what_helps, name="say-what-helps"),
    path(TEAM, team.book_team, name="book-team"),
    path(TEAM + "sessions/<int:pk>/", team.book_team_session, name="book-team-session"),
    path(TEAM + "<int:pk>/yes/", team.say_yes, name="approve-booking"),
    path(TEAM + "<int:pk>/no/", team.say_no, name="decline-booking"),
    path(TEAM + "<int:pk>/let-go/", team.let_go_for, name="let-go-for"),
    path(ONE + "calendar.ics", feeds.booking_calendar, name="booking-calendar"),
]

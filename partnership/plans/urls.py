from django.urls import path

from partnership.plans import feeds, views

urlpatterns = [
    path("actions/", views.actions, name="actions"),
    path("actions.<str:ending>", feeds.actions_file, name="actions-file"),
    path("actions/board/", views.board, name="actions-board"),
    path("actions/new/", views.raise_action, name="raise-action"),
    path("actions/new/whose/", views.whose_action, name="whose-action"),
    path("actions/calendar/", views.calendar, name="actions-calendar"),
    path("actions/calendar.ics", feeds.calendar_feed, name="actions-calendar-feed"),
    path("actions/calendar/address/", views.make_calendar_address, name="make-calendar-address"),
    path("actions/calendar/change/", views.change_calendar, name="change-calendar"),
    path("actions/calendar/stop/", views.stop_calendar, name="stop-calendar"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/change/", views.change_action, name="change-action"),
    path("actions/<int:pk>/move/", views.move_action, name="move-action"),
    path("actions/<int:pk>/take-over/", views.take_over_action, name="take-over-action"),
    path("actions/<int:pk>/note/", views.write_note, name="write-note"),
    path("actions/<int:pk>/evidence/", views.add_evidence, name="add-evidence"),
    path("actions/<int:pk>/evidence/<int:evidence>/remove/", views.remove_evidence, name="remove-evidence"),
    path("actions/<int:pk>/wait-for/", views.wait_for, name="wait-for"),
    path("actions/<int:pk>/wait-for/<int:dependency>/remove/", views.wait_no_longer, name="wait-no-longer"),
    path("for/<slug:partner>/actions/", views.actions, name="partner-actions"),
    path("for/<slug:partner>/actions.<str:ending>", feeds.actions_file, name="partner-actions-file"),
    path("for/<slug:partner>/actions/board/", views.board, name="partner-actions-board"),
    path("for/<slug:partner>/actions/new/", views.raise_action, name="raise-action-for-partner"),
]

"""An organisation arranges to look at itself."""

from django.urls import path

from partnership.framework.views import arranging as views

HERE = "for/<slug:partner>/assessments/"
ONE = HERE + "<int:pk>/"

urlpatterns = [
    path(HERE, views.assessments, name="assessments"),
    path(HERE + "start/", views.start_assessment, name="start-assessment"),
    path(ONE, views.assessment, name="assessment"),
    path(ONE + "change/", views.change_assessment, name="change-assessment"),
    path(ONE + "begin/", views.begin_assessment, name="begin-assessment"),
    path(ONE + "close/", views.close_assessment, name="close-assessment"),
    path(ONE + "call-off/", views.call_off_assessment, name="call-off-assessment"),
    path(ONE + "share/", views.share_assessment, name="share-assessment"),
    path(ONE + "typist/", views.name_typist, name="name-typist"),
    path(ONE + "seats/<slug:seat>/ask/", views.ask_by_name, name="ask-by-name"),
    path(ONE + "seats/<slug:seat>/link/", views.replace_link, name="replace-link"),
]

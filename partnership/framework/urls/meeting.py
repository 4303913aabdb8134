"""The meeting, and the report that comes of it."""

from django.urls import path

from partnership.framework import feeds
from partnership.framework.urls.arranging import ONE
from partnership.framework.views import meeting as views

urlpatterns = [
    path(ONE + "open/", views.open_results, name="open-results"),
    path(ONE + "meeting/", views.meeting, name="meeting"),
    path(ONE + "meeting/under-16/", views.meeting_heard, name="meeting-heard"),
    path(ONE + "meeting/<slug:standard>/", views.meeting_standard, name="meeting-standard"),
    path(ONE + "evidence/<int:evidence>/take-back/", views.take_evidence_back, name="take-evidence-back"),
    path(ONE + "report/", views.assessment_report, name="assessment-report"),
    path(ONE + "report.pdf", feeds.assessment_report_pdf, name="assessment-report-pdf"),
    path(ONE + "report.<slug:ending>", feeds.assessment_file, name="assessment-file"),
    path(ONE + "agree/", views.agree_assessment, name="agree-assessment"),
    path(ONE + "take-up-again/", views.take_up_again, name="take-up-again"),
]

"""What is done about it, what became of last year's promises, and what changed over the years."""

from django.urls import path

from partnership.framework.views import history
from partnership.framework.views import plan as views

OF = "for/<slug:partner>/assessments/"
urlpatterns = [
    path(f"{OF}<int:pk>/plan/", views.assessment_plan, name="assessment-plan"),
    path(f"{OF}<int:pk>/plan/raise/", views.raise_from_plan, name="raise-from-plan"),
    path(f"{OF}<int:pk>/plan.<slug:ending>", views.plan_file, name="plan-file"),
    path(f"{OF}history/", history.assessments_history, name="assessments-history"),
    path(f"{OF}<int:pk>/history/", history.assessment_history, name="assessment-history"),
    path(f"{OF}<int:pk>/history.<slug:ending>", history.history_file, name="history-file"),
]

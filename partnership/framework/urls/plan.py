"""What is done about it, and what became of last year's promises."""

from django.urls import path

from partnership.framework.views import plan as views

OF = "for/<slug:partner>/assessments/"
urlpatterns = [
    path(f"{OF}<int:pk>/plan/", views.assessment_plan, name="assessment-plan"),
    path(f"{OF}<int:pk>/plan/raise/", views.raise_from_plan, name="raise-from-plan"),
    path(f"{OF}<int:pk>/plan.<slug:ending>", views.plan_file, name="plan-file"),
]

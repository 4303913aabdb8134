"""A whole assessment as a workbook: the lead's, and the sealed one for somebody outside the partner."""

from django.urls import path

from partnership.framework.views import workbooks as views

OF = "for/<slug:partner>/assessments/<int:pk>/"
urlpatterns = [
    path(f"{OF}workbook.xlsx", views.assessment_workbook, name="assessment-workbook"),
    path(f"{OF}workbook/", views.import_workbook, name="import-workbook"),
    path(f"{OF}workbook/bring-in/", views.bring_in_workbook, name="bring-in-workbook"),
    path("sealed/<int:pk>/workbook.xlsx", views.sealed_workbook, name="sealed-workbook"),
    path("sealed/<int:pk>/", views.import_sealed_workbook, name="import-sealed-workbook"),
    path("sealed/<int:pk>/bring-in/", views.bring_in_sealed_workbook, name="bring-in-sealed-workbook"),
]

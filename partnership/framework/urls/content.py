from django.urls import path

from partnership.framework import feeds
from partnership.framework.views import content as views

urlpatterns = [
    path("framework/", views.framework, name="framework"),
    path("framework/<slug:edition>.json", feeds.framework_json, name="framework-json"),
    path("framework/<slug:edition>.<slug:ending>", feeds.framework_file, name="framework-file"),
    path("framework/<slug:edition>/", views.framework_edition, name="framework-edition"),
    path("framework/<slug:edition>/sheets/<slug:seat>/", views.framework_sheet, name="framework-sheet"),
    path("framework/<slug:edition>/<slug:standard>/", views.framework_standard, name="framework-standard"),
]

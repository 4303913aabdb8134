"""The addresses of the framework and of looking at oneself: one module for each part, put together here."""

from partnership.framework.urls import (
    answering,
    arranging,
    campaigns,
    content,
    meeting,
    peers,
    plan,
    system,
    workbooks,
)

urlpatterns = [
    *arranging.urlpatterns,
    *answering.urlpatterns,
    *meeting.urlpatterns,
    *plan.urlpatterns,
    *peers.urlpatterns,
    *campaigns.urlpatterns,
    *workbooks.urlpatterns,
    *system.urlpatterns,
    *content.urlpatterns,  # last: an edition may be called as it likes
]

from django.urls import path

from partnership.partners.views import rights as views

urlpatterns = [
    path("accounts/me/erase/", views.be_erased, name="be-erased"),
    path("accounts/me/erase/sure/", views.confirm_erasure, name="confirm-erasure"),
    path("goodbye/", views.goodbye, name="goodbye"),
    path("programme/rights/", views.answer_requests, name="answer-requests"),
    path("programme/rights/<int:pk>/", views.erase_person, name="erase-person"),
]

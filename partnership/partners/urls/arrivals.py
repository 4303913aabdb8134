from django.urls import path

from partnership.partners.views import arrivals as views

urlpatterns = [
    path("leave/done/", views.taken_out, name="taken-out"),
    path("leave/<str:code>/", views.take_me_out, name="take-me-out"),
]

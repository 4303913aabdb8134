from django.urls import path

from partnership.hub import views

urlpatterns = [path("", views.home, name="home")]

from django.urls import path

from partnership.hub import views
from partnership.hub.views import demo

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/", demo.demo, name="demo"),
    path("demo/as/<int:pk>/", demo.look_around, name="look-around"),
]

from django.urls import path

from partnership.hub import views
from partnership.hub.views import demo

urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my-work"),
    path("search/", views.search, name="search"),
    path("demo/", demo.demo, name="demo"),
    path("demo/as/<int:pk>/", demo.look_around, name="look-around"),
]

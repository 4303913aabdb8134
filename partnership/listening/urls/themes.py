"""You said, we did: the public ledger, and where it is kept."""

from django.urls import path

from partnership.listening import feeds
from partnership.listening.views import themes

TENDED = "programme/listening/themes/"
urlpatterns = [
    path("what-changed/", themes.what_changed, name="what-changed"),
    path("what-changed/feed.atom", feeds.what_changed_feed, name="what-changed-feed"),
    path("what-changed.<slug:ending>", feeds.what_changed_file, name="what-changed-file"),
    path("what-changed/<int:pk>/", themes.theme, name="theme"),
    path("what-changed/<int:pk>/poster.pdf", themes.theme_poster, name="theme-poster"),
    path(TENDED, themes.programme_themes, name="programme-themes"),
    path(f"{TENDED}new/", themes.gather_theme, name="gather-theme"),
    path(f"{TENDED}<int:pk>/", themes.tended_theme, name="tended-theme"),
    path(f"{TENDED}<int:pk>/change/", themes.change_theme, name="change-theme"),
    path(f"{TENDED}<int:pk>/move/", themes.move_theme, name="move-theme"),
    path(f"{TENDED}<int:pk>/publish/", themes.publish_theme, name="publish-theme"),
    path(f"{TENDED}<int:pk>/take-down/", themes.take_theme_down, name="take-theme-down"),
    path(f"{TENDED}<int:pk>/action/", themes.raise_for_theme, name="raise-for-theme"),
    path("programme/listening/clocks/", themes.answer_clocks, name="answer-clocks"),
]

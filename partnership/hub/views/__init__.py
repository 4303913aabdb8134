"""The pages that gather from several apps: one module for each part."""

from partnership.hub.views.finding import search
from partnership.hub.views.front import home
from partnership.hub.views.work import my_work

__all__ = ["home", "my_work", "search"]

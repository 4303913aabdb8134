"""What the pages that gather from several apps show."""

from partnership.hub.queries.finding import search
from partnership.hub.queries.front import FrontPage, Way, front_page, made_from
from partnership.hub.queries.work import MyWork, my_work

__all__ = ["FrontPage", "MyWork", "Way", "front_page", "made_from", "my_work", "search"]

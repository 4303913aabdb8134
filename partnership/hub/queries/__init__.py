"""What the pages that gather from several apps show."""

from partnership.hub.queries.front import FrontPage, Way, front_page, made_from

__all__ = ["FrontPage", "Way", "front_page", "made_from"]

"""The pages that gather from several apps: one module for each part."""

from partnership.hub.views.front import home

__all__ = ["home"]

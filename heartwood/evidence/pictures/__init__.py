"""Pictures of the evidence: declared in Altair, rendered to SVG on the server, each with its words."""

from heartwood.evidence.pictures.bands import Band, bands
from heartwood.evidence.pictures.history import history
from heartwood.evidence.pictures.rings import rings
from heartwood.evidence.pictures.svg import svg
from heartwood.evidence.pictures.words import Numbered, describe_history, describe_rings, ring_key

__all__ = ["Band", "Numbered", "bands", "describe_history", "describe_rings", "history", "ring_key", "rings", "svg"]

"""A place's figures, life stage by life stage, risk beside protection."""

from heartwood.evidence.comparison import Compared, Verdict
from heartwood.evidence.profile.evidence import Evidence, open_evidence
from heartwood.evidence.profile.shapes import NO_PERIOD, Cell, Edition, Figure, Profile
from heartwood.evidence.trend import Direction, Trend

__all__ = [
    "NO_PERIOD",
    "Cell",
    "Compared",
    "Direction",
    "Edition",
    "Evidence",
    "Figure",
    "Profile",
    "Trend",
    "Verdict",
    "open_evidence",
]

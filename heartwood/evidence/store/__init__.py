"""The store: keep what publishers give, check it, build from it; a bad build never replaces a good one."""

from __future__ import annotations

from heartwood.evidence.store.builds import BuildInfo as BuildInfo
from heartwood.evidence.store.builds import builds as builds
from heartwood.evidence.store.builds import connect as connect
from heartwood.evidence.store.builds import info as info
from heartwood.evidence.store.builds import newest as newest
from heartwood.evidence.store.folders import data_folder as data_folder

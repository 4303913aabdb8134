"""The store: keep what publishers give, check it, build from it; a bad build never replaces a good one."""

from __future__ import annotations

from heartwood.evidence.store.building import build as build
from heartwood.evidence.store.builds import BuildInfo as BuildInfo
from heartwood.evidence.store.builds import builds as builds
from heartwood.evidence.store.builds import connect as connect
from heartwood.evidence.store.builds import info as info
from heartwood.evidence.store.builds import newest as newest
from heartwood.evidence.store.checking import check as check
from heartwood.evidence.store.editions import Edition as Edition
from heartwood.evidence.store.editions import editions_of as editions_of
from heartwood.evidence.store.folders import data_folder as data_folder
from heartwood.evidence.store.keeping import keep as keep
from heartwood.evidence.store.kept import Refused as Refused
from heartwood.evidence.store.loading import Load as Load
from heartwood.evidence.store.loading import load as load
from heartwood.evidence.store.loading import load_together as load_together

"""Heartwood's analysis library: a place's evidence, each number with its doubt."""

"""The Framework's sums: agreement, gaps, movement, scoring and the view of the whole system."""

"""The site that a trauma-informed partnership lives in."""

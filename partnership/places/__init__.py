"""Places: what is known about each of them, stage of life by stage of life, and how we know it."""

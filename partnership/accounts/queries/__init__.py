"""What the pages of somebody's own account show."""

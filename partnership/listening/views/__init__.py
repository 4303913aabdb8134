"""What each page of listening does: one module for each part."""

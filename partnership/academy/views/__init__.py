"""What each page of the academy does: one module for each part."""

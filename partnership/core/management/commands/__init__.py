"""One file for each `manage.py` command."""

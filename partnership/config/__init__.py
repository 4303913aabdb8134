"""How the site is put together: settings, addresses, the door for a web server."""

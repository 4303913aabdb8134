"""Pages that gather from several rooms: the first page of the site."""

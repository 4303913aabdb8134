"""The partnership's own words, edited on the site: draft, check, second person, publish as an edition."""

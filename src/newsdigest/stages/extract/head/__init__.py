"""Claims -> title, site, authors, dates and access of an article."""

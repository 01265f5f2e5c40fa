// Everything that scripts add to the public pages; each page works without them.

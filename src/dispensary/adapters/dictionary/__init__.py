"""dm+d: the importer, the release files, and look-ups over them."""

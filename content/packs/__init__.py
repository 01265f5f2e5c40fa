"""Room of the packs: the plain files that hold everything of one company, read, checked, written."""

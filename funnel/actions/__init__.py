"""What became of the actions that were advised: done, skipped, put off; it changes what is advised next."""

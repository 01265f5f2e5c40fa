"""How visits are counted and read, how an event is taken once, and how agreements to be remembered are kept."""

"""Where exchange rates are fetched from: any address that serves a file of reference rates."""

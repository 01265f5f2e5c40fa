"""Who of the staff a customer belongs to, now and earlier."""

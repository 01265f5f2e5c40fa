"""Mails to customers: each is sent once for one reason, and its state can be seen."""

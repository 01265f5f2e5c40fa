"""What comes in by mail: each mail kept once, with where it belongs, and how far the mailbox was read."""

"""How a person is found in the tables, taken out of them, and how erasures are stored."""

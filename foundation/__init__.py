"""Tools without a business word: settings, database, events, jobs, PDF, clock, ids, log, money, locales, actors."""

"""What the whole funnel shows: counts, conversions, forecast."""

"""What a customer or visitor did, in order of time, and how the funnel stage moved."""

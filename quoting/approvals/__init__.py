"""Room of the requests for approval: who asked for what and why, who must answer by when, and what was answered."""

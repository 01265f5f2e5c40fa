"""The market of a week: where customers come from, what they ask for and search, whom they compare us with, why they go elsewhere."""

"""What visitors do on the site: anonymous counts kept as they come, heatmaps, co-visits, and who agreed to be remembered."""

"""Scores learned from outcomes: a table in, a calibrated model with its reasons out; the only place that names scikit-learn."""

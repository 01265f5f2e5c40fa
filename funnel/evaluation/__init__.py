"""How good the advisor is, measured: suites of cases, figures with their worst cases, and a gate for the dangerous errors."""

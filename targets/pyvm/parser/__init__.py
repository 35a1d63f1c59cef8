"""Source text to syntax trees. It knows neither bytecode nor objects."""

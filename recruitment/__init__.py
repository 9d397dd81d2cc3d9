"""The project: wiring, and the few things every activity needs."""

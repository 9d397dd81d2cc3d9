"""The audit trail: append-only, without foreign keys; `recording` is its only writer."""

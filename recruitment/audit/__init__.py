"""The audit trail: append-only, without foreign keys; `recording.record` is its only writer."""

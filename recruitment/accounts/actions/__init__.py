"""What administrators do to people and roles; each act is audited."""

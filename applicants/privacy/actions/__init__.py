"""What changes when somebody leaves."""

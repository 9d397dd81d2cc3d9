"""Rows about one person."""

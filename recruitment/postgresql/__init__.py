"""Django's backend for PostgreSQL, told how many values one statement may carry."""

"""How fast the service is, measured against a null view and a bare query in the same run. Never asserted."""

"""What people may ask of us about themselves: everything we hold, and to be forgotten."""

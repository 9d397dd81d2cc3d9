"""The shape of what recruiters enter on the desk."""

"""Files that people hand over: recognised by their content, bounded, and kept outside the web root."""

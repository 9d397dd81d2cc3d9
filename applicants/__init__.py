"""One package for each activity of the process, each with the same rooms."""

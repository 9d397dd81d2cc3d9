"""`make walkthrough`: the main job once, through the real server, worker and mail sink, over HTTP alone."""

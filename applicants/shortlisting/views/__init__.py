"""The doors: `home`, `declaring`, `scoring` for members, `choosing` to `announcing` for the chair, …"""

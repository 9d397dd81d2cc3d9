"""The pages of one's own account that allauth does not have, or has in a shape we do not want."""

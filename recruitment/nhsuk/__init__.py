"""NHS England's design system for Django: components, a crispy-forms template pack, the page around it."""

"""Which clock runs and until when: calendar and business days, the own cut-off, reminders, emergency."""

"""Every sentence that a person reads, in Hebrew and English, keyed by code; safe in both directions."""

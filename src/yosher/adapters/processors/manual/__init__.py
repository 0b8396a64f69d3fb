"""The manual form: a letter typed in, YAML or JSON, with field names in Hebrew or English."""

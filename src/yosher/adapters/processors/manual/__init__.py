"""The manual form: a denial that came by letter, mail or phone, typed by a person in YAML or JSON, in English or Hebrew."""

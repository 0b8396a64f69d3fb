<<<<<<< HEAD
"""The manual form: a letter typed in, YAML or JSON, with field names in Hebrew or English."""
=======
"""The manual form: a denial that came by letter, mail or phone, typed by a person in YAML or JSON, in English or Hebrew."""
>>>>>>> doors

"""The verbs: one file for each thing that a person does here."""

"""The store: Django's ORM on SQLite and PostgreSQL; every row carries its organisation."""

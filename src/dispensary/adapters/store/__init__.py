"""The encrypted store: SQLAlchemy model, migrations, unit of work. Domain objects in, domain objects out."""

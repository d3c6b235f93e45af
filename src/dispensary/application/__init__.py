"""What the dispensary does: one module per verb. Each reads validate, decide, record.

Knows the domain and its own ports; never a screen, a database or a wire."""

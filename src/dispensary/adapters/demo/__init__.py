"""The demonstration pharmacy: premises, staff and patients' records from `resources/demo`. Nobody in it is real."""

"""EPS on the wire: FHIR documents to domain facts and back, the HTTP gateway, the signature check."""

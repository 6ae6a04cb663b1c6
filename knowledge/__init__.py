"""What the assistant knows: offences, POCs, outcomes, reasons, flags, courts, identifiers. No screen, no database."""

"""What the assistant does: conversation, record, rules, store and the faces that show them."""

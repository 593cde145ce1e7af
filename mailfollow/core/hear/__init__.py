"""What the user says by mail: moved drafts, answers to the morning mail, notes to oneself."""

"""What people write into the knowledge: answers to questions that no document answered, and the list of these questions."""

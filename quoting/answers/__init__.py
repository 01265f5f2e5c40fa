"""Room of what becomes of a quote once it is made: answers of the buyer, who wants to accept, questions, revisions."""

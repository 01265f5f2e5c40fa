"""How the advisor's speech was watched: calls of language models, and claims that the gate held back."""

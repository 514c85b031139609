"""How well services fit needs: who is reached, who is missed, what it costs. Pure arithmetic."""

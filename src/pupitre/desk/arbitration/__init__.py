"""Which projects to run for the means there are: the company's own choice, asked and answered."""

from pupitre.desk.arbitration.asking import Asked, Ground, Ready, Underway, Wanted, absent, ask, ground, solve

__all__ = ["Asked", "Ground", "Ready", "Underway", "Wanted", "absent", "ask", "ground", "solve"]

"""An amount with its currency."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in one currency.

    Args:
        amount: The amount in whole units of the currency (euros, not cents).
        currency: ISO 4217 code, such as `EUR`.

    Raises:
        ValueError: Adding or comparing two currencies.

    >>> Money(Decimal("1.20"), "EUR") + Money(Decimal("2"), "EUR")
    Money(amount=Decimal('3.20'), currency='EUR')
    """

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        """Add two amounts of one currency."""
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        """Subtract an amount of the same currency."""
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: Money) -> bool:
        """Compare two amounts of one currency."""
        return self.amount < self._same(other)

    def _same(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} are not added: convert one of them first")
        return other.amount

"""Rounding in whole numbers. Money never passes through a float."""


def half_even(numerator: int, denominator: int) -> int:
    """``numerator / denominator`` to the nearest whole number, a tie to the even one."""
    whole, rest = divmod(numerator, denominator)
    tie = 2 * rest - denominator
    return whole + 1 if tie > 0 or (tie == 0 and whole % 2) else whole


def up_to(value: int, step: int) -> int:
    """The smallest multiple of ``step`` that is not below ``value``."""
    return -(-value // step) * step

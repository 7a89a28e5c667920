"""Double-entry postings: each transaction sums to nothing, and nothing is ever changed.

Direction: a positive posting is a debit, what somebody owes us, holds for us or has cost us; a
negative one a credit, what we owe, were paid ahead or have earned. So these balances read::

    customer(…)            > 0  she owes for goods she has;  < 0  she paid ahead
    refunds(…)             < 0  to be given back to her
    cash(leader)           > 0  what the leader has received and not given back
    sales(group, offer)    < 0  worth of the goods handed out
    commission_expense(…)  > 0  what the group's commissions cost
    commission_waiting(…)  < 0  earned by the leader, within the after-sales window
    commission_settled(…)  < 0  earned for good, not paid out yet

``cause`` is the event that a posting follows from; with the account it leads back to the order
line. An undone act is posted the other way round. A balance is a sum of postings, always.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NewType

from rules.commission import CommissionState
from solitaire.values import AccountId, RowKey

Account = NewType("Account", str)


@dataclass(frozen=True, slots=True)
class Posting:
    """An amount on an account; never zero."""

    account: Account
    fen: int


@dataclass(frozen=True, slots=True)
class Transaction:
    """Postings that balance, ``ValueError`` where they do not. Without any when nothing moved."""

    cause: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        if sum(posting.fen for posting in self.postings) != 0:
            raise ValueError(f"{self.cause} does not balance: {self.postings}")
        if not all(posting.fen for posting in self.postings):
            raise ValueError(f"{self.cause} posts nothing: {self.postings}")


@dataclass(frozen=True, slots=True)
class Purchase:
    """Whose money it is about: a person's row in an offer of a group, and the group's leader."""

    group: str
    offer: int
    row: RowKey
    leader: AccountId


def customer(purchase: Purchase) -> Account:
    """The buyer, in this offer."""
    return Account(f"customer/{purchase.group}/{purchase.offer}/{purchase.row}")


def refunds(purchase: Purchase) -> Account:
    """What is to be given back to the buyer, in this offer."""
    return Account(f"refunds/{purchase.group}/{purchase.offer}/{purchase.row}")


def sales(group: str, offer: int) -> Account:
    """The goods handed out from an offer."""
    return Account(f"sales/{group}/{offer}")


def cash(leader: AccountId) -> Account:
    """The money in the leader's hands, over all her groups."""
    return Account(f"cash/{leader}")


def commission_expense(group: str) -> Account:
    """What the commissions on a group's goods cost."""
    return Account(f"commission_expense/{group}")


def commission_waiting(leader: AccountId) -> Account:
    """What she has earned, if nothing comes back within the after-sales window."""
    return Account(f"commission_waiting/{leader}")


def commission_settled(leader: AccountId) -> Account:
    """What she has earned."""
    return Account(f"commission_settled/{leader}")


def payment_received(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """The leader was paid."""
    return _moved(cause, (customer(purchase), cash(purchase.leader), fen))


def payment_undone(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """She was not, after all."""
    return _moved(cause, (cash(purchase.leader), customer(purchase), fen))


def goods_collected(cause: str, purchase: Purchase, fen: int, commission_fen: int) -> Transaction:
    """Goods worth ``fen`` changed hands, paid or not, and earned the leader a commission."""
    return _moved(
        cause,
        (sales(purchase.group, purchase.offer), customer(purchase), fen),
        (commission_waiting(purchase.leader), commission_expense(purchase.group), commission_fen),
    )


def collection_undone(
    cause: str,
    purchase: Purchase,
    fen: int,
    commission_fen: int,
    state: CommissionState = CommissionState.WAITING,
) -> Transaction:
    """The exact reversal; ``state`` says where the commission is by now (clawed back: nowhere)."""
    taken = () if state is CommissionState.CLAWED_BACK else ((purchase, commission_fen, state),)
    return _moved(
        cause,
        (customer(purchase), sales(purchase.group, purchase.offer), fen),
        *(_claw_back(*what) for what in taken),
    )


def commission_due(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """More commission on goods collected earlier, such as when a row's rest was collected."""
    source, target = commission_waiting(purchase.leader), commission_expense(purchase.group)
    return _moved(cause, (source, target, fen))


def commission_settles(cause: str, leader: AccountId, fen: int) -> Transaction:
    """The after-sales window has ended."""
    return _moved(cause, (commission_settled(leader), commission_waiting(leader), fen))


def commission_clawed_back(
    cause: str, purchase: Purchase, fen: int, state: CommissionState
) -> Transaction:
    """Goods came back or were refunded: the commission goes from where it is, by its ``state``.

    ``ValueError`` when it was clawed back before.
    """
    return _moved(cause, _claw_back(purchase, fen, state))


def goods_refunded(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """Collected goods were bad: so much of them was no sale, and is not owed. What she has paid for
    them is then paid ahead, and to be given back."""
    return _moved(cause, (customer(purchase), sales(purchase.group, purchase.offer), fen))


def refund_due(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """Money that was paid ahead, for what she will not get, is to be given back."""
    return _moved(cause, (refunds(purchase), customer(purchase), fen))


def refunded(cause: str, purchase: Purchase, fen: int) -> Transaction:
    """The leader gave it back."""
    return _moved(cause, (cash(purchase.leader), refunds(purchase), fen))


def reversal(cause: str, transaction: Transaction) -> Transaction:
    """The other way round, as if it had never been."""
    back = tuple(Posting(posting.account, -posting.fen) for posting in transaction.postings)
    return Transaction(cause, back)


def balances(postings: Iterable[Posting]) -> Mapping[Account, int]:
    """The sum of each account that occurs."""
    sums: dict[Account, int] = {}
    for posting in postings:
        sums[posting.account] = sums.get(posting.account, 0) + posting.fen
    return sums


def _claw_back(
    purchase: Purchase, fen: int, state: CommissionState
) -> tuple[Account, Account, int]:
    expense = commission_expense(purchase.group)
    match state:
        case CommissionState.WAITING:
            return expense, commission_waiting(purchase.leader), fen
        case CommissionState.SETTLED:
            return expense, commission_settled(purchase.leader), fen
        case CommissionState.CLAWED_BACK:
            raise ValueError("a commission is clawed back once")


def _moved(cause: str, *moves: tuple[Account, Account, int]) -> Transaction:
    """Each move takes ``fen`` from the first account (a credit) to the second (a debit)."""
    postings: list[Posting] = []
    for source, target, fen in moves:
        if fen < 0:
            raise ValueError(f"{cause} moves {fen} fen")
        if fen:
            postings += [Posting(target, fen), Posting(source, -fen)]
    return Transaction(cause, tuple(postings))

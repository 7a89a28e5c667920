"""A free message, cut into clauses and read; what it means for the book is settled by ``free``.

Rules: orders/RULES.md 6 (never orders) and 8 (verdicts).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from solitaire.clauses import read_clause
from solitaire.clean import Clause, Sort
from solitaire.complaints import COMPLAINING, begun_anew, complaint_in
from solitaire.cores import is_lead, unless_told, with_topics
from solitaire.corrections import corrects, put_right
from solitaire.each import read_each, shared_by
from solitaire.for_whom import handed
from solitaire.intent import asks
from solitaire.lexer import lex
from solitaire.lexicon import Lexicon
from solitaire.measured import with_measures
from solitaire.mending import with_slips
from solitaire.normal import Folded, fold
from solitaire.notes import is_remark
from solitaire.numbered import numbered_names
from solitaire.numbers import NUMERAL
from solitaire.selecting import with_choices
from solitaire.several import next_person
from solitaire.signatures import signed, with_rooms
from solitaire.tokens import GOODS, Kind, Token, kinds_of, roles_of
from solitaire.units import CLASSIFIER
from solitaire.words import Role


@dataclass(frozen=True, slots=True)
class Speech:
    """A message read: its clauses, and the text quoted in it from somebody else."""

    clauses: tuple[Clause, ...]
    text: str
    quoted: str = ""
    veto: bool = False


_QUOTE: Final = re.compile(
    r"^[「『](?P<quoted>.*?)[」』]\s*\n\s*(?:-\s?){3,}\s*\n?(?P<said>.*)$", re.DOTALL
)
_LINK: Final = re.compile(r"https?://\S+|www\.\S+")
_PICTURE: Final = re.compile(r"\[[\u4e00-\u9fffA-Za-z!~ ]{1,6}\]")
_MENTION: Final = re.compile(r"@[^\s@,，。:：]{1,20}[\s\u2005]?")
_ADVERT: Final = re.compile(
    r"https?://|www\.|\[红包\]|\[紅包\]|【[^】]{2,12}】.{0,30}(?:周年|抢购|优惠|服务)|"
    r"开业|酬宾|转发[:：]|(?:的|都|请|就|位|们|家|复|论)[扣打敲刷](?:个|出)?\s?[0-9一](?![0-9]|\s?[份个盒袋箱斤包板瓶])"
)
VETOED: Final = COMPLAINING
_LAUGHTER: Final = re.compile(
    "(?<![0-9a-zA-Z.*+])(?:23{2,}|6{4,}|6{3}(?=[,，。!！]|$))(?![0-9a-zA-Z.#*-])"
)
"""233, 6666: laughter and praise, no quantities."""
_BRACKETED: Final = re.compile(r"「[^」]*」|『[^』]*』")


def read_speech(raw: str, lexicon: Lexicon, names: Collection[str] = ()) -> Speech:
    """The clauses of a free message. A text of any length reads in one pass a character."""
    quoted = _QUOTE.match(raw)
    said = quoted["said"] if quoted else raw
    if _ADVERT.search(said):
        return Speech((), said, veto=True)
    said = _BRACKETED.sub(" … ", said)
    said = _PICTURE.sub(" ", _MENTION.sub(" ", said)) if "[" in said or "@" in said else said
    said = _LAUGHTER.sub(" ", said) if "33" in said or "66" in said else said
    text = fold(said)
    if text.text.count(".") + len(text.text) > 6 and _is_price_list(text.text, lexicon):
        return Speech((), text.text, quoted["quoted"] if quoted else "", veto=True)
    clauses = _clauses(text, lexicon, names)
    ordering = any(c.sort is Sort.ORDER or c.unknown or c.wish for c in clauses)
    complaint = complaint_in(text.text) if ordering else -1
    veto = complaint >= 0
    clauses = begun_anew(clauses, text.text, complaint) if veto else clauses
    return Speech(clauses, text.text, quoted["quoted"] if quoted else "", veto)


def _holds_remark(text: str) -> bool:
    """Whether a piece of the text may be a remark (谢谢，放门口)."""
    return any(is_remark(piece.strip()) for piece in _PIECE.split(text))


_PIECE: Final = re.compile("[,。!~;\\n]")


def _clauses(text: Folded, lexicon: Lexicon, names: Collection[str]) -> tuple[Clause, ...]:
    tokens = lex(text.text, lexicon)
    quiet = not kinds_of(tokens) & _COUNTING and not roles_of(tokens) & _DOING
    if quiet and not asks(text.text) and not _holds_remark(text.text):
        return (Clause(Sort.TALK, text.text),)
    said = _people_in(text.text, tokens, names, lexicon)
    if said:
        tokens = lex(text.text, lexicon, names=said)
    clauses = _read(with_rooms(tokens, lexicon), text, lexicon)
    if _is_open(clauses, tokens):
        loose = lex(text.text, lexicon, loose=True, names=said)
        clauses = _better(clauses, tokens, loose, text, lexicon)
        if _is_open(clauses, tokens):
            clauses = _better(clauses, loose, with_slips(loose, lexicon), text, lexicon)
    return clauses


def _is_open(clauses: Sequence[Clause], tokens: Sequence[Token]) -> bool:
    """Whether something is wanted, or taken back, of goods that are not known."""
    changing = roles_of(tokens) & (Role.REMOVE | Role.SWAP) != 0
    return any(c.unknown or ((c.wish or changing) and _is_unread(c)) for c in clauses)


def _better(
    clauses: tuple[Clause, ...],
    tokens: Sequence[Token],
    others: Sequence[Token],
    text: Folded,
    lexicon: Lexicon,
) -> tuple[Clause, ...]:
    """What other tokens of the text say, where they make more sense than those read already."""
    if len(others) == len(tokens) and others == tokens:
        return clauses
    again = _read(with_rooms(list(others), lexicon), text, lexicon)
    return again if _sense(again) > _sense(clauses) else clauses


_PRICED: Final = re.compile(r"([0-9]+(?:\.[0-9]{1,2})?)(?![0-9.])")


def _is_price_list(text: str, lexicon: Lexicon) -> bool:
    """orders/RULES.md 6: prices quoted. Two and more numbers that are prices of the offer, and
    fewer that are not."""
    numbers = [m.group(1) for m in _PRICED.finditer(text)]
    if len(numbers) < 2:
        return False
    fens = {product.fen for product in lexicon.products.values()}
    prices = [n for n in numbers if round(float(n) * 100) in fens and (float(n) >= 10 or "." in n)]
    counts = sum(1 for unit in _COUNTED.finditer(text) if unit)
    return len(set(prices)) > 1 and len(prices) > counts


_COUNTED: Final = re.compile(rf"{NUMERAL}\s?(?:{CLASSIFIER})(?!装|一|/)|[*x+]\s?[0-9]")


_COUNTING: Final = Kind.TERM | Kind.CODE | Kind.AMOUNT | Kind.VAGUE | Kind.MONEY | Kind.HOUSE
_DOING: Final = ~(Role.TALK | Role.FILLER | Role.OF | Role.AND | Role.YES)

PERSONAL: Final = (
    Role.PROXY | Role.SAME | Role.REMOVE | Role.LESS | Role.SET | Role.SWAP | Role.ADD | Role.ORDER
    | Role.SAY
)  # fmt: skip


def _people_in(
    text: str, tokens: Sequence[Token], names: Collection[str], lexicon: Lexicon
) -> tuple[str, ...]:
    """The people whom a message may order for or change, longest name first: known ones, and
    names in which a numeral would be read as a quantity."""
    found = set(numbered_names(text, names, lexicon))
    if names and roles_of(tokens) & PERSONAL and kinds_of(tokens) & _UNNAMED:
        found |= {n for n in names if len(n) > 1 and n in text}
    return tuple(sorted(found, key=len, reverse=True))


_UNNAMED: Final = Kind.TEXT | Kind.TERM


def _sense(clauses: Sequence[Clause]) -> int:
    read = [c for c in clauses if c.sort is Sort.ORDER]
    return sum(len(c.orders) - bool(c.orders and c.unknown) for c in read)


def _is_unread(clause: Clause) -> bool:
    return clause.sort is Sort.TALK or (clause.sort is Sort.DOUBT and bool(clause.orders))


def _read(tokens: Sequence[Token], text: Folded, lexicon: Lexicon) -> tuple[Clause, ...]:
    tokens = with_choices(with_measures(list(tokens)), lexicon)
    out: list[Clause] = []
    run: list[Token] = []
    depth = 0
    for place, token in enumerate(tokens):
        if (
            token.kind & (Kind.STOP | Kind.ASKED)
            or corrects(tokens, place, run)
            or _asked(tokens, place, run)
        ):
            if token.kind == Kind.ASKED:
                run.append(token)
            if run:
                out.extend(_read_run(run, text, lexicon, paren=depth > 0))
            run = []
            depth += (token.text in "(（") - (token.text in ")）")
            depth = max(0, depth)
        else:
            run.append(token)
    if run:
        out.extend(_read_run(run, text, lexicon, paren=depth > 0))
    said = _joined_remarks([c for c in out if c.text])
    return signed(shared_by(handed(put_right(with_topics(unless_told(said))))))


def _asked(tokens: Sequence[Token], place: int, run: Sequence[Token]) -> bool:
    """草莓甜吗 来2盒: a blank behind a question ends it."""
    if tokens[place].text != " " or not run or not roles_of(run) & Role.DOUBT:
        return False
    if run[-1].text in ("吗", "么") or (run[-1].text == "有没有" and kinds_of(run) & GOODS):
        return True
    after = tokens[place + 1 :]
    verb = bool(after) and after[0].has(Role.ORDER | Role.ADD)
    return verb and bool(kinds_of(after[1:2]) & Kind.AMOUNT) and not kinds_of(run) & Kind.AMOUNT


def _read_run(
    run: Sequence[Token], text: Folded, lexicon: Lexicon, *, paren: bool
) -> tuple[Clause, ...]:
    shared = roles_of(run) & (Role.AND | Role.EACH) and kinds_of(run) & (Kind.TEXT | Kind.NAME)
    several = read_each(run, text, lexicon) if shared else ()
    if several:
        return several
    other = next_person(run) if roles_of(run) & _HANDING or kinds_of(run) & _NAMED else 0
    if other:
        first = read_clause(run[:other], text, lexicon, paren=paren)
        return (first, *_read_run(run[other:], text, lexicon, paren=paren))
    whole = read_clause(run, text, lexicon, paren=paren)
    if paren or not _is_counted_talk(whole):
        return (whole,)
    apart = _read_apart(run, text, lexicon)
    return apart or (whole,)


_HANDING: Final = Role.PROXY | Role.ORDER
_NAMED: Final = Kind.TEXT | Kind.NAME


def _is_counted_talk(clause: Clause) -> bool:
    return clause.sort is Sort.TALK and clause.wish and bool(clause.topics)


def _read_apart(run: Sequence[Token], text: Folded, lexicon: Lexicon) -> tuple[Clause, ...]:
    """青啤1箱 放门口 肋排2斤剁小块: orders, remarks and talk in front of them, parted by blanks
    alone; none where a piece is anything else."""
    places = [i for i, t in enumerate(run) if t.text == " "]
    if not places:
        return ()
    edges = [0, *places, len(run)]
    pieces = [list(run[a:b]) for a, b in pairwise(edges)]
    read = tuple(read_clause(piece, text, lexicon, paren=False) for piece in pieces if piece)
    orders = [clause for clause in read if clause.sort is Sort.ORDER and not clause.subject]
    begun = next((i for i, clause in enumerate(read) if clause in orders), 0)
    led = any(is_lead(clause) for clause in read[:begun])
    rest = [c.sort for c in read if c.sort is not Sort.ORDER and not (led and is_lead(c))]
    if roles_of(run) & _TELLING and not led:
        return ()
    if not set(rest) <= {Sort.REMARK, Sort.EMPTY} or not (led or Sort.REMARK in rest):
        return ()
    mentions = [m for clause in orders for o in clause.orders for m in o.mentions]
    sure = all(m.codes and m.amount for m in mentions)
    sure = sure and (
        not led or len(mentions) > 1 or any(m.amount and m.amount.unit for m in mentions)
    )
    return read if mentions and sure else ()


_TELLING: Final = Role.SAY | Role.DOUBT | Role.IF


def _joined_remarks(clauses: list[Clause]) -> list[Clause]:
    """Remarks in one bracket are one remark: (小孩吃,少放盐)."""
    out: list[Clause] = []
    for clause in clauses:
        last = out[-1] if out else None
        both = last is not None and last.paren and clause.paren
        if both and last is not None and last.sort is Sort.REMARK and clause.sort is Sort.REMARK:
            out[-1] = last._replace(note=f"{last.note}，{clause.note}")
        else:
            out.append(clause)
    return out

"""How good a password is, in plain words. No score: an office is not nagged, only warned of what is easily guessed."""

from __future__ import annotations

from itertools import pairwise

SHORTEST = 8
_COMMON = ("12345678", "password", "qwertyui", "11111111", "88888888", "66666666", "abc12345", "a1234567", "woaini")


def strength_words(password: str) -> tuple[str, str]:
    """(words, tone) for what has been typed so far; tone is red, amber, green or ''."""
    if not password:
        return f"至少 {SHORTEST} 个字符。可以用一句好记的话。", "muted"
    if len(password) < SHORTEST:
        return f"还差 {SHORTEST - len(password)} 个字符。", "amber"
    if _is_guessed(password):
        return "这个密码太容易被猜到,建议换一个。", "amber"
    if len(password) >= 14 or _kinds(password) >= 3:
        return "很好,不容易被猜到。", "green"
    return "可以。再长一些更好。", "green"


def _is_guessed(password: str) -> bool:
    low = password.lower()
    if any(common in low for common in _COMMON) or len(set(low)) <= 3:
        return True
    steps = {ord(b) - ord(a) for a, b in pairwise(low)}
    return len(steps) == 1 or (low.isdigit() and len(low) <= 8)


def _kinds(password: str) -> int:
    tests = (str.islower, str.isupper, str.isdigit)
    known = sum(any(test(c) for c in password) for test in tests)
    return known + any(not c.isalnum() or not c.isascii() for c in password)

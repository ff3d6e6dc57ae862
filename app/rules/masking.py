"""One masking for every screen, paper and file (DOMAIN 10): ID 6+8*+4, phone 3+4*+4, name 张*国."""

from __future__ import annotations

from app.rules.names import split_name


def mask_id_number(text: str) -> str:
    """110105********002X; the old 15-digit form keeps 6 and 3; shorter texts are hidden whole."""
    if len(text) == 18:
        return f"{text[:6]}********{text[-4:]}"
    if len(text) == 15:
        return f"{text[:6]}******{text[-3:]}"
    return "*" * len(text)


def mask_phone(text: str) -> str:
    """138****0000; other numbers keep their last four digits only when they have more than seven."""
    if len(text) == 11:
        return f"{text[:3]}****{text[-4:]}"
    return "*" * (len(text) - 4) + text[-4:] if len(text) > 7 else "*" * len(text)


def mask_name(name: str) -> str:
    """张*国, 张*, 欧阳*; names with the dot keep their first character."""
    surname, given = split_name(name)
    if len(given) <= 1:
        return f"{surname}*" if given else surname
    if len(surname) > 1:
        return surname + "*" * len(given)
    return f"{surname}{'*' * (len(given) - 1)}{given[-1]}" if "·" not in name else name[0] + "*" * (len(name) - 1)


def mask_certificate(text: str) -> str:
    """A disability certificate is an ID number and two digits; words such as 肢体残疾二级 are hidden."""
    if len(text) == 20 and text[:17].isdigit():
        return f"{text[:6]}********{text[-6:-2]}**"
    return "已登记" if text else ""

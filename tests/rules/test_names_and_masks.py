import pytest

from app.rules.masking import mask_certificate, mask_id_number, mask_name, mask_phone
from app.rules.names import is_rare, name_keys, split_name


@pytest.mark.parametrize(
    ("name", "spelling"),
    [("曾伟", "zengwei"), ("单利", "shanli"), ("仇英", "qiuying"), ("解兵", "xiebing"), ("查良", "zhaliang"),
     ("覃丽", "qinli"), ("朴树", "piaoshu"), ("翟墨", "zhaimo"), ("区志", "ouzhi"), ("吕布", "lvbu")],
)  # fmt: skip
def test_surnames_are_read_as_surnames_first(name: str, spelling: str) -> None:
    assert name_keys(name).search.split()[0] == spelling
    assert name_keys(name).sort.replace(" ", "").startswith(spelling)


def test_every_reading_is_kept_for_search() -> None:
    assert {"zengwei", "zw", "cengwei", "cw"} <= set(name_keys("曾伟").search.split())


def test_compound_surnames() -> None:
    assert split_name("欧阳桂芳") == ("欧阳", "桂芳")
    assert split_name("欧阳") == ("欧", "阳")
    assert mask_name("欧阳桂芳") == "欧阳**"


def test_masks() -> None:
    assert mask_id_number("11010519491231002X") == "110105********002X"
    assert mask_id_number("110105491231002") == "110105******002"
    assert mask_phone("13800001234") == "138****1234"
    assert mask_phone("0712-2345678") == "********5678"
    assert mask_name("张建国") == "张*国"
    assert mask_name("张三") == "张*"
    assert mask_name("阿卜杜·热合曼") == "阿******"
    assert mask_certificate("42090219630514147854") == "420902********1478**"
    assert mask_certificate("肢体残疾二级") == "已登记"


@pytest.mark.parametrize("name", ["何堃", "吕𫖯", "曹犇", "李𬀩", "王䶮", "田𠮷", "石𬭎", "蒙㛃", "郑龘"])
def test_rare_names(name: str) -> None:
    assert is_rare(name)


def test_usual_names_are_not_rare() -> None:
    assert not is_rare("王建国")
    assert not is_rare("阿卜杜·热合曼")

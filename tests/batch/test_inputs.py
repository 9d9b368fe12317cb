"""Files, folders and globs become inputs with names of their own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.batch.inputs import Gathered, gather, printable
from tests.plain_user import plain_user


def lay(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def names(gathered: Gathered) -> list[str]:
    return [each.name for each in gathered.inputs]


def failures(gathered: Gathered) -> dict[str, str]:
    return {each.name: each.failure for each in gathered.inputs if each.failure}


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)  # noqa: S103 -- that is its purpose
        yield Path(name)


def test_a_folder_gives_what_is_below_it_sorted_by_name(tmp_path: Path) -> None:
    lay(tmp_path, "2023/b.pdf", "2022/a.pdf", "c.PDF")
    assert names(gather([tmp_path])) == ["2022/a.pdf", "2023/b.pdf", "c.PDF"]


def test_names_with_blanks_and_chinese_characters_stay_as_they_are(tmp_path: Path) -> None:
    lay(tmp_path, "部门 整体/自评表 （终稿）.pdf")
    assert names(gather([tmp_path])) == ["部门 整体/自评表 （终稿）.pdf"]


def test_other_kinds_in_a_folder_are_passed_over_and_counted(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf", "b.docx", "x/c.DOCX", "d.xls", "README", ".hidden.pdf", ".git/e.pdf")
    gathered = gather([tmp_path])
    assert names(gathered) == ["a.pdf"]
    assert gathered.passed_over == {"(none)": 1, ".docx": 2, ".xls": 1}


def test_a_named_file_is_tried_whatever_its_kind(tmp_path: Path) -> None:
    lay(tmp_path, "scan.xyz")
    assert names(gather([tmp_path / "scan.xyz"])) == ["scan.xyz"]


def test_a_glob_gives_names_below_its_fixed_part(tmp_path: Path) -> None:
    lay(tmp_path, "2022/a.pdf", "2023/a.pdf", "2023/b.txt")
    assert names(gather([f"{tmp_path}/*/a.pdf"])) == ["2022/a.pdf", "2023/a.pdf"]


def test_brackets_in_a_file_name_are_no_glob_where_the_file_exists(tmp_path: Path) -> None:
    lay(tmp_path, "a[2022].pdf")
    assert names(gather([tmp_path / "a[2022].pdf"])) == ["a[2022].pdf"]


def test_where_two_share_a_name_the_given_folder_goes_in_front(tmp_path: Path) -> None:
    lay(tmp_path, "one/a.pdf", "one/only.pdf", "two/a.pdf")
    assert names(gather([tmp_path / "one", tmp_path / "two"])) == ["one/a.pdf", "only.pdf", "two/a.pdf"]


def test_more_folders_go_in_front_until_no_two_share_a_name(tmp_path: Path) -> None:
    lay(tmp_path, "x/in/a.pdf", "y/in/a.pdf", "in/a.pdf")
    gathered = gather([tmp_path / "x/in", tmp_path / "y/in", tmp_path / "in"])
    assert names(gathered) == [f"{tmp_path.name}/in/a.pdf", "x/in/a.pdf", "y/in/a.pdf"]


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf")
    assert names(gather([tmp_path, tmp_path / "a.pdf", tmp_path])) == ["a.pdf"]


def test_what_is_not_there_fails_beside_the_others(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf")
    gathered = gather([tmp_path / "gone", tmp_path / "a.pdf", tmp_path / "*.none"])
    assert names(gathered) == ["*.none", "a.pdf", "gone"]
    assert failures(gathered) == dict.fromkeys(["*.none", "gone"], "No such file or directory")


def test_a_broken_link_in_a_folder_fails_beside_the_others(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "gone.pdf")
    assert failures(gather([tmp_path])) == {"b.pdf": "No such file or directory"}


def test_links_that_lead_back_are_followed_once(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.pdf")
    (tmp_path / "in/again").symlink_to(tmp_path)
    (tmp_path / "self.pdf").symlink_to("self.pdf")
    gathered = gather([tmp_path])
    assert names(gathered) == ["in/a.pdf", "self.pdf"]
    assert list(failures(gathered)) == ["self.pdf"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert failures(gather([tmp_path])) == {"a.pdf": "it is neither a file nor a folder"}


def test_a_folder_that_may_not_be_listed_fails_beside_the_others(open_folder: Path) -> None:
    lay(open_folder, "open/a.pdf", "shut/b.pdf")
    (open_folder / "shut").chmod(0)
    with plain_user():
        gathered = gather([open_folder])
    (open_folder / "shut").chmod(0o700)
    assert names(gathered) == ["open/a.pdf", "shut"]
    assert failures(gathered) == {"shut": "Permission denied"}


def test_the_output_folder_is_no_input(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf", "out/json/b.pdf", "out/c.csv")
    gathered = gather([tmp_path], tmp_path / "out")
    assert (names(gathered), gathered.passed_over) == (["a.pdf"], {})


def test_a_folder_may_be_input_and_output_at_once(tmp_path: Path) -> None:
    lay(tmp_path, "a.pdf")
    assert names(gather([tmp_path], tmp_path)) == ["a.pdf"]


def test_names_in_gb18030_are_decoded(tmp_path: Path) -> None:
    lay(tmp_path, os.fsdecode("自评表.pdf".encode("gb18030")))
    assert names(gather([tmp_path])) == ["自评表.pdf"]


def test_names_that_decode_to_the_same_text_are_numbered(tmp_path: Path) -> None:
    lay(tmp_path, "自评表.pdf", os.fsdecode("自评表.pdf".encode("gb18030")))
    assert [name[-9:] for name in names(gather([tmp_path]))] == ["自评表.pdf~1", "自评表.pdf~2"]


def test_a_name_of_full_length_leaves_room_for_json() -> None:
    long = "绩" * 83 + ".pdf"
    assert len(printable(long).encode()) <= 240
    assert printable(long).endswith(".pdf")
    assert printable(long) != printable("效" + long[1:])


def test_a_link_out_of_the_folder_is_passed_over_and_counted(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.pdf", "secret/b.pdf")
    (tmp_path / "in/file.pdf").symlink_to(tmp_path / "secret/b.pdf")
    (tmp_path / "in/folder").symlink_to(tmp_path / "secret")
    (tmp_path / "in/up.pdf").symlink_to("../secret/b.pdf")
    (tmp_path / "in/inside.pdf").symlink_to("a.pdf")
    gathered = gather([tmp_path / "in"])
    assert names(gathered) == ["a.pdf", "inside.pdf"]
    assert gathered.passed_over == {"link out of the folder": 3}


def test_a_link_that_is_given_is_followed(tmp_path: Path) -> None:
    lay(tmp_path, "there/a.pdf")
    (tmp_path / "link").symlink_to(tmp_path / "there")
    (tmp_path / "b.pdf").symlink_to(tmp_path / "there/a.pdf")
    assert names(gather([tmp_path / "link", tmp_path / "b.pdf"])) == ["a.pdf", "b.pdf"]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("x..%2f..%2fa.pdf", "x..%2f..%2fa.pdf"),
        ("x\\..\\..\\a.pdf", "x\\..\\..\\a.pdf"),
        ("...pdf", None),
        ("\x1b[31ma\r\n\x07.pdf", "\\x1b[31ma\\r\\n\\x07.pdf"),
        ("a\u202efdp.exe.pdf", "a\\u202efdp.exe.pdf"),
        ("\U0002000b\U0001f600.pdf", "\U0002000b\U0001f600.pdf"),
    ],
)
def test_any_name_is_one_that_can_be_shown_and_written(tmp_path: Path, given: str, name: str | None) -> None:
    lay(tmp_path, given)
    assert names(gather([tmp_path])) == ([name] if name else [])


def test_a_path_as_long_as_the_system_allows_leaves_room_for_the_output_folder(tmp_path: Path) -> None:
    place = Path(*(["绩效" * 20] * 25), "a.pdf")
    here = os.open(tmp_path, os.O_RDONLY)
    for part in place.parts[:-1]:
        os.mkdir(part, dir_fd=here)
        deeper = os.open(part, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("a.pdf", os.O_CREAT, dir_fd=here))
    os.close(here)
    (name,) = names(gather([tmp_path]))
    assert len(name.encode()) < 100
    assert name.endswith("/a.pdf")


def test_a_glob_that_leads_up_gives_names_below_the_output(tmp_path: Path) -> None:
    lay(tmp_path, "x/y/b.pdf", "a.pdf")
    assert names(gather([tmp_path / "x/y*/../../*.pdf"])) == ["a.pdf"]


def test_the_json_of_a_file_does_not_stand_where_another_has_a_folder(tmp_path: Path) -> None:
    lay(tmp_path, "in/a.pdf", "in/a.pdf.json/b.pdf")
    assert names(gather([tmp_path / "in"])) == ["a.pdf.json/b.pdf", "in/a.pdf"]

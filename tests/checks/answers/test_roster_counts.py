"""What the sheet 问卷明细 counts is held against the typed 人数."""

from __future__ import annotations

import pytest
from checks.model_case import changed, findings, model_case

from yqxl.checks.answers.roster_counts import roster_counts
from yqxl.model.facts import Fact, FactKind
from yqxl.model.rows import Evaluation

ROWS = model_case().survey_counts
FIRST = ROWS[0]


def facts(counts: dict[tuple[str, str], int]) -> tuple[Fact, ...]:
    return tuple(
        Fact(FactKind.ROSTER_COUNT, "问卷明细", found=str(answers), key=pair)
        for pair, answers in counts.items()
    )


def typed() -> dict[tuple[str, str], int]:
    return {(row.code, row.option): int(float(str(row.count))) for row in ROWS}


def told(
    counts: dict[tuple[str, str], int], evaluation: Evaluation | None = None
) -> list[tuple[str, str]]:
    found = findings(roster_counts, evaluation or model_case(), facts(counts))
    return [(finding.level.value, finding.message) for finding in found]


def test_equal_counts_and_no_roster_say_nothing() -> None:
    assert told(typed()) == []
    assert told({}) == []


def test_width_blanks_and_case_do_not_count() -> None:
    odd = {(f" {code.lower()} ", f"{option}　"): count for (code, option), count in typed().items()}
    assert told(odd) == []


def test_a_different_number_is_a_warning_at_its_cell() -> None:
    counts = typed() | {(FIRST.code, FIRST.option): 7}
    (finding,) = findings(roster_counts, model_case(), facts(counts))
    assert finding.place is not None
    assert (finding.place.table, finding.place.row, finding.place.column) == (
        "survey_counts", 0, "count",
    )  # fmt: skip
    number = f"{FIRST.count:,.15g}"
    assert finding.level.value == "warning"
    assert finding.message == (
        f"{FIRST.code} “{FIRST.option}”的人数为 {number}，问卷明细中有 7 份。"
    )


def test_a_blank_number_is_a_note() -> None:
    assert told(typed(), changed("survey_counts", 0, count=None)) == [
        (
            "note",
            (
                f"{FIRST.code} “{FIRST.option}”的人数空白，"
                f"问卷明细中有 {int(float(str(FIRST.count))):,} 份。"
            ),
        )
    ]


def test_an_option_that_nobody_chose_counts_as_zero() -> None:
    counts = typed()
    del counts[FIRST.code, FIRST.option]
    ((level, message),) = told(counts)
    assert level == "warning"
    assert message.endswith("问卷明细中有 0 份。")


def test_a_code_that_the_roster_does_not_have_is_not_compared() -> None:
    others = {pair: count for pair, count in typed().items() if pair[0] != FIRST.code}
    assert told(others) == []


@pytest.mark.parametrize(
    "pair", [("S99", FIRST.option), (FIRST.code, "说不清"), ("", FIRST.option), (FIRST.code, "")],
    ids=["unknown code", "unknown option", "blank code", "blank option"],
)  # fmt: skip
def test_answers_without_a_row_are_told(pair: tuple[str, str]) -> None:
    assert told(typed() | {pair: 1200}) == [
        (
            "warning",
            f"明细中编码“{pair[0]}”、选项“{pair[1]}”的 1,200 份在满意度表中没有对应的行。",
        )
    ]


def test_many_pairs_without_a_row_are_told_together_and_none_is_lost() -> None:
    many = {("S99", f"选项{number}"): number for number in range(1, 31)}
    found = told(typed() | many)
    assert len(found) == 21
    assert found[0][1].startswith("明细中编码“S99”、选项“选项30”的 30 份")
    assert found[-1][1] == "明细中另有 10 种编码与选项共 55 份没有对应的行。"


def test_a_row_given_twice_is_not_compared() -> None:
    twice = changed("survey_counts", 1, option=FIRST.option)
    counts = {(FIRST.code, FIRST.option): 5}
    found = [message for _, message in told(counts, twice) if "有 2 行" in message]
    assert found == [f"编码“{FIRST.code}”、选项“{FIRST.option}”在满意度表中有 2 行，未核对 5 份。"]


def test_a_roster_that_cannot_be_counted_is_told() -> None:
    fact = Fact(FactKind.ROSTER_UNUSABLE, "问卷明细", found="找不到表头", expected="请改表头。")
    (finding,) = findings(roster_counts, model_case(), (fact,))
    assert finding.message == "问卷明细没有统计：找不到表头。"
    assert finding.remedy == "请改表头。"
    assert finding.sheet == "问卷明细"

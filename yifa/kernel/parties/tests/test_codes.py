import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.shared import shared
from yifa.kernel.parties.codes import (
    USCC_ALPHABET,
    organ_check,
    organ_code_fault,
    uscc_check,
    uscc_fault,
)


def test_codes_of_real_registers_are_judged_as_their_source_judges_them():
    wrong = []
    with gzip.open(shared("corpus/uscc_samples.jsonl.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for code, said, fault in (
                (row["uscc"], row.get("uscc_check"), uscc_fault),
                (row["org_code"], row.get("org_code_check"), organ_code_fault),
            ):
                if code and said and (fault(code) == "") != (said == "valid"):
                    wrong.append((code, said, fault(code)))
    assert wrong == []


@given(st.text(USCC_ALPHABET, min_size=9, max_size=9), st.integers(0, 16), st.sampled_from(USCC_ALPHABET))
def test_one_changed_character_is_noticed(tail, place, other):
    body = "91131100"[:8] + tail
    code = body + uscc_check(body)
    changed = code[:place] + other + code[place + 1 :]
    assert uscc_fault(code) == ""
    assert (uscc_fault(changed) == "") == (changed == code)


def test_faults_are_sentences_that_say_what_to_do():
    assert uscc_fault("9113") == (
        "统一社会信用代码应当为18位数字或大写字母（不用I、O、S、V、Z），第3至8位为行政区划数字。"
    )
    assert uscc_fault("91131100MA00000000") == "统一社会信用代码的校验码不符，请对照营业执照逐位核对。"
    assert organ_code_fault("12345678-" + organ_check("12345678")) == ""
    assert organ_code_fault("1234") == "组织机构代码应当为8位本体代码和1位校验码。"

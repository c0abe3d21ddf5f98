"""Texts that are already kept: certain, doubtful, new."""

import gzip
import json
from dataclasses import replace
from datetime import date

import pytest

from tests.shared import shared
from yifa.registers.library.ingest.prepare import prepare
from yifa.registers.library.ingest.twins import Held, Twins
from yifa.registers.library.models import Version, Work
from yifa.registers.library.tests import factories as make

pytestmark = pytest.mark.django_db
TITLE = "枫桥市河道保洁管理办法"


def outcome(draft) -> tuple[str, str]:
    (result,) = make.stored([draft])
    return result.outcome, result.reason


def test_other_blanks_punctuation_and_contents_are_the_same_text():
    make.work()
    text = make.norm_text(TITLE).replace("，", ", ").replace("　", "  ").replace("。", "．")
    assert outcome(make.draft(text=text)) == (
        "duplicate", f"与已入库的《{TITLE}》枫政规〔2020〕3号（2020-02-01）只有空格、标点、目录等差别。",
    )  # fmt: skip


def test_few_other_words_under_the_same_title_and_day_are_the_same_text():
    make.work(text=make.norm_text(TITLE, articles=40))
    text = make.norm_text(TITLE, articles=40).replace("在每月7日以前", "于每月7日以前")
    assert outcome(make.draft(text=text))[0] == "duplicate"


def test_same_words_under_another_title_wait_for_a_person():
    make.work()
    text = make.norm_text(TITLE).replace(TITLE, "枫桥市河道清洁办法", 1)
    assert outcome(make.draft("枫桥市河道清洁办法", text, doc_no="")) == (
        "settle",
        f"文字与已入库的《{TITLE}》枫政规〔2020〕3号（2020-02-01）相同，但标题不同，请核对是否同一文件。",
    )
    assert Work.objects.count() == 1


def test_other_text_of_the_same_work_is_a_version():
    work = make.work(kind="local_regulation")
    later = make.version(work, issued_on=date(2023, 5, 6))
    assert (later.work_id, work.versions.count()) == (work.pk, 2)


def test_same_title_issued_again_under_another_number_is_another_work():
    make.work()
    again = make.draft(doc_no="枫政规〔2025〕8号", issued_on=date(2025, 2, 1), effective_on=date(2025, 3, 1))
    assert outcome(again) == ("stored", "")
    assert Work.objects.count() == 2


def test_earlier_text_that_arrives_late_moves_the_first_day_back():
    work = make.work(kind="local_regulation", issued_on=date(2020, 2, 1))
    make.version(
        work, issued_on=date(2012, 5, 6), first_issued_on=date(2012, 5, 6), effective_on=date(2012, 6, 1)
    )
    work.refresh_from_db()
    assert (work.issued_on, work.effective_on) == (date(2012, 5, 6), date(2012, 6, 1))


def test_claim_of_the_latest_text_stands():
    work = make.work(kind="local_regulation", claim="amended", claim_on=date(2025, 4, 1))
    make.version(work, issued_on=date(2023, 5, 6), claim="in_force", claim_on=date(2025, 4, 1))
    work.refresh_from_db()
    assert work.source_claim == "in_force"


def test_twins_within_one_bundle_are_found():
    draft = make.draft()
    results = make.stored([draft, replace(draft, name="另一份")])
    assert [one.outcome for one in results] == ["stored", "duplicate"]
    assert {one.version_id for one in make.stored([draft])} == {Version.objects.get().pk}


def test_carriers_of_the_corpus_are_recognised():
    """Recall and precision on texts of other sources, against their originals and one law in eight."""
    carriers = read_lines("corpus/alt_carriers.jsonl.gz")[::8]
    wanted = {one["dup_of"] for one in carriers}
    twins, names = Twins(), {}
    for number, law in enumerate(read_lines("corpus/laws.jsonl.gz")):
        if law["id"] in wanted or number % 8 == 0:
            draft = read(law)
            names[number] = law["id"]
            twins.add(
                draft.content_hash, Held(number, draft.title, "", draft.day, draft.fingerprint, draft.sketch)
            )
    found = [(one["dup_of"], twins.of(read(one))) for one in carriers]
    said = [(wanted_id, names[twin.held.version_id]) for wanted_id, twin in found if twin]
    assert len(said) >= 0.97 * len(carriers)
    assert sum(one == other for one, other in said) >= 0.98 * len(said)


def read(record):
    day = date.fromisoformat(record["issued_on"]) if record["issued_on"] else None
    return prepare(record["text"], known={"title": record["title"], "issued_on": day})


def read_lines(name):
    with gzip.open(shared(name), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def test_text_of_a_law_is_known_again_whatever_number_its_work_has():
    work = make.work(kind="law", doc_no="主席令第五号", issuers=("全国人民代表大会",), region="")
    text = make.norm_text(TITLE, articles=30)
    later = {
        "text": text,
        "kind": "law",
        "doc_no": "主席令第九号",
        "issued_on": date(2024, 1, 1),
        "region": "",
    }
    assert make.version(work, **later).work == work
    assert outcome(make.draft(issuers=("全国人民代表大会",), **later))[0] == "duplicate"

"""The process in which documents are opened: what it cannot do, and what is believed of its answer."""

import json
import subprocess
import sys

import pytest

from recruitment.documents import confined, confinement
from tests.recruitment.documents.made import docx

LIMITS = (
    "import resource as r; raise confined.Refused(' '.join(str(r.getrlimit(what)[1]) for what in "
    "(r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NPROC)))"
)
CONFINED = """
import sys
from recruitment.documents import confined
def misbehave(content):
    {}
confined.answer(misbehave)
"""


@pytest.mark.parametrize(
    ("deed", "answer"),
    [
        ("return [None] * (300 * 1024 * 1024 // 8)", confined.TOO_LARGE),
        ("raise RuntimeError", confined.DAMAGED),
        (LIMITS, "268435456 8 8388608 0"),
        (
            "open('/tmp/written-by-a-document', 'wb').write(b'a' * (9 * 1024 * 1024)); return []",
            confined.DAMAGED,
        ),
    ],
)
def test_the_child_can_neither_grow_nor_fill_the_disk_nor_break(deed, answer):
    """The same limits as a document's reader, around code that is as bad as a document can be."""
    done = subprocess.run(
        [sys.executable, "-c", CONFINED.format(deed)],
        cwd=confinement.ROOT, input=b"", capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"refused": answer}


def test_the_child_ends_by_itself_when_its_time_is_over():
    """The limit of the processor, made short here, and the sentence for a child that it ended."""
    shorter = "from recruitment.documents import confined\nconfined.MOST_SECONDS = 1\n"
    endless = shorter + CONFINED.format("while True: pass")
    done = subprocess.run(
        [sys.executable, "-c", endless], cwd=confinement.ROOT, input=b"", check=False, timeout=60
    )
    assert done.returncode in confinement.ENDED_BY_THE_CLOCK


def test_the_child_is_told_none_of_our_settings(monkeypatch):
    seen = {}
    monkeypatch.setenv("SECRET_KEY", "a secret")
    run = subprocess.run

    def noted(*arguments, **options):
        seen.update(options)
        return run(*arguments, **options)

    monkeypatch.setattr(confinement.subprocess, "run", noted)
    assert confinement.opened(docx(), "recruitment.documents.text_of_word", "20", seconds=9)
    assert seen["env"] == {}
    assert seen["timeout"] == 9


@pytest.mark.parametrize("answer", [b"", b"[]", b"{}", b'{"refused": "No."}', b"[" * 9999])
def test_an_answer_of_another_form_is_not_believed(answer):
    with pytest.raises(confinement.NotOpened):
        confinement._believed(answer)

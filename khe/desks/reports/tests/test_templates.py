"""Word templates: downloaded, edited, brought back; one with an unknown field says which."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import MONDAY
from khe.desks.reports import actions, printing, queries
from khe.desks.reports.models import Template
from khe.desks.reports.states import Refusal
from khe.testing import refused


def edited(text, layout="administrative"):
    """Return the shipped template with one more line in front."""
    made = docx.Document(io.BytesIO(printing.shipped_template(layout)))
    made.paragraphs[0].insert_paragraph_before(text)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(content):
    return SimpleUploadedFile("mau.docx", content)


def words(content):
    return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


@pytest.fixture
def kept(thoa, who):
    """A template with a line of its own."""
    content = edited("Kính gửi: {{ co_quan }}")
    return actions.upload_template(
        upload(content), layout="administrative", by=who(thoa), at=MONDAY
    )


def test_a_document_is_written_with_the_newest_template(kept, drafted):
    rows = queries.bounds_of(drafted)
    content = printing.docx(drafted, rows, queries.template_content(drafted.layout))
    assert "Kính gửi: VĂN PHÒNG HĐND VÀ UBND" in words(content)
    assert "50,0 % (1 trong 2 nhiệm vụ đến hạn)" in words(content)


def test_an_unknown_field_is_named_with_the_nearest_known_one(ward, thoa, who):
    bad = upload(edited("{{ trich_yeo }}"))
    said = refused(
        Refusal.BAD_TEMPLATE, actions.upload_template, bad, layout="administrative", by=who(thoa),
        at=MONDAY,
    )  # fmt: skip
    assert "trich_yeo" in str(said)
    assert "trich_yeu" in str(said)
    assert not Template.objects.exists()


def test_the_sentence_stands_on_the_page_and_the_note_is_not_lost(ward, thoa, desk):
    data = {
        "layout": "administrative",
        "file": upload(edited("{{ sai }}")),
        "note": "Thêm kính gửi",
    }
    answer = desk(thoa).post(reverse("reports:templates"), data)
    assert answer.status_code == 422
    assert "sai" in answer.content.decode()
    assert "Thêm kính gửi" in answer.content.decode()


def test_versions_are_kept_and_an_older_one_comes_back(kept, thoa, who, desk):
    second = actions.upload_template(
        upload(edited("Bản hai")), layout="administrative", by=who(thoa), at=MONDAY
    )
    assert second.version == 2
    assert "Bản hai" in words(queries.template_content("administrative"))
    actions.drop_template(second.pk, by=who(thoa), at=MONDAY)
    assert "Kính gửi" in words(queries.template_content("administrative"))
    page = desk(thoa).get(reverse("reports:templates")).content.decode()
    assert "Bản 1" in page
    assert "Bản 2" in page
    assert "Thôi dùng" in page


def test_templates_are_for_those_who_draft(kept, minh, thoa, desk):
    for name, args in (("templates", []), ("template", [kept.pk]), ("template_shipped", ["party"])):
        address = reverse(f"reports:{name}", args=args)
        assert desk(minh).get(address).status_code == 404
        assert desk(thoa).get(address).status_code == 200


def test_a_broken_file_is_said_and_the_note_is_not_lost(ward, thoa, desk):
    data = {"layout": "administrative", "file": upload(b"PK\x03\x04 hong"), "note": "Bản mới"}
    answer = desk(thoa).post(reverse("reports:templates"), data)
    assert answer.status_code == 422
    assert "không phải tệp Word (.docx)" in answer.content.decode()
    assert "Bản mới" in answer.content.decode()
    assert not Template.objects.exists()

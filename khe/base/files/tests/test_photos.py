"""A picture does not tell where it was taken."""

import io

import pytest
from PIL import Image

from khe.base.files import photos, testing
from khe.base.files.photos import BrokenPicture, cleaned

PICTURES = [
    ("image/jpeg", testing.jpeg()),
    ("image/png", testing.png()),
    ("image/webp", testing.webp()),
    ("image/heic", testing.heic()),
]


@pytest.mark.parametrize(("kind", "picture"), PICTURES)
def test_the_place_is_gone(kind, picture):
    assert testing.PLACE in picture
    assert testing.PLACE not in cleaned(picture, kind)


@pytest.mark.parametrize(("kind", "picture"), PICTURES[:3])
def test_the_picture_itself_is_the_same(kind, picture):
    before, after = Image.open(io.BytesIO(picture)), Image.open(io.BytesIO(cleaned(picture, kind)))
    assert after.tobytes() == before.tobytes()
    assert dict(after.getexif()) == {}


def test_a_heic_keeps_its_pixels_and_its_length():
    picture = testing.heic()
    mended = cleaned(picture, "image/heic")
    assert len(mended) == len(picture)
    assert b"PIXELS" in mended


def test_a_photo_taken_upright_stays_upright():
    after = Image.open(io.BytesIO(cleaned(testing.jpeg(orientation=6), "image/jpeg")))
    assert dict(after.getexif()) == {0x0112: 6}


def test_a_progressive_photo_with_several_scans_stays_whole():
    out = io.BytesIO()
    Image.effect_noise((64, 64), 80).save(out, "JPEG", progressive=True, comment=testing.PLACE)
    after = cleaned(out.getvalue(), "image/jpeg")
    assert testing.PLACE not in after
    assert Image.open(io.BytesIO(after)).tobytes() == Image.open(out).tobytes()


@pytest.mark.parametrize(("kind", "picture"), PICTURES)
def test_a_picture_cut_off_anywhere_is_broken_or_clean_but_never_told(kind, picture):
    for end in range(8, len(picture) - len(testing.PLACE) - 8, 7):
        try:
            told = cleaned(picture[:end], kind)
        except BrokenPicture:
            continue
        assert testing.PLACE not in told


def test_other_types_come_back_as_they_are():
    assert cleaned(testing.PDF, "application/pdf") is testing.PDF
    assert photos.cleaned(b"", "text/plain") == b""

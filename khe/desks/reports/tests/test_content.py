"""What a box makes of a block."""

from khe.desks.reports import content

PARA = content.para("Đạt [[1]].")
TABLE = content.table(
    ["Biện pháp", "Kết quả"], [["Mở lớp", "Đạt [[2]]"], ["Mời báo cáo viên", "Xong"]]
)
LIST = content.items(["Một", "Hai [[3]]"])
CHART = content.chart("Tỷ lệ", [("2012", "[[5]]"), ("2013", None)], says="Tăng [[4]].")


def read(block, text):
    return list(content.read(block, text))


def test_a_box_gives_back_what_it_shows():
    for block in (PARA, TABLE, LIST, CHART, content.heading("I. KẾT QUẢ")):
        assert read(block, content.typed(block)) == [block]


def test_an_empty_line_makes_two_paragraphs_and_an_empty_box_none():
    assert read(PARA, "Đạt [[1]].\n\nNăm sau tiếp tục.") == [
        content.para("Đạt [[1]]."), content.para("Năm sau tiếp tục."),
    ]  # fmt: skip
    assert read(PARA, "  \n ") == []
    assert read(LIST, "") == []


def test_a_chart_keeps_its_points_whatever_is_said_of_it():
    assert read(CHART, "") == [{**CHART, "says": ""}]


def test_a_row_has_as_many_cells_as_the_table_has_columns():
    rows = read(TABLE, "Mở lớp | Đạt [[2]] | thêm\nThiếu ô")[0]["rows"]
    assert rows == [["Mở lớp", "Đạt [[2]] | thêm"], ["Thiếu ô", ""]]


def test_places_are_found_in_every_kind_of_block_in_order():
    assert content.places([PARA, TABLE, LIST, CHART, PARA]) == ["1", "2", "3", "4", "5"]


def test_a_chart_is_drawn_from_its_figures_and_leaves_a_gap_where_there_is_none():
    drawn = content.points(CHART, {"5": 90.0})
    assert list(drawn) == [("2012", 90.0), ("2013", None)]

"""The parts of a Word file around its text: styles, relationships, content types, properties."""

from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape

from samples.sheets import NOTE

_OPEN = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' mc:Ignorable="w14"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARGINS = (
    '<w:pgMar w:top="1417" w:right="1361" w:bottom="1361" w:left="1361" w:header="794" w:footer="737" w:gutter="0"/>'
)
RULED = (
    f'<w:tblPr><w:tblW w:w="0" w:type="auto"/><w:jc w:val="center"/><w:tblBorders>{_EDGES}</w:tblBorders>'
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr>"
)


def document(body: str) -> str:
    return f"{_OPEN}<w:document {_SPACES}><w:body>{body}</w:body></w:document>"


def margin(name: str, line: str) -> str:
    tag = {"header": "hdr", "footer": "ftr"}[name]
    return f"{_OPEN}<w:{tag} {_SPACES}>{line}</w:{tag}>"


def comments(remarks: Iterable[str]) -> str:
    return f"{_OPEN}<w:comments {_SPACES}>{''.join(remarks)}</w:comments>"


def fixed_parts(title: str, size: float) -> Iterator[tuple[str, str]]:
    """What is the same in every file but for its title and the size of its letters."""
    yield (
        "_rels/.rels",
        (
            f'{_OPEN}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
            f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
            ' Target="docProps/core.xml"/>'
            "</Relationships>"
        ),
    )
    yield (
        "docProps/core.xml",
        (
            f'{_OPEN}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(title)}</dc:title><dc:subject>{NOTE}</dc:subject>"
            '<dcterms:created xsi:type="dcterms:W3CDTF">2026-06-20T09:00:00Z</dcterms:created></cp:coreProperties>'
        ),
    )
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="a"/>'
        f'<w:next w:val="a"/><w:pPr><w:keepNext/><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr>'
        f'<w:rFonts w:eastAsia="黑体"/><w:b/><w:sz w:val="{36 - 4 * level}"/></w:rPr></w:style>'
        for level in (1, 2, 3)
    )
    yield (
        "word/styles.xml",
        (
            f"{_OPEN}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>"
            '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体" w:cs="Times New Roman"/>'
            f'<w:sz w:val="{round(size * 2)}"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="toc"><w:name w:val="toc 1"/><w:basedOn w:val="a"/><w:pPr><w:tabs>'
            '<w:tab w:val="right" w:leader="dot" w:pos="9100"/></w:tabs></w:pPr></w:style>'
            f"{headings}</w:styles>"
        ),
    )


def relations(parts: Mapping[str, str], media: Iterable[str]) -> str:
    """Which part and which picture goes by which name in the text."""
    known = (("styles", "styles"), ("header1", "header"), ("footer1", "footer"), ("comments", "comments"))
    links = [(name, kind, f"{name}.xml") for name, kind in known if f"word/{name}.xml" in parts]
    links += [(name, "image", f"media/{name}.png") for name in media]
    told = "".join(
        f'<Relationship Id="{name}" Type="{_RELATION}/{kind}" Target="{target}"/>' for name, kind, target in links
    )
    return f'{_OPEN}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def content_types(parts: Iterable[str]) -> str:
    own = "".join(
        f'<Override PartName="/{part}" ContentType="{_TYPE}.{kind}+xml"/>'
        for part in parts
        for end, kind in (
            ("document.xml", "document.main"),
            ("styles.xml", "styles"),
            ("header1.xml", "header"),
            ("footer1.xml", "footer"),
            ("comments.xml", "comments"),
        )
        if part == f"word/{end}"
    )
    return (
        f'{_OPEN}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="png" ContentType="image/png"/>{own}'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )

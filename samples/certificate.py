"""The ISO 9001 certificate, printed, framed and scanned to a PDF that holds nothing but the picture."""

from typing import Any

from samples.applicant import Applicant, day
from samples.ink import font, jpeg, scan, seal
from samples.sheets import NOTE, from_scans
from samples.typeset import Face, wrap

BODY = "蓬莱认证中心有限公司"
STANDARD = "GB/T 19001-2016/ISO 9001:2015"
_SIZE = (1240, 1754)  # A4 at 150 dots per inch
_GREEN, _BLACK = (38, 96, 84), (26, 26, 30)


def certificate(applicant: Applicant) -> bytes:
    page = scan(_page(applicant), applicant.certificate.number, skew=-0.5, noise=1.6, blur=0.4)
    return from_scans("扫描件", [jpeg(page, quality=52, note=NOTE)])


def _page(applicant: Applicant) -> Any:
    from PIL import Image, ImageDraw

    held = applicant.certificate
    page = Image.new("RGB", _SIZE, (253, 252, 247))
    draw = ImageDraw.Draw(page)
    draw.rectangle((60, 60, 1180, 1694), outline=_GREEN, width=10)
    draw.rectangle((82, 82, 1158, 1672), outline=_GREEN, width=2)
    middle = _SIZE[0] / 2
    draw.text((middle, 200), "质量管理体系认证证书", font=font(68), fill=_GREEN, anchor="mm", stroke_width=2)
    draw.text(
        (middle, 268), "QUALITY MANAGEMENT SYSTEM CERTIFICATE", font=font(24, Face.SANS), fill=_GREEN, anchor="mm"
    )
    draw.text((middle, 336), f"证书编号：{held.number}", font=font(30), fill=_BLACK, anchor="mm")
    y = _block(draw, 424, "兹证明", applicant.name, 46)
    y = _lines(
        draw,
        y + 26,
        (
            ("统一社会信用代码：", applicant.code),
            ("注册地址：", applicant.address),
            ("生产/经营地址：", applicant.works),
        ),
    )
    y = _block(draw, y + 50, "质量管理体系符合标准", STANDARD, 40)
    y = _block(draw, y + 36, "通过认证的范围", "", 0)
    for line in wrap(held.scope, 900, font(31).getlength):
        draw.text((middle, y), line, font=font(31), fill=_BLACK, anchor="ma")
        y += 48
    y = max(y + 40, 1130)
    y = _lines(
        draw,
        y,
        (
            ("首次发证日期：", day(held.first_issued)),
            ("本次发证日期：", day(held.issued)),
            ("有效期至：", day(held.expires)),
        ),
        size=31,
    )
    note = "本证书在有效期内须接受监督审核，经审核合格方为有效。证书有效性可在国家认证认可信息公共服务平台查询。"
    _small(draw, 1330, note)
    stamp = seal(BODY, line="证书专用章", size=264)
    page.paste(stamp, (800, 1362), stamp)
    draw.text((150, 1448), "签发人：", font=font(28), fill=_BLACK)
    draw.text((258, 1440), "徐福来", font=font(38), fill=(30, 40, 90))
    draw.text((150, 1520), f"发证机构：{BODY}", font=font(28), fill=_BLACK)
    _small(draw, 1586, "机构批准号：CNCA-R-0000-000　　地址：上海市长宁区虚构路1号　　电话：000-55550700")
    return page


def _block(draw: Any, y: int, head: str, text: str, size: int) -> int:
    middle = _SIZE[0] / 2
    draw.text((middle, y), head, font=font(28), fill=_GREEN, anchor="ma")
    if text:
        draw.text((middle, y + 48), text, font=font(size), fill=_BLACK, anchor="ma", stroke_width=1)
    return y + 48 + (size + 22 if text else 0)


def _lines(draw: Any, y: int, fields: tuple[tuple[str, str], ...], *, size: int = 28) -> int:
    face = font(size)
    for label, text in fields:
        start = 150 + face.getlength(label)
        draw.text((150, y), label, font=face, fill=_GREEN)
        for line in wrap(text, 1090 - start, face.getlength):
            draw.text((start, y), line, font=face, fill=_BLACK)
            y += int(size * 1.7)
    return y


def _small(draw: Any, y: int, text: str) -> None:
    face = font(21)
    for line in wrap(text, 940, face.getlength):
        draw.text((150, y), line, font=face, fill=_BLACK)
        y += 32

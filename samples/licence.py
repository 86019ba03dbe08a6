"""A photograph of the 2019 landscape business licence, 副本. The emblem is left out on purpose."""

import random
import zlib
from typing import Any

from samples.applicant import Applicant, Licence, padded_day
from samples.ink import font, jpeg, scan, seal
from samples.sheets import NOTE
from samples.typeset import Face, wrap

_SIZE = (1680, 1190)
_PAPER, _BORDER, _GOLD = (252, 250, 243), (196, 168, 110), (176, 140, 62)
_BLACK, _LABEL = (30, 28, 26), (92, 66, 24)
_QR = 132


def licence(applicant: Applicant, shown: Licence) -> bytes:
    """The JPEG of what `shown` says, which a contradictory package lets differ from the other papers."""
    from PIL import Image, ImageDraw

    plate = Image.new("RGB", _SIZE, _PAPER)
    draw = ImageDraw.Draw(plate)
    _border(draw)
    _head(draw, applicant)
    _fields(draw, applicant, shown)
    stamp = seal(applicant.registrar, number=f"3101{zlib.crc32(applicant.registrar.encode()) % 10**9:09}", size=290)
    plate.paste(stamp, (1190, 780), stamp)
    on = shown.printed
    draw.text((1150, 985), f"{on.year}  年  {on.month:02}  月  {on.day:02}  日", font=font(32), fill=_BLACK)
    draw.text((960, 890), "登 记 机 关", font=font(34), fill=_BLACK)
    fine = font(20, Face.SANS)
    draw.text((92, 1092), "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", font=fine, fill=_BLACK)
    note = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。"
    draw.text((92, 1060), note, font=fine, fill=_BLACK)
    draw.text((1590, 1092), "国家市场监督管理总局监制", font=fine, fill=_BLACK, anchor="ra")
    photo = scan(_on_desk(plate), applicant.code, skew=0.6, noise=2.4)
    small = photo.resize((photo.width * 7 // 8, photo.height * 7 // 8))
    return jpeg(small, quality=50, note=NOTE)


def _on_desk(plate: Any) -> Any:
    from PIL import ImageOps

    return ImageOps.expand(plate, border=26, fill=(206, 200, 188))


def _border(draw: Any) -> None:
    width, height = _SIZE
    draw.rectangle((34, 34, width - 34, height - 34), outline=_BORDER, width=12)
    draw.rectangle((56, 56, width - 56, height - 56), outline=_BORDER, width=3)
    for y in range(66, height - 66, 46):
        for x in (44, width - 44):
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=_GOLD)
    for x in range(66, width - 66, 46):
        for y in (44, height - 44):
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), fill=_GOLD)


def _head(draw: Any, applicant: Applicant) -> None:
    middle = _SIZE[0] / 2
    draw.text((middle, 176), "营 业 执 照", font=font(96), fill=_BLACK, anchor="mm", stroke_width=2)
    draw.text((middle, 262), "（副  本）", font=font(40), fill=_BLACK, anchor="mm")
    draw.text((96, 118), "统一社会信用代码", font=font(28, Face.SANS), fill=_BLACK)
    draw.text((96, 160), applicant.code, font=font(36), fill=_BLACK)
    draw.text(
        (1590, 238),
        f"证照编号：{zlib.crc32(applicant.code.encode()) % 10**8:08}",
        font=font(22),
        fill=_BLACK,
        anchor="rm",
    )
    _qr(draw, applicant.code, 1590 - _QR, 84)


def _qr(draw: Any, code: str, left: int, top: int) -> None:
    """A square that looks like a QR code and says nothing."""
    cells = 33
    step = _QR // cells
    dice = random.Random(code)
    for row in range(cells):
        for column in range(cells):
            if dice.random() < 0.5:
                box = (left + column * step, top + row * step)
                draw.rectangle((*box, box[0] + step - 1, box[1] + step - 1), fill=_BLACK)
    for row, column in ((0, 0), (0, cells - 7), (cells - 7, 0)):
        x, y = left + column * step, top + row * step
        draw.rectangle((x - step, y - step, x + 8 * step - 1, y + 8 * step - 1), fill=_PAPER)
        draw.rectangle((x, y, x + 7 * step - 1, y + 7 * step - 1), outline=_BLACK, width=step)
        draw.rectangle((x + 2 * step, y + 2 * step, x + 5 * step - 1, y + 5 * step - 1), fill=_BLACK)


def _fields(draw: Any, applicant: Applicant, shown: Licence) -> None:
    left = (
        ("名　　称", applicant.name),
        ("类　　型", applicant.legal_form),
        ("法定代表人", shown.representative),
        ("经营范围", applicant.business),
    )
    right = (
        ("注册资本", f"人民币{applicant.capital}.0000万元整"),
        ("成立日期", padded_day(shown.founded)),
        ("住　　所", applicant.address),
    )
    _column(draw, left, label=96, value=300, width=560)
    _column(draw, right, label=960, value=1130, width=450)


def _column(draw: Any, fields: tuple[tuple[str, str], ...], *, label: int, value: int, width: int) -> None:
    y = 352
    for name, text in fields:
        size = 28 if len(text) > 60 else 34
        face = font(size)
        draw.text((label, y), name, font=font(34), fill=_LABEL)
        for line in wrap(text, width, face.getlength):
            draw.text((value, y + (34 - size) // 2), line, font=face, fill=_BLACK)
            y += int(size * 1.5)
        y += 40

#!/usr/bin/env python3
"""Draws the scanned acceptance sheet and the picture of a nameplate: pixels only, to be read by OCR.

Needs Pillow and the font WenQuanYi Micro Hei (Debian: python3-pil fonts-wqy-microhei). The results are kept in the
repository; their bytes depend on the versions of both, so they are made anew only when their text changes.
"""

import pathlib
import random

from PIL import Image, ImageDraw, ImageFont

MANUALS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "company" / "documents" / "manuals"
FONT = "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"

SHEET = [
    [(64, "水泵出厂验收单"),
     (36, "验收单编号：YS-2026-0457"),
     (36, "产品型号：VP-300-65    出厂编号：VP3-26-0219"),
     (36, "客户名称：云砚造纸有限公司"),
     (36, "验收日期：2026年4月17日"),
     (44, "一、外观检查"),
     (36, "油漆均匀，铭牌清晰，无磕碰伤。"),
     (44, "二、性能试验"),
     (36, "额定流量为每小时60立方米，实测扬程为121.5米。"),
     (36, "实测效率为76.8%，高于合同要求的75%。"),
     (36, "轴承温度稳定在58摄氏度。"),
     (36, "噪声为82分贝，符合要求。")],
    [(44, "三、耐压试验"),
     (36, "泵体在2.4兆帕压力下保持三十分钟，没有渗漏。"),
     (44, "四、遗留问题"),
     (36, "随机备件缺少一套O型圈，由仓库在发货前补齐。"),
     (44, "五、结论"),
     (36, "本台水泵验收合格，同意发货。"),
     (36, "验收人：质量部检验员    批准人：质量部经理")],
]

NAMEPLATE = [
    (52, "VEYLAN PUMPS  维岚泵业"),
    (40, "Type VP-200B-40"),
    (40, "Serial number VP2-26-0388"),
    (36, "Flow 20 m3/h    Head 32 m"),
    (36, "Motor 4.0 kW    2900 rpm"),
    (36, "Highest pressure 10 bar"),
    (36, "Weight 64 kg    Year 2026"),
    (36, "净重 64 公斤    制造日期 2026年2月"),
]


def written(size: tuple[int, int], lines: list[tuple[int, str]], left: int, top: int) -> Image.Image:
    page = Image.new("L", size, 255)
    pen = ImageDraw.Draw(page)
    for height, text in lines:
        pen.text((left, top), text, font=ImageFont.truetype(FONT, height), fill=0)
        top += round(height * 1.9)
    return page


def scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    """Laid on the glass a little askew, with specks of dust; black and white like a scan for the archive."""
    page = page.rotate(chance.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
    pen = ImageDraw.Draw(page)
    for _ in range(120):
        pen.point((chance.randrange(page.width), chance.randrange(page.height)), fill=0)
    return page.point(lambda grey: 255 if grey > 150 else 0).convert("1")


def main() -> None:
    chance = random.Random(2026)
    pages = [scanned(written((1654, 2339), lines, 190, 220), chance) for lines in SHEET]
    pages[0].save(MANUALS / "出厂验收单-扫描件.pdf", "PDF", resolution=200, save_all=True, append_images=pages[1:])
    plate = written((1000, 680), NAMEPLATE, 70, 50)
    ImageDraw.Draw(plate).rectangle((20, 20, 980, 660), outline=0, width=4)
    plate.save(MANUALS / "nameplate.png", optimize=True, dpi=(200, 200))


if __name__ == "__main__":
    main()

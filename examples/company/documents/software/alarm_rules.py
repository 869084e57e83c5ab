"""泵站报警规则：根据读数判断是否报警。

报警分三级：一级立即停机，二级通知值班员，三级只写入日志。
"""

from dataclasses import dataclass

# 振动连续超过限值十五秒才报警，避免启动时误报。
VIBRATION_HOLD_SECONDS = 15
VIBRATION_LIMIT_MM_S = 7.1
BEARING_LIMIT_C = 95.0
LEVEL_LOW_M = 0.6


@dataclass
class Alarm:
    code: str
    level: int
    message: str


def check_bearing(temperature_c: float) -> Alarm | None:
    """轴承温度超过95℃时给出一级报警 AL-101。"""
    if temperature_c > BEARING_LIMIT_C:
        return Alarm("AL-101", 1, "轴承过热")
    return None


def check_vibration(speed_mm_s: float, seconds: float) -> Alarm | None:
    """振动持续超限时给出二级报警 AL-204。"""
    if speed_mm_s > VIBRATION_LIMIT_MM_S and seconds >= VIBRATION_HOLD_SECONDS:
        return Alarm("AL-204", 2, "振动持续超限")
    return None


def check_level(level_m: float) -> Alarm | None:
    """水箱液位低于0.6米时给出三级报警 AL-302。"""
    if level_m < LEVEL_LOW_M:
        return Alarm("AL-302", 3, "水箱液位低")
    return None

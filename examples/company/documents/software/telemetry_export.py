"""Writes telemetry readings of the VG-10 gateway to CSV files, one file a day.

Readings with a negative flow are sensor faults and are written as empty cells.
"""

import csv
import pathlib
from dataclasses import dataclass

# The customer's server refuses files above 8 MB, hence the limit on rows.
MAX_ROWS_PER_FILE = 120_000
RETRY_DELAY_SECONDS = 45


@dataclass
class Reading:
    controller: int
    time: str
    flow_m3h: float
    pressure_bar: float


class ExportError(Exception):
    """Raised with code EXP-07 when the target folder is not writable."""


def file_name(day: str, part: int) -> str:
    """The n-th file of a day: vg10-2026-05-01-002.csv."""
    return f"vg10-{day}-{part:03d}.csv"


def export_day(readings: list[Reading], day: str, folder: pathlib.Path) -> int:
    """Writes the readings of one day and returns the number of files written."""
    if not folder.is_dir():
        raise ExportError("EXP-07")
    files = 0
    for first in range(0, len(readings), MAX_ROWS_PER_FILE):
        files += 1
        with open(folder / file_name(day, files), "w", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(["controller", "time", "flow_m3h", "pressure_bar"])
            for reading in readings[first:first + MAX_ROWS_PER_FILE]:
                flow = "" if reading.flow_m3h < 0 else reading.flow_m3h
                rows.writerow([reading.controller, reading.time, flow, reading.pressure_bar])
    return files

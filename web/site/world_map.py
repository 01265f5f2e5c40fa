"""The map of customers: the world as rows of dots, drawn from our own rough outlines, with a mark for each country served."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from content.catalogue.model import Reference
from foundation.locales import country_name
from web.locale import Speech

STEP = 2.5
"""Degrees between two dots."""

SCALE = 10 / STEP
"""Picture units for one degree: dots lie ten units apart."""

NORTH, SOUTH, WEST, EAST = 78.0, -56.0, -170.0, 180.0
WIDTH, HEIGHT = round((EAST - WEST) * SCALE), round((NORTH - SOUTH) * SCALE)

Outline = tuple[tuple[int, int], ...]

# Rough outlines as (longitude, latitude), good for dots of 2.5 degrees and for nothing finer.
LAND: tuple[Outline, ...] = (
    # North and Central America
    ((-168, 66), (-156, 71), (-141, 70), (-128, 70), (-115, 69), (-108, 68), (-95, 68), (-94, 72), (-85, 69), (-82, 67), (-87, 64), (-94, 60),
     (-92, 57), (-82, 55), (-79, 51), (-78, 57), (-77, 62), (-70, 61), (-64, 60), (-60, 55), (-56, 52), (-60, 50), (-66, 50), (-64, 48), (-60, 46),
     (-66, 44), (-70, 43), (-74, 40), (-76, 35), (-81, 31), (-80, 26), (-82, 28), (-84, 30), (-90, 29), (-97, 27), (-97, 22), (-95, 18), (-91, 19),
     (-90, 21), (-87, 21), (-88, 16), (-84, 15), (-83, 10), (-78, 9), (-80, 7), (-86, 11), (-92, 14), (-97, 16), (-105, 20), (-110, 25), (-113, 31),
     (-117, 33), (-123, 39), (-124, 47), (-130, 54), (-137, 59), (-148, 60), (-155, 57), (-164, 55), (-158, 58), (-165, 61), (-163, 64)),
    # Baffin and the islands west of it
    ((-88, 73), (-80, 73), (-68, 69), (-62, 66), (-68, 63), (-78, 65), (-73, 68), (-85, 70)),
    ((-124, 74), (-115, 73), (-105, 73), (-102, 69), (-117, 69), (-120, 72)),
    ((-95, 77), (-85, 76), (-75, 78), (-65, 80), (-75, 81), (-92, 80)),
    # Greenland
    ((-56, 76), (-45, 78), (-20, 78), (-22, 72), (-32, 68), (-41, 64), (-44, 60), (-50, 63), (-54, 70), (-68, 76)),
    # South America
    ((-77, 8), (-72, 12), (-62, 10), (-52, 5), (-50, 0), (-44, -3), (-35, -6), (-38, -13), (-40, -20), (-45, -24), (-49, -28), (-54, -34),
     (-58, -35), (-62, -39), (-65, -43), (-69, -50), (-69, -55), (-74, -52), (-74, -44), (-73, -37), (-70, -24), (-71, -18), (-76, -14), (-81, -6), (-80, -1), (-77, 4)),
    # Europe with western Asia, Siberia, China and the south of Asia
    ((-9, 43), (-9, 37), (-5, 36), (0, 39), (3, 42), (8, 44), (11, 42), (16, 38), (18, 40), (13, 45), (19, 42), (22, 37), (24, 41), (28, 41), (27, 37),
     (36, 36), (35, 32), (34, 28), (39, 21), (43, 13), (52, 16), (59, 22), (56, 25), (51, 25), (48, 30), (54, 27), (61, 25), (67, 25), (70, 21),
     (73, 18), (77, 8), (80, 13), (82, 17), (88, 22), (92, 22), (95, 16), (98, 10), (100, 6), (103, 1), (104, 3), (101, 12), (105, 9), (109, 12),
     (106, 19), (110, 21), (115, 23), (120, 27), (121, 31), (119, 36), (122, 40), (125, 40), (126, 34), (129, 36), (128, 40), (132, 43), (140, 50), (137, 54),
     (143, 59), (155, 59), (157, 52), (162, 57), (170, 60), (179, 63), (180, 68), (170, 70), (160, 70), (140, 73), (128, 73), (113, 76), (104, 78), (88, 75), (80, 72), (70, 73),
     (67, 69), (55, 68), (44, 68), (40, 66), (35, 64), (38, 66), (41, 67), (32, 70), (25, 71), (18, 69), (12, 65), (5, 61), (6, 58), (11, 59), (13, 56), (17, 59), (18, 62), (22, 65),
     (25, 65), (21, 61), (29, 60), (24, 57), (20, 55), (12, 54), (9, 57), (8, 54), (3, 51), (-4, 48), (-1, 46), (-2, 43)),
    # Great Britain, Ireland, Iceland
    ((-5, 50), (1, 51), (2, 53), (-2, 57), (-3, 59), (-6, 58), (-3, 54), (-5, 52)),
    ((-10, 52), (-6, 52), (-6, 55), (-9, 54)),
    ((-24, 65), (-18, 66), (-14, 65), (-19, 63)),
    # Africa
    ((-6, 36), (10, 37), (11, 33), (20, 31), (25, 32), (33, 31), (35, 25), (38, 18), (43, 12), (51, 12), (47, 5), (41, -2), (39, -7), (41, -15), (35, -22), (33, -28), (27, -34),
     (19, -35), (15, -27), (12, -17), (13, -8), (9, -1), (9, 4), (4, 6), (-8, 4), (-13, 8), (-17, 14), (-16, 22), (-10, 30)),
    # Madagascar
    ((44, -17), (49, -12), (50, -16), (47, -25), (44, -24)),
    # Japan, Taiwan, Sri Lanka, Sakhalin
    ((130, 31), (132, 33), (137, 34), (141, 36), (142, 40), (145, 43), (142, 46), (140, 42), (137, 37), (131, 35)),
    ((120, 22), (122, 25), (120, 24)), ((79, 6), (82, 7), (81, 10)), ((142, 46), (144, 49), (143, 54)),
    # The islands of south-east Asia
    ((95, 6), (104, -2), (106, -6), (101, -2)), ((105, -6), (114, -7), (115, -9), (107, -8)), ((109, 1), (114, 5), (117, 7), (119, 4), (116, -4), (110, -3)),
    ((119, 1), (125, 2), (121, -2), (122, -6), (119, -4)), ((120, 18), (122, 18), (124, 13), (120, 14)), ((122, 10), (126, 10), (126, 6), (122, 7)),
    ((131, -1), (138, -2), (147, -6), (151, -10), (142, -9), (138, -8), (133, -4)),
    # Australia, Tasmania, New Zealand
    ((114, -22), (122, -18), (129, -14), (136, -12), (136, -15), (140, -18), (142, -11), (146, -19), (153, -26), (150, -37), (144, -39), (138, -35), (131, -32), (124, -34), (115, -34)),
    ((145, -41), (148, -41), (147, -43)), ((173, -35), (178, -38), (175, -41)), ((172, -41), (174, -42), (167, -46)),
    # Cuba, Hispaniola
    ((-84, 22), (-75, 20), (-80, 23)), ((-74, 18), (-69, 18), (-70, 20)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One country on the map; `x`, `y` and `radius` in picture units."""

    x: float
    y: float
    radius: float
    country: str
    customers: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The picture: `land` is one path of dotted lines; marks are largest first, so that small ones stay visible."""

    width: int
    height: int
    land: str
    marks: tuple[Mark, ...]


def draw(references: Sequence[Reference], say: Speech) -> WorldMap:
    """Draw the map of a company's references."""
    marks = [
        Mark(
            round((one.longitude - WEST) * SCALE, 1),
            round((NORTH - one.latitude) * SCALE, 1),
            round(8 + one.customers**0.5 * 2.2, 1),
            country_name(one.country, say.locale),
            say.many("{count} customer", "{count} customers", one.customers),
        )
        for one in sorted(references, key=lambda one: -one.customers)
    ]
    return WorldMap(WIDTH, HEIGHT, land(), tuple(marks))


@cache
def land() -> str:
    """Write the land as path data: every run of dots in a row is one line, which the style sheet dashes into dots."""
    runs: list[str] = []
    for row in range(round((NORTH - SOUTH) / STEP)):
        for first, last in _runs(_land_columns(NORTH - (row + 0.5) * STEP)):
            runs.append(f"M{first * 10 + 5} {row * 10 + 5}h{(last - first) * 10 or 0.1}")
    return "".join(runs)


def _land_columns(latitude: float) -> list[int]:
    """List the columns whose dot is on land: between the odd and the even crossing of a parallel with an outline."""
    columns: set[int] = set()
    for outline in LAND:
        crossings = sorted(
            (latitude - y1) * (x2 - x1) / (y2 - y1) + x1
            for (x1, y1), (x2, y2) in zip(outline, (*outline[1:], outline[0]), strict=True)
            if (y1 > latitude) != (y2 > latitude)
        )
        for west, east in zip(crossings[::2], crossings[1::2], strict=True):
            columns.update(range(math.ceil((west - WEST) / STEP - 0.5), math.floor((east - WEST) / STEP - 0.5) + 1))
    return sorted(columns)


def _runs(columns: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for column in columns:
        if runs and column == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], column)
        else:
            runs.append((column, column))
    return runs

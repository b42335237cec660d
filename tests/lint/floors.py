"""
The floors of the rooms, from floors.txt, and the calls that do not go down.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
FLOORS = os.path.join(HERE, "floors.txt")


def read_table(path):
    """The lines of a table, without comments, as lists of words."""
    with open(path, encoding="utf-8") as file:
        lines = (line.split("#")[0].split() for line in file)
        return [words for words in lines if words]


class Floors:
    def __init__(self, path=FLOORS):
        self._floors = {
            room: int(number) for number, *rooms in read_table(path) for room in rooms
        }

    def place(self, file):
        """A file's room in the table, and its floor."""
        room = file.room
        while room and room not in self._floors:
            room = os.path.dirname(room)
        if not room:
            raise SystemExit(f"{file.path}: {file.room} is on no floor")
        return room, self._floors[room]

    def not_down(self, uses):
        """
        The uses that go to a higher floor, or to another room of the same one,
        as (file, name, file that defines it).
        """
        for here, name, there in uses:
            room, floor = self.place(here)
            other, its_floor = self.place(there)
            if its_floor > floor or (its_floor == floor and other != room):
                yield here, name, there

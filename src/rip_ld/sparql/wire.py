"""The frame in which the pool and its workers talk: lengths, a number, a JSON header, a body."""

import array
import json
import socket
import struct
from collections.abc import Mapping
from functools import lru_cache

from rip_ld.sparql.spool import Spool

FRAME = struct.Struct("!Q")  # before each piece of the data that the master loads; 0 ends it
FILES = socket.CMSG_SPACE(2 * array.array("i").itemsize)  # room for the files that come with what is read: two at most
KEEP = getattr(socket, "MSG_CMSG_CLOEXEC", 0)  # no program that is started later inherits a file that came
ROOM = 1 << 16  # bytes that are read at once

_HEAD = struct.Struct("!IQd")
_SHORT = 256  # bytes of a header that is likely to come again


def header(fields: Mapping[str, object]) -> bytes:
    """Write a header. That takes longer than all else in a message: whoever sends the same again keeps it."""
    return json.dumps(fields).encode()


def framed(head: bytes, number: float, body: bytes | bytearray = b"") -> bytes:
    """Write one message; `number` is what is another each time, and so stands beside the header."""
    return b"".join((_HEAD.pack(len(head), len(body), number), head, body))


def send(connection: socket.socket, message: bytes, descriptor: int | None = None) -> None:
    """Write one message to a socket that blocks, with a file where its `descriptor` is given; OSError if the other side has gone."""
    if descriptor is not None:
        socket.send_fds(connection, [message], [descriptor])  # a message without a body is smaller than any buffer
    else:
        connection.sendall(message)


class Incoming:
    """One message that comes piece by piece, at first into a `room` of ROOM bytes: its header, number and body, and the file that it may bring."""

    __slots__ = ("header", "number", "body", "file", "_room", "_filled", "_size")

    def __init__(self, room: memoryview) -> None:
        self.header: Mapping = {}
        self.number = 0.0
        self.body = b""
        self.file: Spool | None = None
        self._room, self._filled, self._size = room, 0, 0

    def whole(self, connection: socket.socket) -> "Incoming":
        """Wait for all of the message, from a socket that blocks; EOFError if the other side ends before it."""
        while not self.read(connection):
            pass
        return self

    def read(self, connection: socket.socket) -> bool:
        """Take what has come, and tell whether the message is whole; EOFError if the other side ends before it is."""
        rest = self._room[self._filled :] if self._filled else self._room
        if self._size:
            count = connection.recv_into(rest)
        else:
            count, extra, _, _ = connection.recvmsg_into((rest,), FILES, KEEP)
            if extra:
                self.file = Spool(array.array("i", extra[0][2])[0])
        if not count:
            raise EOFError("the connection ended before a message did")
        self._filled += count
        if self._filled < _HEAD.size:
            return False
        head, body, self.number = _HEAD.unpack_from(self._room)
        start = _HEAD.size + head
        self._size = start + body
        if self._filled < self._size:
            if self._size > len(self._room):
                room = memoryview(bytearray(self._size))
                room[: self._filled] = self._room[: self._filled]
                self._room = room
            return False
        said = bytes(self._room[_HEAD.size : start])
        self.header = _known(said) if head <= _SHORT else json.loads(said)
        self.body = bytes(self._room[start : self._size])
        return True


_known = lru_cache(maxsize=64)(json.loads)

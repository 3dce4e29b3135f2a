"""The frame in which the pool and its workers talk: lengths, a JSON header, a body."""

import json
import socket
import struct

SOCKET_NAME = "queries"  # in the pool's private directory
FRAME = struct.Struct("!Q")  # before each piece of the data that the master loads; 0 ends it

_LENGTHS = struct.Struct("!IQ")
_SMALL = 1 << 16


def send(connection: socket.socket, header: dict, body: bytes = b"") -> None:
    """Write one message to a connected socket; OSError if the other side has gone."""
    head = json.dumps(header).encode()
    frame = _LENGTHS.pack(len(head), len(body)) + head
    if len(body) <= _SMALL:
        connection.sendall(frame + body)
    else:
        connection.sendall(frame)
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict, bytes]:
    """Read one message from a connected socket; EOFError if the other side ends before the message does."""
    head_length, body_length = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size))
    return json.loads(_exactly(connection, head_length)), _exactly(connection, body_length)


def _exactly(connection: socket.socket, length: int) -> bytes:
    data = bytearray(length)
    view = memoryview(data)
    while view:
        count = connection.recv_into(view)
        if not count:
            raise EOFError("the connection ended in the middle of a message")
        view = view[count:]
    return bytes(data)

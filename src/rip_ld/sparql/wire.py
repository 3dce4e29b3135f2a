"""The frame in which the pool and its workers talk: lengths, a JSON header, a body."""

import json
import os
import socket
import struct

SOCKET_NAME = "queries"  # in the pool's private directory
FRAME = struct.Struct("!Q")  # before each piece of the data that the master loads; 0 ends it

_LENGTHS = struct.Struct("!IQ")
_SMALL = 1 << 16


def send(connection: socket.socket, header: dict, body: bytes = b"", descriptor: int | None = None) -> None:
    """Write one message to a connected socket, with a file where its `descriptor` is given; OSError if the other side has gone."""
    head = json.dumps(header).encode()
    frame = _LENGTHS.pack(len(head), len(body)) + head
    if descriptor is not None:
        socket.send_fds(connection, [frame], [descriptor])  # a frame without a body is smaller than any buffer
    elif len(body) <= _SMALL:
        connection.sendall(frame + body)
    else:
        connection.sendall(frame)
        connection.sendall(body)


def receive(connection: socket.socket) -> tuple[dict, bytes]:
    """Read one message from a connected socket; EOFError if the other side ends before the message does."""
    head_length, body_length = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size))
    return json.loads(_exactly(connection, head_length)), _exactly(connection, body_length)


def receive_file(connection: socket.socket) -> tuple[dict, bytes, int | None]:
    """Read one message that may bring a file; gives its header, its body and the descriptor. EOFError as for `receive`."""
    start, descriptors, _, _ = socket.recv_fds(connection, _LENGTHS.size, 1)
    descriptor = descriptors[0] if descriptors else None
    try:
        if not start:
            raise EOFError("the connection ended before a message")
        head_length, body_length = _LENGTHS.unpack(_exactly(connection, _LENGTHS.size, start))
        return json.loads(_exactly(connection, head_length)), _exactly(connection, body_length), descriptor
    except BaseException:
        if descriptor is not None:
            os.close(descriptor)
        raise


def _exactly(connection: socket.socket, length: int, start: bytes = b"") -> bytes:
    data = bytearray(length)
    data[: len(start)] = start
    view = memoryview(data)[len(start) :]
    while view:
        count = connection.recv_into(view)
        if not count:
            raise EOFError("the connection ended in the middle of a message")
        view = view[count:]
    return bytes(data)

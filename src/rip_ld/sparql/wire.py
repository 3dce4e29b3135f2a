"""The frame in which the pool and its workers talk: lengths, a JSON header, a body."""

import asyncio
import json
import os
import socket
import struct

SOCKET_NAME = "queries"  # in the pool's private directory
FRAME = struct.Struct("!Q")  # before each piece of the data that the master loads; 0 ends it

_LENGTHS = struct.Struct("!IQ")
_SMALL = 1 << 16
_MOST_READ = 1 << 18


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


class Talk:
    """Messages over a socket that does not block, in an event loop; to be used in a `with` block."""

    def __init__(self, loop: asyncio.AbstractEventLoop, connection: socket.socket) -> None:
        self._loop, self._connection = loop, connection
        self._data, self._descriptor = bytearray(), None
        self._waiting: asyncio.Future | None = None
        self._ended = False

    def __enter__(self) -> "Talk":
        self._loop.add_reader(self._connection, self._read)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.remove_reader(self._connection)
        if self._descriptor is not None:
            os.close(self._descriptor)

    async def send(self, header: dict, body: bytes) -> None:
        """Write one message; OSError if the other side has gone."""
        head = json.dumps(header).encode()
        data = _LENGTHS.pack(len(head), len(body)) + head + body
        try:
            sent = self._connection.send(data)
        except BlockingIOError:
            sent = 0
        if sent < len(data):
            await self._loop.sock_sendall(self._connection, memoryview(data)[sent:])

    async def receive(self, seconds: float) -> tuple[dict, bytes, int | None]:
        """Read one message that may bring a file, as `receive_file` does; TimeoutError after some seconds."""
        while (message := self._message()) is None:
            if self._ended:
                raise EOFError("the connection ended in the middle of a message")
            self._waiting = self._loop.create_future()
            timer = self._loop.call_later(seconds, self._wake, TimeoutError())
            try:
                await self._waiting
            finally:
                timer.cancel()
                self._waiting = None
        return message

    def _message(self) -> tuple[dict, bytes, int | None] | None:
        """Take the next message if it has come as a whole."""
        if len(self._data) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._data)
        end = _LENGTHS.size + head + body
        if len(self._data) < end:
            return None
        header = json.loads(self._data[_LENGTHS.size : _LENGTHS.size + head])
        content, self._data = bytes(self._data[_LENGTHS.size + head : end]), self._data[end:]
        descriptor, self._descriptor = (self._descriptor, None) if "format" in header else (None, self._descriptor)
        return header, content, descriptor

    def _read(self) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._connection, _MOST_READ, 1)
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            data, descriptors = b"", []
        if descriptors:
            self._descriptor = descriptors[0]
        self._data += data
        if not data:
            self._ended = True
            self._loop.remove_reader(self._connection)
        self._wake()

    def _wake(self, error: Exception | None = None) -> None:
        if self._waiting is None or self._waiting.done():
            return
        if error:
            self._waiting.set_exception(error)
        else:
            self._waiting.set_result(None)

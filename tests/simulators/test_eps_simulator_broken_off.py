"""A pharmacy whose process is killed in the middle of sending."""

import json
import socket


def test_half_a_message_never_counts_and_its_id_stays_free_for_the_whole_one(spine, write, wire):
    spine.load([write(1)])
    request_id = wire.new_id()
    with wire.listening(spine, []) as server:
        pharmacy = wire.Dispenser(f"http://127.0.0.1:{server.port}")
        message = pharmacy.release_message(wire.prescription_id(1))
        body = json.dumps(message).encode()
        head = (
            "POST /FHIR/R4/Task/$release HTTP/1.1\r\nHost: eps\r\nContent-Type: application/fhir+json\r\n"
            f"X-Request-ID: {request_id}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            line.sendall(head.encode() + body[: len(body) // 2])
            line.shutdown(socket.SHUT_WR)
            assert line.recv(1000) == b""
        assert spine.snapshot().log == []
        whole = pharmacy.post("/FHIR/R4/Task/$release", message, request_id)
        pharmacy.client.close()
    assert whole.status_code == 200
    assert len(wire.passed(whole)) == 1
    assert [row.act for row in spine.snapshot().log] == ["release"]

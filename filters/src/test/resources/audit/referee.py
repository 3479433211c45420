"""Reads an audit log with nothing but Python's standard library: chain, sequence and the tree's root."""
import base64
import hashlib
import json
import pathlib
import sys

root = pathlib.Path(sys.argv[1])
segments = sorted((root / "segment").glob("*.jsonl"))
previous, sequence, tree = None, 0, []


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


for number, segment in enumerate(segments):
    end = int(segments[number + 1].stem) if number + 1 < len(segments) else None
    assert int(segment.stem) == sequence, "a segment is missing"
    for line in segment.read_bytes().split(b"\n")[:-1]:
        if sequence == end:
            break
        event = json.loads(line)
        attestation = event["attestation_list"][0]
        claimed = attestation.pop("fingerprint")["value"]
        bare = json.dumps(event, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        assert hashlib.sha256(bare).hexdigest() == claimed, f"fingerprint of {sequence}"
        before = attestation.get("prev_event")
        assert (before and (before["fingerprint"]["value"], before["uid"])) == previous, f"chain at {sequence}"
        assert event["metadata"]["sequence"] == sequence, f"sequence at {sequence}"
        previous = (claimed, event["metadata"]["uid"])
        leaf, height = hashlib.sha256(b"\x00" + line).digest(), 0
        while sequence >> height & 1:
            leaf, height = node(tree.pop(), leaf), height + 1
        tree.append(leaf)
        sequence += 1

top = tree.pop()
while tree:
    top = node(tree.pop(), top)
origin, size, signed = (root / "checkpoint").read_text().split("\n")[:3]
assert int(size) == sequence, "size of the checkpoint"
assert base64.b64encode(top).decode() == signed, "root of the checkpoint"
print(f"{origin}: {sequence} events, chain and root agree")

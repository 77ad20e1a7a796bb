"""Which peer did what: a table of the lines that the checks print.

    PASS peer, mode: operation
    FAIL peer, mode: operation: why
    OWN peer, mode: operation: what the peer itself gets wrong (the check holds that it does)
    NONE peer, mode: operation: why the peer does not offer it
"""

OPERATIONS = (
    "direct order", "partner order", "combine order", "V2 order", "V2 partner order", "notification", "query", "close", "refund",
    "refund query", "certificates", "bills", "wrong key", "wrong parameter", "changed body", "changed reply", "unknown serial",
    "unknown order", "other amount", "second host after a lost reply",
)

# Checks that hold several operations at once.
HELD = {
    "order, query, payment, notification, query": ("{} order", "notification", "query"),
    "close, also what must not be closed": ("close", "unknown order"),
    "refund in part, its query, refusals": ("refund", "refund query", "other amount"),
    "platform certificates": ("certificates",),
    "trade bill and its digest": ("bills",),
    "the sandbox refuses a wrong key": ("wrong key",),
    "a changed notification is refused": ("changed body",),
    "a reply with a wrong signature is refused": ("changed reply",),
}

WORDS = {"PASS": "ok", "FAIL": "FAIL", "OWN": "own", "NONE": "-"}


class Table:
    def __init__(self):
        self.peers = {}
        self.notes = []

    def read(self, text):
        for line in text.splitlines():
            word, _, rest = line.partition(" ")
            peer, separator, rest = rest.partition(": ")
            if word not in WORDS or not separator:
                continue
            operation, _, why = rest.partition(": ")
            kind = "V2" if ", V2" in peer else "direct"
            for held in HELD.get(operation, (operation,)):
                cells = self.peers.setdefault(peer, {})
                cells[held.format(kind)] = WORDS[word]
            if word in ("OWN", "NONE"):
                self.notes.append(f"{WORDS[word]:>4}  {peer}: {operation}: {why}")

    def text(self):
        """The table, its legend, and what the peers themselves get wrong or do not offer."""
        unknown = sorted({operation for cells in self.peers.values() for operation in cells} - set(OPERATIONS))
        width = max(map(len, OPERATIONS))
        lines = ["", "Peers and operations (ok; own: the peer's own fault, below; -: not offered; blank: not tried)", ""]
        lines.append(" " * width + "".join(f"{number:>6}" for number in range(1, len(self.peers) + 1)))
        for operation in (*OPERATIONS, *unknown):
            cells = "".join(f"{cells.get(operation, ''):>6}" for cells in self.peers.values())
            lines.append(f"{operation:<{width}}{cells}".rstrip())
        lines += ["", *(f"{number:>4}  {peer}" for number, peer in enumerate(self.peers, 1)), "", *self.notes]
        return "\n".join(lines)

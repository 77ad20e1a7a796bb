"""Parses every Swift file of the repository, and the Swift in its READMEs. It is no compiler: types are not checked."""

import pathlib
import re
import sys

import tree_sitter
import tree_sitter_swift

ROOT = pathlib.Path(__file__).resolve().parents[3]
FOLDERS = ("uniffi/swift", "uniffi/testing/swift-testing", "examples/swift")
READMES = ("README.md", "README.zh-CN.md", "uniffi/README.md", "uniffi/swift/README.md", "examples/swift/README.md")

# What the generator of UniFFI writes and the parser does not know, in words that it knows.
REWORDED = (
    (b"@_documentation(visibility: private)", b""),
    (b"-> () in\n", b"-> Void in\n"),
    (b"= { () }\n", b"= {}\n"),
)

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_swift.language()))


def errors(content):
    """The places that cannot be parsed: line and text."""
    for known, reworded in REWORDED:
        content = content.replace(known, reworded)
    waiting, found = [PARSER.parse(content).root_node], []
    while waiting:
        node = waiting.pop()
        if node.type == "ERROR" or node.is_missing:
            found.append((node.start_point[0] + 1, node.text.decode(errors="replace")[:80]))
        elif node.has_error:
            waiting.extend(node.children)
    return sorted(found)


def programs():
    """Names and contents."""
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.swift")):
            if ".build" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_bytes()
    for name in READMES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for number, block in enumerate(re.findall(r"```swift\n(.*?)```", text, re.DOTALL), 1):
            yield f"{name}, program {number}", block.encode()


def main():
    for broken in (b"struct A {", b"func f( -> Int { 1 }\n", b"let a = = 1\n"):
        if not errors(broken):
            sys.exit(f"the parser finds nothing wrong with {broken!r}")
    checked, wrong = 0, 0
    for name, content in programs():
        checked += 1
        for line, text in errors(content):
            wrong += 1
            print(f"{name}:{line}: {text!r}", file=sys.stderr)
    if wrong:
        sys.exit(f"{wrong} places cannot be parsed")
    print(f"{checked} Swift sources parsed")


if __name__ == "__main__":
    main()

"""A second reader of PDF/A, made by others: Preflight of Apache PDFBox. It knows part 1 of the standard only.

Our papers are of part 3. What part 3 allows and part 1 did not is taken out of its findings; all else is a fault.
On Debian: apt-get install libpdfbox2-java libactivation-java libjaxb-api-java default-jre-headless.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pikepdf

_JARS = Path("/usr/share/java")
_NAMES = ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
_PART_3_ALLOWS = (
    r"1\.4 .*cross reference streams",  # of PDF 1.5; part 1 is of PDF 1.4
    r"1\.(?:4\.7|2\.9) .*EmbeddedFile",
    r"2\.2\.1 .*Group has a transparency",
    r"4\.1\.[12] : Transparency error",
    r"3\.1\.11 .*The CIDSet entry is missing",
    r"3\.1\.3 .*invalid /Subtype /OpenType in /FontFile3",
)
_FINDING = re.compile(r"^\d+(?:\.\d+)* : .*$", re.MULTILINE)


def available() -> bool:
    """Say whether this machine has it."""
    return shutil.which("java") is not None and all((_JARS / f"{name}.jar").is_file() for name in _NAMES)


def preflight_faults(content: bytes, folder: Path) -> list[str]:
    """Return what it finds in a file that part 3 of the standard forbids as well; `folder` is for a copy."""
    copy = folder / "as-part-1.pdf"
    with pikepdf.open(_written(content, folder)) as pdf:
        _as_part_1(pdf)
        pdf.save(copy, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    path = ":".join(str(_JARS / f"{name}.jar") for name in _NAMES)
    command = ["java", "-cp", path, "org.apache.pdfbox.preflight.Validator_A1b", str(copy)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = _FINDING.findall(told.stdout)
    if not found and "is a valid PDF/A-1b file" not in told.stdout:
        return [f"Preflight ended without a finding: {(told.stdout + told.stderr)[-300:]}"]
    return [one for one in found if not any(re.match(allowed, one) for allowed in _PART_3_ALLOWS)]


def _written(content: bytes, folder: Path) -> Path:
    file = folder / "as-made.pdf"
    file.write_bytes(content)
    return file


def _as_part_1(pdf: pikepdf.Pdf) -> None:
    """Word the metadata as Preflight reads it: it takes properties as elements, and names of schemas beside them."""
    written = pdf.Root.Metadata.read_bytes().decode()
    spaces = re.search(r"<rdf:RDF ([^>]*)>", written)
    assert spaces is not None
    written = re.sub(
        r'<rdf:Description rdf:about=""((?: \w+:\w+="[^"]*")+) ?/>',
        lambda found: (
            '<rdf:Description rdf:about="">'
            + re.sub(r' (\w+:\w+)="([^"]*)"', r"<\1>\2</\1>", found[1])
            + "</rdf:Description>"
        ),
        written,
    )
    written = written.replace("<rdf:Description ", f"<rdf:Description {spaces[1]} ")
    pdf.Root.Metadata.write(written.replace("<pdfaid:part>3<", "<pdfaid:part>1<").encode())

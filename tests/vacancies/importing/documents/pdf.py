"""Writes small PDF documents by hand: words at places, as many pages as wanted, and nothing else."""

LINE = 14
TOP, LEFT = 780, 50


def pdf_of(objects, *, root=1, trailer="", keep_end=True):
    """A PDF of these objects, numbered from 1; each is bytes or text."""
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1"))
        written += b"\nendobj\n"
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    written += b"".join(b"%010d 00000 n \n" % place for place in places)
    written += f"trailer\n<< /Size {len(objects) + 1} /Root {root} 0 R {trailer} >>\n".encode()
    return bytes(written + (b"startxref\n%d\n%%%%EOF\n" % start if keep_end else b""))


def stream(content, entries=""):
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def document(pages, trailer=""):
    """Pages of lines; a line is text, or (x, text) pairs that stand beside each other, or None for a gap."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ]
    kids = []
    for lines in pages:
        shown = []
        for number, line in enumerate(lines):
            for x, text in [] if line is None else [(LEFT, line)] if isinstance(line, str) else line:
                escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                shown.append(f"BT /F 10 Tf 1 0 0 1 {x} {TOP - LINE * number} Tm ({escaped}) Tj ET")
        objects.append(stream("\n".join(shown).encode("cp1252")))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {len(objects)} 0 R >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf_of(objects, trailer=trailer)

const longest = 75;

/** A line of a calendar has 75 octets at most; the rest of a longer one follows behind a blank (RFC 5545, 3.1). */
export function folded(line: string): string {
  if (Buffer.byteLength(line) <= longest) return line;
  const parts: string[] = [];
  let from = 0;
  let octets = 0;
  for (let at = 0; at < line.length;) {
    const point = line.codePointAt(at) ?? 0;
    const size = octetsOf(point);
    if (octets + size > longest) {
      parts.push(line.slice(from, at));
      from = at;
      // The blank in front of the rest is one.
      octets = 1;
    }
    octets += size;
    at += point > 0xffff ? 2 : 1;
  }
  return [...parts, line.slice(from)].join('\r\n ');
}

function octetsOf(point: number): number {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point > 0xffff ? 4 : 3;
}

/** A row as COPY writes it as text; null = NULL. */
export type CopyRow = readonly (string | null)[];

const marks: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

const valueOf = (cell: string): string | null =>
  cell === '\\N' ? null : cell.replace(/\\(.)/gs, (_, mark: string) => marks[mark] ?? mark);

/** Rows of COPY text that comes in pieces: a long row may be cut between two. */
export class CopyRows {
  private rest = Buffer.alloc(0);

  /** The rows that are whole by now. */
  take(text: Buffer): CopyRow[] {
    const all = this.rest.length === 0 ? text : Buffer.concat([this.rest, text]);
    const end = all.lastIndexOf(0x0a) + 1;
    this.rest = Buffer.from(all.subarray(end));
    return all
      .toString('utf8', 0, end)
      .split('\n')
      .slice(0, -1)
      .map((line) => line.split('\t').map(valueOf));
  }
}

import iconv from 'iconv-lite';

/** Faults that were seen in real firmware (Attendance PUSH 19.5), by name. */
export const attFaultNames = [
  'repeatUploads',
  'lateResults',
  'emptyResults',
  'wrongEcho',
  'crlf',
  'trailingTab',
  'gb2312',
  'unknownTable',
  'bigBody',
  'base64Photos',
  'overlap',
  'rawBlanks',
] as const;

export type AttFaultName = (typeof attFaultNames)[number];
export const isAttFault = (name: string): name is AttFaultName => (attFaultNames as readonly string[]).includes(name);

/** The faults of one terminal. */
export interface AttFaults {
  readonly names?: readonly AttFaultName[];
  /** Its clock is this many seconds ahead. */
  readonly drift?: number;
}

/** The same, in the form in which a terminal asks for it. */
export class InjectedFaults {
  private readonly names: ReadonlySet<AttFaultName>;
  readonly driftMs: number;

  constructor({ names = [], drift = 0 }: AttFaults = {}) {
    this.names = new Set(names);
    this.driftMs = drift * 1_000;
  }

  does(name: AttFaultName): boolean {
    return this.names.has(name);
  }

  /** Rows as the body that they are sent in. */
  body(lines: readonly string[]): Buffer {
    const end = this.does('crlf') ? '\r\n' : '\n';
    const text = lines.map((line) => `${line}${this.does('trailingTab') ? '\t' : ''}${end}`).join('');
    return this.does('gb2312') ? iconv.encode(text, 'gb2312') : Buffer.from(text);
  }

  /** A picture as it is sent: after the header its bytes, or base64. */
  picture(body: Buffer): Buffer {
    const nul = body.indexOf(0);
    if (!this.does('base64Photos') || nul < 0) return body;
    return Buffer.concat([body.subarray(0, nul + 1), Buffer.from(body.subarray(nul + 1).toString('base64'))]);
  }

  /** Replaces the command text that a result repeats. */
  word(word: string): string {
    return this.does('wrongEcho') ? 'UNKNOWN CMD' : word;
  }

  /** Uploads that nobody requested, after each first contact. */
  get strays(): { readonly table: string; readonly body: string }[] {
    return [
      ...(this.does('unknownTable') ? [{ table: 'NEWTHING', body: 'NEWTHING A=1\tB=2\n' }] : []),
      ...(this.does('bigBody') ? [{ table: 'BIGTHING', body: `BIGTHING A=${'x'.repeat(2_000_000)}\n` }] : []),
    ];
  }
}

/** A file that is sent to a device, whole or in parts. */
export interface ServedFile {
  readonly size: number;
  readonly type: string;
  /** A value that is the same for the same bytes. */
  readonly tag: string;
  /** Bytes `from` up to, not including, `to`. */
  read(from: number, to: number): AsyncIterable<Buffer>;
  /** Called with what was sent to the device. */
  sent?(from: number, to: number): Promise<void>;
}

const down = (at: number) => Math.floor(at / 4) * 3;

/** The same file as base64 text, which is a third longer. Any part of it can be read alone. */
export function asBase64(file: ServedFile): ServedFile {
  const size = Math.ceil(file.size / 3) * 4;
  const rawEnd = (to: number) => Math.min(file.size, Math.ceil(to / 4) * 3);
  return {
    size,
    type: file.type,
    tag: `${file.tag}-base64`,
    read: (from, to) => encoded(file.read(down(from), rawEnd(to)), from % 4, to - from),
    ...(file.sent
      ? { sent: (from: number, to: number) => file.sent?.(down(from), rawEnd(to)) ?? Promise.resolve() }
      : {}),
  };
}

/** Three bytes are four characters: the remainder waits for the next piece. */
async function* encoded(pieces: AsyncIterable<Buffer>, skip: number, length: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let toSkip = skip;
  let left = length;
  const cut = (bytes: Buffer): Buffer => {
    const text = Buffer.from(bytes.toString('base64')).subarray(toSkip);
    toSkip = 0;
    const part = text.subarray(0, left);
    left -= part.length;
    return part;
  };
  for await (const piece of pieces) {
    const bytes = Buffer.concat([rest, piece]);
    const whole = bytes.length - (bytes.length % 3);
    rest = bytes.subarray(whole);
    if (whole > 0) yield cut(bytes.subarray(0, whole));
  }
  if (rest.length > 0 && left > 0) yield cut(rest);
}

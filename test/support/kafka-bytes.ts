/** Reads the values of Kafka's protocol (https://kafka.apache.org/protocol) one after the other. */
export class KafkaReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  int8 = () => this.bytes.readInt8(this.move(1));
  int16 = () => this.bytes.readInt16BE(this.move(2));
  int32 = () => this.bytes.readInt32BE(this.move(4));
  uint32 = () => this.bytes.readUInt32BE(this.move(4));
  int64 = () => Number(this.bytes.readBigInt64BE(this.move(8)));
  bool = () => this.int8() !== 0;

  uvarint(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.move(1));
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** Zigzag, as in records. */
  varint(): number {
    const value = this.uvarint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  take(length: number): Buffer {
    const from = this.move(length);
    return this.bytes.subarray(from, from + length);
  }

  string(): string | null {
    const length = this.int16();
    return length < 0 ? null : this.take(length).toString();
  }

  compactBytes(): Buffer | null {
    const length = this.uvarint();
    return length === 0 ? null : this.take(length - 1);
  }

  compactString = () => this.compactBytes()?.toString() ?? null;

  varintBytes(): Buffer | null {
    const length = this.varint();
    return length < 0 ? null : this.take(length);
  }

  array<T>(one: () => T): T[] {
    return Array.from({ length: Math.max(0, this.int32()) }, one);
  }

  compactArray<T>(one: () => T): T[] {
    return Array.from({ length: Math.max(0, this.uvarint() - 1) }, one);
  }

  tags(): void {
    for (let left = this.uvarint(); left > 0; left--) {
      this.uvarint();
      this.take(this.uvarint());
    }
  }

  get rest(): Buffer {
    return this.bytes.subarray(this.at);
  }

  private move(length: number): number {
    const from = this.at;
    if (from + length > this.bytes.length) throw new RangeError('the request is too short');
    this.at += length;
    return from;
  }
}

const integer = (length: number, write: (buffer: Buffer) => number): Buffer => {
  const buffer = Buffer.alloc(length);
  write(buffer);
  return buffer;
};

/** Values of answers; put together by `Buffer.concat`. */
export const int16 = (value: number) => integer(2, (buffer) => buffer.writeInt16BE(value));
export const int32 = (value: number) => integer(4, (buffer) => buffer.writeInt32BE(value));
export const int64 = (value: number) => integer(8, (buffer) => buffer.writeBigInt64BE(BigInt(value)));
export const bool = (value: boolean) => Buffer.of(value ? 1 : 0);
export const noTags = Buffer.of(0);

export function uvarint(value: number): Buffer {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Buffer.from([...bytes, left]);
    bytes.push((left % 128) | 0x80);
  }
}

export const string = (text: string) => Buffer.concat([int16(Buffer.byteLength(text)), Buffer.from(text)]);
export const compact = (text: string | Buffer | null) =>
  text === null ? uvarint(0) : Buffer.concat([uvarint(Buffer.byteLength(text) + 1), Buffer.from(text)]);
export const array = (items: readonly Buffer[]) => Buffer.concat([int32(items.length), ...items]);
export const compactArray = (items: readonly Buffer[]) => Buffer.concat([uvarint(items.length + 1), ...items]);

const crcTable = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value >>> 0;
});

/** CRC-32C (RFC 3720, appendix B.4), by which a batch of records is checked. */
export function crc32c(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

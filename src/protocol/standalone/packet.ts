/** One request, reply or event: eight bytes of header, and data. */
export interface Packet {
  readonly command: number;
  /**
   * In a request and in the answer to CONNECT the session; in other replies it may be anything, in events their code.
   */
  readonly session: number;
  readonly reply: number;
  readonly data: Buffer;
}

export interface ReadPacket extends Packet {
  readonly checksumOk: boolean;
}

export const headerBytes = 8;
/** Data that one datagram may have. */
export const datagramData = 1024;
const none = Buffer.alloc(0);

/** All 16-bit words added up, an odd tail padded. */
function wordSum(bytes: Buffer): number {
  const even = bytes.length & ~1;
  let sum = 0;
  for (let at = 0; at < even; at += 2) sum += (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return even < bytes.length ? sum + (bytes[even] ?? 0) : sum;
}

function folded(sum: number): number {
  let value = sum;
  while (value > 0xffff) value = (value & 0xffff) + Math.floor(value / 0x10000);
  return value;
}

/** Calculated over header and data; the value in the checksum field does not matter. */
export function checksum(packet: Buffer): number {
  const standing = packet.length >= 4 ? packet.readUInt16LE(2) : 0;
  return ~folded(wordSum(packet) - standing) & 0xffff;
}

/** One's complement has two zeros, and either is right. */
export const isIntact = (packet: Buffer): boolean => wordSum(packet) % 0xffff === 0;

/** The bytes of a datagram, or of a frame behind its prefix. */
export function encodePacket(command: number, session: number, reply: number, data: Buffer = none): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + data.length);
  bytes.writeUInt16LE(command & 0xffff, 0);
  bytes.writeUInt16LE(0, 2);
  bytes.writeUInt16LE(session & 0xffff, 4);
  bytes.writeUInt16LE(reply & 0xffff, 6);
  data.copy(bytes, headerBytes);
  bytes.writeUInt16LE(checksum(bytes), 2);
  return bytes;
}

/** Null if there is not even a header. The data is a view of the bytes. */
export function decodePacket(bytes: Buffer): ReadPacket | null {
  if (bytes.length < headerBytes) return null;
  return {
    command: bytes.readUInt16LE(0),
    session: bytes.readUInt16LE(4),
    reply: bytes.readUInt16LE(6),
    data: bytes.subarray(headerBytes),
    checksumOk: isIntact(bytes),
  };
}

import { readPrepareBuffer } from './bulk.js';
import { codeName, commands, eventName, replies } from './codes.js';
import { BadFrame, FrameCutter } from './frames.js';
import { decodePacket, type ReadPacket } from './packet.js';
import { readReply, readRequest, type Decoded } from './decode-data.js';
import { decodeTable, tableOf, type TableName } from './decode-table.js';

/** A packet of a captured stream, with the meaning of its data. */
export type DecodedPacket = {
  readonly command: number;
  readonly commandName: string;
  readonly session: number;
  readonly reply: number;
  readonly checksumOk: boolean;
  readonly length: number;
  readonly data: string;
} & Decoded;

export interface DecodedStream {
  readonly packets: DecodedPacket[];
  readonly error?: string;
}

interface Stream {
  readonly total: number;
  readonly pieces: Buffer[];
  received: number;
}

/** Reads a captured conversation: the meaning of a reply follows from the request before it, if that was captured. */
class Conversation {
  private asked: ReadPacket | null = null;
  private table: TableName | null = null;
  private stream: Stream | null = null;
  private buffered: Buffer[] = [];
  private bufferSize = 0;

  read(packet: ReadPacket): DecodedPacket {
    const { command, session, reply, checksumOk, data } = packet;
    return {
      command,
      commandName: codeName(command),
      session,
      reply,
      checksumOk,
      length: data.length,
      data: data.toString('hex'),
      ...this.meaning(packet),
    };
  }

  private meaning(packet: ReadPacket): Decoded {
    const { command, data } = packet;
    if (command === commands.DATA) return this.piece(data);
    if (command === commands.PREPARE_DATA) return this.prepared(packet);
    if (isReply(command)) return this.reply(packet);
    // A request to write events has a mask; an event has no reply id, and says what happened.
    if (command === commands.REG_EVENT && isEvent(packet)) return readReply(packet, null);
    this.note(packet);
    return readRequest(packet);
  }

  private note(packet: ReadPacket): void {
    this.asked = packet;
    if (packet.command === commands.READ_BUFFER || packet.command === commands.FREE_DATA) return;
    this.stream = null;
    this.buffered = [];
    this.bufferSize = 0;
    const request = packet.command === commands.PREPARE_BUFFER ? readPrepareBuffer(packet.data) : null;
    this.table = tableOf(packet.command, packet.data, request);
  }

  private prepared({ data }: ReadPacket): Decoded {
    if (data.length < 4) return {};
    const total = data.readUInt32LE(0);
    this.stream = { total, pieces: [], received: 0 };
    return { total, ...(data.length >= 8 ? { packetSize: data.readUInt32LE(4) } : {}) };
  }

  private piece(data: Buffer): Decoded {
    const { stream } = this;
    if (stream === null) return decodeTable(this.table, data);
    stream.pieces.push(data);
    stream.received += data.length;
    if (stream.received < stream.total) return { received: stream.received, total: stream.total };
    this.stream = null;
    return this.complete(Buffer.concat(stream.pieces));
  }

  /** A stream has ended: it was the table itself, or a part of the buffer that holds it. */
  private complete(bytes: Buffer): Decoded {
    if (this.bufferSize === 0) return decodeTable(this.table, bytes);
    this.buffered.push(bytes);
    const all = Buffer.concat(this.buffered);
    return all.length < this.bufferSize
      ? { received: all.length, total: this.bufferSize }
      : decodeTable(this.table, all);
  }

  private reply(packet: ReadPacket): Decoded {
    const { asked } = this;
    if (asked?.command === commands.PREPARE_BUFFER && packet.command === replies.ACK_OK && packet.data.length >= 5) {
      this.bufferSize = packet.data.readUInt32LE(1);
      return { bufferSize: this.bufferSize };
    }
    return readReply(packet, asked?.reply === packet.reply ? asked : null);
  }
}

const isReply = (command: number) =>
  command > 60_000 || command === replies.ENCRYPTED || /^(ACK|ERROR)_/.test(codeName(command));
/** Requests count their reply ids; only the first of a connection may have none. */
const isEvent = ({ session, reply, data }: ReadPacket) =>
  reply === 0 && (eventName(session) !== '' || data.length !== 4);

function conversation(packets: readonly Buffer[]): { packets: DecodedPacket[]; error?: string } {
  const talk = new Conversation();
  const read: DecodedPacket[] = [];
  for (const bytes of packets) {
    const packet = decodePacket(bytes);
    if (packet === null) return { packets: read, error: `a packet of ${bytes.length} bytes has no header` };
    read.push(talk.read(packet));
  }
  return { packets: read };
}

/** A captured TCP stream: frames, however they were divided. */
export function decodeTcp(bytes: Buffer): DecodedStream {
  const cutter = new FrameCutter();
  let packets: readonly Buffer[];
  let error: string | undefined;
  try {
    packets = cutter.push(bytes);
    if (cutter.pending > 0) error = `the last frame is not complete: ${cutter.pending} bytes of it are here`;
  } catch (broken) {
    if (!(broken instanceof BadFrame)) throw broken;
    error = broken.message;
    packets = broken.before;
  }
  const read = conversation(packets);
  const first = read.error ?? error;
  return first === undefined ? { packets: read.packets } : { packets: read.packets, error: first };
}

/** One datagram is one packet. */
export const decodeUdp = (bytes: Buffer): DecodedStream => conversation([bytes]);

/** A line `tcp <hex>` or `udp <hex>`. */
export function decodeLine(line: string): DecodedStream {
  const [, transport = '', hex = ''] = /^\s*(tcp|udp)\s+([\da-f\s]*)$/i.exec(line) ?? [];
  const digits = hex.replace(/\s/g, '');
  if (transport === '') return { packets: [], error: 'a line is `tcp <hex>` or `udp <hex>`' };
  if (digits.length % 2 === 1) return { packets: [], error: 'the hex digits do not come in pairs' };
  const bytes = Buffer.from(digits, 'hex');
  if (bytes.length === 0) return { packets: [], error: 'there are no bytes' };
  return transport.toLowerCase() === 'tcp' ? decodeTcp(bytes) : decodeUdp(bytes);
}

import { readPrepareBuffer } from '../../../protocol/standalone/bulk.js';
import { commands, replies } from '../../../protocol/standalone/codes.js';
import { isKey } from '../../../protocol/standalone/comm-key.js';
import { encodePacket, type Packet } from '../../../protocol/standalone/packet.js';
import { inline, no, ok, ready, stream, type TerminalAnswer } from './answers.js';
import { Enrolling } from './enrolling.js';
import { handlers, type Turn, type Upload } from './handlers.js';
import { rangeOf, tableOf, type TerminalContext } from './terminal-context.js';

/** What a connection needs beside sending. */
export interface Reaction {
  readonly packets: readonly Buffer[];
  readonly end?: 'close' | 'restart';
}

const nothing: Reaction = { packets: [] };
const mostUpload = 1024 * 1024;
const wrongLength = 4997;

/** One client and this terminal, from CONNECT to EXIT. */
export class Conversation {
  private session = 0;
  private locked = false;
  /** A table that waits to be read in parts. */
  private buffer: Buffer | null = null;
  private readonly upload: Upload = { bytes: Buffer.alloc(0), announced: 0 };
  private mask = 0;
  private readonly events: Buffer[] = [];
  private awaitsAck = false;
  private enrolling: Enrolling | null = null;

  constructor(
    private readonly context: TerminalContext,
    private readonly newSession: () => number,
    private readonly sendEvent: (packet: Buffer) => void,
    /** Bytes of a packet of a stream if they differ from the profile's: datagrams have a size of their own. */
    private readonly datagramBytes?: number,
  ) {}

  hear(packet: Packet): Reaction {
    const { faults } = this.context;
    if (faults.mute) return nothing;
    if (packet.command === replies.ACK_OK) return this.acknowledged();
    if (packet.command === commands.CONNECT) return this.say(packet, this.connect());
    if (this.session === 0 || packet.session !== this.session) return this.say(packet, no(replies.ACK_UNAUTH));
    return this.hearRequest(packet);
  }

  private hearRequest(packet: Packet): Reaction {
    if (packet.command === commands.AUTH) return this.say(packet, this.authenticate(packet.data));
    if (packet.command === commands.EXIT) return { ...this.say(packet, ok()), end: 'close' };
    if (this.locked) return this.say(packet, no(replies.ACK_UNAUTH));
    if (packet.command === commands.RESTART || packet.command === commands.POWEROFF) return this.leave(packet);
    return this.say(packet, this.answer(packet));
  }

  /** Sends events, one after the other, to clients that asked for them. */
  tell(event: number, data: Buffer): void {
    if ((this.mask & event) === 0 && this.enrolling === null) return;
    this.events.push(encodePacket(commands.REG_EVENT, event, 0, data));
    this.nextEvent();
  }

  private nextEvent(): void {
    const next = this.awaitsAck ? undefined : this.events.shift();
    if (next === undefined) return;
    this.awaitsAck = true;
    this.sendEvent(next);
  }

  private acknowledged(): Reaction {
    this.awaitsAck = false;
    this.nextEvent();
    return nothing;
  }

  private connect(): TerminalAnswer[] {
    const { faults, commKey } = this.context;
    if (faults.encrypted) return no(replies.ENCRYPTED);
    if (this.session === 0) this.session = this.newSession();
    if (faults.locked) return no(replies.ACK_LOCKED);
    this.locked = commKey !== 0;
    return this.locked ? no(replies.ACK_UNAUTH) : ok();
  }

  private authenticate(data: Buffer): TerminalAnswer[] {
    if (this.context.faults.locked) return no(replies.ACK_LOCKED);
    if (!isKey(data, this.context.commKey, this.session)) return no(replies.ACK_UNAUTH);
    this.locked = false;
    return ok();
  }

  private leave(packet: Packet): Reaction {
    const said = this.context.faults.silentRestart ? nothing : this.say(packet, ok());
    return { ...said, end: 'restart' };
  }

  private answer({ command, data }: Packet): TerminalAnswer[] {
    const other = this.context.faults.instead?.[command]?.(data);
    if (other) return other;
    const own = this.own[command];
    const turn: Turn = { context: this.context, upload: this.upload, packetSize: this.packetSize };
    try {
      return own ? own(data) : (handlers[command]?.(data, turn) ?? no(replies.ACK_UNKNOWN));
    } catch (error) {
      // Shorter than the command requires, or somebody in the memory of a panel has no place in this terminal's records.
      if (error instanceof RangeError) return no(wrongLength);
      throw error;
    }
  }

  /** Commands that depend on what was sent before. */
  private readonly own: Readonly<Record<number, (data: Buffer) => TerminalAnswer[]>> = {
    [commands.REG_EVENT]: (data) => {
      this.mask = data.length >= 4 ? data.readUInt32LE(0) : 0;
      return ok();
    },
    [commands.PREPARE_BUFFER]: (data) => this.prepare(data),
    [commands.READ_BUFFER]: (data) => this.part(data),
    [commands.FREE_DATA]: () => {
      this.buffer = null;
      this.upload.bytes = Buffer.alloc(0);
      return ok();
    },
    [commands.PREPARE_DATA]: (data) => {
      this.upload.announced = data.length >= 4 ? data.readUInt32LE(0) : 0;
      this.upload.bytes = Buffer.alloc(0);
      return this.upload.announced > mostUpload ? no(4989) : ok();
    },
    [commands.DATA]: (data) => {
      this.upload.bytes = Buffer.concat([this.upload.bytes, data]);
      return this.upload.bytes.length > this.upload.announced ? no(4987) : ok();
    },
    [commands.STARTENROLL]: (data) => {
      this.enrolling = new Enrolling(this.context, data, (event, bytes) => this.tell(event, bytes));
      this.enrolling.start();
      return ok();
    },
    [commands.CANCELCAPTURE]: () => {
      this.enrolling?.cancel();
      this.enrolling = null;
      return ok();
    },
  };

  private prepare(data: Buffer): TerminalAnswer[] {
    const { context } = this;
    const request = readPrepareBuffer(data);
    if (!context.profile.buffered) return no(replies.ACK_UNKNOWN);
    if (request === null) return no();
    if (context.faults.noBuffer) return no(4989);
    const range = request.command === commands.ATTLOG_RANGE;
    if (range && !context.profile.range) return no(replies.ACK_ERROR_CMD);
    const table = range ? rangeOf(context, request.fct, request.ext) : tableOf(context, request.command, request.fct);
    if (table === null) return no();
    if (table.length <= context.profile.inlineBytes) return inline(table);
    this.buffer = table;
    return ready(table.length);
  }

  private get packetSize(): number {
    return this.datagramBytes ?? this.context.profile.packetSize;
  }

  private part(data: Buffer): TerminalAnswer[] {
    const { buffer, context } = this;
    if (buffer === null || data.length < 8) return no();
    const [offset, length] = [data.readUInt32LE(0), data.readUInt32LE(4)];
    if (offset + length > buffer.length) return no();
    return stream(buffer.subarray(offset, offset + length), { ...context.faults, packetSize: this.packetSize });
  }

  private say({ reply }: Packet, said: readonly TerminalAnswer[]): Reaction {
    const { faults } = this.context;
    const id = faults.wrongReply ? (reply + 7) & 0xffff : reply;
    const packets = said.map(({ command, data, session }) => encodePacket(command, session ?? this.session, id, data));
    if (faults.eventInStream && packets.length > 2) {
      packets.splice(2, 0, encodePacket(commands.REG_EVENT, 2, 0));
    }
    if (faults.wrongChecksum) for (const packet of packets) packet.writeUInt8(packet.readUInt8(2) ^ 0xff, 2);
    return { packets };
  }
}

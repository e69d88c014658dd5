import { createHash } from 'node:crypto';
import { createSocket, type RemoteInfo, type Socket as Datagrams } from 'node:dgram';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Punch } from '../../../protocol/standalone/attendance.js';
import { eventCodes } from '../../../protocol/standalone/codes.js';
import { frame, FrameCutter } from '../../../protocol/standalone/frames.js';
import { datagramData, decodePacket } from '../../../protocol/standalone/packet.js';
import { encodeLivePunch } from '../../../protocol/standalone/realtime.js';
import { randomFrom } from '../random.js';
import { Conversation, type Reaction } from './conversation.js';
import { OwnData, TerminalState, type TerminalData } from './data.js';
import type { TerminalContext } from './terminal-context.js';
import { FrameWriter } from './frame-writer.js';
import { Gaps } from './gaps.js';
import { terminalProfiles, type Pace, type TerminalFaults, type TerminalProfile } from './profile.js';
import type { TerminalSettings } from './terminal-settings.js';
import { unreadByPeer } from './unread.js';

const usualGapMs = 1;
const eventPatienceMs = 1_000;
/** Clients of datagrams that are remembered. */
const mostPeers = 200;

/** For ports that the system chooses. */
const mostAttempts = 20;
const isTaken = (error: unknown) => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

type Send = (packet: Buffer) => void;

/** A sender of datagrams at one address; its packets are answered one after the other. */
interface Peer {
  readonly talk: Conversation;
  readonly gaps: Gaps;
  turn: Promise<void>;
}

const macOf = (sn: string): string =>
  ['00', '17', '61', ...(createHash('sha256').update(sn).digest('hex').match(/../g) ?? []).slice(0, 3)].join(':');

const utc = () => new Date().toISOString().slice(0, 19).replace('T', ' ');

/** A simulated terminal of port 4370, on TCP and UDP. */
export class SimulatedTerminal implements TerminalContext {
  readonly sn: string;
  commKey: number;
  profile: TerminalProfile;
  pace: Pace;
  readonly faults: TerminalFaults;
  readonly data: TerminalData;
  readonly state: TerminalState;
  port = 0;
  /** Number of connections, and of packets by command. */
  readonly seen = { connections: 0, commands: new Map<number, number>() };
  private readonly random: () => number;
  private readonly writer = new FrameWriter(this);
  private server: Server | null = null;
  private datagrams: Datagrams | null = null;
  private readonly sockets = new Set<Socket>();
  private readonly talks = new Set<Conversation>();
  private readonly peers = new Map<string, Peer>();
  private nextSession = 0x1200;

  constructor(private readonly settings: TerminalSettings = {}) {
    this.sn = settings.sn ?? 'SIM4370';
    this.commKey = settings.commKey ?? 0;
    this.profile = settings.profile ?? terminalProfiles.k40;
    this.pace = settings.pace ?? 'glued';
    this.faults = settings.faults ?? {};
    this.data = settings.data ?? new OwnData();
    this.state = new TerminalState({ MAC: macOf(this.sn), ...this.profile.options });
    this.random = randomFrom(settings.seed ?? 1);
  }

  /** The same port for both, as terminals have it. */
  async start(): Promise<this> {
    const { port = 0 } = this.settings;
    for (let attempt = 1; ; attempt++) {
      try {
        await this.listen(port);
        return this;
      } catch (error) {
        await this.stop();
        // A port that is free for the one is not always free for the other.
        if (port !== 0 || attempt === mostAttempts || !isTaken(error)) throw error;
      }
    }
  }

  private async listen(port: number): Promise<void> {
    const { host = '127.0.0.1' } = this.settings;
    const { transports } = this.profile;
    this.port = port;
    if (transports.includes('tcp')) await this.startTcp(host);
    if (transports.includes('udp')) await this.startUdp(host);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    const { server, datagrams } = this;
    // An answer that is still on its way would be sent on a closed socket, which throws.
    this.server = this.datagrams = null;
    await Promise.all([
      server && new Promise((done) => server.close(done)),
      datagrams && new Promise<void>((done) => datagrams.close(done)),
    ]);
  }

  clock(): string {
    const now = Date.parse(`${(this.settings.clock ?? utc)().replace(' ', 'T')}Z`) + this.state.clockMs;
    return new Date(now).toISOString().slice(0, 19).replace('T', ' ');
  }

  opened(seconds: number): void {
    this.settings.unlocked?.(seconds);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.sockets.size;
  }

  setClock(wall: string): void {
    if (this.settings.setClock) this.settings.setClock(wall);
    else
      this.state.clockMs += Date.parse(`${wall.replace(' ', 'T')}Z`) - Date.parse(`${this.clock().replace(' ', 'T')}Z`);
  }

  /** A person is read at the terminal: the punch is stored, and sent to clients that listen. */
  punch(userId: string, { verify = 1, state = 0, time = this.clock() }: Partial<Omit<Punch, 'userId'>> = {}): Punch {
    const uid = this.data.users().find((user) => user.userId === userId)?.uid ?? 0;
    const punch: Punch = { uid, userId, time, verify, state, workCode: 0 };
    if (this.data instanceof OwnData) this.data.record(punch);
    this.announce(punch);
    return punch;
  }

  /** Sends a punch that is stored elsewhere. */
  announce(punch: Punch): void {
    const { eventBytes } = this.profile;
    const id = eventBytes === 10 ? String(punch.uid) : punch.userId;
    this.tell(eventCodes.ATTLOG, encodeLivePunch({ ...punch, userId: id }, eventBytes));
  }

  tell(event: number, data: Buffer): void {
    for (const talk of this.talks) talk.tell(event, data);
  }

  restart(): void {
    this.state.restarts++;
    this.state.disabled = false;
    this.peers.clear();
    this.talks.clear();
    for (const socket of this.sockets) socket.destroy();
  }

  /** Breaks all connections. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async startTcp(host: string): Promise<void> {
    const server = createServer((socket) => this.accept(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, host, resolve);
    });
    this.port = (server.address() as AddressInfo).port;
  }

  private async startUdp(host: string): Promise<void> {
    const socket = createSocket('udp4');
    this.datagrams = socket;
    socket.on('message', (bytes, from) => this.hearDatagram(bytes, from));
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(this.port, host, resolve);
    });
    socket.setSendBufferSize(1024 * 1024);
    this.port = socket.address().port;
  }

  private accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.faults.single && this.sockets.size > 0) return void socket.destroy();
    this.seen.connections++;
    this.sockets.add(socket);
    socket.setNoDelay(true);
    const talk = this.talk((packet) => socket.write(frame(packet)), false);
    const cutter = new FrameCutter();
    const gaps = new Gaps(this.settings.gapMs ?? usualGapMs, () => unreadByPeer(socket));
    let turn: Promise<unknown> = Promise.resolve();
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.talks.delete(talk);
    });
    socket.on('data', (bytes) => {
      try {
        for (const packet of cutter.push(bytes)) turn = turn.then(() => this.reply(socket, gaps, talk, packet));
      } catch {
        // The peer does not speak the protocol.
        socket.destroy();
      }
    });
  }

  private talk(send: (packet: Buffer) => void, datagrams: boolean): Conversation {
    const talk: Conversation = new Conversation(
      this,
      () => (this.nextSession = (this.nextSession + 1) & 0xffff || 1),
      (packet) => {
        send(packet);
        // A client that does not acknowledge gets the next event all the same.
        setTimeout(
          () => talk.hear({ command: 2000, session: 0, reply: 0, data: Buffer.alloc(0) }),
          eventPatienceMs,
        ).unref();
      },
      datagrams ? datagramData : undefined,
    );
    this.talks.add(talk);
    return talk;
  }

  private react(talk: Conversation, bytes: Buffer): Reaction {
    const packet = decodePacket(bytes);
    if (!packet?.checksumOk) return { packets: [] };
    this.seen.commands.set(packet.command, (this.seen.commands.get(packet.command) ?? 0) + 1);
    return talk.hear(packet);
  }

  private async reply(socket: Socket, gaps: Gaps, talk: Conversation, bytes: Buffer): Promise<void> {
    const { packets, end } = this.react(talk, bytes);
    if (packets.length > 0 && this.faults.delayMs) await sleep(this.faults.delayMs);
    await this.writer.write(socket, gaps, packets.map(frame));
    if (end === 'close') socket.end();
    if (end === 'restart') setTimeout(() => this.restart(), 5).unref();
  }

  private hearDatagram(bytes: Buffer, { address, port }: RemoteInfo): void {
    if (this.isLost()) return;
    const send = (packet: Buffer) => {
      if (!this.isLost()) this.datagrams?.send(packet, port, address);
    };
    // A terminal that serves another program does not answer.
    if (this.faults.single && this.sockets.size > 0) return;
    const key = `${address} ${port}`;
    const peer = this.peer(key, send);
    peer.turn = peer.turn.then(() => this.answerDatagram(key, peer, bytes, send));
  }

  private async answerDatagram(key: string, { talk, gaps }: Peer, bytes: Buffer, send: Send): Promise<void> {
    const { packets, end } = this.react(talk, bytes);
    if (packets.length > 0 && this.faults.delayMs) await sleep(this.faults.delayMs);
    for (const packet of packets) {
      if (this.pace === 'glued') send(packet);
      else await gaps.pass(() => send(packet));
    }
    if (end === 'close') this.peers.delete(key);
    if (end === 'restart') this.restart();
  }

  private peer(key: string, send: Send): Peer {
    const known = this.peers.get(key);
    if (known) return known;
    for (const [oldest, { talk }] of this.peers) {
      if (this.peers.size < mostPeers) break;
      this.peers.delete(oldest);
      this.talks.delete(talk);
    }
    const peer = {
      talk: this.talk(send, true),
      gaps: new Gaps(this.settings.gapMs ?? usualGapMs),
      turn: Promise.resolve(),
    };
    this.seen.connections++;
    this.peers.set(key, peer);
    return peer;
  }

  private isLost(): boolean {
    return this.random() < (this.faults.lost ?? 0);
  }
}

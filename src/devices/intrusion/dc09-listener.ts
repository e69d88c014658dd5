import { createSocket, type RemoteInfo, type Socket as DatagramSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { nak } from '../../protocol/dc09/answer.js';
import { FrameReader, longestFrame, readFrame, writeFrame } from '../../protocol/dc09/frame.js';
import { IntrusionIntakeService } from '../../modules/intrusion/intrusion-intake.service.js';
import { AtMost } from '../../platform/at-most.js';
import type { Config } from '../../platform/config.js';
import { plainAddress } from '../../platform/network/networks.js';
import { LOG } from '../../platform/tokens.js';
import { RefusalLimiter } from './refusal-limiter.js';

/** Of all panels together, and of one address: several may stand behind one router. */
const mostConnections = 2_000;
const mostOfAddress = 100;
/** A frame is there within this time, or its connection ends. */
const frameMs = 15_000;
/** Panels that stay connected poll now and then. */
const idleMs = 30 * 60_000;
/** Messages that are looked up and stored at once: doors need the database, too. */
const mostAtOnce = 4;
/** Datagrams at once; what comes beyond is sent again by its panel. */
const mostDatagrams = 500;

interface Reply {
  /** Null = nothing is answered: it was noise, or it could not be stored and comes again. */
  readonly answer: Buffer | null;
  /** It is of a panel of ours. */
  readonly isTaken: boolean;
}
const silence: Reply = { answer: null, isTaken: false };

/** Receives what intrusion panels report by SIA DC-09: over TCP and UDP, on a port of its own. */
@Injectable()
export class Dc09Listener implements OnApplicationShutdown {
  private server: Server | null = null;
  private datagrams: DatagramSocket | null = null;
  private readonly connections = new Map<Socket, string>();
  private readonly work = new Set<Promise<void>>();
  private readonly few = new AtMost(mostAtOnce);
  // A datagram may come from somebody else than it says: it silences no connection.
  private readonly limiters = { tcp: new RefusalLimiter(), udp: new RefusalLimiter() } as const;
  private underWay = 0;
  /** Messages since the start. */
  readonly totals = { taken: 0, refused: 0, failed: 0 };

  constructor(
    private readonly intake: IntrusionIntakeService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** The port that is really used; null = it is off. */
  get port(): number | null {
    return this.server ? (this.server.address() as AddressInfo).port : null;
  }

  /** Panels that are connected now. */
  get connected(): number {
    return this.connections.size;
  }

  async listenOn({ host, dc09Port }: Pick<Config, 'host' | 'dc09Port'>): Promise<void> {
    if (dc09Port === null) return;
    const server = createServer({ noDelay: true }, (socket) => this.accept(socket));
    server.maxConnections = mostConnections;
    server.listen(dc09Port, host);
    await once(server, 'listening');
    server.on('error', (error) => this.log.error({ err: error }, 'the receiver of intrusion panels has a fault'));
    this.server = server;
    const datagrams = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    datagrams.bind((server.address() as AddressInfo).port, host);
    await once(datagrams, 'listening');
    datagrams.on('error', (error) => this.log.error({ err: error }, 'the receiver of intrusion panels has a fault'));
    datagrams.on('message', (bytes, from) => this.datagram(datagrams, bytes, from));
    this.datagrams = datagrams;
  }

  /** What has been received is stored and answered; the rest is sent again. */
  async onApplicationShutdown(): Promise<void> {
    this.server?.close();
    await Promise.all(this.work);
    this.datagrams?.close();
    for (const socket of this.connections.keys()) socket.destroy();
  }

  private accept(socket: Socket): void {
    const address = plainAddress(socket.remoteAddress ?? '');
    const isFull = [...this.connections.values()].filter((one) => one === address).length >= mostOfAddress;
    if (isFull || this.limiters.tcp.isMuted(address)) {
      socket.destroy();
      return;
    }
    this.connections.set(socket, address);
    const reader = new FrameReader();
    let deadline = setTimeout(() => socket.destroy(), frameMs);
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(deadline);
      this.connections.delete(socket);
    });
    socket.on('data', (chunk) => {
      const frames = reader.push(chunk);
      if (frames === null) {
        socket.destroy();
        return;
      }
      if (frames.length === 0) return;
      clearTimeout(deadline);
      socket.pause();
      this.follow(
        this.answerAll(socket, frames, address).then((isOurs) => {
          if (socket.destroyed) return;
          // Whoever is none of our panels does not keep a place.
          deadline = setTimeout(() => socket.destroy(), isOurs && reader.pending === 0 ? idleMs : frameMs);
          socket.resume();
        }),
      );
    });
  }

  /** In their order. @returns whether one of them was of a panel of ours */
  private async answerAll(socket: Socket, frames: readonly Buffer[], address: string): Promise<boolean> {
    const { tcp } = this.limiters;
    let isOurs = false;
    for (const frame of frames) {
      const { answer, isTaken } = await this.replyTo(frame, address, tcp);
      isOurs ||= isTaken;
      if (answer) socket.write(answer);
      if (!tcp.isMuted(address)) continue;
      socket.destroy();
      break;
    }
    return isOurs;
  }

  private datagram(socket: DatagramSocket, bytes: Buffer, { address: from, port }: RemoteInfo): void {
    const address = plainAddress(from);
    const { udp } = this.limiters;
    if (bytes.length > longestFrame + 2 || this.underWay >= mostDatagrams || udp.isMuted(address)) return;
    const [frame] = new FrameReader().push(bytes) ?? [];
    if (!frame) return;
    this.underWay++;
    this.follow(
      this.replyTo(frame, address, udp)
        .then(({ answer }) => {
          if (answer) socket.send(answer, port, from, () => undefined);
        })
        .finally(() => this.underWay--),
    );
  }

  private async replyTo(bytes: Buffer, address: string, limiter: RefusalLimiter): Promise<Reply> {
    const frame = readFrame(bytes);
    if (frame === 'noise' || frame === 'damaged') {
      this.refused(address, limiter);
      return frame === 'noise' ? silence : { answer: writeFrame(nak(new Date())), isTaken: false };
    }
    try {
      const content = frame.content.toString('latin1');
      const { answer, isTaken } = await this.few.run(() => this.intake.take(content, address));
      if (isTaken) this.totals.taken++;
      else this.refused(address, limiter);
      return { answer: answer === null ? null : writeFrame(answer, frame.hasBinaryCrc), isTaken };
    } catch (error) {
      this.totals.failed++;
      this.log.error({ err: error, address }, 'a message of an intrusion panel could not be stored: it comes again');
      return silence;
    }
  }

  private refused(address: string, limiter: RefusalLimiter): void {
    this.totals.refused++;
    limiter.note(address);
  }

  private follow(work: Promise<void>): void {
    const one: Promise<void> = work
      .catch((error: unknown) => this.log.error({ err: error }, 'an intrusion panel was not answered'))
      .finally(() => this.work.delete(one));
    this.work.add(one);
  }
}

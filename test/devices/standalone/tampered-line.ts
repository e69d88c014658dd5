import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { commands, replies } from '../../../src/protocol/standalone/codes.js';
import { frame, FrameCutter } from '../../../src/protocol/standalone/frames.js';
import { decodePacket, type Packet } from '../../../src/protocol/standalone/packet.js';

/** What arrives in place of a packet of the terminal: bytes of frames, or of something else. */
type Tamper = (bytes: Buffer, packet: Packet) => readonly Buffer[];

const honest: Tamper = (bytes) => [frame(bytes)];

/** A line to a terminal over TCP on which something else arrives than the terminal sends. */
export class TamperedLine {
  tamper: Tamper = honest;
  port = 0;
  /** Connections of the gateway, since the start. */
  connections = 0;
  /** Those that want events. */
  private readonly listening = new Set<Socket>();
  private readonly all = new Set<Socket>();
  private next: (() => Buffer) | null = null;

  private constructor(private readonly server: Server) {}

  static async to(terminalPort: number): Promise<TamperedLine> {
    const server = createServer();
    const line = new TamperedLine(server);
    server.on('connection', (near) => line.join(near, connect(terminalPort, '127.0.0.1')));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    line.port = (server.address() as AddressInfo).port;
    return line;
  }

  /** Reports these to whoever listens, as fast as they are read, until `calm`. */
  flood(next: () => Buffer): void {
    this.next = next;
    for (const near of this.listening) this.pump(near);
  }

  report(packets: readonly Buffer[]): void {
    for (const near of this.listening) near.write(Buffer.concat(packets.map(frame)));
  }

  calm(): void {
    this.next = null;
  }

  async close(): Promise<void> {
    this.calm();
    for (const socket of this.all) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }

  private join(near: Socket, far: Socket): void {
    this.connections++;
    for (const socket of [near, far]) {
      this.all.add(socket);
      socket.on('error', () => socket.destroy());
    }
    near.on('close', () => {
      this.listening.delete(near);
      far.destroy();
    });
    far.on('close', () => near.end());
    const asked = new FrameCutter();
    near.on('data', (bytes) => {
      // The terminal knows nothing of the events that are acknowledged here.
      for (const packet of asked.push(bytes)) {
        const { command = 0, data } = decodePacket(packet) ?? {};
        if (command !== replies.ACK_OK) far.write(frame(packet));
        if (command !== commands.REG_EVENT) continue;
        if (data?.some((byte) => byte > 0)) this.listening.add(near);
        else this.listening.delete(near);
        this.pump(near);
      }
    });
    const answered = new FrameCutter();
    far.on('data', (bytes) => {
      for (const said of answered.push(bytes)) {
        const packet = decodePacket(said);
        if (packet) for (const part of this.tamper(said, packet)) near.write(part);
      }
    });
  }

  private pump(near: Socket): void {
    while (this.next && this.listening.has(near)) {
      if (near.write(frame(this.next()))) continue;
      near.once('drain', () => this.pump(near));
      return;
    }
  }
}

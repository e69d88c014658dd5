import { createSocket, type Socket as Datagrams } from 'node:dgram';
import { connect, type Socket } from 'node:net';
import { BadFrame, frame, FrameCutter } from '../../../protocol/standalone/frames.js';
import { HungUp, PullError } from './pull-error.js';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Moves packets; the listener gets what arrives, and the reason of the end. */
export interface Transport {
  readonly kind: 'tcp' | 'udp';
  listen(onPacket: (packet: Buffer) => void, onEnd: (why: PullError) => void): void;
  send(packet: Buffer): void;
  close(): void;
}

const keepAliveMs = 60_000;
/** No frame of a terminal is nearly as long. */
const longestFrame = 1024 * 1024;

/** Bytes that wait for a terminal which does not read: more than any order has, and it answers each. */
const mostUnread = 8 * 1024 * 1024;

/** What the system's error codes mean to an installer of the terminal. */
const systemWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no terminal takes the call',
  ECONNRESET: 'the connection was broken off',
  EPIPE: 'the connection was broken off',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to this address',
  ENETUNREACH: 'there is no way to this network',
  ENOTFOUND: 'nobody has this name',
  EAI_AGAIN: 'no name server answers',
};

/** The reason why there is no connection, or no longer one: a sentence, and the system's error code. */
export function noConnection(error: NodeJS.ErrnoException, { host, port }: Address): PullError {
  const { code = '' } = error;
  const words = systemWords[code];
  return new PullError('unreachable', `${host}:${port}: ${words ? `${words} (${code})` : code || error.message}`);
}

class TcpTransport implements Transport {
  readonly kind = 'tcp';

  constructor(
    private readonly socket: Socket,
    private readonly address: Address,
  ) {}

  listen(onPacket: (packet: Buffer) => void, onEnd: (why: PullError) => void): void {
    const cutter = new FrameCutter(longestFrame);
    const { socket, address } = this;
    const end = (why: PullError) => {
      socket.destroy();
      onEnd(why);
    };
    socket.on('data', (bytes) => {
      try {
        for (const packet of cutter.push(bytes)) onPacket(packet);
      } catch (error) {
        if (!(error instanceof BadFrame)) throw error;
        for (const packet of error.before) onPacket(packet);
        end(new PullError('protocol', `what came from ${address.host} is not the protocol: ${error.message}`));
      }
    });
    socket.on('error', (error) => end(new HungUp('unreachable', noConnection(error, address).message)));
    socket.on('close', () => end(new HungUp('unreachable', `${address.host} closed the connection`)));
  }

  send(packet: Buffer): void {
    const { socket } = this;
    if (socket.destroyed) return;
    if (socket.writableLength > mostUnread) socket.destroy(new Error('it does not read what it is sent'));
    else socket.write(frame(packet));
  }

  close(): void {
    // The last packet is still sent, but a peer that does not read it is not waited for.
    this.socket.end();
    const { socket } = this;
    setTimeout(() => socket.destroy(), 500).unref();
  }
}

class UdpTransport implements Transport {
  readonly kind = 'udp';

  constructor(
    private readonly socket: Datagrams,
    private readonly address: Address,
  ) {}

  listen(onPacket: (packet: Buffer) => void, onEnd: (why: PullError) => void): void {
    this.socket.on('message', (packet) => onPacket(packet));
    this.socket.on('error', (error) => {
      // An open socket keeps the process alive, and after an error nothing else closes it.
      this.close();
      onEnd(noConnection(error, this.address));
    });
    this.socket.on('close', () => onEnd(new PullError('unreachable', `${this.address.host} is closed`)));
  }

  send(packet: Buffer): void {
    this.socket.send(packet, (error) => {
      if (error) this.socket.emit('error', error);
    });
  }

  close(): void {
    const { socket } = this;
    // The last datagram must be sent first.
    setTimeout(() => {
      try {
        socket.close();
      } catch {
        // It was closed already.
      }
    }, 20);
  }
}

/** @throws PullError unreachable */
export function openTcp(address: Address, timeoutMs: number): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveMs });
    const timer = setTimeout(() => fail(new PullError('unreachable', noAnswer(address, timeoutMs))), timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const onError = (error: Error) => fail(noConnection(error, address));
    socket.once('error', onError);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.off('error', onError);
      resolve(new TcpTransport(socket, address));
    });
  });
}

const noAnswer = ({ host, port }: Address, ms: number) => `${host}:${port} does not answer within ${ms / 1000} s`;

/** Nothing has been received yet: a datagram socket has no connection. @throws PullError unreachable */
export function openUdp(address: Address): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const socket = createSocket(address.host.includes(':') ? 'udp6' : 'udp4');
    const onError = (error: Error) => reject(noConnection(error, address));
    socket.once('error', onError);
    socket.connect(address.port, address.host, (error?: Error) => {
      // Also of a name that nobody has.
      if (error) {
        socket.close();
        onError(error);
        return;
      }
      socket.off('error', onError);
      // A chunk arrives in one burst.
      socket.setRecvBufferSize(1024 * 1024);
      resolve(new UdpTransport(socket, address));
    });
  });
}

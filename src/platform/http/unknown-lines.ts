import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import { LRUCache } from 'lru-cache';
import { neighbourhood } from '../network/neighbourhood.js';
import { plainAddress } from '../network/networks.js';

/**
 * The most connections without a known caller, from one address and in all. An address with a known caller may be a
 * whole site behind NAT.
 */
const mostUnknown = { ofAddress: 1_000, inAll: 5_000 } as const;
const rememberedMs = 60 * 60_000;
const mostAddresses = 20_000;

const addressOf = ({ remoteAddress = '' }: Socket) => plainAddress(remoteAddress);

/** Counts the connections of callers who have not shown who they are. */
export class UnknownLines {
  /** With the network that each counts for: whoever has one address of it has many. */
  private readonly open = new Map<Socket, string>();
  private readonly byAddress = new Map<string, number>();
  /** When a known caller last called from an address. */
  private readonly knownAddresses = new LRUCache<string, number>({ max: mostAddresses });

  constructor(private readonly most: { readonly ofAddress: number; readonly inAll: number } = mostUnknown) {}

  /** Connections of `server` beyond the limit for unknown callers are closed at once. */
  watch(server: Server): void {
    server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => this.opened(socket));
  }

  /** A known caller has used this connection. */
  prove(socket: Socket): void {
    if (!this.open.has(socket)) return;
    this.forget(socket);
    this.knownAddresses.set(addressOf(socket), Date.now());
  }

  private opened(socket: Socket): void {
    const heardAt = this.knownAddresses.get(addressOf(socket));
    if (heardAt !== undefined && Date.now() - heardAt < rememberedMs) return;
    const address = neighbourhood(addressOf(socket));
    const count = this.byAddress.get(address) ?? 0;
    if (count >= this.most.ofAddress || this.open.size >= this.most.inAll) {
      socket.destroy();
      return;
    }
    this.open.set(socket, address);
    this.byAddress.set(address, count + 1);
    socket.once('close', () => this.forget(socket));
  }

  private forget(socket: Socket): void {
    const address = this.open.get(socket);
    if (address === undefined) return;
    this.open.delete(socket);
    const left = (this.byAddress.get(address) ?? 1) - 1;
    if (left > 0) this.byAddress.set(address, left);
    else this.byAddress.delete(address);
  }
}

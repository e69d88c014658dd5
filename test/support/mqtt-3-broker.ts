import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Aedes } from 'aedes';
import { createWebSocketStream, WebSocketServer } from 'ws';

/** A broker in this process that speaks MQTT 3.1.1 and nothing newer. */
export class Mqtt3Broker {
  private readonly sockets = new Set<Socket>();
  private readonly clients = new Map<string, Duplex>();

  private constructor(
    readonly aedes: Aedes,
    private readonly server: Server,
  ) {}

  get url(): string {
    return `mqtt://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** @param isWeb it speaks by WebSocket, at any path */
  static async start(isWeb = false): Promise<Mqtt3Broker> {
    const aedes = await Aedes.createBroker();
    const server = isWeb ? createHttpServer() : createServer();
    const broker = new Mqtt3Broker(aedes, server);
    server.on('connection', (socket: Socket) => {
      broker.sockets.add(socket);
      socket.once('close', () => broker.sockets.delete(socket));
      if (!isWeb) aedes.handle(socket);
    });
    if (isWeb) {
      new WebSocketServer({ server: server as HttpServer }).on('connection', (socket) =>
        aedes.handle(createWebSocketStream(socket)),
      );
    }
    aedes.on('client', ({ id, conn }) => broker.clients.set(id, conn));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return broker;
  }

  /** The connections of clients whose ids begin like this break; new ones are taken. */
  cut(ids: string): void {
    for (const [id, socket] of this.clients) if (id.startsWith(ids)) socket.destroy();
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.aedes.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
  }
}

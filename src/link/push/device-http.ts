import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerLoosely, looseRequest } from './loose-request.js';
import type { DeviceReply } from './reply.js';
import type { DeviceMessage } from './request.js';
import { sendFile } from '../../file/send-file.js';

/** Photos and templates arrive whole; more than this is refused. */
const mostBytes = 16 * 1024 * 1024;

/** `/iclock` in any case, below `/api` too, and in the absolute form that some firmware sends (field note 44). */
const deviceUrl = /^(?:https?:\/\/[^/]*)?\/+(?:api\/+)?iclock(?:[/?]|$)/i;
/** The poll as controllers send it; every other spelling takes the usual way. */
const plainPoll = /^\/iclock\/getrequest\?SN=([A-Za-z0-9_.-]{1,64})$/;

const idleHeaders = { 'content-type': 'text/plain;charset=UTF-8', 'content-length': 2 };
const nothing = Buffer.alloc(0);

/** What node:http says of a request that it does not understand, and its bytes. */
interface Refusal extends Error {
  readonly rawPacket?: Buffer;
}

/** What answers devices. It never rejects. */
export interface DeviceSide {
  /** The hot path: true for a device that is there and for which nothing waits. Notes its call. */
  isIdle(sn: string): boolean;
  answer(message: DeviceMessage, body: Buffer): Promise<DeviceReply>;
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

/**
 * Devices are most of the traffic, so they are answered by node:http itself: routing, hooks and reply of a framework
 * would be half of the cost of a poll or an upload, and a framework that takes form bodies apart eats their data (field
 * note 40).
 */
export class DeviceHttp {
  private closing = false;

  constructor(private readonly side: DeviceSide) {}

  /** Takes the devices' requests away from whoever listens on `server`; the others stay where they are. */
  shareWith(server: Server): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (deviceUrl.test(request.url ?? '')) this.handle(request, response);
      else for (const listener of others) (listener as (...all: unknown[]) => void)(request, response);
    });
    this.readLoosely(server);
  }

  /** Requests that node:http takes for none are read if they are a device's; whoever listened before has the others. */
  readLoosely(server: Server): void {
    const others = server.listeners('clientError');
    server.removeAllListeners('clientError').on('clientError', (error: Refusal, socket: Socket) => {
      const message = socket.writable ? looseRequest(error.rawPacket, socket) : null;
      if (message && deviceUrl.test(message.url ?? '')) void this.replyLoosely(message, socket);
      else if (others.length === 0) refuseUnread(socket);
      else for (const listener of others) (listener as (...all: unknown[]) => void)(error, socket);
    });
  }

  private async replyLoosely(message: DeviceMessage, socket: Socket): Promise<void> {
    const reply = await this.side.answer(message, nothing);
    if (!socket.writable) reply.life?.lost();
    const { status, text, bytes, file } = (socket.writable ? reply.life?.now() : undefined) ?? reply;
    if (file) socket.destroy();
    else answerLoosely(socket, status, bytes ?? Buffer.from(text));
  }

  /** Answers everything on a listener of its own; what is no device's is 404. */
  readonly listener: RequestListener = (request, response) => {
    if (deviceUrl.test(request.url ?? '')) this.handle(request, response);
    else this.send(request, response, { status: 404, text: '404' });
  };

  /** From now on clients are sent away with their answer, so that the server can close. */
  close(): void {
    this.closing = true;
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    if (!hasBody(request)) {
      const sn = request.method === 'GET' ? plainPoll.exec(request.url ?? '')?.[1] : undefined;
      if (sn !== undefined && !this.closing && this.side.isIdle(sn)) response.writeHead(200, idleHeaders).end('OK');
      else this.reply(request, response, nothing);
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= mostBytes) chunks.push(chunk);
      else this.refuseTooLarge(request, response);
    });
    request.on('end', () => {
      if (size <= mostBytes)
        this.reply(request, response, chunks.length === 1 ? (chunks[0] ?? nothing) : Buffer.concat(chunks));
    });
    // A body that breaks off was never said: the device sends it again.
    request.on('error', () => response.destroy());
  }

  private reply(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    void this.side.answer(request, body).then((reply) => this.send(request, response, reply));
  }

  private refuseTooLarge(request: IncomingMessage, response: ServerResponse): void {
    request.removeAllListeners('data').resume();
    if (response.headersSent) return;
    response.setHeader('connection', 'close');
    this.send(request, response, { status: 413, text: 'more than 16 MB' });
  }

  private send(request: IncomingMessage, response: ServerResponse, reply: DeviceReply): void {
    if (response.headersSent || response.destroyed) {
      reply.life?.lost();
    } else if (reply.life && !response.socket) {
      // An answer before it on this connection is still to come: this one would lie and age.
      response.once('socket', () => this.send(request, response, reply));
    } else {
      this.write(request, response, reply.life?.now() ?? reply);
    }
  }

  private write(request: IncomingMessage, response: ServerResponse, reply: DeviceReply): void {
    const { status, text, bytes = text, retryAfter, file, close = false } = reply;
    if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
    if (this.closing || close) response.setHeader('connection', 'close');
    if (file) {
      sendFile(request, response, file);
      return;
    }
    response
      .writeHead(status, { 'content-type': 'text/plain;charset=UTF-8', 'content-length': Buffer.byteLength(bytes) })
      .end(bytes);
  }
}

const refuseUnread = (socket: Socket) =>
  socket.writable ? answerLoosely(socket, 400, Buffer.from('400')) : socket.destroy();

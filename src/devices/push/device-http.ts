import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { BytesInFlight, readWhole, type BodyFault, type BodyLimits } from '../../platform/http/bytes-in-flight.js';
import { endSlowBodies, hasBody, waitLess } from '../../platform/http/slow-bodies.js';
import { watchSilentLines } from '../../platform/http/silent-lines.js';
import { UnknownLines } from '../../platform/http/unknown-lines.js';
import { answerLoosely, looseRequest } from './loose-request.js';
import { refuse, type DeviceReply } from './reply.js';
import { serialNumberIn, type DeviceMessage } from './request.js';
import { sendFile } from '../../modules/file/send-file.js';

const megabyte = 1024 * 1024;
const mostOfStranger = 64 * 1024;

/**
 * How much memory bodies may take. Photos, templates and backlogs of a served device arrive whole, and share one
 * budget. A stranger needs only little, and all strangers share a smaller budget.
 */
const limits = {
  served: { most: 16 * megabyte, free: mostOfStranger, inFlight: 96 * megabyte },
  stranger: { most: mostOfStranger, free: 0, inFlight: 8 * megabyte },
} as const;

/**
 * The answers for a body that is not taken. None of them is a success: the device keeps what it has and comes again.
 */
const refusals: Readonly<Record<Exclude<BodyFault, 'broken'>, { served: DeviceReply; stranger: DeviceReply }>> = {
  tooLarge: {
    served: refuse(413, 'more than 16 MB'),
    // It may be approved, or recognised again, in a moment.
    stranger: { ...refuse(503, 'more than 64 kB of a device that is not served'), retryAfter: 60 },
  },
  noRoom: {
    served: { ...refuse(503, 'too many uploads at once'), retryAfter: 5 },
    stranger: { ...refuse(503, 'too many strangers at once'), retryAfter: 60 },
  },
};

/**
 * `/iclock` in any case, below one other word too, and in the absolute form that some firmware sends (docs/field-notes.md
 * 44). The word is where another server was, such as `/api` or `/pub`: nothing of ours has `iclock` as its second word.
 */
const deviceUrl = /^(?:https?:\/\/[^/]*)?\/+(?:[\w-]{1,32}\/+)?iclock(?:[/?]|$)/i;
/** The poll in the form that controllers send; every other form takes the usual way. */
const plainPoll = /^\/iclock\/getrequest\?SN=([A-Za-z0-9_.-]{1,64})$/;

const idleHeaders = { 'content-type': 'text/plain;charset=UTF-8', 'content-length': 2 };
const nothing = Buffer.alloc(0);

/** The first byte of a TLS handshake. */
const handshake = 0x16;
/** A device with a wrong path: nobody else names a serial number there. */
const strayDevice = /^(?!\/+(?:api|admin|console|docs)(?:[/?]|$))[^?]*\?(?:[^#]*&)?sn=/i;

/** What somebody spoke who was not understood; undefined for a connection that only broke off. */
function wrongCallIn({ code, rawPacket }: Refusal): WrongCall | undefined {
  if (code === 'ERR_SSL_HTTP_REQUEST') return 'plainHttp';
  if (rawPacket === undefined || rawPacket.length === 0) return undefined;
  return rawPacket[0] === handshake ? 'tls' : 'unreadable';
}

/** What node:http reports about a request that it does not understand, with the bytes of the request. */
interface Refusal extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** What answers devices. It never rejects. */
export interface DeviceSide {
  /** The hot path: true for a device that is online and has no command waiting. Records its call. */
  isIdle(sn: string, message: DeviceMessage): boolean;
  /**
   * Called when the header is there, before the body is read: whether such a device is served. From memory, but for a
   * device that has just changed and is being read again. It never rejects.
   */
  admissible(sn: string, message: DeviceMessage): boolean | Promise<boolean>;
  answer(message: DeviceMessage, body: Buffer): Promise<DeviceReply>;
  /** Somebody called who is no device that can be answered. */
  heardWrong(what: WrongCall, from: Pick<DeviceMessage, 'url' | 'headers' | 'socket'>): void;
}

export type WrongCall = 'tls' | 'plainHttp' | 'unreadable' | 'wrongPath';

const roomFor = ({ inFlight, ...each }: (typeof limits)['served' | 'stranger']): BodyLimits => ({
  ...each,
  shared: new BytesInFlight(inFlight),
});

/**
 * Devices make most of the traffic, so node:http itself answers them. A framework's routing, hooks and reply would be
 * half of the cost of a poll or an upload, and its parser of form bodies would consume the devices' data
 * (docs/field-notes.md 40).
 */
export class DeviceHttp {
  private closing = false;
  private readonly lines = new UnknownLines();
  private readonly served = roomFor(limits.served);
  private readonly stranger = roomFor(limits.stranger);

  constructor(private readonly side: DeviceSide) {}

  /** Takes the devices' requests away from the other listeners on `server`. All other requests stay with them. */
  shareWith(server: Server): void {
    const others = server.listeners('request') as RequestListener[];
    server.removeAllListeners('request').on('request', (request: IncomingMessage, response: ServerResponse) => {
      const { url = '' } = request;
      if (deviceUrl.test(url)) {
        this.handle(request, response);
        return;
      }
      if (strayDevice.test(url)) this.side.heardWrong('wrongPath', request);
      for (const listener of others) (listener as (...all: unknown[]) => void)(request, response);
    });
    this.watch(server);
  }

  /** What every server needs that devices call. */
  watch(server: Server): void {
    this.readLoosely(server);
    endSlowBodies(server);
    watchSilentLines(server);
    this.lines.watch(server);
  }

  /** Requests that node:http cannot parse are read here if a device sent them. The earlier listeners get the others. */
  private readLoosely(server: Server): void {
    const others = server.listeners('clientError');
    server.removeAllListeners('clientError').on('clientError', (error: Refusal, socket: Socket) => {
      const message = socket.writable ? looseRequest(error.rawPacket, socket) : null;
      if (message && deviceUrl.test(message.url ?? '')) {
        void this.replyLoosely(message, socket);
        return;
      }
      const wrong = wrongCallIn(error);
      if (wrong) this.side.heardWrong(wrong, { url: '', headers: {}, socket });
      if (others.length === 0) refuseUnread(socket);
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

  /** Answers everything on a listener of its own; requests that no device sends get 404. */
  readonly listener: RequestListener = (request, response) => {
    if (deviceUrl.test(request.url ?? '')) this.handle(request, response);
    else {
      this.side.heardWrong('wrongPath', request);
      this.send(request, response, { status: 404, text: '404' });
    }
  };

  /** From now on each answer closes its connection, so that the server can close. */
  close(): void {
    this.closing = true;
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    if (!hasBody(request)) {
      const sn = request.method === 'GET' ? plainPoll.exec(request.url ?? '')?.[1] : undefined;
      if (sn !== undefined && !this.closing && this.side.isIdle(sn, request)) {
        this.lines.prove(request.socket);
        response.writeHead(200, idleHeaders).end('OK');
      } else void this.reply(request, response, nothing);
      return;
    }
    void this.readBody(request, response);
  }

  private async readBody(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket, url = '' } = request;
    const sn = serialNumberIn(url);
    const isServed = sn !== undefined && (await this.side.admissible(sn, request));
    if (isServed) this.lines.prove(socket);
    else waitLess(request);
    const read = await readWhole(request, isServed ? this.served : this.stranger);
    if (read === 'broken') response.destroy();
    else if (typeof read === 'string') {
      // A client that is still sending does not read the answer: the rest of its data is thrown away.
      request.resume();
      this.send(request, response, refusals[read][isServed ? 'served' : 'stranger']);
    } else {
      await this.reply(request, response, read.bytes);
      read.release();
    }
  }

  private async reply(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
    this.send(request, response, await this.side.answer(request, body));
  }

  private send(request: IncomingMessage, response: ServerResponse, reply: DeviceReply): void {
    if (response.headersSent || response.destroyed) {
      reply.life?.lost();
    } else if (reply.life && !response.socket) {
      // An earlier answer on this connection is not sent yet, so this one would wait and become too old.
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

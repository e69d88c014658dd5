import { Agent as PlainAgent, request as plainRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { checkedLookup } from './checked-lookup.js';
import { isForbidden } from './forbidden-addresses.js';
import { BlockedAddress, hostOf, TookTooLong, type Resolve } from './webhook-url.js';
import { retryAfterMs } from './retry-after.js';
import type { WebhookTimes } from './webhook-times.js';

/** The metrics count attempts by this. */
export const attemptResults = ['2xx', '3xx', '4xx', '5xx', 'timeout', 'network', 'blocked'] as const;
export type AttemptResult = (typeof attemptResults)[number];

/** What came of one attempt. */
export interface Answer {
  readonly result: AttemptResult;
  /** Null where no answer came. */
  readonly status: number | null;
  /** Why there is no answer. */
  readonly error: string | null;
  readonly ms: number;
  /** The first kilobyte of the body. */
  readonly response: string | null;
  readonly retryAfterMs: number | null;
}

export interface ClientOptions {
  readonly url: string;
  /** The certificates that its server's must come from; null = those that Node trusts. */
  readonly ca: string | null;
  /** Connections at once. */
  readonly concurrency: number;
  readonly allowPrivate: boolean;
  readonly resolve: Resolve;
  readonly times: WebhookTimes;
}

const mostRead = 16 * 1_024;
const mostKept = 1_024;
const longestError = 300;
const idleMs = 30_000;

/** Text that PostgreSQL stores: neither NUL nor half a surrogate pair. */
const storable = (text: string) => text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');

/** Sends to one endpoint, over connections that are kept. It never follows a redirection. */
export class WebhookClient {
  private readonly url: URL;
  private readonly agent: PlainAgent | TlsAgent;

  constructor(private readonly options: ClientOptions) {
    const { url, ca, concurrency, allowPrivate, resolve, times } = options;
    this.url = new URL(url);
    const shared = {
      keepAlive: true,
      maxSockets: concurrency,
      maxFreeSockets: concurrency,
      timeout: idleMs,
      lookup: checkedLookup(resolve, allowPrivate, times.dnsMs),
    };
    this.agent =
      this.url.protocol === 'https:'
        ? new TlsAgent({ ...shared, ...(ca === null ? {} : { ca }) })
        : new PlainAgent(shared);
  }

  /** Never rejects. */
  async post(body: Buffer, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const began = performance.now();
    const ms = () => Math.round(performance.now() - began);
    // Since the address was taken, WEBHOOK_ALLOW_PRIVATE may have been switched off.
    if (this.url.protocol === 'http:' && !this.options.allowPrivate)
      return failedAnswer('blocked', new BlockedAddress(this.url.origin), ms());
    const host = hostOf(this.url);
    if (isIP(host) !== 0 && isForbidden(host, this.options.allowPrivate))
      return failedAnswer('blocked', new BlockedAddress(host), ms());
    for (;;) {
      const { answer, isStale } = await this.once(body, headers, ms);
      // A server may close a connection that was kept just when it is used again: that says nothing about the server.
      if (!isStale || ms() >= this.options.times.wholeMs) return answer;
    }
  }

  /** Attempts that are under way end without an answer. */
  close(): void {
    this.agent.destroy();
  }

  private once(
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    ms: () => number,
  ): Promise<{ answer: Answer; isStale: boolean }> {
    const { times } = this.options;
    return new Promise((resolve) => {
      const send = this.url.protocol === 'https:' ? tlsRequest : plainRequest;
      const request = send(this.url, {
        method: 'POST',
        agent: this.agent,
        headers: { ...headers, 'content-length': body.length },
      });
      let answered: IncomingMessage | null = null;
      // A second one, on another connection, has what is left.
      const leftMs = Math.max(times.wholeMs - ms(), 0);
      const timer = setTimeout(() => {
        if (answered) answered.destroy();
        else request.destroy(new TookTooLong(`no answer within ${times.wholeMs / 1_000} s`));
      }, leftMs);
      const done = (answer: Answer, isStale = false) => {
        clearTimeout(timer);
        resolve({ answer, isStale });
      };
      request.on('socket', (socket) => this.watch(request, socket));
      request.on('response', (response) => {
        answered = response;
        void readAnswer(response).then((text) => done(said(response, text, ms())));
      });
      request.on('error', (error) => {
        if (!answered) done(failedAnswer(resultOf(error), error, ms()), isStaleSocket(request, error));
      });
      // After 101 there is neither an answer nor an error.
      request.on('close', () => {
        if (!answered) done(failedAnswer('network', new Error('the connection ended without an answer'), ms()));
      });
      request.end(body);
    });
  }

  /** Before anything is written: the address is looked at again, and the time to connect is limited. */
  private watch(request: ClientRequest, socket: Socket): void {
    const { allowPrivate, times } = this.options;
    const check = () => {
      // Without an address the other side has gone already, and nothing can be written.
      const address = socket.remoteAddress;
      if (address !== undefined && isForbidden(address, allowPrivate)) socket.destroy(new BlockedAddress(address));
    };
    if (!socket.connecting) {
      check();
      return;
    }
    let timer: NodeJS.Timeout | undefined;
    const wait = (milliseconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(
        () => request.destroy(new TookTooLong(`no connection within ${times.connectMs / 1_000} s`)),
        milliseconds,
      );
    };
    wait(isIP(hostOf(this.url)) === 0 ? times.dnsMs + times.connectMs : times.connectMs);
    socket.once('lookup', () => wait(times.connectMs));
    socket.once('connect', check);
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  }
}

/** What a server says counts, even if its body never ends or is too long. */
function readAnswer(response: IncomingMessage): Promise<string> {
  const kept: Buffer[] = [];
  let size = 0;
  return new Promise((resolve) => {
    const end = () => resolve(storable(Buffer.concat(kept).subarray(0, mostKept).toString('utf8')));
    response.on('data', (chunk: Buffer) => {
      if (size < mostKept) kept.push(chunk);
      size += chunk.length;
      if (size <= mostRead) return;
      end();
      response.destroy();
    });
    response.once('end', end).once('close', end).once('error', end);
  });
}

const said = (response: IncomingMessage, text: string, ms: number): Answer => {
  const status = response.statusCode ?? 0;
  return {
    result: status < 300 ? '2xx' : status < 400 ? '3xx' : status < 500 ? '4xx' : '5xx',
    status,
    error: null,
    ms,
    response: text,
    retryAfterMs: retryAfterMs(response.headers['retry-after']),
  };
};

/** An attempt without an answer. */
export const failedAnswer = (result: AttemptResult, error: unknown, ms: number): Answer => ({
  result,
  status: null,
  error: storable(wordsOf(error).slice(0, longestError)),
  ms,
  response: null,
  retryAfterMs: null,
});

/** Of a name with several addresses none could be reached: each has its own error, and the whole has no message. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join('; ');
  const { message, code = 'the connection failed' } = error as NodeJS.ErrnoException;
  return message || code;
}

function resultOf(error: unknown): AttemptResult {
  if (error instanceof BlockedAddress) return 'blocked';
  return error instanceof TookTooLong ? 'timeout' : 'network';
}

const isStaleSocket = (request: ClientRequest, error: NodeJS.ErrnoException): boolean =>
  request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');

import http from 'node:http';
import https from 'node:https';

/** One request of the panel and its answer; `status` 0 if none came. A body that is no text is in base64. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly bytes: Buffer;
  readonly headers: http.IncomingHttpHeaders;
}

export type Body = string | Buffer;

/** A fault of the network: the request never leaves, or its answer never comes. */
export type Fate = 'arrives' | 'never sent' | 'answer lost';

/** The form of a panel's requests, and who watches them. */
export interface TransportOptions {
  readonly agent?: http.Agent | undefined;
  /** The path before the name of each call. */
  readonly root?: string;
  readonly fateOf?: (path: string) => Fate;
  readonly heard?: ((request: Sent, exchange: Exchange) => void) | undefined;
}

/** A request as it was sent, for a record. */
export interface Sent {
  readonly cookie: string | null;
  readonly content: Buffer;
}

/** The headers that the manual's examples carry on every request. */
const headers = {
  'User-Agent': 'iClock Proxy/1.09',
  Accept: 'application/push',
  'Accept-Charset': 'UTF-8',
  'Accept-Language': 'zh-CN',
};
const bodyHeaders = { 'Content-Type': 'application/push;charset=UTF-8', 'Content-Language': 'zh-CN' };

/** How many exchanges a panel remembers: in a load test it runs for days. */
const remembered = 5_000;
/** Of a longer body or answer, only the beginning is remembered. */
const rememberedText = 200_000;

/** The panel's side of HTTP: kept-open sockets, the token as cookie, and a list of past exchanges. */
export class Transport {
  readonly log: Exchange[] = [];
  /** Bytes of all bodies and answers since the panel was made, without headers. */
  readonly traffic = { requests: 0, sent: 0, received: 0 };
  timeoutSeconds = 10;
  /** The whole value of the Cookie header. */
  cookie: string | null = null;
  private base: URL;
  private readonly agent: http.Agent;
  private readonly ownsAgent: boolean;

  constructor(
    url: string,
    private readonly options: TransportOptions = {},
  ) {
    this.base = new URL(url);
    this.ownsAgent = options.agent === undefined;
    this.agent = options.agent ?? keepAliveAgent(url);
  }

  /** A call of the protocol, such as `cdata?SN=...`. Rejects if the server cannot be reached or does not answer. */
  call(method: 'GET' | 'POST', call: string, body: Body = '', extra: http.OutgoingHttpHeaders = {}): Promise<Answer> {
    return this.request(method, `${this.options.root ?? '/iclock'}/${call}`, body, extra);
  }

  /** Sends one request; `path` begins after the host, or is a whole address. */
  async request(
    method: 'GET' | 'POST',
    path: string,
    body: Body = '',
    extra: http.OutgoingHttpHeaders = {},
  ): Promise<Answer> {
    const content = Buffer.from(body);
    const said = { method, path, body: textOf(content) };
    try {
      const answer = await this.suffer(method, path, content, extra);
      this.remember(content, { ...said, status: answer.status, answer: textOf(answer.bytes) });
      return answer;
    } catch (error) {
      this.remember(content, { ...said, status: 0, answer: '' });
      throw error;
    }
  }

  /** Uses another server from now on. */
  moveTo(url: string): void {
    this.base = new URL(url);
  }

  close(): void {
    if (this.ownsAgent) this.agent.destroy();
  }

  private async suffer(
    method: string,
    path: string,
    content: Buffer,
    extra: http.OutgoingHttpHeaders,
  ): Promise<Answer> {
    const fate = this.options.fateOf?.(path) ?? 'arrives';
    if (fate === 'never sent') throw new Error('the request got lost on the way');
    const answer = await this.exchange(method, path, content, extra);
    if (fate === 'answer lost') throw new Error('the answer got lost on the way');
    return answer;
  }

  private exchange(method: string, path: string, content: Buffer, extra: http.OutgoingHttpHeaders): Promise<Answer> {
    const target = /^https?:\/\//i.test(path) ? new URL(path) : null;
    const options = {
      method,
      path: target === null ? path : `${target.pathname}${target.search}`,
      // The shared sockets belong to the server's address.
      agent: target === null || target.protocol === this.base.protocol ? this.agent : undefined,
      headers: {
        ...(this.cookie === null ? {} : { Cookie: this.cookie }),
        ...headers,
        ...(method === 'POST' ? { ...bodyHeaders, 'Content-Length': content.length } : {}),
        ...extra,
      },
    };
    const base = target ?? this.base;
    const send = base.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const request = send(base, options, (response) => void collect(response).then(resolve, reject));
      request.setTimeout(this.timeoutSeconds * 1000, () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(content);
    });
  }

  private remember(content: Buffer, exchange: Exchange): void {
    this.traffic.requests += 1;
    this.traffic.sent += content.length;
    this.traffic.received += Buffer.byteLength(exchange.answer);
    this.options.heard?.({ cookie: this.cookie, content }, exchange);
    this.log.push({
      ...exchange,
      body: exchange.body.slice(0, rememberedText),
      answer: exchange.answer.slice(0, rememberedText),
    });
    if (this.log.length > remembered) this.log.splice(0, this.log.length - remembered);
  }
}

/** Sockets that several panels of one process may share. */
export function keepAliveAgent(url: string): http.Agent {
  return new (url.startsWith('https:') ? https : http).Agent({ keepAlive: true });
}

async function collect(response: http.IncomingMessage): Promise<Answer> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  const bytes = Buffer.concat(parts);
  return { status: response.statusCode ?? 0, body: bytes.toString(), bytes, headers: response.headers };
}

/** UTF-8, or base64 if it is not valid UTF-8. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString();
  return Buffer.byteLength(text) === bytes.length && !text.includes('\ufffd') ? text : bytes.toString('base64');
}

import http from 'node:http';
import https from 'node:https';

/** One request of the panel and its answer; `status` 0 when none came. */
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
  readonly headers: http.IncomingHttpHeaders;
}

/** The headers that the manual's examples carry on every request. */
const headers = {
  'User-Agent': 'iClock Proxy/1.09',
  Accept: 'application/push',
  'Accept-Charset': 'UTF-8',
  'Accept-Language': 'zh-CN',
};
const bodyHeaders = { 'Content-Type': 'application/push;charset=UTF-8', 'Content-Language': 'zh-CN' };

/** How many exchanges a panel remembers: a panel in a load test runs for days. */
const remembered = 5_000;

/** The panel's side of HTTP: kept-open sockets, the token as cookie, and a memory of what was said. */
export class Transport {
  readonly log: Exchange[] = [];
  timeoutSeconds = 10;
  token: string | null = null;
  private readonly base: URL;
  private readonly agent: http.Agent;
  private readonly ownsAgent: boolean;

  constructor(url: string, agent?: http.Agent) {
    this.base = new URL(url);
    this.ownsAgent = agent === undefined;
    this.agent = agent ?? keepAliveAgent(url);
  }

  /** Sends one request; `path` begins behind the host. Rejects when the server cannot be reached or stays silent. */
  async request(
    method: 'GET' | 'POST',
    path: string,
    body = '',
    extra: http.OutgoingHttpHeaders = {},
  ): Promise<Answer> {
    try {
      const answer = await this.exchange(method, path, body, extra);
      this.remember({ method, path, body, status: answer.status, answer: answer.body });
      return answer;
    } catch (error) {
      this.remember({ method, path, body, status: 0, answer: '' });
      throw error;
    }
  }

  close(): void {
    if (this.ownsAgent) this.agent.destroy();
  }

  private exchange(method: string, path: string, body: string, extra: http.OutgoingHttpHeaders): Promise<Answer> {
    const content = Buffer.from(body);
    const options = {
      method,
      path,
      agent: this.agent,
      headers: {
        ...(this.token === null ? {} : { Cookie: `token=${this.token}` }),
        ...headers,
        ...(method === 'POST' ? { ...bodyHeaders, 'Content-Length': content.length } : {}),
        ...extra,
      },
    };
    const send = this.base.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const request = send(this.base, options, (response) => void collect(response).then(resolve, reject));
      request.setTimeout(this.timeoutSeconds * 1000, () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(content);
    });
  }

  private remember(exchange: Exchange): void {
    this.log.push(exchange);
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
  return { status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: response.headers };
}

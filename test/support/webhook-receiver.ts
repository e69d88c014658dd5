import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly id: string;
  readonly type: string;
  /** 0 = it is not counted. */
  readonly sequence: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of a message is what tests are about
  readonly body: any;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
}

/** What the receiver does with a request. @param before requests with the same id before it */
type Answering = (received: Received, before: number) => Reply | 'hang';

export interface Reply {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A receiver of webhooks, which verifies nothing by itself and forgets nothing. */
export class WebhookReceiver {
  readonly all: Received[] = [];
  /** Connections that were made to it. */
  connections = 0;
  mostAtOnce = 0;
  answering: Answering = () => ({ status: 204 });
  /** How long it thinks about each request. */
  delayMs = 0;
  private readonly counts = new Map<string, number>();
  private underWay = 0;
  private listensOn = 0;
  private readonly server = createServer((request, response) => void this.take(request, response));

  private constructor() {
    this.server.on('connection', () => this.connections++);
  }

  static async start(answering?: Answering): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    if (answering) receiver.answering = answering;
    await new Promise<void>((resolve) => receiver.server.listen(0, '127.0.0.1', resolve));
    receiver.listensOn = (receiver.server.address() as AddressInfo).port;
    return receiver;
  }

  /** Also once it has stopped: what it hears last may still ask. */
  get port(): number {
    return this.listensOn;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** Messages that it has answered with 2xx, each once. */
  readonly accepted = new Map<string, Received>();

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay++;
    response.once('close', () => this.underWay--);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
    const text = await textOf(request).catch(() => null);
    // The gateway was killed, or has stopped, while it sent.
    if (text === null) return;
    const body = JSON.parse(text) as { id: string; type: string; sequence?: string };
    const received = {
      ...{ id: body.id, type: body.type, sequence: Number(body.sequence ?? 0), text, body },
      ...{ headers: request.headers, at: Date.now() },
    };
    const before = this.counts.get(body.id) ?? 0;
    this.counts.set(body.id, before + 1);
    this.all.push(received);
    const answer = this.answering(received, before);
    if (this.delayMs > 0) await sleep(this.delayMs);
    if (answer === 'hang') return;
    if (answer.status < 300) this.accepted.set(body.id, received);
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

/** Whether a message is signed with a secret, by the library of Standard Webhooks. */
export function isVerified(secret: string, { text, headers }: Received): boolean {
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

/** Of the messages that a receiver has accepted: 1, 2, 3 ... if none is missing. */
export const sequencesOf = ({ accepted }: WebhookReceiver): number[] =>
  [...accepted.values()].map(({ sequence }) => sequence).sort((one, other) => one - other);

export const upTo = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);

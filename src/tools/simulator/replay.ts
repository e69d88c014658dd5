import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerShape, commandsIn, commandShape } from './answer-shape.js';
import type { Recorded } from './record.js';
import { Transport, type Answer } from './transport.js';

export interface ReplayOptions {
  readonly url: string;
  /** A serial number to use instead of the recorded one. */
  readonly sn?: string | undefined;
  /** Sends the recorded tokens, and not those of the present session. */
  readonly keepTokens?: boolean;
  /** How long to wait for a command that the record answers. */
  readonly commandSeconds?: number;
}

/** The result of a replay: a line for each answer that differs from the recorded one. */
export interface Replayed {
  readonly requests: number;
  readonly differences: readonly string[];
}

interface Session {
  registryCode: string;
  sessionId: string;
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');
/** The server was away, or the answer was lost: it may have come to the server, and there is nothing to compare. */
const wasUnanswered = ({ status }: Recorded) => status === 0;
const isPoll = (path: string) => /\/(?:getrequest|service\/control)\?/.test(path);
const snIn = (path: string) => /[?&]SN=([^&]+)/i.exec(path)?.[1] ?? '';

/** Sends a recorded conversation again, in its order, and compares the answers' shape (status, names, words). */
export async function replay(recorded: readonly Recorded[], options: ReplayOptions): Promise<Replayed> {
  const run = new Replay(options, recorded);
  try {
    for (const [index, one] of recorded.entries()) await run.send(one, index + 1);
    return { requests: recorded.length, differences: run.end() };
  } finally {
    run.close();
  }
}

class Replay {
  private readonly transport: Transport;
  private readonly differences: string[] = [];
  private readonly then: Session = { registryCode: '', sessionId: '' };
  private readonly now: Session = { registryCode: '', sessionId: '' };
  /** Recorded commands by their ids, and those that the server sends now and nobody has answered. */
  private readonly asked = new Map<string, string>();
  private readonly open: { readonly id: string; readonly text: string }[] = [];
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly options: ReplayOptions,
    recorded: readonly Recorded[],
  ) {
    this.transport = new Transport(options.url);
    for (const { path, answer } of recorded) {
      if (isPoll(path)) for (const { id, text } of commandsIn(answer)) this.asked.set(id, text);
    }
  }

  close(): void {
    this.transport.close();
  }

  async send(one: Recorded, number: number): Promise<void> {
    const said = `${number} ${one.method} ${one.path}`;
    const ids = answeredIds(one);
    for (const id of ids) await this.waitFor(id, one);
    const unknown = ids.filter((id) => !this.ids.has(id));
    if (ids.length > 0 && unknown.length === ids.length) {
      const what = commandShape(this.asked.get(unknown[0] ?? '') ?? '');
      this.differences.push(`${said}: not sent, the server does not ask for ${what} now`);
      return;
    }
    const answer = await this.again(one).catch(() => null);
    this.learn(one, answer);
    if (wasUnanswered(one) || (isPoll(one.path) && one.status === answer?.status)) return;
    this.compare(said, one, answer);
  }

  /** Commands that the record answers and that did not come now are reported already; this is the rest. */
  end(): string[] {
    const left = this.open.map(
      ({ text }) => `the server asks for ${commandShape(text)} now, which the record does not`,
    );
    return [...this.differences, ...new Set(left)];
  }

  private compare(said: string, one: Recorded, answer: Answer | null): void {
    const now = answer?.status ?? 0;
    if (one.status !== now) this.differences.push(`${said}: status ${one.status} then, ${now || 'no answer'} now`);
    else if (answerShape(one.answer) !== answerShape(answer?.body ?? '')) {
      this.differences.push(`${said}: "${answerShape(one.answer)}" then, "${answerShape(answer?.body ?? '')}" now`);
    }
  }

  private again(one: Recorded): Promise<Answer> {
    const from = snIn(one.path);
    const sn = this.options.sn ?? from;
    this.transport.cookie = this.cookieOf(one, from, sn);
    const bytes = Buffer.from(one.body, 'base64');
    const isText = Buffer.from(bytes.toString()).equals(bytes);
    return this.transport.request(
      one.method,
      this.withIds(withSn(one.path, from, sn)),
      isText ? this.withIds(withSn(bytes.toString(), from, sn)) : bytes,
    );
  }

  /** Replaces a token of the recorded session by one of the present session; other tokens are sent unchanged. */
  private cookieOf({ cookie }: Recorded, from: string, sn: string): string | null {
    if (cookie === null || this.options.keepTokens === true) return cookie;
    const timestamp = /timestamp=(\d+)/.exec(cookie)?.[1] ?? '';
    const forms = (session: Session, number: string): string[] => [
      md5(`${session.registryCode}${number}${session.sessionId}`),
      md5(`${session.registryCode}${number}${timestamp}`),
      md5(`${session.registryCode}${number}`),
      md5(number),
    ];
    const [recorded, today] = [forms(this.then, from), forms(this.now, sn)];
    const form = recorded.findIndex((token) => cookie.includes(token));
    return form < 0 ? cookie : cookie.replace(recorded[form] ?? '', today[form] ?? '');
  }

  private withIds(text: string): string {
    return text.replace(/(\b(?:cmdid|ID)=)(\w+)/g, (whole, name: string, id: string) => {
      const today = this.ids.get(id);
      return today === undefined ? whole : `${name}${today}`;
    });
  }

  private learn({ path, answer: recorded }: Recorded, answer: Answer | null): void {
    take(this.then, recorded);
    take(this.now, answer?.body ?? '');
    if (isPoll(path) && answer !== null) this.open.push(...commandsIn(answer.body));
  }

  /** Finds the present command of the server that corresponds to one that the record answers. */
  private async waitFor(id: string, { path }: Recorded): Promise<void> {
    const text = this.asked.get(id);
    if (text === undefined || this.ids.has(id)) return;
    const until = Date.now() + 1000 * (this.options.commandSeconds ?? 5);
    while (!this.matched(id, text) && Date.now() < until) {
      if (!(await this.askForMore(path))) await sleep(200);
    }
  }

  private matched(id: string, text: string): boolean {
    const at = this.open.findIndex((one) => commandShape(one.text) === commandShape(text));
    const [found] = at < 0 ? [] : this.open.splice(at, 1);
    if (found !== undefined) this.ids.set(id, found.id);
    return found !== undefined;
  }

  /** One poll more than in the record; true if it brought commands. */
  private async askForMore(path: string): Promise<boolean> {
    const root = path.slice(0, path.lastIndexOf('/', path.indexOf('?')));
    const poll = `${root}/getrequest?SN=${this.options.sn ?? snIn(path)}`;
    const answer = await this.transport.request('GET', poll).catch(() => null);
    const commands = commandsIn(answer?.body ?? '');
    this.open.push(...commands);
    return commands.length > 0;
  }
}

/** The commands that a request answers: results by line, rows and figures by `cmdid`. */
function answeredIds({ path, body }: Recorded): string[] {
  if (path.includes('/devicecmd?')) {
    const text = Buffer.from(body, 'base64').toString();
    return [...text.matchAll(/(?:^|[\n&])ID=(\w+)/g)].map((found) => found[1] ?? '');
  }
  const id = /[?&]cmdid=(\w+)/.exec(path)?.[1];
  return id === undefined ? [] : [id];
}

function withSn(text: string, from: string, sn: string): string {
  return from === sn || from === '' ? text : text.replaceAll(from, sn);
}

function take(session: Session, answer: string): void {
  session.registryCode = /RegistryCode=(\S+)/i.exec(answer)?.[1] ?? session.registryCode;
  session.sessionId = /SessionID=(\S+)/i.exec(answer)?.[1] ?? session.sessionId;
}

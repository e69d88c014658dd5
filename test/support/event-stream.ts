import { request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

export interface StreamMessage {
  readonly id: string | null;
  readonly event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of a message is what tests are about
  readonly data: any;
}

export interface StreamedItem {
  readonly topic: string;
  readonly position: string;
  readonly at: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of an item is what tests are about
  readonly data: any;
}

/** A reader of server-sent events on a socket of its own: what a browser does, without coming back by itself. */
export class EventStream {
  readonly messages: StreamMessage[] = [];
  /** The last id, also of messages without content. */
  lastId: string | null = null;
  comments = 0;
  /** As it came. */
  text = '';
  isEnded = false;
  private rest = '';

  private constructor(
    private readonly call: ClientRequest,
    private readonly answer: IncomingMessage,
  ) {
    answer.setEncoding('utf8');
    answer.on('data', (part: string) => this.read(part));
    answer.on('close', () => (this.isEnded = true));
    answer.on('error', () => undefined);
  }

  static open(url: string, headers: Record<string, string>): Promise<EventStream> {
    return new Promise((resolve, reject) => {
      const call = request(url, { headers: { accept: 'text/event-stream', ...headers }, agent: false });
      call.on('response', (answer) => resolve(new EventStream(call, answer)));
      call.on('error', reject);
      call.end();
    });
  }

  get status(): number {
    return this.answer.statusCode ?? 0;
  }

  get headers(): IncomingHttpHeaders {
    return this.answer.headers;
  }

  get items(): StreamedItem[] {
    return this.messages
      .filter(({ event }) => event === 'batch')
      .flatMap(({ data }) => (data as { items: StreamedItem[] }).items);
  }

  of(topic: string): StreamedItem[] {
    return this.items.filter((item) => item.topic === topic);
  }

  named(event: string): StreamMessage[] {
    return this.messages.filter((message) => message.event === event);
  }

  /** Takes nothing from the socket until `resume`. */
  pause(): void {
    this.answer.pause();
  }

  resume(): void {
    this.answer.resume();
  }

  close(): void {
    this.call.destroy();
  }

  private read(part: string): void {
    this.text += part;
    this.rest += part;
    for (let end = this.rest.indexOf('\n\n'); end >= 0; end = this.rest.indexOf('\n\n')) {
      this.message(this.rest.slice(0, end));
      this.rest = this.rest.slice(end + 2);
    }
  }

  private message(text: string): void {
    const fields = new Map<string, string>();
    for (const line of text.split('\n')) {
      const [, name = '', value = ''] = /^(\w*): ?(.*)$/s.exec(line) ?? [];
      if (name === '') this.comments++;
      else fields.set(name, value);
    }
    this.lastId = fields.get('id') ?? this.lastId;
    const data = fields.get('data');
    if (data === undefined) return;
    const event = fields.get('event') ?? 'message';
    this.messages.push({ id: fields.get('id') ?? null, event, data: JSON.parse(data) as unknown });
  }
}

import { request, type ClientRequest } from 'node:http';

/** A reader of a stream of messages, which counts them and does not look into them. */
export class MessageReader {
  count = 0;
  private waiting: ((at: number) => void) | null = null;

  private constructor(private readonly call: ClientRequest) {}

  /** Resolves with the first frame. */
  static open(url: string, token: string, query: string): Promise<MessageReader> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}` };
      const call = request(`${url}/admin/v1/events/stream?${query}`, { headers, agent: false });
      const reader = new MessageReader(call);
      call.on('response', (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`a stream was answered ${answer.statusCode}`));
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          resolve(reader);
          reader.take(part);
        });
        answer.on('error', () => undefined);
      });
      call.on('error', reject);
      call.end();
    });
  }

  /** When the next message comes. */
  next(): Promise<number> {
    return new Promise((resolve) => (this.waiting = resolve));
  }

  close(): void {
    this.call.destroy();
  }

  private take(part: string): void {
    for (let at = part.indexOf('\ndata: '); at >= 0; at = part.indexOf('\ndata: ', at + 1)) {
      this.count++;
      this.waiting?.(performance.now());
      this.waiting = null;
    }
  }
}

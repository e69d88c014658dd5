import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The results of the uploads of one or many devices. */
export interface Tally {
  acknowledged: number;
  /** Answers with a status other than 200, by status. */
  refused: Map<number, number>;
  /** Requests that ended without an answer. */
  broken: number;
  /** Answers of 503 without Retry-After; there must not be any. */
  withoutRetryAfter: number;
}

export const newTally = (): Tally => ({ acknowledged: 0, refused: new Map(), broken: 0, withoutRetryAfter: 0 });

/** Called after each try; true ends the upload before everything is acknowledged. */
type Until = () => boolean;

/** Short, so that tests are fast; long enough to leave the processor to a gateway that is starting. */
const pauseMs = 200;

/**
 * A device with nothing but its event memory: it uploads line after line over one open connection, and sends again what
 * was not acknowledged (Access PUSH 7.2).
 */
export class Uploader {
  /** Event indexes that the gateway has answered OK. */
  readonly acknowledged: number[] = [];
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  private lastIndex = 0;
  private waiting: number[] = [];

  constructor(
    readonly sn: string,
    private readonly url: string,
    private readonly linesPerUpload = 1,
  ) {}

  /** Puts `count` more events into the device's memory. */
  record(count: number): void {
    for (let n = 0; n < count; n++) this.waiting.push(++this.lastIndex);
  }

  /** Uploads until nothing is left, whatever happens to the gateway. */
  async upload(tally: Tally, until: Until = () => false): Promise<void> {
    while (this.waiting.length > 0 && !until()) {
      const lines = this.waiting.slice(0, this.linesPerUpload);
      if (await this.send(lines, tally)) this.waiting = this.waiting.slice(lines.length);
      else await sleep(pauseMs);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(indexes: readonly number[], tally: Tally): Promise<boolean> {
    const answer = await this.post(indexes.map((index) => this.line(index)).join('\n')).catch(() => null);
    if (answer === null) tally.broken++;
    else if (answer.status !== 200) {
      tally.refused.set(answer.status, (tally.refused.get(answer.status) ?? 0) + 1);
      if (answer.status === 503 && answer.retryAfter === undefined) tally.withoutRetryAfter++;
    }
    if (answer?.status !== 200 || answer.body !== 'OK') return false;
    this.acknowledged.push(...indexes);
    tally.acknowledged += indexes.length;
    return true;
  }

  private line(index: number): string {
    const at = new Date(Date.UTC(2026, 4, 1) + index * 1_000).toISOString().replace('T', ' ').slice(0, 19);
    return `time=${at}\tpin=0\tcardno=0\teventaddr=0\tevent=206\tinoutstatus=2\tverifytype=200\tindex=${index}`;
  }

  private post(body: string): Promise<{ status: number; body: string; retryAfter: string | undefined }> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        `${this.url}/iclock/cdata?SN=${this.sn}&table=rtlog`,
        { method: 'POST', agent: this.agent, headers: { 'Content-Length': Buffer.byteLength(body) } },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('error', reject);
          response.on('close', () => {
            const { statusCode: status = 0, headers, complete } = response;
            if (complete) resolve({ status, body: text, retryAfter: headers['retry-after'] });
            else reject(new Error('the answer was cut off'));
          });
        },
      );
      request.setTimeout(10_000, () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(body);
    });
  }
}

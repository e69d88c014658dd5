import type { OpenClient } from './mqtt-client.js';

export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

/** The broker will not take this message, however often it comes. MQTT 5, 3.4.2.1 */
const isPoison = (code: unknown): boolean => code === 0x90 || code === 0x99;

/** Fixed header, length of the topic, packet id, properties. */
const overhead = 64;

/** Publishes with QoS 1, as many at once as the broker allows. */
export class MqttSender {
  private turn: Promise<unknown> = Promise.resolve();
  private readonly waiting = new Set<(reason: Error) => void>();
  /** Grows when what was begun is given up. */
  private era = 0;

  /** @param refused what the broker will never take, and why */
  constructor(
    private readonly open: OpenClient,
    private readonly refused: (topic: string, reason: string) => void,
  ) {
    // The client of a session that goes on would wait for the next connection.
    open.client.once('close', () => {
      for (const reject of this.waiting) reject(new Error('the connection to the broker was closed'));
      this.waiting.clear();
    });
  }

  /**
   * In their order. Resolves once the broker has acknowledged all; what it will never take is left out and told.
   * @throws the first fault, when nothing of it is under way any more
   */
  send(all: readonly Outgoing[]): Promise<void> {
    const { era } = this;
    const mine = this.turn.then(() => this.sendNow(all, era));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  /** What was to be sent and is not under way stays unsent. What comes now is sent. */
  giveUp(): void {
    this.era++;
  }

  private async sendNow(all: readonly Outgoing[], era: number): Promise<void> {
    let next = 0;
    const failed: unknown[] = [];
    const lane = async () => {
      for (let one = all[next++]; one && failed.length === 0; one = all[next++]) {
        if (era !== this.era) throw new Error('the connection to the broker is being closed');
        await this.publish(one).catch((error: unknown) => failed.push(error));
      }
    };
    const lanes = Array.from({ length: Math.min(this.open.window, all.length) }, lane);
    const given = await Promise.allSettled(lanes);
    const refused = given.find((one) => one.status === 'rejected');
    if (failed.length > 0) throw failed[0];
    if (refused) throw refused.reason;
  }

  private async publish({ topic, payload, retain }: Outgoing): Promise<void> {
    if (Buffer.byteLength(topic) + Buffer.byteLength(payload) + overhead > this.open.longestPacket) {
      this.refused(topic, 'it is longer than the broker allows');
      return;
    }
    try {
      await this.acknowledged(topic, payload, retain);
    } catch (error) {
      if (!isPoison((error as { code?: unknown }).code)) throw error;
      this.refused(topic, (error as Error).message);
    }
  }

  private acknowledged(topic: string, payload: string, retain: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.open.client.connected) {
        reject(new Error('there is no connection to the broker'));
        return;
      }
      this.waiting.add(reject);
      this.open.client.publish(topic, payload, { qos: 1, retain }, (error) => {
        this.waiting.delete(reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }
}

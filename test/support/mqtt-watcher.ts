import { connectAsync, type IClientPublishOptions, type MqttClient } from 'mqtt';

export interface Received {
  readonly topic: string;
  readonly text: string;
  /** It was sent at the subscription: the broker keeps it. */
  readonly retain: boolean;
  readonly at: number;
}

/** Longer than a broker keeps back a will, on a machine that does much else. */
const patienceMs = 60_000;

/** A client of somebody else: it sees all topics, in the order of the broker. */
export class MqttWatcher {
  readonly received: Received[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(readonly client: MqttClient) {
    // A broker that is killed resets the connection; what did not come is told by `until`.
    client.on('error', () => undefined);
    client.on('message', (topic, payload, { retain }) => {
      this.received.push({ topic, text: payload.toString(), retain, at: Date.now() });
      for (const look of [...this.waiting]) look();
    });
  }

  static async on(url: string, protocolVersion: 4 | 5 = 5, options: object = {}): Promise<MqttWatcher> {
    const watcher = new MqttWatcher(await connectAsync(url, { protocolVersion, reconnectPeriod: 0, ...options }));
    await watcher.client.subscribeAsync('#', { qos: 1 });
    return watcher;
  }

  of(topic: string): string[] {
    return this.received.filter((one) => one.topic === topic).map(({ text }) => text);
  }

  last(topic: string): string | undefined {
    return this.of(topic).at(-1);
  }

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of a message is what tests are about
  json(topic: string): any[] {
    return this.of(topic).map((text) => JSON.parse(text) as unknown);
  }

  /** Resolves once this is true. @returns what it returned */
  async until<T>(what: string, look: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        const seen = this.received.slice(-20).map(({ topic, text }) => `${topic} ${text}`);
        reject(new Error(`${what} did not come; the last messages:\n${seen.join('\n')}`));
      }, patienceMs);
      const check = () => {
        const found = look();
        if (!found) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }

  async say(topic: string, payload: string | Buffer, options: IClientPublishOptions = {}): Promise<void> {
    await this.client.publishAsync(topic, payload, { qos: 1, ...options });
  }

  async stop(): Promise<void> {
    await this.client.endAsync(true);
  }
}

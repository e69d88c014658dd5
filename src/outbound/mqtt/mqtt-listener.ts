import type { IPublishPacket, MqttClient } from 'mqtt';
import { steadyMs } from '../../platform/steady-clock.js';
import { LoopFreeze } from './loop-freeze.js';
import { homeAssistant, type MqttTopics } from './mqtt-topics.js';

export interface Heard {
  /** An order for a door. */
  order(doorId: string, payload: Buffer, arrivedAt: number, expirySeconds: number): void;
  /** Home Assistant has started. */
  started(): void;
  /** Somebody asks for something that nobody can carry out now. */
  dropped(result: 'retained' | 'invalid', topic: string): void;
}

interface ListenerOptions {
  readonly topics: MqttTopics;
  readonly hasCommands: boolean;
  readonly hasDiscovery: boolean;
}

/** MQTT 5, 3.8.3.1: no retained messages at a subscription, and the flag of others as it was sent. */
const live = { qos: 0, rh: 2, rap: true } as const;

/**
 * Listens on a session that ends with its connection: what is published meanwhile is lost, so that no order comes late.
 * A message with the retain flag is dropped: it would be carried out again at the next subscription.
 */
export class MqttListener {
  private readonly freeze = new LoopFreeze();

  constructor(
    private readonly client: MqttClient,
    private readonly options: ListenerOptions,
    private readonly heard: Heard,
  ) {
    client.on('message', (topic, payload, packet) => this.hear(topic, payload, packet));
    client.once('close', () => this.freeze.stop());
  }

  /** @param refused called with each topic that the broker does not let us hear */
  async subscribe(refused: (topic: string, error: Error) => void): Promise<void> {
    const { topics, hasCommands, hasDiscovery } = this.options;
    const wanted = [...(hasCommands ? [topics.allSets] : []), ...(hasDiscovery ? [homeAssistant.status] : [])];
    for (const topic of wanted) {
      try {
        await this.client.subscribeAsync(topic, live);
      } catch (error) {
        if (!this.client.connected) throw error;
        refused(topic, error as Error);
      }
    }
  }

  private hear(topic: string, payload: Buffer, packet: IPublishPacket): void {
    if (topic === homeAssistant.status) {
      if (payload.toString('utf8') === 'online' && !packet.retain) this.heard.started();
      return;
    }
    const doorId = packet.retain ? null : this.options.topics.doorOf(topic);
    if (doorId === null) {
      this.heard.dropped(packet.retain ? 'retained' : 'invalid', topic);
      return;
    }
    const expiry = packet.properties?.messageExpiryInterval ?? Infinity;
    this.heard.order(doorId, payload, Math.min(this.freeze.arrival(), steadyMs()), expiry);
  }
}

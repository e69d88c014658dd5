import type { EntityManager } from 'typeorm';
import type { FeedMessage } from '../envelope/envelope.js';
import type { Publisher } from '../reader/publisher.js';
import type { OpenClient } from './mqtt-client.js';
import type { MqttCounts } from './mqtt-counts.js';
import { doorChanges, endMessages, eventMessages } from './mqtt-messages.js';
import type { MqttRetained } from './mqtt-retained.js';
import type { MqttSender, Outgoing } from './mqtt-sender.js';
import type { MqttSettings } from './mqtt-settings.js';
import type { MqttTopics } from './mqtt-topics.js';

export interface SessionParts {
  readonly manager: () => EntityManager;
  readonly settings: MqttSettings;
  readonly topics: MqttTopics;
  readonly open: OpenClient;
  readonly listening: OpenClient | null;
  readonly sender: MqttSender;
  readonly retained: MqttRetained;
  readonly counts: MqttCounts;
  /** The states that were published first are those of this position of the feed, or newer. */
  readonly shownAt: number;
  /** Nothing of this is to be left at the broker. */
  readonly isWithdrawn: () => Promise<boolean>;
  /** Ends what was begun for this connection. */
  readonly stop: () => void;
}

/** MQTT 5, 3.14.2.1: the broker says the will, unless another gateway connects meanwhile. */
const disconnectWithWill = 4;

const isEdge = ({ type }: FeedMessage): boolean => type === 'device.online' || type === 'device.offline';

/** One connection to the broker, behind the feed. */
export class MqttSession implements Publisher {
  constructor(private readonly parts: SessionParts) {}

  wants(): boolean {
    return true;
  }

  async publish(messages: readonly FeedMessage[]): Promise<void> {
    const { manager, topics, settings, sender, retained, counts, shownAt } = this.parts;
    const states = await doorChanges(manager(), messages);
    const ends = await endMessages(manager(), messages, topics);
    let waiting: Outgoing[] = [];
    for (const message of messages) {
      const { position, sn } = message;
      // What is older was shown as it is now.
      const state = position > shownAt ? states.get(position) : undefined;
      const edge = position > shownAt && isEdge(message) ? sn : null;
      if (state ?? edge) {
        await sender.send(waiting);
        waiting = [];
      }
      if (state) await retained.showDoor(state.doorId, state.payload);
      if (edge !== null) await retained.refresh([edge]);
      waiting.push(...eventMessages(message, topics, settings.privacy));
      const end = ends.get(position);
      if (end) waiting.push(end);
    }
    await sender.send(waiting);
    counts.published += messages.length;
  }

  async close(): Promise<void> {
    const { open, listening, retained, sender, topics, isWithdrawn, stop } = this.parts;
    stop();
    sender.giveUp();
    listening?.client.end(true);
    const { client, version } = open;
    if (!client.connected) {
      client.end(true);
      return;
    }
    const isWithdrawnNow = await isWithdrawn().catch(() => false);
    if (isWithdrawnNow) await retained.clearAll().catch(() => undefined);
    // With 3.1.1 nobody can say the will for later, so it is said now.
    if (isWithdrawnNow || version === 4) {
      const offline = { topic: topics.status, payload: 'offline', retain: true };
      await sender.send([offline]).catch(() => undefined);
      await client.endAsync(false);
    } else {
      await client.endAsync(false, { reasonCode: disconnectWithWill });
    }
  }
}

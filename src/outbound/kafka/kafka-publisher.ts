import type { FeedMessage } from '../envelope/envelope.js';
import type { Matcher } from '../envelope/message-filter.js';
import type { Publisher } from '../reader/publisher.js';
import { closeProducer, plainError, type TextProducer } from './kafka-producer.js';
import { keyOf, topicOf, type KafkaSettings } from './kafka-settings.js';

/** All replicas that are in sync have it. */
const acksOfAll = -1;

/** Publishes to topics; a batch is there when every broker that got a part of it has said so. */
export class KafkaPublisher implements Publisher {
  constructor(
    private readonly producer: TextProducer,
    private readonly settings: KafkaSettings,
    readonly wants: Matcher,
  ) {}

  async publish(messages: readonly FeedMessage[]): Promise<void> {
    const { producer, settings } = this;
    await producer
      .send({
        acks: acksOfAll,
        messages: messages.map((message) => ({
          topic: topicOf(settings, message.type),
          key: keyOf(message),
          value: JSON.stringify(message.envelope(settings)),
          timestamp: BigInt(message.time.getTime()),
          headers: {
            id: message.id,
            position: String(message.position),
            type: message.type,
            'content-type': 'application/cloudevents+json',
          },
        })),
      })
      .catch((error: unknown) => {
        throw plainError(error);
      });
  }

  close(): Promise<void> {
    return closeProducer(this.producer);
  }
}

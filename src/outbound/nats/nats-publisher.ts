import type { JetStreamClient } from '@nats-io/jetstream';
import type { MsgHdrs, NatsConnection } from '@nats-io/transport-node';
import type { FeedMessage } from '../envelope/envelope.js';
import type { Matcher } from '../envelope/message-filter.js';
import type { Publisher } from '../reader/publisher.js';
import { subjectOf, type NatsSettings } from './nats-settings.js';

const ackMs = 10_000;

interface Parts {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly newHeaders: () => MsgHdrs;
  readonly settings: NatsSettings;
  readonly wants: Matcher;
}

/** Publishes to a stream, which says of each message that it has it. */
export class NatsPublisher implements Publisher {
  readonly wants: Matcher;

  constructor(private readonly parts: Parts) {
    this.wants = parts.wants;
  }

  /** All are on their way at once; the server keeps them in the order in which they were sent. */
  async publish(messages: readonly FeedMessage[]): Promise<void> {
    await Promise.all(messages.map((message) => this.one(message)));
  }

  async close(): Promise<void> {
    await this.parts.connection.close();
  }

  private async one(message: FeedMessage): Promise<void> {
    const { client, newHeaders, settings } = this.parts;
    const { id, type, position } = message;
    const headers = newHeaders();
    headers.set('Postern-Position', String(position));
    headers.set('Postern-Type', type);
    headers.set('Content-Type', 'application/cloudevents+json');
    const options = { msgID: id, headers, timeout: ackMs, retries: 0, expect: { streamName: settings.stream } };
    const subject = subjectOf(settings, type);
    await client.publish(subject, JSON.stringify(message.envelope(settings)), options).catch((cause: unknown) => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${subject} was not taken: ${why}`, { cause });
    });
  }
}

import { Injectable } from '@nestjs/common';
import { MessageFilterService } from '../envelope/message-filter.js';
import { LeasedReaderService } from '../reader/leased-reader.service.js';
import type { Publisher, ReaderSetup } from '../reader/publisher.js';
import type { Secrets } from '../reader/reader-store.js';
import { tried, type Trial } from '../reader/reader-view.js';
import { connectNats, ensureStream, findStream } from './nats-connection.js';
import { NatsPublisher } from './nats-publisher.js';
import { natsReader, type NatsSettings } from './nats-settings.js';

/** NATS JetStream as a reader of the feed. Its library is loaded when it is set, and not before. */
@Injectable()
export class NatsService {
  constructor(
    private readonly filters: MessageFilterService,
    readers: LeasedReaderService,
  ) {
    readers.add({ name: natsReader, connect: (setup) => this.connect(setup) });
  }

  /** Connects and looks for the stream; nothing is published or made. */
  test(settings: NatsSettings, secrets: Secrets): Promise<Trial> {
    return tried(async (signal) => {
      const { jetstreamManager } = await import('@nats-io/jetstream');
      const connection = await connectNats(settings, secrets);
      const close = () => void connection.close().catch(() => undefined);
      signal.addEventListener('abort', close);
      try {
        const found = await findStream(await jetstreamManager(connection), settings);
        const { server_name: name, version } = connection.info ?? { server_name: 'the server', version: '?' };
        const what = found === 'there' ? 'is there' : 'is not there yet: it is made when this is set';
        return `connected to ${name} ${version}; the stream ${settings.stream} ${what}`;
      } finally {
        signal.removeEventListener('abort', close);
        close();
      }
    });
  }

  private async connect({ settings: stored, secrets, lost }: ReaderSetup): Promise<Publisher> {
    const settings = stored as NatsSettings;
    const wants = await this.filters.matcherOf(settings);
    const { jetstream, jetstreamManager } = await import('@nats-io/jetstream');
    const { headers } = await import('@nats-io/transport-node');
    const connection = await connectNats(settings, secrets);
    try {
      await ensureStream(await jetstreamManager(connection), settings);
    } catch (error) {
      await connection.close().catch(() => undefined);
      throw error;
    }
    void connection.closed().then((error) => lost(error ?? new Error('the server closed the connection')));
    const client = jetstream(connection);
    return new NatsPublisher({ connection, client, newHeaders: () => headers(), settings, wants });
  }
}

import { Injectable } from '@nestjs/common';
import { brokerAddresses } from '../../platform/network/broker-address.js';
import { MessageFilterService } from '../envelope/message-filter.js';
import { LeasedReaderService } from '../reader/leased-reader.service.js';
import type { Publisher, ReaderSetup } from '../reader/publisher.js';
import type { Secrets } from '../reader/reader-store.js';
import { tried, type Trial } from '../reader/reader-view.js';
import { closeProducer, newProducer, plainError, type TextProducer } from './kafka-producer.js';
import { KafkaPublisher } from './kafka-publisher.js';
import { isByType, kafkaReader, type KafkaSettings } from './kafka-settings.js';

/** Kafka as a reader of the feed. Its library is loaded when it is set, and not before. */
@Injectable()
export class KafkaService {
  constructor(
    private readonly filters: MessageFilterService,
    readers: LeasedReaderService,
  ) {
    readers.add({ name: kafkaReader, connect: (setup) => this.connect(setup) });
  }

  /** Connects and looks for the topic; nothing is published or made. */
  test(settings: KafkaSettings, secrets: Secrets): Promise<Trial> {
    return tried(async (signal) => {
      const seen: { refused?: Error } = {};
      const producer = await newProducer(settings, secrets, (reason) => (seen.refused = reason));
      const close = () => void closeProducer(producer);
      signal.addEventListener('abort', close);
      try {
        return await found(producer, settings);
      } catch (error) {
        throw seen.refused ?? error;
      } finally {
        signal.removeEventListener('abort', close);
        close();
      }
    });
  }

  private async connect({ settings: stored, secrets, signal, lost }: ReaderSetup): Promise<Publisher> {
    const settings = stored as KafkaSettings;
    const wants = await this.filters.matcherOf(settings);
    const producer = await newProducer(settings, secrets, lost);
    try {
      await brokersOf(producer);
    } catch (error) {
      await closeProducer(producer);
      throw error;
    }
    // A broker ends a connection on which nothing was said for minutes: that is no loss, if there is a new one.
    producer.on('client:broker:disconnect', () => {
      if (!signal.aborted) brokersOf(producer).catch(lost);
    });
    return new KafkaPublisher(producer, settings, wants);
  }
}

/** How many there are. @throws Error if none answers, or one is where none may be */
async function brokersOf(producer: TextProducer): Promise<number> {
  try {
    const { brokers } = await producer.metadata({ topics: [], forceUpdate: true });
    for (const { host } of brokers.values()) await brokerAddresses(host);
    return brokers.size;
  } catch (error) {
    throw plainError(error);
  }
}

async function found(producer: TextProducer, settings: KafkaSettings): Promise<string> {
  const brokers = await brokersOf(producer);
  const connected = `connected to a cluster of ${brokers}`;
  if (isByType(settings)) return `${connected}; each type has a topic of its own`;
  const { topic } = settings;
  const partitions = await producer
    .metadata({ topics: [topic], autocreateTopics: false, forceUpdate: true })
    .then(({ topics }) => topics.get(topic)?.partitionsCount ?? 0)
    .catch((error: unknown) => {
      const { message } = plainError(error);
      if (/unknown topic|does not host this topic/i.test(message)) return 0;
      throw plainError(error);
    });
  return partitions > 0
    ? `${connected}; the topic ${topic} has ${partitions} partition${partitions === 1 ? '' : 's'}`
    : `${connected}; there is no topic ${topic} yet: it is made with the first message, if the broker allows that`;
}

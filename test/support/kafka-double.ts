import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  array,
  bool,
  compact,
  compactArray,
  crc32c,
  int16,
  int32,
  int64,
  KafkaReader,
  noTags,
  string,
} from './kafka-bytes.js';

export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly value: string;
  readonly headers: Record<string, string>;
}

interface Options {
  /** Partitions by topic. */
  readonly topics?: Readonly<Record<string, number>>;
  /** Topics are made when somebody writes to them. */
  readonly autocreate?: boolean;
  /** `user:password` of SASL PLAIN. */
  readonly user?: string;
  /** The host that it tells of itself. */
  readonly advertised?: string;
}

const apis = { produce: 0, metadata: 3, saslHandshake: 17, apiVersions: 18, initProducerId: 22, saslAuthenticate: 36 };
const versions = [
  [apis.produce, 7],
  [apis.metadata, 9],
  [apis.saslHandshake, 1],
  [apis.apiVersions, 3],
  [apis.initProducerId, 4],
  [apis.saslAuthenticate, 2],
] as const;
const errors = { none: 0, corrupt: 2, unknownTopic: 3, outOfOrder: 45, duplicate: 46, authentication: 58 };
const leader = 1;

/**
 * A test double of one Kafka broker: so much of the protocol as a producer uses, read and written by the protocol's
 * description, with the checks that a broker makes (CRC, sequence numbers of a producer). It is no Kafka.
 */
export class KafkaDouble {
  readonly records: KafkaRecord[] = [];
  readonly acks = new Set<number>();
  readonly clientIds = new Set<string>();
  /** Errors that the next requests to write are answered with; what they bring is not kept. */
  refuse: number[] = [];
  /** So many of the next requests to write are kept, and their connection ends without an answer. */
  cutAfter = 0;
  private readonly partitions = new Map<string, number>();
  private readonly sequences = new Map<string, number>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private producers = 100;
  port = 0;

  private constructor(private readonly options: Options) {
    for (const [topic, count] of Object.entries(options.topics ?? {})) this.partitions.set(topic, count);
  }

  static async start(options: Options = {}): Promise<KafkaDouble> {
    const double = new KafkaDouble(options);
    await double.start();
    return double;
  }

  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Again on the same port, after `stop`. */
  async start(): Promise<void> {
    const server = createServer((socket) => this.serve(socket));
    for (let left = 100; !(await this.listens(server)); left--) {
      // While nobody listened there, the system may have given the port to another connection.
      if (left === 0) throw new Error(`port ${this.port} is not free`);
      await sleep(100);
    }
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
  }

  private listens(server: Server): Promise<boolean> {
    server.listen(this.port, '127.0.0.1');
    return once(server, 'listening').then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
        return false;
      },
    );
  }

  /** Ends all connections at once. */
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = null;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private serve(socket: Socket): void {
    const state = { socket, isKnown: this.options.user === undefined };
    let waiting = Buffer.alloc(0);
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= 4 && waiting.length >= 4 + waiting.readInt32BE(0)) {
        const length = waiting.readInt32BE(0);
        const request = waiting.subarray(4, 4 + length);
        waiting = waiting.subarray(4 + length);
        const answer = this.answer(request, state);
        if (answer === null) return void socket.destroy();
        socket.write(Buffer.concat([int32(answer.length), answer]));
      }
    });
  }

  private answer(request: Buffer, state: { isKnown: boolean }): Buffer | null {
    const reader = new KafkaReader(request);
    const [api, version, correlation] = [reader.int16(), reader.int16(), reader.int32()];
    this.clientIds.add(reader.string() ?? '');
    if (!versions.some(([one, itsVersion]) => one === api && itsVersion === version)) return null;
    const head = int32(correlation);
    // Not known yet: nothing is answered but what it needs to become that.
    if (!state.isKnown && ![apis.apiVersions, apis.saslHandshake, apis.saslAuthenticate].includes(api)) return null;
    if (api === apis.produce) {
      const answer = this.produce(reader);
      return answer && Buffer.concat([head, answer]);
    }
    if (api === apis.saslHandshake) return Buffer.concat([head, int16(errors.none), array([string('PLAIN')])]);
    reader.tags();
    return Buffer.concat([head, this.flexible(api, reader, state)]);
  }

  /** The calls with the newer form of a header. */
  private flexible(api: number, reader: KafkaReader, state: { isKnown: boolean }): Buffer {
    if (api === apis.apiVersions) return apiVersions;
    if (api === apis.metadata) return Buffer.concat([noTags, this.metadata(reader)]);
    if (api === apis.saslAuthenticate) return Buffer.concat([noTags, this.authenticate(reader, state)]);
    const producer = ++this.producers;
    return Buffer.concat([noTags, int32(0), int16(errors.none), int64(producer), int16(0), noTags]);
  }

  private authenticate(reader: KafkaReader, state: { isKnown: boolean }): Buffer {
    const [, user, password] = (reader.compactString() ?? '').split('\0');
    state.isKnown = `${user}:${password}` === this.options.user;
    const [error, message] = state.isKnown ? [errors.none, null] : [errors.authentication, 'Authentication failed'];
    return Buffer.concat([int16(error), compact(message), compact(Buffer.alloc(0)), int64(0), noTags]);
  }

  private metadata(reader: KafkaReader): Buffer {
    const topics = reader.compactArray(() => {
      const name = reader.compactString() ?? '';
      reader.tags();
      return name;
    });
    const mayMake = reader.bool() && this.options.autocreate === true;
    for (const topic of topics) if (mayMake && !this.partitions.has(topic)) this.partitions.set(topic, 1);
    const host = this.options.advertised ?? '127.0.0.1';
    return Buffer.concat([
      int32(0),
      compactArray([Buffer.concat([int32(leader), compact(host), int32(this.port), compact(null), noTags])]),
      compact('double'),
      int32(leader),
      compactArray(topics.map((topic) => this.topic(topic))),
      int32(-2_147_483_648),
      noTags,
    ]);
  }

  private topic(name: string): Buffer {
    const count = this.partitions.get(name) ?? 0;
    const nodes = compactArray([int32(leader)]);
    const partitions = Array.from({ length: count }, (_, index) =>
      Buffer.concat([
        int16(errors.none),
        int32(index),
        int32(leader),
        int32(0),
        ...[nodes, nodes, compactArray([])],
        noTags,
      ]),
    );
    return Buffer.concat([
      int16(count === 0 ? errors.unknownTopic : errors.none),
      compact(name),
      bool(false),
      compactArray(partitions),
      int32(-2_147_483_648),
      noTags,
    ]);
  }

  private produce(reader: KafkaReader): Buffer | null {
    reader.string();
    this.acks.add(reader.int16());
    reader.int32();
    const refused = this.refuse.shift();
    const topics = reader.array(() => {
      const name = reader.string() ?? '';
      const partitions = reader.array(() => {
        const index = reader.int32();
        const batch = reader.take(reader.int32());
        const error = refused ?? this.keep(name, index, batch);
        return Buffer.concat([int32(index), int16(error), int64(0), int64(-1), int64(0)]);
      });
      return Buffer.concat([string(name), array(partitions)]);
    });
    if (this.cutAfter > 0) {
      this.cutAfter--;
      return null;
    }
    return Buffer.concat([array(topics), int32(0)]);
  }

  /** @returns the error that the broker answers with */
  private keep(topic: string, partition: number, bytes: Buffer): number {
    if (partition >= (this.partitions.get(topic) ?? 0)) return errors.unknownTopic;
    const reader = new KafkaReader(bytes);
    reader.int64();
    const length = reader.int32();
    reader.int32();
    const [magic, crc] = [reader.int8(), reader.uint32()];
    if (magic !== 2 || length !== bytes.length - 12 || crc !== crc32c(reader.rest)) return errors.corrupt;
    reader.int16();
    reader.int32();
    const [first, , producer] = [reader.int64(), reader.int64(), reader.int64()];
    reader.int16();
    const sequence = reader.int32();
    const count = reader.int32();
    const name = `${producer} ${topic} ${partition}`;
    const expected = this.sequences.get(name) ?? 0;
    if (sequence !== expected) return sequence < expected ? errors.duplicate : errors.outOfOrder;
    this.sequences.set(name, expected + count);
    for (let n = 0; n < count; n++) this.records.push(this.record(reader, topic, partition, first));
    return errors.none;
  }

  private record(reader: KafkaReader, topic: string, partition: number, first: number): KafkaRecord {
    reader.varint();
    reader.int8();
    const at = first + reader.varint();
    reader.varint();
    const key = reader.varintBytes()?.toString() ?? '';
    const value = reader.varintBytes()?.toString() ?? '';
    const headers = Array.from({ length: reader.varint() }, () => [
      reader.varintBytes()?.toString() ?? '',
      reader.varintBytes()?.toString() ?? '',
    ]);
    const offset = this.records.filter((one) => one.topic === topic && one.partition === partition).length;
    return {
      ...{ topic, partition, offset, key, value },
      headers: { ...(Object.fromEntries(headers) as Record<string, string>), timestamp: String(at) },
    };
  }
}

const apiVersions = Buffer.concat([
  int16(errors.none),
  compactArray(versions.map(([api, version]) => Buffer.concat([int16(api), int16(version), int16(version), noTags]))),
  int32(0),
  noTags,
]);

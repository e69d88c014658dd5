import type { EntityManager } from 'typeorm';
import { DoorStateService } from '../../modules/door/door-state.service.js';
import { discoveryOf, withGoneParts, type MqttDevice, type Parts } from './mqtt-discovery.js';
import { doorStateText } from './mqtt-door-state.js';
import { mqttDevices } from './mqtt-inventory.js';
import type { MqttSender, Outgoing } from './mqtt-sender.js';
import type { MqttSettings } from './mqtt-settings.js';
import { forgetTopics, knownTopics, noteParts, noteTopics, type KnownTopic } from './mqtt-topic-store.js';
import type { MqttTopics } from './mqtt-topics.js';

export interface RetainedOptions {
  readonly topics: MqttTopics;
  readonly discovery: MqttSettings['discovery'];
  /** Doors can be given orders by this broker. */
  readonly hasCommands: boolean;
}

/** Devices whose messages are made and published together. */
const part = 200;

/** What one device has at the broker. */
interface Wanted extends KnownTopic {
  readonly payload: string;
}

const retained = (topic: string, payload: string): Outgoing => ({ topic, payload, retain: true });
const online = (device: MqttDevice): string => (device.isOnline ? 'online' : 'offline');

/** The messages that the broker keeps: availability and doors of each device, and what Home Assistant is told of them. */
export class MqttRetained {
  /** What was published over this connection. */
  private readonly shown = new Map<string, string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly manager: () => EntityManager,
    private readonly states: DoorStateService,
    private readonly sender: MqttSender,
    private readonly options: RetainedOptions,
    /** Home Assistant is not told, but all else goes on. */
    private readonly untold: (error: Error) => void,
  ) {}

  /**
   * Everything, whatever the broker may have; what is of no device any more is cleared. It is done part by part: what
   * happens meanwhile goes in between.
   */
  async showAll(signal: AbortSignal): Promise<void> {
    const devices = await mqttDevices(this.manager(), null);
    const known = await knownTopics(this.manager(), null);
    const wanted = new Set<string>();
    for (let at = 0; at < devices.length; at += part) {
      signal.throwIfAborted();
      const some = devices.slice(at, at + part);
      await this.inTurn(async () => {
        const own = await this.wantedOf(some);
        for (const { topic } of own) wanted.add(topic);
        await this.publish(own, known);
      });
    }
    // A device that was added meanwhile is shown already.
    const isGone = (topic: string) => !wanted.has(topic) && !this.shown.has(topic);
    await this.inTurn(() => this.clear(known.map(({ topic }) => topic).filter(isGone)));
  }

  /** These devices were changed, came, went, are away or back. */
  refresh(sns: readonly string[]): Promise<void> {
    return this.inTurn(async () => {
      const known = await knownTopics(this.manager(), sns);
      const own = await this.wantedOf(await mqttDevices(this.manager(), sns));
      const wanted = new Set(own.map(({ topic }) => topic));
      const changed = this.changedOf(own);
      await this.publish(changed, known);
      await this.clear(known.map(({ topic }) => topic).filter((topic) => !wanted.has(topic)));
    });
  }

  /** All devices that came or went, whatever was missed. */
  async refreshAll(): Promise<void> {
    const devices = await mqttDevices(this.manager(), null);
    const sns = new Set([...devices, ...(await knownTopics(this.manager(), null))].map(({ sn }) => sn));
    const all = [...sns];
    for (let at = 0; at < all.length; at += part) await this.refresh(all.slice(at, at + part));
  }

  /** A state of a door that the feed tells. A door that is not shown yet will be shown as it is then. */
  showDoor(doorId: string, payload: string): Promise<void> {
    return this.inTurn(async () => {
      const topic = this.options.topics.doorState(doorId);
      if (!this.shown.has(topic)) return;
      this.shown.set(topic, payload);
      await this.sender.send([retained(topic, payload)]);
    });
  }

  /** States and availabilities once more, for who has just started. */
  again(): Promise<void> {
    return this.inTurn(() => this.sender.send([...this.shown].map(([topic, payload]) => retained(topic, payload))));
  }

  /** Nothing of this is left at the broker. */
  clearAll(): Promise<void> {
    return this.inTurn(async () => {
      const known = await knownTopics(this.manager(), null);
      await this.clear([...new Set([...this.shown.keys(), ...known.map(({ topic }) => topic)])]);
    });
  }

  private async wantedOf(devices: readonly MqttDevice[]): Promise<Wanted[]> {
    const { topics, discovery, hasCommands } = this.options;
    const ids = devices.flatMap(({ doors }) => doors.map(({ id }) => id));
    const now = new Map((await this.states.of(this.manager(), ids, [])).map((door) => [door.id, door]));
    return devices.flatMap((device) => {
      const { sn, doors } = device;
      const told = discovery === null ? null : discoveryOf(device, topics, hasCommands);
      return [
        { topic: topics.availability(sn), sn, parts: {}, payload: online(device) },
        ...doors.flatMap(({ id }) => {
          const door = now.get(id);
          if (!door) return [];
          const payload = doorStateText(door, door.since ?? new Date());
          return [{ topic: topics.doorState(id), sn, parts: {}, payload }];
        }),
        ...(told ? [{ topic: told.topic, sn, parts: told.parts, payload: JSON.stringify(told.config) }] : []),
      ];
    });
  }

  /** The feed tells how doors change; they are shown here when they are new, and when their device comes or goes. */
  private changedOf(own: readonly Wanted[]): Wanted[] {
    const { topics } = this.options;
    const isNew = ({ topic, payload }: Wanted) => this.shown.get(topic) !== payload;
    const edges = new Set(
      own.filter((one) => one.topic === topics.availability(one.sn) && isNew(one)).map(({ sn }) => sn),
    );
    const isDoor = ({ topic }: Wanted) => topic.endsWith('/state');
    return own.filter((one) => (isDoor(one) ? !this.shown.has(one.topic) || edges.has(one.sn) : isNew(one)));
  }

  private async publish(own: readonly Wanted[], known: readonly KnownTopic[]): Promise<void> {
    await noteTopics(
      this.manager(),
      own.map(({ topic, sn, parts }) => ({ topic, sn, parts })),
    );
    const isConfig = ({ parts }: Wanted) => Object.keys(parts).length > 0;
    const others = own.filter((one) => !isConfig(one));
    await this.sender.send(others.map(({ topic, payload }) => retained(topic, payload)));
    for (const { topic, payload } of others) this.shown.set(topic, payload);
    await this.tell(own.filter(isConfig), new Map(known.map((one) => [one.topic, one.parts])));
  }

  /** What Home Assistant is told comes behind the states, so that nothing is unknown there. */
  private async tell(configs: readonly Wanted[], before: ReadonlyMap<string, Parts>): Promise<void> {
    const removing = configs.flatMap(({ topic, payload, parts }) => {
      const config = withGoneParts({ topic, config: JSON.parse(payload) as object, parts }, before.get(topic) ?? {});
      return config ? [{ topic, payload: JSON.stringify(config) }] : [];
    });
    try {
      await this.sender.send([...removing, ...configs].map(({ topic, payload }) => retained(topic, payload)));
      const told = new Set(removing.map(({ topic }) => topic));
      await noteParts(
        this.manager(),
        configs.filter(({ topic }) => told.has(topic)),
      );
    } catch (error) {
      if (!isForbidden(error)) throw error;
      this.untold(error as Error);
    }
    for (const { topic, payload } of configs) this.shown.set(topic, payload);
  }

  private async clear(topics: readonly string[]): Promise<void> {
    if (topics.length === 0) return;
    await this.sender.send(topics.map((topic) => retained(topic, '')));
    for (const topic of topics) this.shown.delete(topic);
    await forgetTopics(this.manager(), topics);
  }

  private inTurn(task: () => Promise<void>): Promise<void> {
    const mine = this.turn.then(task);
    this.turn = mine.catch(() => undefined);
    return mine;
  }
}

/** MQTT 5, 3.4.2.1: not authorized. */
const isForbidden = (error: unknown): boolean => (error as { code?: unknown }).code === 0x87;

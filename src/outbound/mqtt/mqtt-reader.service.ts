import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DoorStateService } from '../../modules/door/door-state.service.js';
import { feedPosition } from '../../modules/transaction/feed-position.js';
import { SealedBox } from '../../platform/crypto/sealed-box.js';
import { Notifications } from '../../platform/database/notifications.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { LOG } from '../../platform/tokens.js';
import { LeasedReaderService } from '../reader/leased-reader.service.js';
import type { Publisher, ReaderKind, ReaderSetup } from '../reader/publisher.js';
import { findReader } from '../reader/reader-store.js';
import { brokerPlace } from './broker-place.js';
import { openClient, openNewest, type ClientSetup } from './mqtt-client.js';
import { MqttCounts } from './mqtt-counts.js';
import { answerMessage } from './mqtt-messages.js';
import { MqttListener, type Heard } from './mqtt-listener.js';
import { MqttOrdersService } from './mqtt-orders.service.js';
import { MqttRetained } from './mqtt-retained.js';
import { MqttSender } from './mqtt-sender.js';
import { MqttSession } from './mqtt-session.js';
import { mqttReader, type MqttSettings } from './mqtt-settings.js';
import { topicsOf, type MqttTopics } from './mqtt-topics.js';
import { DeviceWatch } from './device-watch.js';

/** Home Assistant needs a moment after it has said that it is there, and not everybody should answer at once. */
const startedAfterMs = () => 1_000 + Math.random() * 9_000;

/** Follows the feed for the MQTT broker. */
@Injectable()
export class MqttReaderService implements ReaderKind {
  readonly name = mqttReader;
  /** Told of changes of devices while this gateway is connected. */
  private readonly watches = new Set<DeviceWatch>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly seal: SealedBox,
    private readonly states: DoorStateService,
    private readonly orders: MqttOrdersService,
    private readonly counts: MqttCounts,
    @Inject(LOG) private readonly log: Logger,
    notifications: Notifications,
    readers: LeasedReaderService,
  ) {
    readers.add(this);
    notifications.on('device', (sn) => {
      for (const watch of this.watches) watch.changed(sn);
    });
  }

  async connect(asked: ReaderSetup): Promise<Publisher> {
    const { settings: given, secrets, signal } = asked;
    const settings = given as MqttSettings;
    const topics = topicsOf(settings.prefix);
    const setup = { settings, secrets, signal };
    const open = await openNewest({
      ...setup,
      clientId: settings.clientId,
      isClean: false,
      will: { topic: topics.status, payload: 'offline' },
    });
    const clients = [open];
    try {
      const sender = new MqttSender(open, (topic, reason) =>
        this.log.warn({ topic, reason }, 'the MQTT broker does not take a message, which is left out'),
      );
      await sender.send([{ topic: topics.status, payload: 'online', retain: true }]);
      const canListen = open.version === 5;
      if (settings.commands && !canListen) {
        this.log.warn('the MQTT broker speaks 3.1.1 only: doors take no orders from it');
      }
      const retained = new MqttRetained(
        () => this.unitOfWork.manager,
        this.states,
        sender,
        { topics, discovery: settings.discovery, hasCommands: settings.commands && canListen },
        (error) => this.log.warn({ err: error }, 'the MQTT broker does not let Home Assistant be told'),
      );
      const shownAt = await feedPosition(this.unitOfWork.manager);
      const { listening, stop } = await this.listen({ setup, topics, sender, retained, canListen });
      if (listening) clients.push(listening);
      for (const { client } of clients) client.once('close', () => asked.lost(new Error('the connection was lost')));
      for (const { client } of clients) client.once('disconnect', ({ reasonCode }) => asked.lost(endedBy(reasonCode)));
      if (clients.some(({ client }) => !client.connected)) throw new Error('the connection was lost');
      // On a large site it takes longer than a connection may.
      retained.showAll(signal).catch((error: unknown) => asked.lost(error as Error));
      return new MqttSession({
        ...{ manager: () => this.unitOfWork.manager, settings, topics, open, listening, sender, retained },
        ...{ counts: this.counts, shownAt, stop, isWithdrawn: () => this.isWithdrawn(settings) },
      });
    } catch (error) {
      for (const { client } of clients) client.end(true);
      throw error;
    }
  }

  /** Orders and the start of Home Assistant come by a connection of their own, whose session ends with it. */
  private async listen({ setup, topics, sender, retained, canListen }: Listening) {
    const { settings, signal } = setup;
    const watch = new DeviceWatch(retained, (error) => this.log.warn({ err: error }, 'MQTT: devices are told again'));
    this.watches.add(watch);
    let starting: NodeJS.Timeout | undefined;
    const stop = () => {
      clearTimeout(starting);
      watch.stop();
      this.watches.delete(watch);
    };
    signal.addEventListener('abort', stop, { once: true });
    const hasDiscovery = settings.discovery !== null;
    if (!canListen || (!settings.commands && !hasDiscovery)) return { listening: null, stop };
    const listening = await openClient({
      ...setup,
      version: 5,
      clientId: `${settings.clientId}-in`,
      isClean: true,
      will: null,
    });
    const address = brokerPlace(settings.url).host;
    const heard: Heard = {
      order: (doorId, payload, arrivedAt, expirySeconds) =>
        void this.orders
          .take({ doorId, payload, arrivedAt, expirySeconds, address })
          .then((answer) => (answer.status === 'queued' ? undefined : sender.send([answerMessage(answer, topics)])))
          .catch(() => undefined),
      started: () => {
        clearTimeout(starting);
        starting = setTimeout(() => void retained.again().catch(() => undefined), startedAfterMs()).unref();
      },
      dropped: (result, topic) => {
        this.counts.commands[result]++;
        this.log.warn({ topic, result }, 'an order by MQTT was dropped');
      },
    };
    try {
      const listener = new MqttListener(
        listening.client,
        { topics, hasCommands: settings.commands, hasDiscovery },
        heard,
      );
      await listener.subscribe((topic, error) =>
        this.log.warn({ topic, err: error }, 'the MQTT broker does not let a topic be heard'),
      );
    } catch (error) {
      listening.client.end(true);
      throw error;
    }
    return { listening, stop };
  }

  /** It is not set any more, or to another place: nobody else would clear what is left here. */
  private async isWithdrawn({ url, prefix }: MqttSettings): Promise<boolean> {
    const row = await findReader(this.unitOfWork.manager, this.seal, mqttReader);
    const now = row?.settings as MqttSettings | undefined;
    return now?.url !== url || now.prefix !== prefix;
  }
}

interface Listening {
  readonly setup: Pick<ClientSetup, 'settings' | 'secrets' | 'signal'>;
  readonly topics: MqttTopics;
  readonly sender: MqttSender;
  readonly retained: MqttRetained;
  readonly canListen: boolean;
}

/** MQTT 5, 3.14.2.1: 0x8e is a session that was taken over. */
const endedBy = (code: number | undefined): Error =>
  new Error(
    code === 0x8e ? 'another gateway connected to the broker' : `the broker ended the connection (${code ?? 0})`,
  );

import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { keptSecrets, ReaderSettingsService, type ShownReader } from '../reader/reader-settings.service.js';
import { tried, type Trial } from '../reader/reader-view.js';
import { openNewest } from './mqtt-client.js';
import { mqttReader, type MqttAccess, type MqttSettings } from './mqtt-settings.js';
import { topicsOf } from './mqtt-topics.js';

/** What is set, without what the gateway adds. */
export interface MqttInput {
  readonly settings: Omit<MqttSettings, 'clientId'>;
  /** Undefined = as it was, as long as the broker and the user are the same; null = none. */
  readonly secrets: Readonly<Record<'password' | 'key', string | null | undefined>>;
}

const versions = { 5: '5', 4: '3.1.1' } as const;

/** What the MQTT broker is, and what it is told. */
@Injectable()
export class MqttSettingsService {
  constructor(private readonly readers: ReaderSettingsService) {}

  /** @throws Failure notFound */
  get(tx: EntityManager): Promise<ShownReader<MqttSettings>> {
    return this.readers.get<MqttSettings>(tx, mqttReader);
  }

  /** Null = it is not set. */
  stored(tx: EntityManager): Promise<MqttAccess | null> {
    return this.readers.stored<MqttSettings>(tx, mqttReader);
  }

  /** With the secrets that stay, and the id of the client. */
  async complete(tx: EntityManager, { settings, secrets }: MqttInput): Promise<MqttAccess> {
    const before = await this.stored(tx);
    const isSame = before?.settings.url === settings.url && before.settings.username === settings.username;
    const clientId = before?.settings.clientId ?? `postern-${randomBytes(6).toString('hex')}`;
    return { settings: { ...settings, clientId }, secrets: keptSecrets(before?.secrets ?? {}, secrets, isSame) };
  }

  put(tx: EntityManager, access: MqttAccess): Promise<void> {
    return this.readers.put(tx, mqttReader, access);
  }

  /** @throws Failure notFound */
  remove(tx: EntityManager): Promise<void> {
    return this.readers.remove(tx, mqttReader);
  }

  /** Connects under another id, so that whoever follows the feed stays connected, and publishes one message. */
  test({ settings, secrets }: MqttAccess): Promise<Trial> {
    return tried(async (signal) => {
      const clientId = `${settings.clientId}-test-${randomBytes(3).toString('hex')}`;
      const { client, version } = await openNewest({ settings, secrets, clientId, isClean: true, will: null, signal });
      try {
        const at = new Date().toISOString();
        const payload = JSON.stringify({ type: 'postern.test', at });
        await client.publishAsync(topicsOf(settings.prefix).test, payload, { qos: 1, retain: false });
      } finally {
        client.end(true);
      }
      const lack = version === 4 && settings.commands ? '; doors can take no orders from it, which needs MQTT 5' : '';
      return `connected by MQTT ${versions[version]}, and a message was acknowledged${lack}`;
    });
  }
}

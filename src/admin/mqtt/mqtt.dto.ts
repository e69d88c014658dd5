import type { Privacy } from '../../outbound/envelope/envelope.js';
import type { MqttSettings } from '../../outbound/mqtt/mqtt-settings.js';
import type { ShownReader } from '../../outbound/reader/reader-settings.service.js';
import { Flag, OneOf, Shown, Text } from '../common/fields.js';
import { ReaderStatusView, toReaderStatus } from '../brokers/reader.dto.js';

const url = 'mqtt://host:1883, mqtts://host:8883, ws://host/path or wss://host/path';
const prefix = 'In front of all topics';
const discovery = 'Home Assistant is told of devices and doors; null = it is not';
const commands = 'Doors take orders from the broker: whoever may publish there can open them. It needs MQTT 5';
const privacy =
  'How much is told of people: ids = the pin and no name, names = names as well, photos = names and addresses of pictures';
const privacyLevels = ['ids', 'names', 'photos'] as const;
const discoveries = ['homeassistant'] as const;
const ca = 'Certificates to trust, as PEM; left out = those that everybody trusts';
const cert = 'Certificate of this client, as PEM';
const secret = 'never shown; left out = as it was, while address and user stay; null = none';
const longestPem = 20_000;
const pem = { optional: true, nullable: true, min: 1, max: longestPem } as const;
const prefixForm = {
  is: /^(?![/$])[^+#\p{Cc}]*[^/+#\p{Cc}]$/u,
  says: 'text without +, #, and control characters, that does not begin with $ or / nor end with /',
} as const;

class MqttFields {
  @Text('User name', { optional: true, nullable: true, min: 1 }) username?: string | null;
  @Text(`Password; ${secret}`, { optional: true, nullable: true, min: 1, max: 4_096 }) password?: string | null;
  @Text(ca, pem) ca?: string | null;
  @Text(cert, pem) cert?: string | null;
  @Text(`Its private key, as PEM; ${secret}`, pem) key?: string | null;
  @Text(`${prefix}. Left out = postern`, { optional: true, min: 1, max: 64, pattern: prefixForm }) prefix?: string;
  @OneOf(`${discovery}. Left out = homeassistant`, discoveries, { optional: true, nullable: true })
  discovery?: 'homeassistant' | null;
  @Flag(`${commands}. Left out = false`, { optional: true }) commands?: boolean;
  @OneOf(`${privacy}. Left out = ids`, privacyLevels, { optional: true }) privacy?: Privacy;
}

export class MqttBody extends MqttFields {
  @Text(url, { min: 1, max: 2_000, example: 'mqtt://mqtt.example.org:1883' }) url!: string;
}

export class MqttTestBody extends MqttFields {
  @Text(`${url}; left out = what is set is tried`, { optional: true, min: 1, max: 2_000 }) url?: string;
}

export class MqttView {
  @Shown(url) url!: string;
  @Shown('User name', { type: String, nullable: true }) username!: string | null;
  @Shown(ca, { type: String, nullable: true }) ca!: string | null;
  @Shown(cert, { type: String, nullable: true }) cert!: string | null;
  @Shown(prefix) prefix!: string;
  @Shown(discovery, { enum: discoveries, nullable: true, type: String }) discovery!: 'homeassistant' | null;
  @Shown(commands) commands!: boolean;
  @Shown(privacy, { enum: privacyLevels }) privacy!: Privacy;
  @Shown('Secrets that are set, by name; their values are never shown') secrets!: string[];
  @Shown('How it gets on') status!: ReaderStatusView;
  @Shown('When it was set last', { type: String, format: 'date-time' }) changedAt!: Date;
}

export const toMqttView = ({ settings, secrets, state }: ShownReader<MqttSettings>): MqttView => ({
  url: settings.url,
  username: settings.username,
  ca: settings.ca,
  cert: settings.cert,
  prefix: settings.prefix,
  discovery: settings.discovery,
  commands: settings.commands,
  privacy: settings.privacy,
  secrets: [...secrets],
  status: toReaderStatus(state),
  changedAt: state.changedAt,
});

import type { Privacy } from '../envelope/envelope.js';
import type { Secrets } from '../reader/reader-store.js';

/** The name of the reader that publishes to the MQTT broker. */
export const mqttReader = 'mqtt';

/** What is set, but for the secrets. */
export interface MqttSettings {
  readonly url: string;
  readonly username: string | null;
  /** PEM: who signs the broker's certificate, and the certificate that is shown to it. */
  readonly ca: string | null;
  readonly cert: string | null;
  /** In front of all topics. */
  readonly prefix: string;
  readonly discovery: 'homeassistant' | null;
  /** Doors take orders by MQTT. */
  readonly commands: boolean;
  readonly privacy: Privacy;
  /** The same for all gateways: the broker then ends the connection of the one before. */
  readonly clientId: string;
}

/** `password` and `key`, as far as they are set. */
export interface MqttAccess {
  readonly settings: MqttSettings;
  readonly secrets: Secrets;
}

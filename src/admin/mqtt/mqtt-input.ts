import { brokerPlace } from '../../outbound/mqtt/broker-place.js';
import type { MqttInput } from '../../outbound/mqtt/mqtt-settings.service.js';
import { checkBrokerHost } from '../brokers/broker-host.js';
import { invalidField } from '../common/invalid.js';
import type { MqttBody } from './mqtt.dto.js';

/**
 * What a body sets.
 * @throws Failure invalid
 */
export async function mqttInput(body: MqttBody): Promise<MqttInput> {
  await checkUrl(body.url);
  const { url, username = null, ca = null, cert = null, password, key } = body;
  const { prefix = 'postern', discovery = 'homeassistant', commands = false, privacy = 'ids' } = body;
  return {
    settings: { url, username, ca, cert, prefix, discovery, commands, privacy },
    secrets: { password, key },
  };
}

async function checkUrl(url: string): Promise<void> {
  const place = placeOf(url);
  if (place instanceof Error) throw invalidField('url', place.message);
  await checkBrokerHost('url', place.host);
}

function placeOf(url: string) {
  try {
    return brokerPlace(url);
  } catch (error) {
    return error as Error;
  }
}

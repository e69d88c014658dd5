import { version } from '../../platform/version.js';
import { homeAssistant, type MqttTopics } from './mqtt-topics.js';

/** A device with its doors, as far as other systems are told of it. */
export interface MqttDevice {
  readonly sn: string;
  readonly name: string;
  readonly model: string;
  readonly firmware: string;
  readonly isOnline: boolean;
  readonly doors: readonly { readonly id: string; readonly number: number }[];
}

/** The parts of a device at Home Assistant, each under its key with its platform. */
export type Parts = Readonly<Record<string, string>>;

export interface Discovery {
  readonly topic: string;
  readonly config: object;
  readonly parts: Parts;
}

type Component = Readonly<Record<string, unknown>> & { readonly platform: string };

function componentsOf(
  { id, number }: MqttDevice['doors'][number],
  topics: MqttTopics,
  hasCommands: boolean,
): Record<string, Component> {
  const state_topic = topics.doorState(id);
  const command_topic = topics.doorSet(id);
  const key = (part: string) => `d${number}_${part}`;
  const unique = (part: string) => `postern_${id}_${part}`;
  return {
    [key('contact')]: {
      platform: 'binary_sensor',
      unique_id: unique('contact'),
      device_class: 'door',
      state_topic,
      value_template: "{{'ON' if value_json.sensor=='open' else 'OFF'}}",
    },
    ...(hasCommands
      ? {
          [key('lock')]: {
            platform: 'lock',
            unique_id: unique('lock'),
            state_topic,
            value_template: '{{value_json.lock}}',
            command_topic,
            payload_open: 'OPEN',
          },
          [key('open')]: { platform: 'button', unique_id: unique('open'), command_topic, payload_press: 'OPEN' },
        }
      : {}),
    [key('alarm')]: {
      platform: 'binary_sensor',
      unique_id: unique('alarm'),
      device_class: 'problem',
      state_topic,
      value_template: "{{'ON' if value_json.alarm else 'OFF'}}",
    },
    [key('event')]: {
      platform: 'event',
      unique_id: unique('event'),
      state_topic: topics.doorEvent(id),
      event_types: ['granted', 'denied', 'forced', 'held'],
      value_template: "{{ {'event_type': value_json.type.split('.')[1]} | tojson }}",
    },
  };
}

/** The one message that makes a device with all its doors known to Home Assistant. Null if it has no doors. */
export function discoveryOf(device: MqttDevice, topics: MqttTopics, hasCommands: boolean): Discovery | null {
  const { sn, name, model, firmware, doors } = device;
  if (doors.length === 0) return null;
  const components = Object.fromEntries(
    doors.flatMap((door) => Object.entries(componentsOf(door, topics, hasCommands))),
  );
  return {
    topic: homeAssistant.config(sn),
    config: {
      device: {
        identifiers: [`postern_${sn}`],
        name: name === '' ? sn : name,
        manufacturer: 'ZKTeco',
        model,
        sw_version: firmware,
      },
      origin: { name: 'Postern', sw_version: version },
      availability: [{ topic: topics.status }, { topic: topics.availability(sn) }],
      availability_mode: 'all',
      components,
    },
    parts: Object.fromEntries(Object.entries(components).map(([key, { platform }]) => [key, platform])),
  };
}

/** Parts that were there and are not any more. Home Assistant keeps one until it is told its platform and nothing else. */
export function withGoneParts({ config, parts }: Discovery, before: Parts): object | null {
  const gone = Object.entries(before).filter(([key]) => !(key in parts));
  if (gone.length === 0) return null;
  const { components } = config as { components: object };
  return {
    ...config,
    components: { ...components, ...Object.fromEntries(gone.map(([key, platform]) => [key, { platform }])) },
  };
}

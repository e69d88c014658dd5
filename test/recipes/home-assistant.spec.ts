import { Ajv } from 'ajv';
import { expect, it, describe } from 'vitest';
import { parse } from 'yaml';
import { eventTypes } from '../../src/outbound/envelope/event-types.js';
import { discoveryOf } from '../../src/outbound/mqtt/mqtt-discovery.js';
import { topicsOf } from '../../src/outbound/mqtt/mqtt-topics.js';
import { codeOf } from '../support/recipe.js';

const text = { type: 'string', minLength: 1 } as const;
const template = { type: 'string', pattern: '\\{\\{.+\\}\\}' } as const;
const name = { type: ['string', 'null'] } as const;

/** What every entity may have, and what each platform may and must have besides (Home Assistant's pages on MQTT). */
const entity = { platform: text, unique_id: text, name, icon: text, qos: { enum: [0, 1, 2] } };
const component = (platform: string, needs: string[], more: object) => ({
  type: 'object',
  properties: { ...entity, ...more, platform: { const: platform } },
  required: ['platform', 'unique_id', ...needs],
  additionalProperties: false,
});
const platforms = [
  component('binary_sensor', ['state_topic'], {
    state_topic: text,
    value_template: template,
    payload_on: text,
    payload_off: text,
    device_class: { enum: ['door', 'lock', 'opening', 'problem', 'safety', 'tamper', 'connectivity'] },
  }),
  component('lock', ['command_topic'], {
    state_topic: text,
    command_topic: text,
    value_template: template,
    payload_lock: text,
    payload_unlock: text,
    payload_open: text,
    state_locked: text,
    state_unlocked: text,
    optimistic: { type: 'boolean' },
  }),
  component('button', ['command_topic'], {
    command_topic: text,
    payload_press: text,
    device_class: { enum: ['identify', 'restart', 'update'] },
  }),
  component('event', ['state_topic', 'event_types'], {
    state_topic: text,
    value_template: template,
    event_types: { type: 'array', items: text, minItems: 1, uniqueItems: true },
    device_class: { enum: ['button', 'doorbell', 'motion'] },
  }),
];
const discovery = {
  type: 'object',
  properties: {
    device: {
      type: 'object',
      properties: {
        identifiers: { type: 'array', items: text, minItems: 1 },
        name: text,
        manufacturer: text,
        model: { type: 'string' },
        sw_version: { type: 'string' },
      },
      required: ['identifiers', 'name'],
      additionalProperties: false,
    },
    origin: {
      type: 'object',
      properties: { name: text, sw_version: text, support_url: text },
      required: ['name'],
      additionalProperties: false,
    },
    availability: {
      type: 'array',
      items: { type: 'object', properties: { topic: text }, required: ['topic'], additionalProperties: false },
    },
    availability_mode: { enum: ['all', 'any', 'latest'] },
    components: { type: 'object', minProperties: 1, additionalProperties: { anyOf: platforms } },
  },
  required: ['device', 'origin', 'components'],
  additionalProperties: false,
};
const isDiscovery = new Ajv({ allowUnionTypes: true }).compile(discovery);

const device = {
  sn: 'CJI4214560012',
  name: 'Front building',
  model: 'inBio460',
  firmware: '1.2.3',
  isOnline: true,
  doors: [
    { id: '0195b2c4', number: 1 },
    { id: 'own/id', number: 2 },
  ],
};

interface Automation {
  readonly triggers: readonly { readonly trigger: string; readonly topic: string }[];
}

describe('the recipe for Home Assistant', () => {
  it.each([true, false])('is discovered as Home Assistant documents it; commands: %s', (hasCommands) => {
    const found = discoveryOf(device, topicsOf('postern'), hasCommands);
    expect(found?.topic).toBe('homeassistant/device/postern_CJI4214560012/config');
    isDiscovery(found?.config);
    expect(isDiscovery.errors).toBeNull();
    const { components } = found?.config as { components: Record<string, { platform: string; unique_id: string }> };
    const kinds = hasCommands ? 5 : 3;
    expect(Object.keys(components)).toHaveLength(kinds * device.doors.length);
    expect(new Set(Object.values(components).map(({ unique_id }) => unique_id)).size).toBe(kinds * device.doors.length);
    const opens = Object.values(components).filter((one) => 'command_topic' in one);
    expect(opens.length > 0).toBe(hasCommands);
  });

  it('fails on what is no discovery', () => {
    const found = discoveryOf(device, topicsOf('postern'), true);
    expect(isDiscovery({ ...found?.config, origin: {} })).toBe(false);
    expect(isDiscovery({ ...found?.config, components: { a: { platform: 'lock', unique_id: 'x' } } })).toBe(false);
  });

  it('has automations that listen to topics which there are, for fields which messages have', () => {
    const { automation } = parse(codeOf('home-assistant', 'yaml')[0] ?? '') as { automation: Automation[] };
    const topics = topicsOf('postern');
    const known = new Map(eventTypes.map(({ name: type, example }) => [topics.event(type), example as object]));
    expect(automation).toHaveLength(2);
    for (const one of automation) {
      const [trigger] = one.triggers;
      const example = known.get(trigger?.topic ?? '');
      expect([trigger?.trigger, trigger?.topic, example !== undefined]).toEqual(['mqtt', trigger?.topic, true]);
      const used = [...JSON.stringify(one).matchAll(/payload_json\.data\.(\w+)/g)].map(([, field]) => field);
      expect(used.length).toBeGreaterThan(0);
      expect(Object.keys(example ?? {})).toEqual(expect.arrayContaining(used));
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { hasMosquitto, Mosquitto } from '../../support/mosquitto.js';
import { MqttWatcher } from '../../support/mqtt-watcher.js';
import { registeredPanel, settle } from '../../support/panel.js';
import packageFile from '../../../package.json' with { type: 'json' };

/** Audit rows of orders by MQTT. */
const audited = `SELECT actor, action, detail FROM audit WHERE actor = 'mqtt' ORDER BY seq`;

describe.skipIf(!hasMosquitto)('MQTT 5 with mosquitto', () => {
  let app: TestApp;
  let broker: Mosquitto;
  let watcher: MqttWatcher;
  let panel: SimulatedPanel;
  let door = '';
  const sn = 'MQTT1';

  beforeAll(async () => {
    [app, broker] = await Promise.all([startApp(), Mosquitto.start()]);
    const made = await registeredPanel(app, sn);
    panel = made.panel;
    door = made.doors.get(1) ?? '';
    watcher = await MqttWatcher.on(broker.url);
    const answer = await app.admin('PUT', '/mqtt', { url: broker.url, commands: true });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    await watcher.until('the state of the door', () => watcher.last(`postern/door/${door}/state`));
    await watcher.until('the discovery', () => watcher.last(`homeassistant/device/postern_${sn}/config`));
  });

  afterAll(async () => {
    await watcher.stop();
    await panel.stop();
    await app.stop();
    await broker.stop();
  });

  const set = (payload: string, options: object = {}) => watcher.say(`postern/door/${door}/set`, payload, options);
  const results = () => watcher.json(`postern/door/${door}/result`);
  const nextResult = async (before = results().length) => {
    await watcher.until('a result', () => results().length > before);
    return results()[before] as Record<string, unknown>;
  };
  /** The order of a message, once it is in the queue. */
  const queued = () =>
    expect.poll(() => app.sql(`SELECT id FROM command WHERE status = 'queued' AND kind = 'control'`)).toHaveLength(1);
  const sent = () => panel.executed.map(({ text }) => text).filter((text) => text.startsWith('CONTROL'));

  it('shows that it is there, each device and each door, for whoever comes later', async () => {
    await settle(app, panel);
    await panel.sendState();
    await watcher.until('the state', () => (watcher.last(`postern/door/${door}/state`) ?? '').includes('"closed"'));
    const late = await MqttWatcher.on(broker.url);
    await late.until('retained states', () => late.last(`postern/door/${door}/state`));
    await late.until('retained status', () => late.last('postern/status'));
    await late.until('retained availability', () => late.last(`postern/device/${sn}/availability`));
    expect(late.last('postern/status')).toBe('online');
    expect(late.last(`postern/device/${sn}/availability`)).toBe('online');
    expect(late.json(`postern/door/${door}/state`)).toEqual([
      { sensor: 'closed', lock: 'LOCKED', alarm: 0, at: expect.stringMatching(/^\d{4}-.*Z$/) },
    ]);
    // The event of the state may still be on its way: events are never kept.
    const states = late.received.filter(({ topic }) => !topic.startsWith('postern/event/'));
    expect(states.every(({ retain }) => retain)).toBe(true);
    await late.stop();
  });

  it('tells Home Assistant of a device with all its doors in one retained message', () => {
    expect(watcher.json(`homeassistant/device/postern_${sn}/config`).at(-1)).toEqual({
      device: {
        identifiers: [`postern_${sn}`],
        name: expect.any(String),
        manufacturer: 'ZKTeco',
        model: expect.any(String),
        sw_version: expect.any(String),
      },
      origin: { name: 'Postern', sw_version: packageFile.version },
      availability: [{ topic: 'postern/status' }, { topic: `postern/device/${sn}/availability` }],
      availability_mode: 'all',
      components: {
        d1_contact: {
          platform: 'binary_sensor',
          unique_id: `postern_${door}_contact`,
          device_class: 'door',
          state_topic: `postern/door/${door}/state`,
          value_template: "{{'ON' if value_json.sensor=='open' else 'OFF'}}",
        },
        d1_lock: {
          platform: 'lock',
          unique_id: `postern_${door}_lock`,
          state_topic: `postern/door/${door}/state`,
          value_template: '{{value_json.lock}}',
          command_topic: `postern/door/${door}/set`,
          payload_open: 'OPEN',
        },
        d1_open: {
          platform: 'button',
          unique_id: `postern_${door}_open`,
          command_topic: `postern/door/${door}/set`,
          payload_press: 'OPEN',
        },
        d1_alarm: {
          platform: 'binary_sensor',
          unique_id: `postern_${door}_alarm`,
          device_class: 'problem',
          state_topic: `postern/door/${door}/state`,
          value_template: "{{'ON' if value_json.alarm else 'OFF'}}",
        },
        d1_event: {
          platform: 'event',
          unique_id: `postern_${door}_event`,
          state_topic: `postern/door/${door}/event`,
          event_types: ['granted', 'denied', 'forced', 'held'],
          value_template: "{{ {'event_type': value_json.type.split('.')[1]} | tojson }}",
        },
      },
    });
  });

  it('opens a door once, says how that ended, and whose order it was', async () => {
    const before = results().length;
    await set('OPEN');
    await queued();
    await panel.poll();
    expect(sent()).toEqual(['CONTROL DEVICE 01010105']);
    const [command] = await app.sql<{ id: number }>(`SELECT id FROM command WHERE kind = 'control'`);
    expect(await nextResult(before)).toEqual({
      doorId: door,
      action: 'OPEN',
      id: null,
      commandId: command?.id,
      status: 'done',
      reason: null,
      message: null,
      returnCode: 0,
      at: expect.stringMatching(/Z$/),
    });
    const rows = await app.sql<{ detail: object }>(audited);
    expect(rows).toEqual([
      {
        actor: 'mqtt',
        action: 'MQTT /mqtt/doors/:id/set',
        detail: { id: door, action: 'open', seconds: 5, refused: null, commands: [command?.id] },
      },
    ]);
    const { items } = (await app.admin('GET', `/audit?object=doors/${door}&actor=mqtt`)).body as { items: object[] };
    expect(items).toHaveLength(1);
    // The panel tells that the lock is open.
    await panel.sendState();
    await watcher.until('an open lock', () =>
      (watcher.last(`postern/door/${door}/state`) ?? '').includes('"lock":"UNLOCKED"'),
    );
  });

  it('carries out an order with an id once, and answers the second', async () => {
    const done = sent().length;
    const order = JSON.stringify({ action: 'open', seconds: 7, id: 'bell-1' });
    const before = results().length;
    await set(order);
    await queued();
    await set(order);
    expect(await nextResult(before)).toMatchObject({ id: 'bell-1', status: 'duplicate', commandId: null });
    await panel.poll();
    expect(await nextResult(before + 1)).toMatchObject({ id: 'bell-1', status: 'done' });
    expect(sent().slice(done)).toEqual(['CONTROL DEVICE 01010107']);
  });

  it('locks, and holds a door open only when that is said', async () => {
    const done = sent().length;
    for (const payload of ['UNLOCK', '{"action":"UNLOCK","hold":true}', 'LOCK']) {
      const before = results().length;
      await set(payload);
      await queued();
      await panel.poll();
      expect(await nextResult(before)).toMatchObject({ status: 'done' });
    }
    expect(sent().slice(done)).toEqual([
      'CONTROL DEVICE 01010105',
      'CONTROL DEVICE 010101FF',
      'CONTROL DEVICE 01010100',
    ]);
  });

  const wrong: readonly (readonly [payload: string, says: RegExp])[] = [
    ['', /must be OPEN/],
    ['OPEN NOW', /must be OPEN/],
    ['open', /must be OPEN/],
    ['["OPEN"]', /must be OPEN/],
    ['{"action":"open"', /must be OPEN/],
    ['{}', /action must be/],
    ['{"action":"explode"}', /action must be/],
    ['{"action":"open","seconds":0}', /seconds must be/],
    ['{"action":"open","seconds":255}', /seconds must be/],
    ['{"action":"open","seconds":"5"}', /seconds must be/],
    ['{"action":"lock","seconds":5}', /seconds belongs/],
    ['{"action":"open","hold":true}', /hold belongs/],
    ['{"action":"unlock","hold":1}', /hold must be/],
    ['{"action":"open","id":7}', /id must be/],
    ['{"action":"open","expires":"soon"}', /expires must be/],
    ['{"action":"open","expires":"2099-01-01T00:00:00"}', /expires must be/],
    ['{"action":"open","expire":"2099-01-01T00:00:00Z"}', /expire is no field/],
    [`{"action":"open","id":"${'x'.repeat(5_000)}"}`, /longer than/],
  ];

  it('is not even sent what is far too long for an order', async () => {
    const before = results().length;
    await set('x'.repeat(200_000));
    await set('OPEN SESAME');
    expect(await nextResult(before)).toMatchObject({
      status: 'invalid',
      message: 'must be OPEN, LOCK, UNLOCK, or a JSON object with an action',
    });
    expect(results()).toHaveLength(before + 1);
  });

  it('carries out nothing of a message that it does not understand, and says why', async () => {
    const done = sent().length;
    for (const [payload, says] of wrong) {
      const before = results().length;
      await set(payload);
      expect(await nextResult(before)).toMatchObject({
        status: 'invalid',
        commandId: null,
        message: expect.stringMatching(says) as string,
      });
    }
    await panel.poll();
    expect(sent()).toHaveLength(done);
  });

  it('carries out nothing that is too late: by its own end, or by that of the message', async () => {
    const done = sent().length;
    const before = results().length;
    await set('{"action":"open","id":"late","expires":"2020-01-01T00:00:00Z"}');
    expect(await nextResult(before)).toMatchObject({ id: 'late', status: 'expired', commandId: null });
    await set('{"action":"open","id":"never","expires":"1969-07-20T20:17:40+00:00"}');
    expect(await nextResult(before + 1)).toMatchObject({ id: 'never', status: 'expired', commandId: null });
    await panel.poll();
    expect(sent()).toHaveLength(done);
  });

  it('lets an order wait no longer than the smallest of its ends', async () => {
    const life = async (payload: string, options: object = {}) => {
      const before = results().length;
      await set(payload, options);
      await queued();
      const [row] = await app.sql<{ life: number }>(
        `SELECT extract(epoch FROM expires_at - created_at)::float8 AS life FROM command WHERE status = 'queued'
           AND kind = 'control'`,
      );
      await panel.poll();
      expect(await nextResult(before)).toMatchObject({ status: 'done' });
      return row?.life ?? 0;
    };
    const within = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();
    const lives = [
      await life('OPEN'),
      await life(JSON.stringify({ action: 'open', expires: within(3_600) })),
      await life(JSON.stringify({ action: 'open', expires: within(20) })),
      await life(JSON.stringify({ action: 'open', expires: within(20) }), {
        properties: { messageExpiryInterval: 15 },
      }),
    ];
    // COMMAND_TTL is 30 s; the way to here takes a moment.
    expect(lives.map((seconds, at) => seconds <= ([30, 30, 20, 15][at] ?? 0) && seconds > 5)).toEqual([
      ...[true, true, true, true],
    ]);
  });

  it('drops an order with the retain flag, at once and at each new connection', async () => {
    const done = sent().length;
    await set('OPEN', { retain: true });
    // The settings are taken up anew: it connects and subscribes again.
    const before = watcher.of('postern/status').length;
    expect((await app.admin('PUT', '/mqtt', { url: broker.url, commands: true, privacy: 'names' })).status).toBe(200);
    await watcher.until('a new connection', () => watcher.of('postern/status').length > before);
    // An order behind it shows that the subscription is there.
    const count = results().length;
    await expect
      .poll(async () => {
        await set('{}');
        return results().length;
      })
      .toBeGreaterThan(count);
    await panel.poll();
    expect(sent()).toHaveLength(done);
    expect(watcher.of('postern/status')).not.toContain('offline');
    await set('', { retain: true });
  });

  it('refuses an order for a door that there is not, or whose device is away', async () => {
    await watcher.say('postern/door/nowhere/set', 'OPEN');
    await watcher.until('a result', () => watcher.last('postern/door/nowhere/result'));
    expect(watcher.json('postern/door/nowhere/result')).toMatchObject([{ status: 'refused', reason: 'notFound' }]);
    expect((await app.admin('POST', `/devices/${sn}/disable`)).status).toBe(200);
    const before = results().length;
    await watcher.until('it is away', () => watcher.last(`postern/device/${sn}/availability`) === 'offline');
    const isUnknown = () =>
      (watcher.last(`postern/door/${door}/state`) ?? '').includes('"sensor":"unknown","lock":null,"alarm":0');
    await watcher.until('an unknown state', isUnknown);
    await set('OPEN');
    expect(await nextResult(before)).toMatchObject({ status: 'refused', reason: 'disabled', commandId: null });
    expect((await app.admin('POST', `/devices/${sn}/enable`)).status).toBe(200);
    await panel.poll();
    await watcher.until('it is back', () => watcher.last(`postern/device/${sn}/availability`) === 'online');
  });

  it('publishes an event at its type and at its door, and only four types at the door', async () => {
    await panel.badge('4711', 1);
    const event = `postern/door/${door}/event`;
    await watcher.until('the event of the door', () => watcher.last(event));
    const [told] = watcher.json(event) as Record<string, unknown>[];
    expect(told).toMatchObject({ specversion: '1.0', type: 'access.denied', subject: `door/${door}` });
    await watcher.until('the event of the type', () => watcher.last('postern/event/access/denied'));
    expect(watcher.json('postern/event/access/denied')).toEqual([told]);
    const states = () => watcher.of('postern/event/door/state').length;
    await watcher.until('a state', () => states() > 0);
    const types = new Set((watcher.json(event) as { type: string }[]).map(({ type }) => type));
    expect([...types]).toEqual(['access.denied']);
  });

  it('says the states again when Home Assistant has started', async () => {
    const topic = `postern/door/${door}/state`;
    const before = watcher.of(topic).length;
    const began = Date.now();
    await watcher.say('homeassistant/status', 'online');
    await watcher.until('the state again', () => watcher.of(topic).length > before);
    expect(Date.now() - began).toBeGreaterThan(900);
    expect(watcher.of(topic).at(-1)).toBe(watcher.of(topic).at(-2));
  });

  it('takes away lock and button when orders are no longer taken, and does not listen any more', async () => {
    const topic = `homeassistant/device/postern_${sn}/config`;
    expect((await app.admin('PUT', '/mqtt', { url: broker.url })).status).toBe(200);
    await watcher.until('one without a lock', () => !(watcher.last(topic) ?? 'd1_lock').includes('d1_lock'));
    const [removing, last] = watcher.json(topic).slice(-2) as { components: Record<string, object> }[];
    expect(removing?.components.d1_lock).toEqual({ platform: 'lock' });
    expect(removing?.components.d1_open).toEqual({ platform: 'button' });
    expect(Object.keys(last?.components ?? {})).toEqual(['d1_contact', 'd1_alarm', 'd1_event']);
    const done = sent().length;
    const asked = results().length;
    await set('OPEN');
    await app.admin('PATCH', `/doors/${door}`, { name: 'Front door' });
    await panel.poll();
    expect([sent().length, results().length]).toEqual([done, asked]);
  });

  it('clears what the broker keeps of a device that is gone', async () => {
    const other = await registeredPanel(app, 'MQTT2');
    await other.panel.stop();
    const config = 'homeassistant/device/postern_MQTT2/config';
    await watcher.until('the new device', () => watcher.last(config));
    expect((await app.admin('DELETE', '/devices/MQTT2')).status).toBe(204);
    for (const topic of [config, 'postern/device/MQTT2/availability', `postern/door/${other.doorIds[0] ?? ''}/state`]) {
      await watcher.until(`an empty ${topic}`, () => watcher.last(topic) === '');
    }
  });

  it('has figures, and leaves nothing behind when it is no longer set', async () => {
    const { text } = await app.request('GET', '/metrics');
    expect(text).toMatch(/^postern_mqtt_connected 1$/m);
    expect(text).toMatch(/^postern_mqtt_published_total [1-9]\d*$/m);
    expect(text).toMatch(/^postern_mqtt_commands_total\{result="duplicate"\} 1$/m);
    expect(text).toMatch(/^postern_mqtt_commands_total\{result="retained"\} [1-9]\d*$/m);
    expect((await app.admin('DELETE', '/mqtt')).status).toBe(204);
    await watcher.until('the end', () => watcher.last('postern/status') === 'offline');
    const late = await MqttWatcher.on(broker.url);
    await late.until('what is left', () => late.last('postern/status'));
    expect(late.received.map(({ topic, text: left }) => [topic, left])).toEqual([['postern/status', 'offline']]);
    await late.stop();
    expect((await app.admin('GET', '/mqtt')).status).toBe(404);
  });
});

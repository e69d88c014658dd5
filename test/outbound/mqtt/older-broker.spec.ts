import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { MqttWatcher } from '../../support/mqtt-watcher.js';
import { Mqtt3Broker } from '../../support/mqtt-3-broker.js';
import { RawDevice, registryCode } from '../../support/raw-device.js';

/** Everything that its topic must not hold as it is. */
const oddId = 'east/gate+#%1';
const odd = 'east%2Fgate%2B%23%251';

describe('a broker that speaks MQTT 3.1.1 only', () => {
  let app: TestApp;
  let broker: Mqtt3Broker;
  let watcher: MqttWatcher;
  let device: RawDevice;

  beforeAll(async () => {
    [app, broker] = await Promise.all([startApp(), Mqtt3Broker.start()]);
    await app.admin('POST', '/devices', { sn: 'OLD1' });
    await app.admin('POST', '/doors', { sn: 'OLD1', number: 1, id: oddId });
    device = new RawDevice(app, 'OLD1');
    await registryCode(device, '~DeviceName=OLD1,MachineType=101,LockCount=1,ReaderCount=1');
    watcher = await MqttWatcher.on(broker.url, 4);
    expect((await app.admin('PUT', '/mqtt', { url: broker.url, commands: true, prefix: 'site/north' })).status).toBe(
      200,
    );
    await watcher.until('the device', () => watcher.last('homeassistant/device/postern_OLD1/config'));
  });

  afterAll(async () => {
    await watcher.stop();
    await app.stop();
    await broker.stop();
  });

  it('gets all messages, but no door takes orders from it, and no lock is offered', async () => {
    const { components } = watcher.json('homeassistant/device/postern_OLD1/config').at(-1) as { components: object };
    expect(Object.keys(components)).toEqual(['d1_contact', 'd1_alarm', 'd1_event']);
    await watcher.say(`site/north/door/${odd}/set`, 'OPEN');
    const { body } = await app.admin('POST', '/mqtt/test');
    expect(body).toMatchObject({ ok: true, detail: expect.stringMatching(/3\.1\.1.*no orders/) as string });
    await watcher.until('the message of the test', () => watcher.last('site/north/test'));
    expect(watcher.json('site/north/test')).toMatchObject([{ type: 'postern.test' }]);
    expect(await device.poll()).not.toMatch(/CONTROL/);
    expect(watcher.of(`site/north/door/${odd}/result`)).toEqual([]);
  });

  it('has ids in topics percent-encoded, so that they are one level each', async () => {
    const state = `site/north/door/${odd}/state`;
    expect(watcher.json(state)).toHaveLength(1);
    await device.post(
      '/iclock/cdata?table=rtstate',
      'time=2026-11-22 08:00:00\tsensor=02\trelay=01\talarm=0100000000000000',
    );
    await watcher.until('the new state', () => watcher.of(state).length === 2);
    expect(watcher.json(state)[1]).toEqual({
      sensor: 'open',
      lock: 'UNLOCKED',
      alarm: 1,
      at: expect.stringMatching(/Z$/) as string,
    });
    await watcher.until('the message of its type', () => watcher.last('site/north/event/door/state'));
    expect(watcher.json('site/north/event/door/state').at(-1)).toMatchObject({
      type: 'door.state',
      data: { doorId: oddId, sensor: 'open' },
    });
  });

  it('gets the messages of a time without a connection later, each in its place', async () => {
    const events = () => watcher.json('site/north/event/device/event') as { position: string }[];
    broker.cut('postern-');
    const lines = Array.from(
      { length: 50 },
      (_, index) =>
        `time=2026-11-22 09:00:00\tpin=0\tcardno=0\teventaddr=1\tevent=206\tinoutstatus=0\tverifytype=200\tindex=${index + 1}`,
    );
    await device.events(lines.join('\n'));
    await watcher.until('all events', () => new Set(events().map(({ position }) => position)).size === 50);
    const positions = events().map(({ position }) => Number(position));
    expect(positions).toEqual([...positions].sort((one, other) => one - other));
  });
});

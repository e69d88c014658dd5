import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { freshDatabase } from '../../support/database.js';
import { GatewayProcess } from '../../support/gateway-process.js';
import { hasMosquitto, Mosquitto } from '../../support/mosquitto.js';
import { MqttWatcher } from '../../support/mqtt-watcher.js';
import { RawDevice } from '../../support/raw-device.js';

const sn = 'TAKE1';
/** The line of an event; each has its own index. */
const line = (index: number) =>
  `time=2026-11-22 08:00:00\tpin=0\tcardno=0\teventaddr=1\tevent=206\tinoutstatus=0\tverifytype=200\tindex=${index}`;

describe.skipIf(!hasMosquitto)('several gateways and one broker', () => {
  let database: { url: string; drop: () => Promise<void> };
  let gateway: GatewayProcess;
  let broker: Mosquitto;
  let watcher: MqttWatcher;
  let first: TestApp;
  let third: TestApp | undefined;

  beforeAll(async () => {
    [database, broker] = await Promise.all([freshDatabase(), Mosquitto.start()]);
    first = await startApp({ databaseUrl: database.url });
    gateway = await GatewayProcess.prepare({
      DATABASE_URL: database.url,
      ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
      SITE_TIME_ZONE: 'Europe/Madrid',
    });
    watcher = await MqttWatcher.on(broker.url);
  });

  afterAll(async () => {
    await watcher.stop();
    await gateway.remove();
    await third?.stop();
    await broker.stop();
    await database.drop();
  });

  const statuses = () => watcher.of('postern/status');
  const connections = () => statuses().filter((text) => text === 'online').length;
  const published = () =>
    new Set((watcher.json('postern/event/device/event') as { id: string }[]).map(({ id }) => id)).size;

  let index = 0;
  const report = async (url: string, count: number) => {
    const lines = Array.from({ length: count }, () => line(++index));
    await new RawDevice({ url }, sn).events(lines.join('\n'));
  };

  it('hands over without a false word, says when one was killed, and loses nothing', async () => {
    expect((await first.admin('POST', '/devices', { sn })).status).toBe(201);
    expect((await first.admin('PUT', '/mqtt', { url: broker.url })).status).toBe(200);
    await watcher.until('the first connection', () => connections() === 1);
    await report(first.url, 20);
    await watcher.until('the first events', () => published() === 20);

    // A gateway that stops gives its lease back.
    await gateway.start();
    await first.stop();
    await watcher.until('the second connection', () => connections() === 2);
    await report(gateway.url, 20);
    await watcher.until('events of the second', () => published() === 40);

    // One that is killed does not: it is another's only when it ends. Nobody follows the feed meanwhile.
    third = await startApp({ databaseUrl: database.url });
    const killed = Date.now();
    await gateway.kill();
    await report(third.url, 20);
    await watcher.until('the will', () => statuses().at(-1) === 'offline');
    const gone = watcher.received.filter(({ topic, text }) => topic === 'postern/status' && text === 'offline');
    expect(gone).toHaveLength(1);
    expect((gone[0]?.at ?? 0) - killed).toBeGreaterThan(14_000);
    await third.sql(`UPDATE feed_reader SET lease_until = now()`);
    await watcher.until('the third connection', () => connections() === 3);
    await watcher.until('all events', () => published() === 60);
    expect(statuses()).toEqual(['online', 'online', 'offline', 'online']);
    console.log(`MQTT: ${published()} of ${index} events over three gateways`);
  });
});

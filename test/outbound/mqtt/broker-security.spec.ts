import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { certificates } from '../../support/certificates.js';
import { hasMosquitto, Mosquitto } from '../../support/mosquitto.js';
import { MqttWatcher } from '../../support/mqtt-watcher.js';
import { registeredPanel } from '../../support/panel.js';

const word = 'a word for mosquitto';
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!hasMosquitto)('mosquitto as a site has it', () => {
  let app: TestApp;
  let folder: string;
  let broker: Mosquitto;

  beforeAll(async () => {
    [app, folder] = await Promise.all([startApp(), mkdtemp(join(tmpdir(), 'postern-mqtt-'))]);
    const { panel } = await registeredPanel(app, 'SAFE1');
    await panel.stop();
  });

  afterAll(async () => {
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };
  const tried = async (body: object) =>
    (await app.admin('POST', '/mqtt/test', body)).body as { ok: boolean; detail: string };

  it.skipIf(!hasOpenssl)('is spoken to by TLS: its certificate and name are checked, and ours is shown', async () => {
    const { people, devices } = certificates;
    // The certificates of other tests are for no name that is in the network.
    const made = spawnSync('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'],
      ...['-keyout', join(folder, 'server.key'), '-out', join(folder, 'server.crt')],
    ]);
    expect(made.status).toBe(0);
    const ca = await readFile(join(folder, 'server.crt'), 'utf8');
    broker = await Mosquitto.start([
      `certfile ${join(folder, 'server.crt')}`,
      `keyfile ${join(folder, 'server.key')}`,
      `cafile ${await file('clients.crt', people.cert)}`,
      'require_certificate true',
      'allow_anonymous true',
    ]);
    const url = `mqtts://localhost:${broker.port}`;
    const own = { cert: people.cert, key: people.key };
    expect(await tried({ url, ca, ...own })).toMatchObject({ ok: true });
    expect((await tried({ url, ...own })).detail).toMatch(/self.signed|unable to verify/i);
    expect((await tried({ url: `mqtts://127.0.0.1:${broker.port}`, ca, ...own })).detail).toMatch(/altnames|IP/i);
    expect(await tried({ url, ca })).toMatchObject({ ok: false });
    expect(await tried({ url, ca, cert: devices.cert, key: devices.key })).toMatchObject({ ok: false });
    expect(await tried({ url: `mqtt://localhost:${broker.port}` })).toMatchObject({ ok: false });
    await broker.stop();
  });

  it('may forbid that Home Assistant is told: all else goes on', async () => {
    const passwords = await file('passwords', `postern:${word}\nwatcher:${word}\n`);
    expect(spawnSync('mosquitto_passwd', ['-U', passwords]).status).toBe(0);
    const acl = 'user postern\ntopic readwrite postern/#\nuser watcher\ntopic readwrite #\n';
    broker = await Mosquitto.start([
      'allow_anonymous false',
      `password_file ${passwords}`,
      `acl_file ${await file('acl', acl)}`,
    ]);
    const watcher = await MqttWatcher.on(broker.url, 5, { username: 'watcher', password: word });
    const body = { url: broker.url, username: 'postern', password: word, commands: true };
    expect((await tried({ ...body, password: 'another' })).detail).toMatch(/refused|not authorized|bad user/i);
    expect((await app.admin('PUT', '/mqtt', body)).status).toBe(200);
    await watcher.until('the device', () => watcher.last('postern/device/SAFE1/availability'));
    const result = () => watcher.json('postern/door/nowhere/result');
    await expect
      .poll(async () => {
        await watcher.say('postern/door/nowhere/set', 'OPEN');
        return result().length;
      })
      .toBeGreaterThan(0);
    expect(result()[0]).toMatchObject({ status: 'refused', reason: 'notFound' });
    expect(watcher.received.filter(({ topic }) => topic.startsWith('homeassistant/'))).toEqual([]);
    expect((await app.admin('DELETE', '/mqtt')).status).toBe(204);
    await watcher.until('the end', () => watcher.last('postern/status') === 'offline');
    await watcher.stop();
    await broker.stop();
  });
});

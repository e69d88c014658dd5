import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/platform/config.js';
import { DeviceListener } from '../../../src/devices/push/device-listener.js';
import { TlsCertificateService } from '../../../src/operations/tls-certificate.service.js';
import { startApp, type TestApp } from '../../support/app.js';
import { certificates } from '../../support/certificates.js';

let folder: string;
let app: TestApp | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-tls-'));
});
afterEach(async () => {
  await app?.stop();
  app = null;
  rmSync(folder, { recursive: true });
});

type Name = keyof typeof certificates;
const file = (name: string) => join(folder, name);
const write = (as: string, name: Name, key: Name = name) => {
  writeFileSync(file(`${as}.crt`), certificates[name].cert);
  writeFileSync(file(`${as}.key`), certificates[key].key);
};
const people = () => ({ TLS_CERT: file('people.crt'), TLS_KEY: file('people.key') });
const devices = () => ({ DEVICE_TLS_CERT: file('devices.crt'), DEVICE_TLS_KEY: file('devices.key') });

const start = async (env: Record<string, string>) => {
  const started = (app = await startApp({ env: { ...people(), ...env } }));
  return {
    port: Number(new URL(started.url).port),
    devicePort: started.app.get(DeviceListener).ownPort ?? 0,
    watch: started.app.get(TlsCertificateService, { strict: false }),
  };
};

interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Record<string, unknown>;
}

const get = (url: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const ask = url.startsWith('https') ? httpsRequest : httpRequest;
    const sent = ask(url, { rejectUnauthorized: false, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString(), headers: answer.headers }),
      );
    });
    sent.on('error', reject).end();
  });

/** Whose certificate a listener shows. */
const shownAt = (port: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on('error', reject);
  });

const hello = '/iclock/cdata?SN=TLS1&pushver=3.0.1&options=all';

describe('TLS', () => {
  it('may be off for devices alone', async () => {
    write('people', 'people');
    const { port, devicePort } = await start({ DEVICE_PORT: '0', DEVICE_TLS: 'off' });
    expect(await get(`http://127.0.0.1:${devicePort}${hello}`)).toMatchObject({ status: 200, text: 'OK' });
    const page = await get(`https://127.0.0.1:${port}/`);
    expect([page.status, page.headers['strict-transport-security']]).toEqual([200, 'max-age=15552000']);
    await expect(get(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it('of devices may have a certificate of its own', async () => {
    write('people', 'people');
    write('devices', 'devices');
    const { port, devicePort } = await start({ DEVICE_PORT: '0', ...devices() });
    expect([await shownAt(port), await shownAt(devicePort)]).toEqual(['people', 'devices']);
    expect(await get(`https://127.0.0.1:${devicePort}${hello}`)).toMatchObject({ status: 200, text: 'OK' });
  });

  it('is the common one by default', async () => {
    write('people', 'people');
    const { devicePort } = await start({ DEVICE_PORT: '0' });
    expect(await shownAt(devicePort)).toBe('people');
  });

  it('uses a renewed certificate without a restart, but none that is unusable', async () => {
    write('people', 'people');
    write('devices', 'devices');
    const { port, devicePort, watch } = await start({ DEVICE_PORT: '0', ...devices() });
    write('people', 'renewed', 'people');
    await watch.check();
    expect(await shownAt(port)).toBe('people');
    rmSync(file('devices.crt'));
    await watch.check();
    write('people', 'renewed');
    await watch.check();
    expect([await shownAt(port), await shownAt(devicePort)]).toEqual(['renewed', 'devices']);
    write('devices', 'renewed');
    await watch.check();
    expect(await shownAt(devicePort)).toBe('renewed');
  });

  it('is warned of before and after its end', async () => {
    write('people', 'ended');
    const { port, watch } = await start({});
    const warning = 'TLS_CERT: the certificate has ended on 2021-01-01';
    expect(JSON.parse((await get(`https://127.0.0.1:${port}/health/ready`)).text)).toEqual({
      status: 'ok',
      warnings: [warning],
    });
    expect((await get(`https://127.0.0.1:${port}/`)).text).toContain(warning);
    const metric = 'postern_tls_certificate_ends_seconds{certificate="TLS_CERT"} 1609459200';
    expect((await get(`https://127.0.0.1:${port}/metrics`)).text).toContain(metric);
    expect(watch.warnings(Date.parse('2020-12-20T00:00:00Z'))).toEqual([
      'TLS_CERT: the certificate ends on 2021-01-01',
    ]);
    expect(watch.warnings(Date.parse('2020-12-01T00:00:00Z'))).toEqual([]);
    write('people', 'people');
    await watch.check();
    expect(watch.warnings()).toEqual([]);
  });
});

describe('a start is refused', () => {
  const cert = () => file('people.crt');
  it.each<[string, () => Record<string, string>, string]>([
    [
      'a key of another certificate',
      () => ({ TLS_CERT: cert(), TLS_KEY: file('devices.key') }),
      'TLS_KEY must be the key of TLS_CERT',
    ],
    [
      'a key for a certificate',
      () => ({ TLS_CERT: file('people.key'), TLS_KEY: file('people.key') }),
      'TLS_CERT must be a certificate in PEM form',
    ],
    [
      'a certificate for a key',
      () => ({ TLS_CERT: cert(), TLS_KEY: cert() }),
      'TLS_KEY must be a private key in PEM form, without a passphrase',
    ],
    [
      'a certificate alone',
      () => ({ DEVICE_PORT: '1', DEVICE_TLS_CERT: cert() }),
      'DEVICE_TLS_KEY must be set where DEVICE_TLS_CERT is',
    ],
    ['no port for it', () => devices(), 'DEVICE_TLS_CERT must come with DEVICE_PORT'],
    ['off without a port', () => ({ ...people(), DEVICE_TLS: 'off' }), 'DEVICE_TLS=off must come with DEVICE_PORT'],
    [
      'off with a certificate',
      () => ({ ...devices(), DEVICE_PORT: '1', DEVICE_TLS: 'off' }),
      'DEVICE_TLS must be on where DEVICE_TLS_CERT is set',
    ],
  ])('for %s', (_, env, message) => {
    write('people', 'people');
    write('devices', 'devices');
    expect(() => loadConfig(env())).toThrow(message);
  });
});

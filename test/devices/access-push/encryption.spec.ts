import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransportCipher, type KeyExchange } from '../../../src/devices/push/transport-cipher.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode, type RawDevice } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const view = async (sn: string) =>
  (await app.admin('GET', `/devices/${sn}`)).body as {
    pushProtVer: string;
    warnings: { code: string; text: string }[];
    alerts: { code?: string }[];
  };
const warningsOf = async (sn: string) => (await view(sn)).warnings.map(({ code }) => code);

describe('a device that asks for encryption', () => {
  it('gets 404 without a body, is shown with a warning, and is told version 3.0.1 from then on', async () => {
    const device = await approved(app, 'CRYPT-2');
    await registryCode(device);
    await app.admin('PATCH', '/devices/CRYPT-2', { pushProtVer: '3.1.2' });
    const told = async () =>
      (await device.post('/iclock/push')).text.split('\n').filter((line) => /^(?:Server|Push)\w*Ver/.test(line));
    await expect.poll(told).toEqual(['ServerVersion=3.1.2', 'PushVersion=3.1.2', 'PushProtVer=3.1.2']);
    for (const type of ['publickey', 'factors', 'x']) {
      const answer = await device.post(`/iclock/exchange?type=${type}`, 'PublicKey=abc');
      expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([404, '', '0']);
    }
    expect(await told()).toEqual(['ServerVersion=3.0.1', 'PushVersion=3.0.1', 'PushProtVer=3.0.1']);
    expect(await view('CRYPT-2')).toMatchObject({ pushProtVer: '3.0.1' });
    expect(await warningsOf('CRYPT-2')).toContain('encryption');
  });
});

describe('bodies that cannot be read', () => {
  const garbage = () => {
    // Bytes that no text begins with.
    return Buffer.concat([Buffer.from([1, 2, 3, 4]), randomBytes(2_000)]);
  };

  it('are kept as they came, acknowledged, and reported once', async () => {
    const device = await approved(app, 'BLIND-1');
    const bodies = [garbage(), garbage(), garbage(), garbage()] as const;
    expect(await brief(device.post('/iclock/cdata?table=rtlog', bodies[0]))).toEqual([200, 'OK']);
    expect(await brief(device.post('/iclock/cdata?table=tabledata&tablename=user&count=3', bodies[1]))).toEqual([
      200,
      'user=3',
    ]);
    expect(await brief(device.post('/iclock/devicecmd', bodies[2]))).toEqual([200, 'OK']);
    expect(
      await brief(device.post('/iclock/querydata?type=tabledata&cmdid=1&tablename=user&count=2', bodies[3])),
    ).toEqual([200, 'user=2']);
    expect(await brief(device.post('/iclock/cdata?table=rtlog', bodies[0]))).toEqual([200, 'OK']);
    const kept = await app.sql(`SELECT body, times FROM quarantine WHERE sn = 'BLIND-1' ORDER BY id`);
    expect(kept).toEqual(bodies.map((body, at) => ({ body, times: at === 0 ? 2 : 1 })));
    expect((await view('BLIND-1')).alerts.map(({ code }) => code)).toEqual(['unreadable']);
    expect(await warningsOf('BLIND-1')).toEqual(['quarantined', 'unreadable']);
  });

  it('register nothing, and open nothing', async () => {
    const device = await approved(app, 'BLIND-2');
    expect(await brief(device.post('/iclock/registry', garbage()))).toEqual([406, '406']);
    expect(await brief(device.post('/iclock/cdata?AuthType=device', garbage()))).toEqual([
      200,
      'AUTH=FAILED\r\n\r\n\r\n',
    ]);
    expect((await app.admin('GET', '/doors?sn=BLIND-2')).body.items).toEqual([]);
  });
});

/** Stands in for a licensed library: it inverts all bytes, which shows that everything passes through it. */
class TurnedBytes extends TransportCipher {
  readonly active = new Set<string>();

  exchange({ sn, type, body }: KeyExchange): Promise<string | null> {
    if (type === 'factors') this.active.add(sn);
    return Promise.resolve(`${type === 'factors' ? 'Factors' : 'PublicKey'}=for ${body.toString()}`);
  }

  isActive(sn: string): boolean {
    return this.active.has(sn);
  }

  open(_sn: string, body: Buffer): Buffer | null {
    return body[0] === 0xff ? Buffer.from(body.subarray(1).map((byte) => byte ^ 0xff)) : null;
  }

  seal(_sn: string, text: string): Buffer {
    return Buffer.concat([Buffer.of(0xff), Buffer.from(text).map((byte) => byte ^ 0xff)]);
  }
}

describe('a cipher that is plugged in', () => {
  it('sees every body of its devices, both ways, and no other', async () => {
    const cipher = new TurnedBytes();
    const port = app.app.get(TransportCipher, { strict: false });
    const parts = ['exchange', 'isActive', 'open', 'seal'] as const;
    for (const part of parts)
      Object.defineProperty(port, part, { configurable: true, value: cipher[part].bind(cipher) });
    try {
      const [device, other] = [await approved(app, 'LICENSED-1'), await approved(app, 'LICENSED-2')];
      await device.poll();
      expect(await brief(device.post('/iclock/exchange?type=publickey', 'P1'))).toEqual([200, 'PublicKey=for P1']);
      expect(await brief(device.post('/iclock/exchange?type=factors', 'R1'))).toEqual([200, 'Factors=for R1']);
      // "OK" turned over, one byte before it.
      const secretOk = Buffer.from([0xff, 0xb0, 0xb4]).toString();
      const event = Buffer.from('time=2026-03-02 08:30:00\tpin=7\tevent=0\tindex=5');
      const sealed = Buffer.concat([Buffer.of(0xff), event.map((byte) => byte ^ 0xff)]);
      expect(await brief(device.post('/iclock/cdata?table=rtlog', sealed))).toEqual([200, secretOk]);
      expect(await app.sql(`SELECT log_id, pin FROM event WHERE sn = 'LICENSED-1'`)).toEqual([{ log_id: 5, pin: '7' }]);
      expect(await brief(device.get('/iclock/getrequest'))).toEqual([200, secretOk]);
      await expectPlain(other);
    } finally {
      for (const part of parts) Reflect.deleteProperty(port, part);
    }
  });

  const expectPlain = async (device: RawDevice) => {
    expect(await brief(device.get('/iclock/ping'))).toEqual([200, 'OK']);
    expect(await device.poll()).toBe('OK');
  };
});

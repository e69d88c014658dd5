import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileLinkService } from '../../../src/modules/file/file-links.service.js';
import { FileStoreService } from '../../../src/modules/file/file-store.service.js';
import { startApp, type TestApp, adminToken } from '../../support/app.js';
import { approved, brief, send, sendBytes } from '../../support/raw-device.js';

let app: TestApp;
let links: FileLinkService;

/** The size is a multiple neither of 3 nor of the part that the database keeps in one row. */
const firmware = randomBytes(2_700_001);

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
  links = app.app.get(FileLinkService, { strict: false });
  const read = async function* (from: number, to: number) {
    for (let at = from; at < to; at += 100_000)
      yield await Promise.resolve(firmware.subarray(at, Math.min(to, at + 100_000)));
  };
  const file = { size: firmware.length, type: 'application/octet-stream', tag: 'abc', read };
  links.serve('test', (_tx, id) => Promise.resolve(id === 'one' ? file : null));
  await approved(app, 'FILES-1');
  await approved(app, 'FILES.2');
});

afterAll(() => app.stop());

const path = (sn = 'FILES-1', id = 'one') => links.path({ sn, kind: 'test', id }, 'emfw.cfg');

/** Bytes as they come: text would spoil them. */
async function fetched(place: string, headers: Record<string, string> = {}, method = 'GET') {
  const answer = await fetch(app.url + place, { method, headers });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

// covers requests: GET file, GET file Range
describe('files that devices fetch', () => {
  it('come whole by their signed name, without a serial number in the request', async () => {
    const { status, headers, bytes } = await fetched(path());
    expect(status).toBe(200);
    expect(headers.get('content-length')).toBe('2700001');
    expect(headers.get('accept-ranges')).toBe('bytes');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(bytes.equals(firmware)).toBe(true);
  });

  it('have names that need no escaping in a URL, and may have another name behind them', () => {
    expect(path('FILES.2')).toMatch(/^\/iclock\/file\/FILES\.2\.test\.one\.[0-9a-z]{6}\.[\w-]{22}\/emfw\.cfg$/);
  });

  it('come in ranges of 1 MB as method 3 asks for them', async () => {
    const parts: Buffer[] = [];
    for (let from = 0; from < firmware.length; from += 1_048_576) {
      const { status, headers, bytes } = await fetched(path(), { range: `bytes=${from}-${from + 1_048_575}` });
      expect(status).toBe(206);
      expect(headers.get('content-range')).toBe(`bytes ${from}-${Math.min(from + 1_048_575, 2_700_000)}/2700001`);
      parts.push(bytes);
    }
    expect(parts.map(({ length }) => length)).toEqual([1_048_576, 1_048_576, 602_849]);
    expect(Buffer.concat(parts).equals(firmware)).toBe(true);
  });

  it.each([
    ['bytes=0-0', 206, 'bytes 0-0/2700001', 1],
    ['bytes=2700000-', 206, 'bytes 2700000-2700000/2700001', 1],
    ['bytes=-5', 206, 'bytes 2699996-2700000/2700001', 5],
    ['bytes=-9999999', 206, 'bytes 0-2700000/2700001', 2_700_001],
    ['bytes=2700001-', 416, 'bytes */2700001', 0],
    ['bytes=-0', 416, 'bytes */2700001', 0],
    ['bytes=5-4', 200, null, 2_700_001],
    ['bytes=0-1,3-4', 200, null, 2_700_001],
    ['lines=0-1', 200, null, 2_700_001],
    ['bytes=-', 200, null, 2_700_001],
  ])('range %s', async (range, status, contentRange, length) => {
    const answer = await fetched(path(), { range });
    expect([answer.status, answer.headers.get('content-range'), answer.bytes.length]).toEqual([
      status,
      contentRange,
      length,
    ]);
  });

  it('come in parts only while the file is still the same', async () => {
    const of = (tag: string) => fetched(path(), { range: 'bytes=0-9', 'if-range': tag });
    expect((await of('"abc"')).status).toBe(206);
    expect((await of('"old"')).status).toBe(200);
  });

  it('answer HEAD with their length and no content', async () => {
    const { status, headers, bytes } = await fetched(path(), {}, 'HEAD');
    expect([status, headers.get('content-length'), bytes.length]).toEqual([200, '2700001', 0]);
    const line = `HEAD ${path()} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    expect((await sendBytes(app.url, line)).split('\r\n\r\n')[1]).toBe('');
  });

  it('are found in the absolute form, below /api, and with /iclock twice, as some firmware asks', async () => {
    const absolute = `GET http://192.168.0.13:89${path()} HTTP/1.1\r\nHost: 192.168.0.13:89\r\nRange: bytes=0-3\r\nConnection: close\r\n\r\n`;
    expect(await sendBytes(app.url, absolute)).toMatch(/^HTTP\/1\.1 206 /);
    expect((await fetched(`/api${path()}`)).status).toBe(200);
    expect((await fetched(`/iclock${path()}`)).status).toBe(200);
  });

  it('are not given for another name, to another device, or too late', async () => {
    const good = path();
    expect((await fetched(good.replace('.one.', '.two.'))).status).toBe(403);
    expect((await fetched(good.replace('FILES-1', 'FILES.2'))).status).toBe(403);
    expect((await fetched(good.replace(/\.\w{6}\.(?=[\w-]{22})/, '.zzzzzz.'))).status).toBe(403);
    expect((await fetched('/iclock/file/emfw.cfg')).status).toBe(403);
    expect((await fetched('/iclock/file/..%2f..%2fetc%2fpasswd')).status).toBe(403);
    expect((await fetched(path('FILES-1', 'two'))).status).toBe(404);
    expect((await fetched(links.path({ sn: 'STRANGER', kind: 'test', id: 'one' }))).status).toBe(403);
    expect((await fetched(links.path({ sn: 'FILES-1', kind: 'unknown', id: 'one' }))).status).toBe(404);
  });

  it('are not given to a device that was disabled', async () => {
    await approved(app, 'FILES-3');
    const name = path('FILES-3');
    expect((await fetched(name)).status).toBe(200);
    await app.admin('POST', '/devices/FILES-3/disable');
    await expect.poll(async () => (await fetched(name)).status).toBe(403);
  });

  it('come by the address that a device repeats, whatever it stands for (9.4.1)', async () => {
    const device = await approved(app, 'FILES-4');
    const name = path('FILES-4');
    const by = (url: string) => fetched(`/iclock/file?SN=FILES-4&url=${url}`);
    expect((await by(`http://192.168.213.17:8088${name}`)).bytes.equals(firmware)).toBe(true);
    expect((await by(`http*//192.168.213.17*8088${name}`)).status).toBe(200);
    expect((await by(encodeURIComponent(`http://elsewhere${name.replaceAll('/', '\\')}`))).status).toBe(200);
    expect((await by(name)).status).toBe(200);
    expect((await by('http://169.254.169.254/latest/meta-data')).status).toBe(403);
    expect((await by('file:///etc/passwd')).status).toBe(403);
    expect((await by(path('FILES-1'))).status).toBe(404);
    expect(await brief(device.get('/iclock/file'))).toEqual([403, 'not a file for this device']);
  });

  it('end only the connection when a device leaves in the middle', async () => {
    const { hostname, port } = new URL(app.url);
    const { connect } = await import('node:net');
    await new Promise<void>((done) => {
      const socket = connect(Number(port), hostname, () => socket.write(`GET ${path()} HTTP/1.1\r\nHost: x\r\n\r\n`));
      socket.once('data', () => socket.destroy());
      socket.on('close', () => done());
    });
    expect((await fetched(path())).status).toBe(200);
  });
});

const upload = (place: string, body: Buffer, type?: string) =>
  app.request('POST', `/admin/v1/firmware${place}`, {
    body,
    headers: { authorization: `Bearer ${adminToken}`, ...(type ? { 'content-type': type } : {}) },
  });

const md5 = (bytes: Buffer) => createHash('md5').update(bytes).digest('hex');

describe('firmware', () => {
  it('is uploaded as it is, listed and removed', async () => {
    const made = await upload('?name=emfw.cfg', firmware, 'application/octet-stream');
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: 'emfw.cfg',
      size: 2_700_001,
      md5: md5(firmware),
      createdAt: expect.stringMatching(/Z$/),
    });
    expect((await app.admin('GET', `/firmware/${made.body.id}`)).body).toEqual(made.body);
    expect((await app.admin('GET', '/firmware')).body).toEqual({ items: [made.body], nextCursor: null });
    expect((await app.admin('DELETE', `/firmware/${made.body.id}`)).status).toBe(204);
    expect((await app.admin('GET', `/firmware/${made.body.id}`)).status).toBe(404);
    expect(await app.sql('SELECT 1 FROM file_chunk')).toEqual([]);
    const audit = await app.sql<{ action: string }>(
      `SELECT action FROM audit WHERE action LIKE '%firmware%' ORDER BY seq`,
    );
    expect(audit.map(({ action }) => action)).toEqual(['POST /admin/v1/firmware', 'DELETE /admin/v1/firmware/:id']);
  });

  it('may be larger than any other body', async () => {
    const large = Buffer.alloc(20_000_000, 'firmware');
    const made = await upload('?name=large.bin', large);
    expect([made.status, made.body.size, made.body.md5]).toEqual([201, 20_000_000, md5(large)]);
  });

  it('that is too large leaves nothing behind', async () => {
    const store = app.app.get(FileStoreService, { strict: false });
    const content = async function* () {
      for (let part = 0; part < 10; part++) yield await Promise.resolve(Buffer.alloc(100_000));
    };
    await expect(store.keep('firmware', 'huge.bin', content(), 900_000)).rejects.toMatchObject({ reason: 'tooLarge' });
    expect(await app.sql(`SELECT 1 FROM stored_file WHERE name = 'huge.bin'`)).toEqual([]);
    expect(
      await app.sql(`SELECT 1 FROM file_chunk c LEFT JOIN stored_file f ON f.id = c.file_id WHERE f.id IS NULL`),
    ).toEqual([]);
  });

  it('is uploaded by a form, whatever fields come before it and whatever bytes it holds', async () => {
    const tricky = Buffer.concat([
      // The byte behind it is no `e`: with one of the file's random bytes the boundary was whole once in 256 runs.
      Buffer.from('\r\n--edg\r\n--edg\0'),
      firmware,
      Buffer.from('\r\n--\r\n'),
    ]);
    const form = Buffer.concat([
      Buffer.from('--edge\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'),
      Buffer.from('--edge\r\nContent-Disposition: form-data; name="file"; filename="C:\\fw\\emfw.cfg"\r\n'),
      Buffer.from('Content-Type: application/octet-stream\r\n\r\n'),
      tricky,
      Buffer.from('\r\n--edge--\r\n'),
    ]);
    const made = await upload('', form, 'multipart/form-data; boundary=edge');
    expect([made.status, made.body.name, made.body.size, made.body.md5]).toEqual([
      201,
      'emfw.cfg',
      tricky.length,
      md5(tricky),
    ]);
  });

  it('as a browser sends it', async () => {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(firmware)]), 'Ver 8.0.1.bin');
    const answer = await fetch(`${app.url}/admin/v1/firmware`, {
      method: 'POST',
      headers: { authorization: `Bearer ${adminToken}` },
      body: form,
    });
    const body = (await answer.json()) as { name: string; md5: string };
    expect([answer.status, body.name, body.md5]).toEqual([201, 'Ver 8.0.1.bin', md5(firmware)]);
  });

  it('is refused without a name, without bytes, without a file, without an end', async () => {
    const field = async (answer: ReturnType<typeof upload>) => {
      const { status, body } = await answer;
      return [status, body.errors?.[0]?.field ?? body.detail];
    };
    expect(await field(upload('', firmware))).toEqual([400, 'name']);
    expect(await field(upload('?name=..%2f', firmware))).toEqual([400, 'name']);
    expect(await field(upload('?name=a%00b', firmware))).toEqual([400, 'name']);
    expect(await field(upload('?name=a.bin', Buffer.alloc(0)))).toEqual([400, 'file']);
    const unreadable = [400, 'the multipart body cannot be read'];
    const type = 'multipart/form-data; boundary=edge';
    const noFile = '--edge\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--edge--\r\n';
    expect(await field(upload('', Buffer.from(noFile), type))).toEqual(unreadable);
    expect(await field(upload('', Buffer.from('nothing'), type))).toEqual(unreadable);
    expect(await field(upload('', Buffer.from('nothing'), 'multipart/form-data'))).toEqual(unreadable);
    const open = '--edge\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1';
    expect(await field(upload('', Buffer.from(open), type))).toEqual(unreadable);
    expect(await app.sql('SELECT 1 FROM stored_file WHERE NOT complete')).toEqual([]);
    expect((await send(app.url, 'POST', '/admin/v1/firmware?name=a', { body: firmware })).status).toBe(401);
  });

  it('an upload that breaks off leaves nothing behind', async () => {
    const { hostname, port } = new URL(app.url);
    const { connect } = await import('node:net');
    const head =
      `POST /admin/v1/firmware?name=half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${adminToken}\r\n` +
      'Content-Type: application/octet-stream\r\nContent-Length: 5000000\r\n\r\n';
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.concat([Buffer.from(head), firmware])));
    await expect.poll(() => app.sql(`SELECT 1 FROM stored_file WHERE name = 'half'`)).toHaveLength(1);
    socket.destroy();
    await expect.poll(() => app.sql(`SELECT 1 FROM stored_file WHERE name = 'half'`)).toEqual([]);
  });
});

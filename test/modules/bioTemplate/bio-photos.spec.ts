import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { granted, jpeg, panel } from '../../support/panels.js';
import { brief } from '../../support/raw-device.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp({ env: { LOG_LEVEL: 'error' } });
});

afterAll(() => app.stop());

const pictured = 'PhotoFunOn=1,BioPhotoFun=1';
const base64Of = async (path: string) => {
  const answer = await fetch(`${app.url}/admin/v1${path}`, {
    headers: { authorization: 'Bearer test-admin-token-0123456789' },
  });
  return [
    answer.status,
    answer.headers.get('content-type'),
    Buffer.from(await answer.arrayBuffer()).toString('base64'),
  ] as const;
};

// covers requests: POST cdata userpic
describe("a person's photo", () => {
  it('that an operator sets goes to devices that show users or know faces by photos, and is deleted there again', async () => {
    const a = await panel(app, 'PIC-A', pictured);
    const b = await panel(app, 'PIC-B', 'FingerFunOn=1');
    await granted(app, '501', [a, b]);
    await a.settle();
    await b.settle();
    expect((await app.admin('PUT', '/persons/501/photo', { photo: await jpeg(90) })).status).toBe(204);
    const [status, type, kept] = await base64Of('/persons/501/photo');
    expect([status, type]).toEqual([200, 'image/jpeg']);
    expect(await a.settle()).toEqual([
      `DATA UPDATE biophoto PIN=501\tType=9\tNo=0\tIndex=0\tSize=${kept.length}\tContent=${kept}\tFormat=0`,
      `DATA UPDATE userpic pin=501\tsize=${kept.length}\tcontent=${kept}`,
    ]);
    expect(await b.settle()).toEqual([]);
    expect((await app.admin('DELETE', '/persons/501/photo')).status).toBe(204);
    expect(await a.settle()).toEqual(['DATA DELETE userpic pin=501', 'DATA DELETE biophoto PIN=501\tType=9']);
    expect((await base64Of('/persons/501/photo'))[0]).toBe(404);
  });

  it('is refused with the name of the field if it is no photo', async () => {
    await app.admin('POST', '/persons', { pin: '502' });
    for (const photo of ['', 'AAAA', 7, null]) {
      const { status, body } = await app.admin('PUT', '/persons/502/photo', { photo });
      expect([status, body.errors?.[0]?.field]).toEqual([400, 'photo']);
    }
    expect((await app.admin('PUT', '/persons/nobody/photo', { photo: await jpeg(1) })).status).toBe(404);
  });

  it('that a device sends fills what is empty, is not sent back, and goes to the other devices', async () => {
    const a = await panel(app, 'USERPIC-A', 'PhotoFunOn=1');
    const b = await panel(app, 'USERPIC-B', 'PhotoFunOn=1');
    await granted(app, '503', [a, b]);
    await a.settle();
    await b.settle();
    const photo = await jpeg(120);
    const row = `userpic pin=503\tfilename=503.jpg\tsize=${photo.length}\tcontent=${photo}`;
    expect(await a.upload('userpic', row)).toEqual([200, 'userpic=1']);
    const [, , kept] = await base64Of('/persons/503/photo');
    expect(await b.settle()).toEqual([`DATA UPDATE userpic pin=503\tsize=${kept.length}\tcontent=${kept}`]);
    expect(await a.settle()).toEqual([]);
    const other = await jpeg(250);
    expect(await b.upload('userpic', `userpic pin=503\tsize=1\tcontent=${other}`)).toEqual([200, 'userpic=1']);
    expect((await base64Of('/persons/503/photo'))[2]).toBe(kept);
    expect(await a.settle()).toEqual([]);

    await app.admin('DELETE', '/persons/503/photo');
    expect(await a.upload('userpic', row)).toEqual([200, 'userpic=1']);
    expect((await base64Of('/persons/503/photo'))[0]).toBe(404);
    expect([await a.settle(), await b.settle()]).toEqual([
      ['DATA DELETE userpic pin=503'],
      ['DATA DELETE userpic pin=503'],
    ]);
  });

  it('is fetched by devices that fetch user photos, under a name for that device only', async () => {
    const a = await panel(app, 'URL-A', 'UserPicURLFunOn=1,BioPhotoFun=1');
    const b = await panel(app, 'URL-B', 'FingerFunOn=1');
    await granted(app, '504', [a]);
    await a.settle();
    await app.admin('PUT', '/persons/504/photo', { photo: await jpeg(140) });
    const [, , kept] = await base64Of('/persons/504/photo');
    const [photo, pic = ''] = await a.settle();
    expect(photo).toBe(
      `DATA UPDATE biophoto PIN=504\tType=9\tNo=0\tIndex=0\tSize=${kept.length}\tContent=${kept}\tFormat=0`,
    );
    const [, url = ''] = /^DATA UPDATE userpic pin=504\tsize=\d+\tformat=1\turl=(http:\S+)$/.exec(pic) ?? [];
    expect(url).toMatch(/\/iclock\/file\/URL-A\.photo\.[^/]+\/photo\.jpg$/);
    const path = new URL(url).pathname;
    const fetched = await fetch(`${app.url}${path}`);
    expect([fetched.status, Buffer.from(await fetched.arrayBuffer()).toString('base64')]).toEqual([200, kept]);
    expect((await fetch(`${app.url}${path.replace('URL-A', b.sn)}`)).status).toBe(403);
    const { items } = (await app.admin('GET', '/commands?sn=URL-A&limit=1')).body as { items: { text: string }[] };
    expect(items[0]?.text).not.toContain('url=');

    await app.sql(
      `UPDATE device SET quirks = '{"photoUrl.biophoto": true, "photoUrl.userpic": false}' WHERE sn = 'URL-A'`,
    );
    await a.device.post('/iclock/cdata?table=options', 'C=1');
    await app.admin('PUT', '/persons/504/photo', { photo: await jpeg(10) });
    expect(await a.settle()).toEqual([
      expect.stringMatching(/^DATA UPDATE biophoto PIN=504\tType=9\tNo=0\tIndex=0\tSize=\d+\tFormat=1\tUrl=http:\S+$/),
      expect.stringMatching(/^DATA UPDATE userpic pin=504\tsize=\d+\tcontent=[A-Za-z0-9+/=]+$/),
    ]);
    await app.admin('DELETE', '/persons/504/photo');
    expect((await fetch(`${app.url}${path}`)).status).toBe(404);
  });

  it('firmware that wants a plain OK and a closed line for its photos gets both', async () => {
    const a = await panel(app, 'USERPIC-C', 'PhotoFunOn=1');
    await app.sql(`UPDATE device SET quirks = '{"plainOk.userpic": true, "close.userpic": true}' WHERE sn = $1`, [
      a.sn,
    ]);
    await a.device.post('/iclock/cdata?table=options', 'B=1');
    const { text, headers } = await a.device.post(
      '/iclock/cdata?table=userpic',
      `pin=503\tfilename=1.jpg\tsize=3\ncontent=${await jpeg(3)}`,
    );
    expect([text, headers.connection]).toEqual(['OK', 'close']);
  });
});

// covers requests: POST cdata ATTPHOTO, POST cdata table=linkphotoinfo
describe('pictures of events', () => {
  const event = (time: string, pin: string, index: number) =>
    `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=3\tinoutstatus=0\tverifytype=15\tindex=${index}`;

  const idOf = async (sn: string, logId: number) => {
    const { items } = (await app.admin('GET', `/events?sn=${sn}`)).body as { items: { id: string; logId: number }[] };
    return items.find((one) => one.logId === logId)?.id ?? 'none';
  };

  it("the manual's example (7.9): a snapshot belongs to the event of its time and pin, even if the event comes later", async () => {
    const a = await panel(app, '1809140006', '');
    const photo = await jpeg(30);
    const row = `pin=20181003143617-22.jpg\tsn=1809140006\tsize=22701\tphoto=${photo}`;
    for (let n = 0; n < 2; n++) expect(await a.upload('ATTPHOTO', row)).toEqual([200, 'ATTPHOTO=1']);
    await a.device.events(event('2018-10-03 14:36:17', '22', 5));
    await a.device.events(event('2018-10-03 14:36:17', '23', 6));
    const id = await idOf('1809140006', 5);
    expect((await app.admin('GET', `/events/${id}/photos`)).body.items).toMatchObject([
      { kind: 'snapshot', name: '20181003143617-22.jpg', size: Buffer.from(photo, 'base64').length },
    ]);
    expect(await base64Of(`/events/${id}/photo`)).toEqual([200, 'image/jpeg', photo]);
    const other = await idOf('1809140006', 6);
    expect((await app.admin('GET', `/events/${other}/photos`)).body.items).toEqual([]);
    expect((await app.admin('GET', `/events/${other}/photo`)).status).toBe(404);
    expect((await app.admin('GET', '/events/nonsense/photos')).status).toBe(404);
  });

  it("the manual's example (7.15): a picture of a camera belongs to the event of its index", async () => {
    const a = await panel(app, 'LINK-A', '');
    const photo = await jpeg(60);
    const row = `LogIndex=11\tPhotoInfo=20240118145930-link-ch0.jpg\tLinkVideo=1-30-30\tPhotoData=${photo}\r\n`;
    expect(await brief(a.device.post('/iclock/cdata?table=linkphotoinfo', row))).toEqual([200, 'OK']);
    await a.device.events(event('2024-01-18 14:59:30', '1', 11));
    const id = await idOf('LINK-A', 11);
    expect((await app.admin('GET', `/events/${id}/photos`)).body.items).toMatchObject([
      { kind: 'linkage', name: '20240118145930-link-ch0.jpg', video: '1-30-30' },
    ]);
    expect((await base64Of(`/events/${id}/photo`))[2]).toBe(photo);
  });

  it('are sealed, and what is no picture or has no time does not come again', async () => {
    const a = await panel(app, 'SNAP-A', '');
    const photo = await jpeg(77);
    const rows = [
      `pin=20181332143617-22.jpg\tsn=1\tsize=1\tphoto=${photo}`,
      'pin=20181003143617-22.jpg\tsn=1\tsize=1\tphoto=AAAA',
      `pin=20260301080000-7.jpg\tsn=1\tsize=1\tphoto=${photo}`,
    ];
    expect(await a.upload('ATTPHOTO', rows)).toEqual([200, 'ATTPHOTO=3']);
    expect(await brief(a.device.post('/iclock/cdata?table=linkphotoinfo', 'LogIndex=0\tPhotoData='))).toEqual([
      200,
      'OK',
    ]);
    const stored = await app.sql<{ content: Buffer }>(`SELECT content FROM event_photo WHERE sn = 'SNAP-A'`);
    expect(stored).toHaveLength(1);
    expect(stored[0]?.content.includes(Buffer.from(photo, 'base64').subarray(0, 20))).toBe(false);
    expect((await app.admin('GET', '/device-uploads?sn=SNAP-A')).body.items).toMatchObject([
      { table: 'linkphotoinfo' },
      { table: 'attphoto', count: 3 },
    ]);
  });
});

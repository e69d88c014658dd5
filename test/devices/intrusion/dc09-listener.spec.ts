import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Dc09Listener } from '../../../src/devices/intrusion/dc09-listener.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, registryCode, type RawDevice } from '../../support/raw-device.js';
import { askByUdp, Dc09Panel, frameOf, sealedFrame, stamp } from './dc09-panel.js';

const patience = { timeout: 60_000 };
const key = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');

let app: TestApp;
let port: number;

beforeAll(async () => {
  app = await startApp({ env: { DC09_PORT: '0' } });
  port = app.app.get(Dc09Listener).port ?? 0;
  await made('/areas', { id: 'yard', code: '9', name: 'Yard' });
  await made('/intrusion/panels', { id: 'shed', name: 'Shed', account: '1234', areaCode: '9' });
  await made('/intrusion/partitions', { id: 'hall', panelId: 'shed', number: 1, name: 'Hall' });
  await made('/intrusion/points', { id: 'gate', panelId: 'shed', number: 5, name: 'Gate' });
  await made('/intrusion/panels', { id: 'vault', name: 'Vault', account: '12345a', key: key.toString('hex') });
});

afterAll(() => app.stop());

async function made(path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await app.admin('POST', path, body);
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body as Record<string, unknown>;
}

let sequence = 0;
const next = () => String(++sequence).padStart(4, '0');
const cid = (data: string, account = '1234', no = next()) =>
  frameOf(`"ADM-CID"${no}L0#${account}[#${account}|${data}]${stamp()}`);
const said = async (frame: Buffer) => {
  const panel = await Dc09Panel.connect(port);
  const answer = await panel.ask(frame);
  panel.close();
  return answer;
};
const eventsOf = async (query: string) =>
  (await app.admin('GET', `/intrusion/events?${query}`)).body.items as Record<string, unknown>[];
const alarmsOf = async (kind: string) =>
  (await app.admin('GET', `/alarms?kind=${kind}`)).body.items as Record<string, unknown>[];

describe('a panel', () => {
  it('is acknowledged once its event and its alarm are committed', async () => {
    const panel = await Dc09Panel.connect(port);
    expect(await panel.ask(cid('1130 01 005'))).toBe('"ACK"0001L0#1234[]');
    // The answer has come: nothing is waited for.
    const [event] = await eventsOf('panelId=shed');
    expect(event).toMatchObject({
      ...{ panelId: 'shed', deviceName: 'Shed', deviceIp: '127.0.0.1', areaName: 'Yard', partition: 1, point: 5 },
      ...{ partitionName: 'Hall', pointName: 'Gate', protocol: 'ADM-CID', code: '1130', category: 'burglary' },
      ...{ does: 'alarm', name: 'Burglary', content: 'Burglary, Hall, Gate' },
    });
    const [alarm] = await alarmsOf('burglary');
    expect(alarm).toMatchObject({
      ...{ kind: 'burglary', code: '1130', priority: 1, state: 'unacked', active: true, count: 1, sn: '' },
      ...{ deviceName: 'Shed', intrusionPanelId: 'shed', doorId: null },
      params: { name: 'Burglary', partitionName: 'Hall', pointName: 'Gate', contactId: '1130' },
    });
    expect((await app.admin('GET', '/alarms?q=gate')).body.items).toHaveLength(1);
    await vi.waitFor(async () => {
      const { body } = await app.admin('GET', '/feed?types=intrusion.event&limit=10&after=start');
      expect(body.items).toHaveLength(1);
      expect(body.items[0]).toMatchObject({
        type: 'intrusion.event',
        data: { panelId: 'shed', does: 'alarm', code: '1130', partitionName: 'Hall', pointName: 'Gate' },
      });
    }, patience);
    expect(await panel.ask(cid('3130 01 005'))).toBe('"ACK"0002L0#1234[]');
    expect((await alarmsOf('burglary'))[0]).toMatchObject({ state: 'cleared', active: false });
    panel.close();
  });

  it('that sends again is acknowledged again, and stored once', async () => {
    const frame = cid('1131 01 006', '1234', '0777');
    const second = cid('1131 01 006', '1234', '0777');
    const [one, other] = await Promise.all([said(frame), said(second)]);
    expect([one, other]).toEqual(['"ACK"0777L0#1234[]', '"ACK"0777L0#1234[]']);
    expect(await askByUdp(port, frame)).toBe('"ACK"0777L0#1234[]');
    expect(await eventsOf('q=Perimeter')).toHaveLength(1);
    // The same content under the next number is news.
    await said(cid('1131 01 006', '1234', '0778'));
    expect(await eventsOf('q=Perimeter')).toHaveLength(2);
    expect((await alarmsOf('burglary'))[0]).toMatchObject({ count: 2, active: true });
    await said(cid('1406 00 001'));
    expect((await alarmsOf('burglary'))[0]).toMatchObject({ active: false });
  });

  it('that gives all messages one number is heard each time', async () => {
    for (const code of ['1154', '3154', '1154', '1154']) await said(cid(`${code} 01 008`, '1234', '0555'));
    // The last came twice.
    expect((await eventsOf('q=Water')).map(({ code }) => code)).toEqual(['1154', '3154', '1154']);
    expect((await alarmsOf('technical'))[0]).toMatchObject({ code: '1154', active: true });
  });

  it('arms and disarms its partition', async () => {
    const armed = async () => (await app.admin('GET', '/intrusion/partitions/hall')).body.armed as boolean | null;
    expect(await armed()).toBeNull();
    await said(cid('3401 01 007'));
    expect(await armed()).toBe(true);
    await said(frameOf(`"SIA-DCS"${next()}L0#1234[#1234|Nri1/OP7]`));
    expect(await armed()).toBe(false);
    const [opened] = await eventsOf('does=opening');
    expect(opened).toMatchObject({ code: '1401', point: 7, pointName: '', content: 'Opening, Hall, user 7' });
  });

  it('may put several events into one message, and one that nobody understands', async () => {
    await said(frameOf(`"SIA-DCS"${next()}L0#1234[#1234|Nri1/FA005/TA5]`));
    expect((await eventsOf('q=Fire')).map(({ does }) => does)).toEqual(['alarm']);
    expect((await alarmsOf('tamper')).map(({ active }) => active)).toEqual([true]);
    await said(frameOf(`"ADM-CID"${next()}L0#1234[#1234|whatever]`));
    expect((await eventsOf('q=Not%20understood'))[0]).toMatchObject({
      category: 'other',
      name: expect.stringContaining('whatever'),
    });
  });

  it('with a key is heard in its cipher alone', async () => {
    const head = '"*ADM-CID"0001R1L0#12345A';
    const text = `#12345A|1120 00 003]${stamp()}`;
    const panel = await Dc09Panel.connect(port);
    expect(await panel.ask(sealedFrame(head, text, key))).toMatch(/^"\*ACK"0001R1L0#12345A\[[0-9A-F]{64}$/);
    expect((await alarmsOf('panic'))[0]).toMatchObject({ intrusionPanelId: 'vault', active: true });
    expect(await panel.ask(sealedFrame('"*NULL"0000R1L0#12345A', `]${stamp()}`, key))).toMatch(/^"\*ACK"0000R1L0/);
    // Plain text, an old message, and another key.
    expect(await panel.ask(cid('1120 00 004', '12345A', '0009'))).toBe('"DUH"0009L0#12345A[]');
    const old = `#12345A|1120 00 005]${stamp(new Date(Date.now() - 60_000))}`;
    expect(await panel.ask(sealedFrame(head, old, key))).toMatch(
      /^"NAK"0000R0L0A0\[\]_\d\d:\d\d:\d\d,\d\d-\d\d-\d{4}$/,
    );
    expect(await panel.ask(sealedFrame(head, text, Buffer.alloc(16, 9)))).toMatch(/^"NAK"/);
    expect(await panel.ask(sealedFrame('"*NULL"0000L0#1234', `]${stamp()}`, key))).toBe('"DUH"0000L0#1234[]');
    panel.close();
    expect(await eventsOf('panelId=vault')).toHaveLength(1);
    const { body } = await app.admin('GET', '/intrusion/strangers?sort=account');
    const reasons = (body.items as Record<string, unknown>[]).map(({ account, reason, count }) => [
      account,
      reason,
      count,
    ]);
    expect(reasons).toContainEqual(['12345A', 'wrongKey', 2]);
    const [stored] = await app.sql<{ key: Buffer }>(`SELECT key FROM intrusion_panel WHERE id = 'vault'`);
    expect(stored?.key.toString('latin1')).not.toContain('0001020304');
    expect(JSON.stringify((await app.admin('GET', '/intrusion/panels')).body)).not.toContain('0001020304');
  });

  it('that nobody knows is told so, and seen by the installer', async () => {
    expect(await said(cid('1130 01 001', 'FFFF', '0042'))).toBe('"DUH"0042L0#FFFF[]');
    expect(await askByUdp(port, frameOf('"NULL"0000R2L3#EEEE[]'))).toBe('"DUH"0000R2L3#EEEE[]');
    const { body } = await app.admin('GET', '/intrusion/strangers?q=FFFF');
    expect(body.items[0]).toMatchObject({
      ...{ account: 'FFFF', line: '0', address: '127.0.0.1', reason: 'unknown', count: 1 },
      message: expect.stringContaining('1130 01 001'),
    });
    // Those who have filled the list and gone away give way.
    await app.sql(`INSERT INTO intrusion_stranger (account, receiver, line, address, reason, message, last_at)
      SELECT n::text, '', '0', '192.0.2.1', 'unknown', '', now() - interval '2 hours' FROM generate_series(1, 1000) n`);
    expect(await said(cid('1130 01 001', 'FFFE', '0042'))).toBe('"DUH"0042L0#FFFE[]');
    expect((await app.admin('GET', '/intrusion/strangers?q=FFFE')).body.items).toHaveLength(1);
    await app.sql(`DELETE FROM intrusion_stranger WHERE address = '192.0.2.1'`);
    await app.admin('PATCH', '/intrusion/panels/shed', { sources: ['192.0.2.0/24'] });
    expect(await said(cid('1130 01 002', '1234', '0043'))).toBe('"DUH"0043L0#1234[]');
    await app.admin('PATCH', '/intrusion/panels/shed', { sources: ['127.0.0.0/8'] });
    expect(await said(frameOf('"NULL"0000L0#1234[]'))).toBe('"ACK"0000L0#1234[]');
    expect(await said(frameOf('"XYZ-ABC"0001L0#1234[]'))).toBe('"DUH"0001L0#1234[]');
  });

  it('that is silent for too long is an alarm, until it is heard again', async () => {
    await made('/intrusion/panels', { id: 'hut', name: 'Hut', account: 'AB', pollSeconds: 1 });
    await vi.waitFor(async () => expect(await alarmsOf('offline')).toHaveLength(1), patience);
    expect((await alarmsOf('offline'))[0]).toMatchObject({ intrusionPanelId: 'hut', deviceName: 'Hut', active: true });
    expect((await app.admin('GET', '/intrusion/panels/hut')).body.silentSince).not.toBeNull();
    expect((await eventsOf('panelId=hut'))[0]).toMatchObject({ code: '1356', does: 'trouble' });
    // It is not missed once more before this test has looked.
    await app.sql(`UPDATE intrusion_panel SET poll_seconds = 3600 WHERE id = 'hut'`);
    expect(await said(frameOf('"NULL"0000L0#AB[]'))).toBe('"ACK"0000L0#AB[]');
    await app.admin('PATCH', '/intrusion/panels/hut', { pollSeconds: 0 });
    expect((await alarmsOf('offline')).every(({ active }) => active === false)).toBe(true);
    expect((await eventsOf('panelId=hut&does=restore'))[0]).toMatchObject({ code: '3356' });
  });

  it('is printed by the list of the manual', async () => {
    const data = async (query: string) => (await app.api('GET', `/api/ias/list?${query}`)).body.data;
    const page = await data('deviceName=Shed&partitionName=Hall&pointName=Gate&pageNo=1&pageSize=1');
    expect({ ...page, data: undefined }).toEqual({ page: 0, size: 1, total: page.total, offset: 0, lastPage: false });
    const alarm = (await data('deivceName=Shed&pageNo=1&pageSize=50')).data.at(-1);
    expect(alarm).toEqual({
      ...{ sortName: null, sortOrder: null, equals: false, id: expect.stringMatching(/^[0-9a-f]{32}$/) },
      ...{ deviceName: 'Shed', deviceIp: '127.0.0.1', eventName: 'Burglary', areaName: 'Yard', partitionName: 'Hall' },
      ...{ pointName: 'Gate', eventContent: 'Burglary, Hall, Gate', eventCid: '1130', eventTypeName: 'Alarm' },
      eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
    });
    const second = await data('pageNo=2&pageSize=2');
    expect([second.page, second.offset]).toEqual([1, 2]);
    expect((await data('startTime=2030-01-01&pageNo=1&pageSize=10')).total).toBe(0);
    const codeOf = async (query: string) => (await app.api('GET', `/api/ias/list?${query}`)).body.code as number;
    expect(await codeOf('')).toBe(-92);
    expect(await codeOf('pageNo=0&pageSize=1')).toBe(-90);
    expect(await codeOf('pageNo=1&pageSize=1001')).toBe(-91);
    expect(await codeOf('pageNo=1&pageSize=1&startTime=x')).toBe(-100);
    expect(await codeOf('pageNo=1&pageSize=1&startTime=2026-02-02&endTime=2026-02-01')).toBe(-101);
  });
});

describe('an auxiliary input that is named as a point', () => {
  let device: RawDevice;
  let count = 0;
  const contact = (event: 220 | 221, input: number) =>
    device.events(
      `time=2026-03-02 08:00:${String(++count).padStart(2, '0')}\tpin=0\tcardno=0\teventaddr=${input}\tevent=${event}` +
        `\tinoutstatus=2\tverifytype=200\tindex=${count}`,
    );

  it('raises and ends an intrusion alarm by its contact', async () => {
    device = await approved(app, 'AUX-1');
    await registryCode(device, '~DeviceName=AUX-1,MachineType=8,LockCount=2,ReaderCount=2,AuxInCount=2');
    const { body } = await app.admin('GET', '/aux-inputs?sn=AUX-1');
    const [one, two] = (body.items as { id: string }[]).map(({ id }) => id);
    await contact(221, 1);
    await made('/intrusion/points', { id: 'glass', name: 'Glass', auxInId: one, kind: 'burglary' });
    await made('/intrusion/points', { id: 'button', name: 'Button', auxInId: two, kind: 'panic', normally: 'closed' });
    await contact(221, 1);
    await contact(220, 2);
    await vi.waitFor(async () => expect(await eventsOf('q=AUX-1')).toHaveLength(2), patience);
    const raised = [...(await alarmsOf('burglary')), ...(await alarmsOf('panic'))].filter(({ sn }) => sn === 'AUX-1');
    expect(raised.map(({ kind, code, active }) => [kind, code, active])).toEqual([
      ['burglary', '1130', true],
      ['panic', '1120', true],
    ]);
    await contact(220, 1);
    await vi.waitFor(async () => expect(await eventsOf('q=Glass&does=restore')).toHaveLength(1), patience);
    expect((await alarmsOf('burglary')).find(({ sn }) => sn === 'AUX-1')).toMatchObject({ active: false });
    const { data } = (await app.api('GET', '/api/ias/list?pointName=Glass&pageNo=1&pageSize=10')).body;
    expect(data.data.map(({ eventTypeName }: { eventTypeName: string }) => eventTypeName)).toEqual([
      'Restore',
      'Alarm',
    ]);
  });
});

describe('panels, partitions and points', () => {
  const refusal = async (method: string, path: string, body?: unknown) => {
    const answer = await app.admin(method, path, body);
    return [answer.status, answer.body.errors?.[0]?.field ?? answer.body.type];
  };

  it('are refused by the field', async () => {
    const panel = { name: 'P', account: '77' };
    expect(await refusal('POST', '/intrusion/panels', { ...panel, account: 'XY' })).toEqual([400, 'account']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, key: 'short' })).toEqual([400, 'key']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, sources: ['x'] })).toEqual([400, 'sources']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, areaCode: 'none' })).toEqual([404, 'areaCode']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, name: 'Shed' })).toEqual([409, 'name']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, account: '1234' })).toEqual([409, 'account']);
    expect(await refusal('POST', '/intrusion/panels', { ...panel, id: 'shed' })).toEqual([409, 'id']);
    expect(await refusal('PATCH', '/intrusion/panels/vault', { account: '1234' })).toEqual([409, 'account']);
    expect(await refusal('GET', '/intrusion/panels/none')).toEqual([404, expect.any(String)]);
    const partition = { panelId: 'shed', number: 1, name: 'X' };
    expect(await refusal('POST', '/intrusion/partitions', partition)).toEqual([409, 'number']);
    expect(await refusal('POST', '/intrusion/partitions', { ...partition, panelId: 'none' })).toEqual([400, 'panelId']);
    expect(await refusal('POST', '/intrusion/points', { name: 'X' })).toEqual([400, 'panelId']);
    expect(await refusal('POST', '/intrusion/points', { name: 'X', panelId: 'shed' })).toEqual([400, 'number']);
    expect(await refusal('POST', '/intrusion/points', { name: 'X', panelId: 'shed', number: 5 })).toEqual([
      409,
      'number',
    ]);
    expect(await refusal('POST', '/intrusion/points', { name: 'X', auxInId: 'none' })).toEqual([400, 'auxInId']);
  });

  it('are changed and removed, and the alarms of a panel end with it', async () => {
    expect((await app.admin('PATCH', '/intrusion/partitions/hall', { name: 'Big hall' })).body.name).toBe('Big hall');
    expect((await app.admin('PATCH', '/intrusion/points/gate', { name: 'Gate 2' })).body).toMatchObject({
      number: 5,
      name: 'Gate 2',
    });
    expect((await app.admin('PATCH', '/intrusion/panels/vault', { key: null, line: 'a' })).body).toMatchObject({
      hasKey: false,
      line: 'A',
    });
    expect((await app.admin('DELETE', '/intrusion/points/gate')).status).toBe(204);
    expect((await app.admin('DELETE', '/intrusion/partitions/hall')).status).toBe(204);
    expect((await app.admin('DELETE', '/intrusion/panels/shed')).status).toBe(204);
    const left = await app.sql(`SELECT 1 FROM alarm WHERE intrusion_panel_id = 'shed' AND active`);
    expect(left).toEqual([]);
    expect((await eventsOf('panelId=shed')).length).toBeGreaterThan(5);
  });
});

describe('the receiver', () => {
  const counted = async (result: string) => {
    const { text } = await app.request('GET', '/metrics');
    return Number(new RegExp(`^postern_intrusion_messages_total\\{result="${result}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
  };

  it('acknowledges nothing that it could not store: it is taken when it comes again', async () => {
    await made('/intrusion/panels', { id: 'cold', name: 'Cold', account: 'CB' });
    const frame = cid('1130 01 009', 'CB', '0001');
    expect(await counted('failed')).toBe(0);
    await app.sql('ALTER TABLE intrusion_event RENAME TO intrusion_event_away');
    const panel = await Dc09Panel.connect(port);
    panel.send(frame);
    await vi.waitFor(async () => expect(await counted('failed')).toBe(1), patience);
    expect(panel.answers).toEqual([]);
    panel.close();
    await app.sql('ALTER TABLE intrusion_event_away RENAME TO intrusion_event');
    const before = await counted('taken');
    expect(await said(frame)).toBe('"ACK"0001L0#CB[]');
    expect(await counted('taken')).toBe(before + 1);
    expect(await eventsOf('panelId=cold')).toHaveLength(1);
    expect(await counted('refused')).toBeGreaterThan(0);
  });
});

describe('hostile senders', () => {
  it('are closed or ignored, and panels are heard beside them', async () => {
    await made('/intrusion/panels', { id: 'calm', name: 'Calm', account: 'CA' });
    const endless = await Dc09Panel.connect(port);
    endless.send(Buffer.from(`\n${'A'.repeat(4_000)}`));
    await vi.waitFor(() => expect(endless.isClosed).toBe(true), patience);
    const half = await Dc09Panel.connect(port);
    half.send(Buffer.from('\n1EF20013"NULL"0000L0#'));
    const idle = connect(port, '127.0.0.1');
    idle.on('error', () => undefined);
    const damaged = await Dc09Panel.connect(port);
    expect(await damaged.ask(Buffer.from('\n00000013"NULL"0000L0#1234[]\r'))).toMatch(/^"NAK"0000R0L0A0/);
    expect(await damaged.ask(frameOf('"NULL"x'))).toMatch(/^"NAK"/);
    // Noise is answered by nothing; what follows is.
    damaged.send(Buffer.from('GET / HTTP/1.1\r\n\r\n\n\r\n\n\n\r', 'latin1'));
    expect(await damaged.ask(frameOf('"NULL"0000L0#CA[]'))).toBe('"ACK"0000L0#CA[]');
    damaged.close();

    // Datagrams may come from somebody else than they say: they silence no connection from there.
    const forger = createSocket('udp4');
    const known = async (beginning: string) => {
      const [row] = await app.sql<{ n: number }>(
        `SELECT count(*)::int AS n FROM intrusion_stranger WHERE account LIKE '${beginning}%'`,
      );
      return row?.n ?? 0;
    };
    await vi.waitFor(async () => {
      for (let at = 0; at < 70; at++) forger.send(frameOf(`"NULL"0000L0#D${at}[]`), port, '127.0.0.1');
      expect(await known('D')).toBeGreaterThanOrEqual(59);
    }, patience);
    forger.close();
    expect(await said(frameOf('"NULL"0000L0#CA[]'))).toBe('"ACK"0000L0#CA[]');

    // Whoever is refused too often is not heard for a while, and costs no more than a connection.
    const loud = await Dc09Panel.connect(port);
    for (let at = 0; at < 80; at++) loud.send(frameOf(`"NULL"0000L0#F${at}[]`));
    await vi.waitFor(() => expect(loud.isClosed).toBe(true), patience);
    expect(await known('F')).toBeLessThan(80);
    half.close();
    idle.destroy();
    expect((await app.admin('GET', '/intrusion/panels/calm')).body.lastSeenAt).not.toBeNull();
  });
});

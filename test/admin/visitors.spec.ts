import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { storeEvents } from '../support/events.js';
import { startApp, type TestApp } from '../support/app.js';
import { at, hour, withoutVisitors } from '../modules/visitor/site.js';
import { version } from '../support/versions.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  await app.api('POST', '/api/person/add', { pin: '1', name: 'Ana', lastName: 'Soler' });
  await app.admin('POST', '/visitor-levels', { id: 'labs', name: 'Labs' });
});
afterAll(() => app.stop());
beforeEach(() => withoutVisitors(app));

const max = (more: object = {}) => ({
  hostPin: '1',
  certType: '8',
  certNumber: '456888',
  name: 'Max',
  visitReason: 'visit',
  startTime: at(-60),
  endTime: at(hour),
  ...more,
});

const made = async (path: string, body: object): Promise<Record<string, unknown>> => {
  const answer = await app.admin('POST', path, body);
  expect([answer.status, answer.body.errors]).toEqual([201, undefined]);
  return answer.body as Record<string, unknown>;
};

describe('/visits', () => {
  it('registers, shows and ends', async () => {
    const visit = await made('/visits', max({ lastName: 'Moss', phone: '11', levelIds: ['labs'], cardNo: '47' }));
    expect(visit).toEqual({
      id: expect.any(String) as string,
      pin: '80000001',
      name: 'Max',
      lastName: 'Moss',
      phone: '11',
      email: '',
      company: '',
      carPlate: '',
      certType: '8',
      certNumber: '456888',
      hostPin: '1',
      hostName: 'Ana Soler',
      hostDeptName: 'Department Name',
      deptCode: null,
      visitReason: 'visit',
      visitorCount: 1,
      startTime: visit.startTime,
      endTime: visit.endTime,
      cardNo: '47',
      levelIds: ['labs'],
      enterPlaceId: null,
      status: 'on',
      opensFrom: visit.startTime,
      opensUntil: visit.endTime,
      access: 'valid',
      exitTime: null,
      endedBy: null,
      photos: {},
      ...version,
    });
    const path = `/visits/${String(visit.id)}`;
    expect((await app.admin('GET', path)).body).toEqual(visit);
    const code = await app.admin('GET', `${path}/qr`);
    expect([code.status, code.body]).toEqual([
      200,
      { text: expect.stringMatching(/^\d{10}$/), until: expect.any(String) },
    ]);
    const lasts = Date.parse(String(code.body.until)) - Date.now();
    expect(lasts > 200_000 && lasts <= 300_000).toBe(true);
    const another = await app.admin('GET', `${path}/qr`);
    expect(another.body.text).not.toBe(code.body.text);
    const ended = await app.admin('POST', `${path}/exit`);
    expect((await app.admin('GET', `${path}/qr`)).status).toBe(409);
    expect((await app.admin('GET', '/visits/nothing/qr')).status).toBe(404);
    expect(ended.body).toMatchObject({ status: 'ended', endedBy: 'exit' });
    expect((await app.admin('POST', `${path}/exit`)).status).toBe(409);
    expect((await app.admin('PATCH', path, { endTime: at(2 * hour) })).status).toBe(409);
    expect((await app.admin('GET', '/visits/nothing')).status).toBe(404);
    expect((await app.admin('POST', '/visits/nothing/exit')).status).toBe(404);
  });

  it('lists newest first, page by page, and filters', async () => {
    // All by one look at the clock: some seconds go by until they are asked for.
    const starts = [1, 2, 3, 4, 5].map((n) => at(-10 * n));
    const [behindTheThird, beforeTheFourth] = [at(-25), at(-35)];
    for (const [index, startTime] of starts.entries()) {
      const n = index + 1;
      await made('/visits', max({ certNumber: `N${n}`, name: `Max ${n}`, startTime }));
    }
    const [second] = (await app.admin('GET', '/visits?name=max%202')).body.items as { id: string }[];
    await app.admin('POST', `/visits/${second?.id ?? ''}/exit`);
    const names = async (query: string) => {
      const { items, nextCursor } = (await app.admin('GET', `/visits?${query}`)).body as {
        items: { name: string }[];
        nextCursor: string | null;
      };
      return { names: items.map(({ name }) => name.slice(4)).join(''), nextCursor };
    };
    const first = await names('limit=2');
    expect(first.names).toBe('12');
    const next = await names(`limit=2&cursor=${first.nextCursor ?? ''}`);
    expect(next.names).toBe('34');
    expect(await names(`limit=2&cursor=${next.nextCursor ?? ''}`)).toEqual({ names: '5', nextCursor: null });
    expect((await names('ended=true')).names).toBe('2');
    expect((await names('ended=false')).names).toBe('1345');
    expect((await names('certNumber=n-4')).names).toBe('4');
    expect((await names('pin=80000003')).names).toBe('3');
    expect((await names('hostPin=1')).names).toBe('12345');
    expect((await names('hostPin=2')).names).toBe('');
    expect((await names(`from=${encodeURIComponent(behindTheThird)}`)).names).toBe('12');
    expect((await names(`to=${encodeURIComponent(beforeTheFourth)}`)).names).toBe('45');
    const cursor = Buffer.from('"x"').toString('base64url');
    expect((await app.admin('GET', `/visits?cursor=${cursor}`)).body.errors[0].field).toBe('cursor');
  });

  it('are found by day, by state, and by what a desk reads or hears', async () => {
    const past = await made('/visits', max({ certNumber: 'PAST', name: 'Pia', company: 'ACME' }));
    const over = await made('/visits', max({ certNumber: 'OVER', name: 'Otto' }));
    const on = await made('/visits', max({ certNumber: 'AB 12', name: 'Olga', cardNo: '4711' }));
    await app.admin('POST', `/visits/${String(past.id)}/exit`);
    const times = 'UPDATE visit SET start_time = $2, end_time = $3, exit_time = $4 WHERE id = $1';
    await app.sql(times, [past.id, '2026-03-01 09:00:00', '2026-03-02 18:00:00', '2026-03-02 17:00:00']);
    await app.sql(times, [over.id, '2026-03-02 09:00:00', '2026-03-02 18:00:00', null]);
    await app.sql(
      'INSERT INTO qr_code (card_no, person_id, expires_at) SELECT $1, person_id, $2 FROM visit WHERE id = $3',
      ['2222333344', new Date(Date.now() + 3_600_000), on.id],
    );
    const names = async (query: string) => {
      const answer = await app.admin('GET', `/visits?${query}`);
      expect([query, answer.status]).toEqual([query, 200]);
      return (answer.body.items as { name: string }[]).map(({ name }) => name);
    };
    expect(await names('day=2026-02-28')).toEqual([]);
    expect(await names('day=2026-03-01')).toEqual(['Pia']);
    expect(await names('day=2026-03-02')).toEqual(['Otto', 'Pia']);
    expect(await names('day=2026-03-03')).toEqual(['Otto']);
    expect(await names('status=on')).toEqual(['Olga']);
    expect(await names('status=overdue')).toEqual(['Otto']);
    expect(await names('status=ended')).toEqual(['Pia']);
    expect(await names('q=acm')).toEqual(['Pia']);
    expect(await names('q=471')).toEqual(['Olga']);
    expect(await names('q=ab-12')).toEqual(['Olga']);
    expect(await names('q=2222333344')).toEqual(['Olga']);
    expect(await names('q=%25')).toEqual([]);
    expect((await app.admin('GET', '/visits?status=over')).body.errors[0].field).toBe('status');
    expect((await app.admin('GET', '/visits?day=today')).body.errors[0].field).toBe('day');
  });

  it('warns of a visitor who opens nothing', async () => {
    const without = await made('/visits', max());
    expect(without.warnings).toEqual(['noLevel']);
    expect((await app.admin('GET', `/visits/${String(without.id)}`)).body.warnings).toBeUndefined();
    const { id } = await made('/visitor-reservations', max({ certNumber: 'R1' }));
    const register = (body: object) => app.admin('POST', `/visitor-reservations/${String(id)}/register`, body);
    expect((await register({ levelIds: ['labs'] })).body.warnings).toBeUndefined();
  });

  it.each([
    [{ hostPin: '9' }, 404, 'hostPin'],
    [{ hostPin: '' }, 400, 'hostPin'],
    [{ certType: '1' }, 400, 'certType'],
    [{ endTime: at(-hour), startTime: at(-2 * hour) }, 400, 'endTime'],
    [{ endTime: 'soon' }, 400, 'endTime'],
    [{ levelIds: ['nothing'] }, 404, 'levelIds'],
    [{ deptCode: '77' }, 404, 'deptCode'],
    [{ visitorCount: 0 }, 400, 'visitorCount'],
  ])('refuses %j', async (more, status, field) => {
    const answer = await app.admin('POST', '/visits', max(more));
    expect([answer.status, answer.body.errors?.[0]?.field]).toEqual([status, field]);
  });

  it('refuses a photo that is none', async () => {
    const { status, body } = await app.admin('POST', '/visits', max({ certPhoto: 'AAAA' }));
    expect([status, body.type]).toEqual([400, 'urn:postern:photoUnqualified']);
  });
});

describe('/visitors', () => {
  it('are known after their visit, can be changed, and removed once they have left', async () => {
    const { id } = await made('/visits', max());
    const visitor = {
      id: expect.any(String) as string,
      pin: '80000001',
      name: 'Max',
      lastName: '',
      gender: '',
      phone: '',
      email: '',
      company: '',
      carPlate: '',
      certType: '8',
      certNumber: '456888',
      blocked: false,
      inside: true,
      ...version,
    };
    expect((await app.admin('GET', '/visitors')).body).toEqual({ items: [visitor], nextCursor: null });
    expect((await app.admin('GET', '/visitors?inside=false')).body.items).toEqual([]);
    // The number is sealed, so it is found as a whole, however it is written.
    expect((await app.admin('GET', '/visitors?q=45-6888&count=true&sort=-name')).body).toEqual({
      items: [visitor],
      nextCursor: null,
      total: 1,
    });
    expect((await app.admin('GET', '/visitors?q=45-68')).body.items).toEqual([]);
    expect((await app.admin('GET', '/visitors?name=ma&certNumber=45-6888&inside=true')).body.items).toEqual([visitor]);
    const change = { lastName: 'Moss', company: 'ACME', phone: '12', gender: 'male' };
    const changed = { ...visitor, ...change, gender: 'M' };
    expect((await app.admin('PATCH', '/visitors/80000001', change)).body).toEqual(changed);
    expect((await app.admin('PATCH', '/visitors/80000001', { gender: 'x' })).status).toBe(400);
    expect((await app.admin('DELETE', '/visitors/80000001')).status).toBe(409);
    await app.admin('POST', `/visits/${String(id)}/exit`);
    expect((await app.admin('GET', '/visitors/80000001')).body).toEqual({ ...changed, inside: false });
    expect((await app.admin('DELETE', '/visitors/80000001')).status).toBe(204);
    for (const call of ['GET', 'PATCH', 'DELETE']) {
      expect((await app.admin(call, '/visitors/80000001', call === 'PATCH' ? {} : undefined)).status).toBe(404);
    }
    // The history stays as it was, the next visitor is a different one, and a person is no visitor.
    expect((await app.admin('GET', `/visits/${String(id)}`)).body).toMatchObject({ name: 'Max', lastName: '' });
    expect((await made('/visits', max())).pin).toBe('80000002');
    expect((await app.admin('GET', '/visitors/1')).status).toBe(404);
    expect((await app.admin('DELETE', '/visitors/1')).status).toBe(404);
  });

  it('are erased from the history on request, during the visit and later', async () => {
    const visit = async (more: object) => {
      const { id, pin } = await made('/visits', max({ lastName: 'Moss', phone: '11', ...more }));
      await storeEvents(app, { pin: String(pin), cardNo: '4711', raw: 'cardno=4711', logId: 77 });
      return { id: String(id), pin: String(pin) };
    };
    const past = await visit({});
    await made('/visitor-reservations', max({ startTime: at(24 * hour), endTime: at(25 * hour) }));
    await app.sql(
      `INSERT INTO event_photo (sn, kind, log_id, pin, name, video, content, size, hash)
       SELECT sn, 'snapshot', 77, '', 'x.jpg', '', 'x', 1, 'h' FROM event WHERE pin = $1`,
      [past.pin],
    );
    const other = await visit({ certNumber: 'OTHER' });
    const erase = async ({ pin }: { pin: string }, how = 'erase') =>
      (await app.admin('DELETE', `/visitors/${pin}?history=${how}`)).status;
    expect(await erase(past)).toBe(409);
    await app.admin('POST', `/visits/${past.id}/exit`);
    expect(await erase(past, 'burn')).toBe(400);
    expect(await erase(past)).toBe(204);
    expect((await app.admin('GET', `/visits/${past.id}`)).status).toBe(404);
    expect((await app.admin('GET', `/visitors/${past.pin}`)).status).toBe(404);
    expect((await app.admin('GET', '/visitor-reservations')).body.items).toEqual([]);
    const events = `SELECT name, last_name, card_no, raw, log_id::int FROM event WHERE pin = $1`;
    expect(await app.sql(events, [past.pin])).toEqual([{ name: '', last_name: '', card_no: '', raw: '', log_id: 77 }]);
    expect(await app.sql('SELECT 1 FROM event_photo')).toEqual([]);
    expect(await erase(past)).toBe(404);

    await app.admin('POST', `/visits/${other.id}/exit`);
    expect(await erase(other, 'keep')).toBe(204);
    expect((await app.admin('GET', `/visits/${other.id}`)).body).toMatchObject({ name: 'Max' });
    expect(await app.sql(events, [other.pin])).toMatchObject([{ name: 'Max', card_no: '4711' }]);
    expect(await erase(other)).toBe(204);
    expect((await app.admin('GET', `/visits/${other.id}`)).status).toBe(404);
    expect(await app.sql(events, [other.pin])).toMatchObject([{ name: '', card_no: '' }]);
    expect(await erase({ pin: '1' })).toBe(404);
  });

  it('are listed page by page', async () => {
    for (const n of [1, 2, 3]) await made('/visits', max({ certNumber: `P${n}` }));
    const { items, nextCursor } = (await app.admin('GET', '/visitors?limit=2')).body;
    expect(items.map(({ certNumber }: { certNumber: string }) => certNumber)).toEqual(['P1', 'P2']);
    const rest = (await app.admin('GET', `/visitors?limit=2&cursor=${nextCursor as string}`)).body;
    expect(rest).toMatchObject({ items: [{ certNumber: 'P3' }], nextCursor: null });
  });
});

describe("a visitor's car", () => {
  it('is theirs at the barrier until they have signed out', async () => {
    await app.admin('POST', '/parking/areas', { id: 'yard', name: 'Yard' });
    await app.admin('POST', '/parking/channels', { id: 'yard-in', name: 'Yard in', areaId: 'yard', state: 1 });
    const { id } = await made('/visits', max({ carPlate: 'AB-123' }));
    const whose = async (key: string) => {
      const { body } = await app.admin('POST', '/parking/records', { key, plate: 'ab 123', channel: 'yard-in' });
      return (body as { pin: string }).pin;
    };
    expect(await whose('1')).toBe('80000001');
    await app.admin('POST', `/visits/${String(id)}/exit`);
    expect(await whose('2')).toBe('');
  });
});

describe('/visitor-block-list', () => {
  it('is kept by certificate', async () => {
    const path = '/visitor-block-list';
    const block = await made(path, { certType: '3', certNumber: 'AB 12', name: 'Max', reason: 'theft' });
    expect(block).toEqual({
      id: expect.any(String) as string,
      certType: '3',
      certNumber: 'AB 12',
      name: 'Max',
      reason: 'theft',
      createdAt: expect.any(String) as string,
      ...version,
    });
    expect((await app.admin('POST', path, { certType: '3', certNumber: 'ab-12' })).status).toBe(409);
    expect((await app.admin('POST', path, { certType: '1', certNumber: 'ab-12' })).body.errors[0].field).toBe(
      'certType',
    );
    expect((await app.admin('POST', path, { certType: '3' })).body.errors[0].field).toBe('certNumber');
    const one = `${path}/${String(block.id)}`;
    expect((await app.admin('PATCH', one, { reason: 'fraud' })).body).toEqual({
      ...block,
      reason: 'fraud',
      ...version,
    });
    expect((await app.admin('GET', one)).body).toEqual({ ...block, reason: 'fraud', ...version });
    expect((await app.admin('GET', path)).body.items).toEqual([{ ...block, reason: 'fraud', ...version }]);
    const found = async (q: string) => (await app.admin('GET', `${path}?q=${q}&count=true`)).body.total as number;
    expect([await found('ab-12'), await found('fraud'), await found('ab')]).toEqual([1, 1, 0]);
    const stored = await app.sql('SELECT * FROM visitor_block');
    expect(JSON.stringify(stored)).not.toContain('AB 12');
    expect((await app.admin('DELETE', one)).status).toBe(204);
    for (const call of ['GET', 'DELETE']) expect((await app.admin(call, one)).status).toBe(404);
    expect((await app.admin('PATCH', one, {})).status).toBe(404);
  });
});

describe('/visitor-reservations', () => {
  it('can be made, read and cancelled, and keep what they were given', async () => {
    const path = '/visitor-reservations';
    const said = { ...max(), startTime: at(24 * hour), endTime: at(25 * hour), email: 'max@example.com' };
    const reservation = await made(path, said);
    const { visitReason, ...facts } = said;
    expect(reservation).toEqual({
      id: expect.any(String) as string,
      ...facts,
      visitReason,
      ...{ phone: '', company: '', carPlate: '', deptCode: null, visitId: null },
      status: 'expected',
    });
    expect((await app.admin('GET', path)).body.items).toEqual([reservation]);
    const one = `${path}/${String(reservation.id)}`;
    expect((await app.admin('GET', one)).body).toEqual(reservation);
    expect((await app.admin('POST', path, said)).status).toBe(409);
    expect((await app.admin('POST', path, { ...said, hostPin: '9' })).body.errors[0].field).toBe('hostPin');
    const registered = await app.admin('POST', `${one}/register`, { visitorCount: 2 });
    expect(registered.body).toMatchObject({ name: 'Max', visitorCount: 2, email: 'max@example.com', hostPin: '1' });
    expect((await app.admin('GET', one)).body.visitId).toBe(registered.body.id);
    expect((await app.admin('DELETE', one)).status).toBe(204);
    expect((await app.admin('DELETE', one)).status).toBe(404);
    expect((await app.admin('GET', `/visits/${registered.body.id as string}`)).status).toBe(200);
  });
});

describe('/visitor-reservations with a last name', () => {
  it('keep it as a part of the name', async () => {
    const { id, name } = await made('/visitor-reservations', max({ lastName: 'Moss' }));
    expect(name).toBe('Max Moss');
    const { body } = await app.admin('POST', `/visitor-reservations/${String(id)}/register`, {});
    expect([body.name, body.lastName]).toEqual(['Max Moss', '']);
  });
});

describe('/visitor-reservations, looked through', () => {
  it('are found by day, by whether the visitor has come, and by name or company', async () => {
    const path = '/visitor-reservations';
    const expected = (more: object) =>
      made(path, max({ startTime: '2090-05-01T09:00', endTime: '2090-05-02T18:00', ...more }));
    await expected({ certNumber: 'D1', name: 'Dan', company: 'ACME' });
    await made(path, max({ certNumber: 'E1', name: 'Eve' }));
    const { id } = await made(path, max({ certNumber: 'F1', name: 'Flo' }));
    await app.admin('POST', `${path}/${String(id)}/register`, {});
    const names = async (query: string) =>
      ((await app.admin('GET', `${path}?${query}`)).body.items as { name: string }[]).map(({ name }) => name);
    expect(await names('day=2090-04-30')).toEqual([]);
    expect(await names('day=2090-05-01')).toEqual(['Dan']);
    expect(await names('day=2090-05-02')).toEqual(['Dan']);
    expect(await names('day=2090-05-03')).toEqual([]);
    expect(await names('status=expected')).toEqual(['Dan', 'Eve']);
    expect(await names('status=come')).toEqual(['Flo']);
    expect(await names('q=acm')).toEqual(['Dan']);
    expect(await names('q=ev&status=expected')).toEqual(['Eve']);
    expect((await app.admin('GET', `${path}?status=gone`)).body.errors[0].field).toBe('status');
  });
});

describe('settings of visitors', () => {
  it('are levels of visitors and the rule of a country', async () => {
    const patch = (body: object) => app.admin('PATCH', '/settings', body);
    expect((await patch({ visitorLevelIds: ['labs'], nationalIdRule: 'es' })).body).toMatchObject({
      visitorLevelIds: ['labs'],
      nationalIdRule: 'es',
    });
    expect((await patch({ nationalIdRule: 'xx' })).body.errors[0].field).toBe('nationalIdRule');
    const { status, body } = await patch({ visitorLevelIds: ['nothing'] });
    expect([status, body.errors[0].field]).toEqual([400, 'visitorLevelIds']);
    expect((await made('/visits', max())).levelIds).toEqual(['labs']);
    // A level that was deleted meanwhile belongs to no visitor.
    await app.admin('POST', '/visitor-levels', { id: 'tower', name: 'Tower' });
    await patch({ visitorLevelIds: ['tower', 'labs'] });
    await app.admin('DELETE', '/visitor-levels/tower');
    expect((await made('/visits', max({ certNumber: 'Q2' }))).levelIds).toEqual(['labs']);
  });
});

describe('/visitor-levels', () => {
  it('lead to doors, floors and gates', async () => {
    await app.sql(`INSERT INTO device (sn, id, name) VALUES ('VL1', 'vl1', 'VL1')`);
    await app.sql(`INSERT INTO door (id, name, device_sn, number) VALUES ('vld', 'VL-1', 'VL1', 1)`);
    await app.sql(`INSERT INTO floor (id, name, device_sn, number) VALUES ('vlf', 'VL-F', 'VL1', 1)`);
    await app.sql(`INSERT INTO gate (id, name, device_sn, number) VALUES ('vlg', 'VL-G', 'VL1', 1)`);
    const places = { doorIds: ['vld'], floorIds: ['vlf'], gateIds: ['vlg'] };
    const level = await made('/visitor-levels', { name: 'All', ...places });
    expect(level).toMatchObject({ id: level.id, name: 'All', timeZoneId: 1, areaCode: '1', ...places });
    expect((await app.admin('GET', '/access-levels')).body.items.map(({ name }: { name: string }) => name)).toEqual([
      'General',
    ]);
  });
});

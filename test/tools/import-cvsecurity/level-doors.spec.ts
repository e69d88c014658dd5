import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimulatedPanel } from '../../../src/tools/simulator/panel.js';
import { startApp, type TestApp } from '../../support/app.js';
import { registeredPanel, settle } from '../../support/panel.js';
import { Importer } from './import.js';
import { json, pageOf, WrittenServer } from './old-server.js';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Hol1', 'Hol2', 'Hol3'];
/** 08:30 to 17:00 on Mondays, as 830 in the high and 1700 in the low half. */
const officeZone = {
  timezoneid: '7',
  ...Object.fromEntries(days.flatMap((day) => [1, 2, 3].map((slot) => [`${day}Time${slot}`, '0']))),
  MonTime1: String(830 * 65_536 + 1_700),
};
const right = (pin: string, zone: string, doors: string) => ({
  ...{ pin, authorizetimezoneid: zone, authorizedoorid: doors, devid: '1' },
});
const user = (pin: string) => ({ pin, name: `P${pin}`, password: '', cardno: '', privilege: '0' });

describe('doors of levels, which the API does not tell', () => {
  let site: TestApp;
  let old: WrittenServer;
  let importer: Importer;
  let panel: SimulatedPanel;

  beforeAll(async () => {
    site = await startApp({ env: { LOG_LEVEL: 'error' } });
    old = await WrittenServer.start();
    importer = new Importer(site.databaseUrl, old.url);
    ({ panel } = await registeredPanel(site, 'LVL0001', { doors: 2, zone: 'Europe/Madrid' }));
    const lists: Record<string, readonly object[]> = {
      'v2/device/list': [{ id: 'D1', sn: 'LVL0001', name: 'Main', module: 'acc' }],
      'v2/door/list': [
        { id: 'door-one', name: 'Main-1', deviceId: 'D1' },
        { id: 'door-two', name: 'Main-2', deviceId: 'D1' },
      ],
      'v2/accLevel/list': [
        { id: 'L-office', name: 'Office' },
        { id: 'L-guard', name: 'Guard' },
        { id: 'L-other', name: 'Other' },
      ],
      'v2/person/getPersonList': [
        { pin: '901', name: 'Grace', deptCode: '1', accLevelIds: 'L-office,L-other' },
        { pin: '902', name: 'Mary', deptCode: '1', accLevelIds: 'L-office' },
        { pin: '903', name: 'Rosa', deptCode: '1', accLevelIds: 'L-guard' },
      ],
    };
    for (const [path, rows] of Object.entries(lists)) {
      old.calls[path] = (_request, response, query) => json(response, pageOf(rows, query));
    }
  });

  afterAll(async () => {
    await panel.stop();
    importer.remove();
    await old.stop();
    await site.stop();
  });

  const map = () => readFileSync(join(importer.path('out'), 'map.yaml'), 'utf8');
  const only = 'devices,doors,levels,people';

  it('are proposed from what the panels hold, and count once a person confirms them', async () => {
    await settle(site, panel);
    panel.load('user', ['901', '902', '903'].map(user));
    panel.load('timezone', [officeZone]);
    panel.load('userauthorize', [right('901', '7', '3'), right('902', '7', '3'), right('903', '1', '1')]);
    const first = await importer.run({ only, apply: true });
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect(map()).toContain('no panel that was read has doors that its members have, and nobody else');

    const zone = await site.admin('POST', '/time-zones', { name: 'Office', periods: { mon: [['08:30', '17:00']] } });
    expect(zone.status).toBe(201);
    expect((await site.admin('POST', '/devices/LVL0001/survey')).status).toBe(200);
    const survey = async () => {
      await panel.poll();
      return (await site.admin('GET', '/devices/LVL0001/survey')).body as object;
    };
    await expect.poll(survey, { timeout: 60_000, interval: 20 }).toMatchObject({ status: 'done' });

    expect((await importer.run({ only })).code).toBe(0);
    const asked = map();
    expect(asked).toMatch(
      /L-office:\n {4}name: Office\n[^]*?doors:\n {6}- door-one\n {6}- door-two\n {4}timeZone: 2\n/,
    );
    expect(asked).toMatch(/L-guard:\n {4}name: Guard\n[^]*?doors:\n {6}- door-one\n {4}timeZone: 1\n/);

    const answers = importer.path('answers.yaml');
    writeFileSync(answers, asked);
    expect((await importer.run({ only, map: answers, apply: true })).code).toBe(0);
    const doors = () =>
      site.sql(`SELECT l.name, l.time_zone_id AS zone, array_agg(d.number ORDER BY d.number) AS doors
        FROM acc_level_door m JOIN acc_level l ON l.id = m.level_id JOIN door d ON d.id = m.door_id
        GROUP BY 1, 2 ORDER BY 1`);
    expect(await doors()).toEqual([]);

    const confirmed = asked
      .replaceAll('confirmed: false', 'confirmed: true')
      .replace(/( {2}L-other:[^]*?)confirmed: true/, '$1confirmed: false');
    writeFileSync(answers, confirmed);
    const last = await importer.run({ only, map: answers, apply: true });
    expect({ code: last.code, err: last.err }).toEqual({ code: 0, err: '' });
    expect(await doors()).toEqual([
      { name: 'Guard', zone: 1, doors: [1] },
      { name: 'Office', zone: 2, doors: [1, 2] },
    ]);
    expect(last.report.summary.levels).toEqual([
      { id: 'L-office', name: 'Office', doors: 2, persons: 2 },
      { id: 'L-guard', name: 'Guard', doors: 1, persons: 1 },
      { id: 'L-other', name: 'Other', doors: null, persons: 1 },
    ]);
    expect((await importer.run({ only, map: answers })).report.summary.counts.levels?.outcomes).toMatchObject({
      same: 3,
    });
  });

  it.each([
    ['doors: [1', /^--map .*answers\.yaml cannot be read: /],
    ['people: {}', /answers\.yaml: people must be doors or levels$/],
    ['doors: { a: { number: 0 } }', /doors\.a\.number must be a number from 1 to 255$/],
    ['levels: { a: { doors: x, confirmed: true } }', /levels\.a\.doors must be a list of old ids$/],
    [
      'levels: { a: { doors: [], timeZone: null, confirmed: true } }',
      /levels\.a\.timeZone must be a number from 1 to 255$/,
    ],
  ])('an answer that makes no sense is named in one line: %s', async (text, says) => {
    const { code, err } = await importer.run({ map: importer.write('answers.yaml', text) });
    expect(code).toBe(2);
    expect(err).toMatch(says);
    expect(err.split('\n')).toHaveLength(1);
  });
});

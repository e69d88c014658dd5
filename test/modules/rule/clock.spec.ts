import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clockRows, machineOffset } from '../../../src/sync/desired/desired-clock.js';
import { loadDevices } from '../../../src/sync/desired/facts.js';
import { RuleSite } from './rule-site.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

/** By the clock of the site: it is New Year there an hour earlier than in UTC. */
const yearOfSite = () =>
  Number(new Intl.DateTimeFormat('en', { timeZone: 'Europe/Madrid', year: 'numeric' }).format(new Date()));

const factsOf = async (sn: string) => {
  const [facts] = await loadDevices(site.app.work.manager, 'Europe/Madrid', [sn]);
  if (!facts) throw new Error(`no device ${sn}`);
  return facts;
};

describe('daylight saving', () => {
  it('is sent to a device that changes its clock by itself, and is renewed at New Year', async () => {
    const sn = 'DST1';
    await site.panel(sn, [], { DSTFunOn: '1' });
    const facts = await factsOf(sn);
    const row = (year: number, startTime: string, endTime: string) => [
      { table: 'dstsetting', row: { year, startTime, endTime, loop: 0 } },
    ];
    const summer = clockRows(facts, new Date('2026-07-01T00:00:00Z'));
    expect(summer.rows).toEqual(row(2026, '03050702', '10040703'));
    expect(summer.nextAt).toEqual(new Date('2026-12-31T23:00:00Z'));
    const later = clockRows(facts, new Date('2026-12-31T23:00:00Z'));
    expect(later.rows).toEqual(row(2027, '03040702', '10050703'));
    // The offset is that of winter: the device adds the hour of summer by itself.
    expect(machineOffset(facts, new Date('2026-07-01T00:00:00Z'))).toBe('+0100');
    const [due] = await site.app.sql<{ at: Date }>(
      `SELECT max(due_at) AS at FROM change WHERE kind = 'rule' AND key = $1`,
      [sn],
    );
    const year = yearOfSite();
    expect(due?.at).toEqual(new Date(Date.UTC(year, 11, 31, 23)));
  });

  it('goes to the device, ends with a zone that has none, and is left out by a quirk', async () => {
    const sn = 'DST2';
    const { drain } = await site.panel(sn, [], { DSTFunOn: '1' });
    await site.app.admin('PATCH', `/devices/${sn}`, { timeZone: 'America/Phoenix' });
    expect((await drain()).sort()).toEqual(['DATA DELETE DSTSetting *', 'SET OPTIONS DSTOn=0']);
    await site.app.admin('PATCH', `/devices/${sn}`, { timeZone: 'Europe/Madrid' });
    const year = yearOfSite();
    expect(await drain()).toEqual([
      'SET OPTIONS DSTOn=1,DLSTMode=1',
      expect.stringMatching(
        new RegExp(`^DATA UPDATE DSTSetting Year=${year}\\tStartTime=030[45]0702\\tEndTime=100[45]0703\\tLoop=0$`),
      ),
    ]);
    await site.app.admin('PATCH', `/devices/${sn}`, { quirks: { noSummerTime: true } });
    expect((await drain()).sort()).toEqual(['DATA DELETE DSTSetting *', 'SET OPTIONS DSTOn=0']);
    expect(machineOffset(await factsOf(sn), new Date('2026-07-01T00:00:00Z'))).toBe('+0200');
  });

  it('is not sent to a device that does not announce it', async () => {
    await site.panel('DST3');
    expect(clockRows(await factsOf('DST3'), new Date()).rows).toEqual([]);
  });
});

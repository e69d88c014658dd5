import { describe, expect, it } from 'vitest';
import { plan, type Candidate } from '../../src/sync/ledger/plan.js';

const candidate = (table: string, key: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{
    sn: 'P1',
    table,
    key,
    unit: key,
    pin: '',
    bioType: null,
    desired: Buffer.from('{}'),
    desiredHash: 'new',
    heldHash: 'old',
  },
  ...{ unknown: false, version: 1, commandId: null, failures: 0, failed: false, returnCode: null },
  ...{ userHeld: true, othersLeft: false, userGoes: false, zonesPending: false, zoneUsed: false },
  ...{ cardElsewhere: false, shrinks: false },
  ...more,
});
const zone = (id: number, more: Partial<Candidate> = {}) => candidate('timezone', `TimezoneId=${id}`, more);
const gone = { desired: null, desiredHash: null };

const planned = (candidates: readonly Candidate[], limits: { commands?: number; zonesOverwrite?: boolean } = {}) =>
  plan(candidates, (table, units) => candidates.filter((row) => row.table === table && units.includes(row.unit)), {
    ...{ commands: 10, records: 100 },
    ...limits,
  }).map((part) => [part.type, ...(part.type === 'delete' ? part.units : part.rows.map(({ key }) => key))].join(' '));

describe('time zones that change', () => {
  it('each have their DELETE and directly behind it their UPDATE', () => {
    expect(planned([zone(2), zone(3)])).toEqual([
      'delete TimezoneId=2',
      'update TimezoneId=2',
      'delete TimezoneId=3',
      'update TimezoneId=3',
    ]);
  });

  it('are never parted from their UPDATE by the end of the window', () => {
    expect(planned([zone(2), zone(3)], { commands: 1 })).toEqual(['delete TimezoneId=2', 'update TimezoneId=2']);
  });

  it('are updated alone where the firmware overwrites them', () => {
    expect(planned([zone(2), zone(3, { unknown: true })], { zonesOverwrite: true })).toEqual([
      'update TimezoneId=2 TimezoneId=3',
    ]);
    expect(planned([zone(2, gone)], { zonesOverwrite: true })).toEqual(['delete TimezoneId=2']);
  });

  it('1 is never deleted; several that go, go together', () => {
    expect(planned([zone(1), zone(2, gone), zone(3, gone)])).toEqual([
      'delete TimezoneId=2 TimezoneId=3',
      'update TimezoneId=1',
    ]);
  });

  it('go before all else where the DELETE was done and the UPDATE not answered', () => {
    const authority = candidate('userauthorize', 'Pin=7', gone);
    const missing = zone(3, { heldHash: null, unknown: true });
    const ends = ['delete Pin=7', 'delete TimezoneId=2', 'update TimezoneId=2'];
    expect(planned([authority, zone(2), missing])).toEqual(['delete TimezoneId=3', 'update TimezoneId=3', ...ends]);
    expect(planned([authority, zone(2)])).toEqual(ends);
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RuleSite } from './rule-site.js';

let site: RuleSite;
beforeAll(async () => {
  site = await RuleSite.start();
});
afterAll(() => site.app.stop());

const inSync = (sn: string) => [{ sn, supported: true, inSync: true, needs: null }];

describe('a first-card rule', () => {
  it('becomes rows of its persons and the switch of the door, changes and goes', async () => {
    const { doors, drain } = await site.panel('FIRST1');
    const zone = await site.zone('first');
    await site.person('101', [doors.get(1)]);
    await site.person('102', [doors.get(1)]);
    await drain();

    const rule = await site.made('/first-card-rules', { doorId: doors.get(1), timeZoneId: zone, pins: ['101'] });
    expect(await site.devices('/first-card-rules', rule.id)).toEqual([
      { sn: 'FIRST1', supported: true, inSync: false, needs: null },
    ]);
    expect(await drain()).toEqual([
      'SET OPTIONS Door1FirstCardOpenDoor=1',
      expect.stringMatching(new RegExp(`^DATA UPDATE timezone TimezoneId=${zone}\t`)),
      `DATA UPDATE firstcard DoorID=1\tTimezoneID=${zone}\tPin=101`,
    ]);
    expect(await site.devices('/first-card-rules', rule.id)).toEqual(inSync('FIRST1'));

    await site.app.admin('PATCH', `/first-card-rules/${rule.id}`, { pins: ['102'], mode: 'activate' });
    expect((await drain()).sort()).toEqual([
      'DATA DELETE firstcard Pin=101',
      `DATA UPDATE firstcard DoorID=1\tTimezoneID=${zone}\tPin=102`,
      'SET OPTIONS Door1FirstCardOpenDoor=2',
    ]);

    expect((await site.app.admin('DELETE', `/time-zones/${zone}`)).status).toBe(409);
    expect((await site.app.admin('DELETE', `/first-card-rules/${rule.id}`)).status).toBe(204);
    expect((await drain()).sort()).toEqual([
      'DATA DELETE firstcard Pin=102',
      `DATA DELETE timezone TimezoneId=${zone}`,
      'SET OPTIONS Door1FirstCardOpenDoor=0',
    ]);
    expect((await site.app.admin('DELETE', `/time-zones/${zone}`)).status).toBe(204);
  });
});

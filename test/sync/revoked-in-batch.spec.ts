import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminal } from '../devices/attendance-push/terminal.js';
import { counted, granted, panel, worked } from '../support/panels.js';
import { approved, registryCode } from '../support/raw-device.js';
import { startApp, type TestApp } from '../support/app.js';
import { ModelPanel } from './model-panel.js';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const idOf = ({ body }: { body: unknown }) => (body as { id: string }).id;
const syncOf = async (sn: string) => ((await app.admin('GET', `/devices/${sn}`)).body as { sync: object }).sync;

describe('a right that was revoked', () => {
  it('does not come back with the halves of a batch that is refused because of another person', async () => {
    const sn = 'BATCH1';
    const device = await approved(app, sn);
    await registryCode(device, '~DeviceName=B,MachineType=101,LockCount=2,ReaderCount=2,DSTFunOn=0');
    const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string }[] };
    const [first = '', second = ''] = items.map(({ id }) => id);
    const zone = await app.admin('POST', '/time-zones', { name: 'Batch', periods: { mon: [['08:30', '12:00']] } });
    const timeZoneId = (zone.body as { id: number }).id;
    const all = idOf(await app.admin('POST', '/access-levels', { name: 'Batch all', doorIds: [first] }));
    const some = idOf(await app.admin('POST', '/access-levels', { name: 'Batch some', doorIds: [first], timeZoneId }));
    await app.admin('POST', '/persons', { pin: '41', name: 'P', accLevelIds: [all, some] });
    await app.admin('POST', '/persons', { pin: '42', name: 'Q', accLevelIds: [all] });

    const memory = new ModelPanel();
    let victim = '';
    const settle = async () => {
      for (let quiet = 0; quiet < 2;) {
        await worked(app);
        const [, id = '', text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
        quiet = id === '' ? quiet + 1 : 0;
        await counted(app, device, id, text);
        const code = memory.carryOut(text, (record) => victim !== '' && record.get('pin') === victim);
        if (id !== '') await device.result(`ID=${id}&Return=${code}&CMD=DATA`);
      }
    };
    const rights = () => memory.rows('userauthorize').map((row) => [...row.values()].join(' '));
    await settle();
    expect(rights()).toEqual(['41 1 1', `41 ${timeZoneId} 1`, '42 1 1']);

    // While the panel does not poll, the level gets a door, and the person loses both levels one after the other.
    expect((await app.admin('PATCH', `/access-levels/${all}`, { doorIds: [first, second] })).status).toBe(200);
    await worked(app);
    for (const level of [some, all]) {
      expect((await app.admin('DELETE', `/access-levels/${level}/persons/41`)).status).toBeLessThan(300);
      await worked(app);
    }
    victim = '42';
    await settle();
    expect(rights()).toEqual(['42 1 1']);
    expect(await syncOf(sn)).toMatchObject({ inSync: false });
    victim = '';
    await app.admin('POST', `/devices/${sn}/sync`, {});
    await settle();
    expect(rights()).toEqual(['42 1 3']);
    expect(await syncOf(sn)).toMatchObject({ inSync: true, reason: null });
  });

  it('is deleted from a panel that seems to have lost another person', async () => {
    const one = await panel(app, 'LOST1', 'DSTFunOn=0');
    const levels = [];
    for (const pin of ['43', '44']) levels.push(await granted(app, pin, [one], { cardNo: `88${pin}` }));
    await one.settle();
    // It counts one user less than it should have. The count does not tell which one.
    await registryCode(one.device, '~DeviceName=LOST1,MachineType=101,LockCount=1,ReaderCount=1,DSTFunOn=0');
    await worked(app);
    const [, id = ''] = /^C:(\d+):DATA COUNT user/.exec(await one.device.poll()) ?? [];
    const counted = `/iclock/querydata?type=count&cmdid=${id}&tablename=user&count=1&packcnt=1&packidx=1`;
    await one.device.post(counted, 'user=1');
    await one.device.result(`ID=${id}&Return=1&CMD=DATA COUNT`);
    await expect.poll(() => syncOf('LOST1')).toMatchObject({ inSync: false });
    expect((await app.admin('DELETE', `/access-levels/${levels[0]}/persons/43`)).status).toBeLessThan(300);
    const told = await one.settle();
    expect(told).toEqual(expect.arrayContaining(['DATA DELETE userauthorize Pin=43', 'DATA DELETE user Pin=43']));
  });

  it('is deleted from a terminal that reports in a poll that it holds nobody', async () => {
    const device = await terminal(app, 'LOST2');
    expect((await app.admin('POST', '/areas', { code: 'lost', name: 'Lost' })).status).toBe(201);
    expect((await app.admin('PATCH', '/devices/LOST2', { areaCode: 'lost' })).status).toBe(200);
    await app.admin('POST', '/persons', { pin: '45', name: 'P' });
    await app.api('POST', '/api/attAreaPerson/set', { code: 'lost', pins: ['45'] });
    const settle = async () => {
      const texts: string[] = [];
      for (let quiet = 0; quiet < 2;) {
        await worked(app);
        const said = [...(await device.poll()).matchAll(/C:(\d+):(.*)\n/g)];
        quiet = said.length === 0 ? quiet + 1 : 0;
        for (const [, id = '', text = ''] of said) {
          texts.push(text);
          await device.result(`ID=${id}&Return=0&CMD=DATA\n`);
        }
      }
      return texts;
    };
    expect(await settle()).toHaveLength(1);
    // The answer to this poll has commands, which are never answered.
    await device.get('/iclock/getrequest?INFO=Ver%201,0,0,0,10.0.0.9');
    await app.api('POST', '/api/attAreaPerson/delete', { code: 'lost', pins: ['45'] });
    await worked(app);
    expect(await settle()).toContain('DATA DELETE USERINFO PIN=45');
    expect(await syncOf('LOST2')).toMatchObject({ inSync: true });
  });

  it('is deleted from a terminal that accepted it the first time and refused it the second time', async () => {
    const device = await terminal(app, 'LOST3');
    expect((await app.admin('POST', '/areas', { code: 'twice', name: 'Twice' })).status).toBe(201);
    expect((await app.admin('PATCH', '/devices/LOST3', { areaCode: 'twice' })).status).toBe(200);
    await app.admin('POST', '/persons', { pin: '46', name: 'P' });
    await app.api('POST', '/api/attAreaPerson/set', { code: 'twice', pins: ['46'] });
    const told = async () => {
      await worked(app);
      const [, id = '', text = ''] = /C:(\d+):(.*)\n/.exec(await device.poll()) ?? [];
      return { id, text };
    };
    const first = await told();
    expect(first.text).toMatch(/^DATA UPDATE USERINFO PIN=46/);
    // The answer is lost, so the terminal gets the command again at its next contact.
    await device.contact();
    expect(await told()).toEqual(first);
    await device.result(`ID=${first.id}&Return=-12&CMD=DATA\n`);
    await app.api('POST', '/api/attAreaPerson/delete', { code: 'twice', pins: ['46'] });
    const last = await told();
    expect(last.text).toBe('DATA DELETE USERINFO PIN=46');
    await device.result(`ID=${last.id}&Return=0&CMD=DATA\n`);
    expect(await syncOf('LOST3')).toMatchObject({ inSync: true });
  });
});

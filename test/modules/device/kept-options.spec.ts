import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keptOptions } from '../../../src/modules/device/kept-options.js';
import { startApp, type TestApp } from '../../support/app.js';
import { approved, brief, registryCode } from '../../support/raw-device.js';
import { terminal } from '../../devices/attendance-push/terminal.js';

const many = (count: number, prefix = 'K') => Array.from({ length: count }, (_, at) => `${prefix}${at}=v${at}`);

describe('options of a device', () => {
  it('are at most 1,000 and 64 kB: those that decide something, those that are there, then the others', () => {
    const said = Object.fromEntries(many(5_000).map((one) => one.split('=') as [string, string]));
    const kept = keptOptions({ Here: '1' }, { ...said, '~LockCount': 'x', lockcount: '4', MAC: '00:17:61:c3:ba:55' });
    expect(Object.keys(kept)).toHaveLength(1_000);
    expect(kept).toMatchObject({ lockcount: '4', MAC: '00:17:61:c3:ba:55', Here: '1', K0: 'v0', K995: 'v995' });
    expect(kept).not.toHaveProperty('K4999');
  });

  it('that have no room are left out whole, and smaller ones after them are kept', () => {
    const kept = keptOptions(
      {},
      { Long: 'x'.repeat(70_000), Half: 'y'.repeat(60_000), Next: 'z'.repeat(60_000), Ok: '1' },
    );
    expect(Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, value.length]))).toEqual({
      ...{ Half: 60_000, Ok: 1 },
    });
  });
});

describe('a device that tells options without end', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ env: { LOG_LEVEL: 'error' } });
  });
  afterAll(() => app.stop());

  const held = async (sn: string) => {
    const [row] = await app.sql<{ options: Record<string, string>; alerts: { text: string }[] }>(
      'SELECT options, alerts FROM device WHERE sn = $1',
      [sn],
    );
    const told = row?.alerts.filter(({ text }) => text.startsWith('it tells more options than are kept')) ?? [];
    return { count: Object.keys(row?.options ?? {}).length, options: row?.options ?? {}, told: told.length };
  };

  it('at its registration, and later under ever new names: a thousand are kept, and that is said once', async () => {
    const device = await approved(app, 'OPTS-1');
    // From here on it is known to be served: more than 64 kB is read only of such a device.
    await device.poll();
    await registryCode(device, [...many(9_000), '~DeviceName=C3-200', 'MachineType=8', 'LockCount=2'].join(','));
    expect(await held('OPTS-1')).toMatchObject({ count: 1_000, options: { LockCount: '2' }, told: 1 });
    for (const prefix of ['L', 'M', 'N'])
      expect(await brief(device.post('/iclock/cdata?table=options', many(9_000, prefix).join(',')))).toEqual([
        200,
        'OK',
      ]);
    await device.post('/iclock/cdata?table=options', 'ReaderCount=4');
    expect(await held('OPTS-1')).toMatchObject({
      ...{ count: 1_000, told: 1 },
      options: { LockCount: '2', ReaderCount: '4', K0: 'v0' },
    });
  });

  it('at a terminal, too', async () => {
    const device = await terminal(app, 'OPTS-2');
    for (const prefix of ['K', 'L'])
      expect(await device.upload('options', many(9_000, prefix).join(','), '')).toEqual([200, 'OK']);
    expect(await held('OPTS-2')).toMatchObject({ count: 1_000, told: 1 });
  });
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.js';
import { addedTerminals } from './added-terminals.js';

let site: TestApp;
beforeAll(async () => {
  site = await startApp({ env: { SITE_TIME_ZONE: 'UTC' } });
});
afterAll(() => site.stop());

const { added, isServed } = addedTerminals(() => site);

interface Line {
  readonly direction: string;
  readonly line: string;
  readonly status: number | null;
  readonly code: string;
  readonly params: Record<string, string>;
  readonly raw: string;
}

it('what is said on port 4370 is recorded by names and sizes, without content', async () => {
  const { device, sn } = await added();
  await isServed(sn);
  expect((await site.admin('PUT', `/devices/${sn}/wire`, { minutes: 5 })).status).toBe(200);
  const found = async () => (await site.admin('GET', `/devices/${sn}/wire`)).body.items as Line[];
  await expect.poll(() => device.seen.commands.get(500) ?? 0).toBeGreaterThan(0);
  // A punch between two sessions is read from the log and not reported: so somebody punches until one is.
  let minute = 10;
  const reported = async () => {
    device.punch('7', { time: `2024-05-05 08:${String(minute++)}:00`, verify: 15, state: 1 });
    return (await found()).some(({ code }) => code === 'reported');
  };
  await expect.poll(reported, { timeout: 60_000, interval: 1_000 }).toBe(true);
  const { items } = (await site.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string }[] };
  const opened = await site.admin('POST', '/doors/actions', {
    action: 'open',
    doorIds: [items[0]?.id],
    seconds: 5,
    wait: 10,
  });
  expect(opened.status).toBe(200);
  const unlock = async () => (await found()).find(({ line }) => line === 'UNLOCK');
  await expect.poll(unlock, { timeout: 60_000 }).toMatchObject({
    direction: 'out',
    status: 2000,
    code: 'exchange',
    params: { command: 'UNLOCK', answer: 'ACK_OK', bytes: '0' },
  });
  expect((await unlock())?.raw).toMatch(/^UNLOCK, 4 bytes, session \d+, reply id \d+\nACK_OK \(2000\), 0 bytes$/);
  expect((await found()).find(({ code }) => code === 'reported')).toMatchObject({
    direction: 'in',
    line: 'EVENT ATTLOG',
    params: { command: 'EVENT ATTLOG' },
  });
});

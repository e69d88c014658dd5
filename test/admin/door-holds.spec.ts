import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.js';
import { quiet } from '../support/panels.js';
import { approved, registryCode, type RawDevice } from '../support/raw-device.js';
import { fromFeed } from '../support/feed.js';
import { setOnline } from './site.js';

const patience = { timeout: 60_000 };
const opens = 'CONTROL DEVICE 010101FF';
const closes = 'CONTROL DEVICE 01010100';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ isNoted: false });
});
afterAll(() => app.stop());

let panels = 0;
interface Panel {
  readonly sn: string;
  readonly device: RawDevice;
  readonly doorId: string;
}

async function panel(): Promise<Panel> {
  const sn = `HOLD-${++panels}`;
  const device = await approved(app, sn);
  await registryCode(device, `~DeviceName=${sn},MachineType=8,LockCount=1,ReaderCount=1`);
  await quiet(app, device);
  const { body } = await app.admin('GET', `/doors?sn=${sn}`);
  return { sn, device, doorId: (body.items as { id: string }[])[0]?.id ?? '' };
}

/** The number of the order. */
async function act({ doorId }: Panel, order: object): Promise<number> {
  const { status, body } = await app.admin('POST', '/doors/actions', { doorIds: [doorId], ...order });
  expect(status).toBe(200);
  return (body.items as { commandId: number }[])[0]?.commandId ?? 0;
}

/** The next command of a panel: its number and its text. */
async function next({ device }: Panel): Promise<{ id: number; text: string }> {
  let line = '';
  await expect
    .poll(async () => {
      line = await device.poll();
      return line;
    }, patience)
    .toMatch(/^C:\d+:/);
  const [, id = '', text = ''] = /^C:(\d+):(.*)$/s.exec(line) ?? [];
  return { id: Number(id), text };
}

const answer = ({ device }: Panel, id: number, code = 0) => device.result(`ID=${id}&Return=${code}&CMD=CONTROL DEVICE`);

const stateOf = async ({ doorId }: Panel) =>
  (await app.admin('GET', `/doors/${doorId}`)).body.state as { mode: string; until: string | null };

/** Held by an order that the panel has acknowledged. */
async function held(more: object = { minutes: 30 }): Promise<Panel> {
  const one = await panel();
  await act(one, { action: 'normalOpen', ...more });
  await carryOut(one, opens);
  await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('held');
  return one;
}

async function carryOut(one: Panel, text: string, code = 0): Promise<void> {
  const command = await next(one);
  expect(command.text).toBe(text);
  await answer(one, command.id, code);
}

/** The time of the hold is over, and has been for some time. */
const elapse = ({ doorId }: Panel, ago = '0 seconds') =>
  app.sql(
    `UPDATE door_hold SET until = now() - $2::interval, next_try = now() WHERE door_id = $1 AND state IN ('held', 'unknown')`,
    [doorId, ago],
  );

const closings = async ({ sn }: Panel): Promise<string[]> =>
  (
    await app.sql<{ status: string }>(`SELECT status FROM command WHERE sn = $1 AND type = 'closeDoor' ORDER BY id`, [
      sn,
    ])
  ).map(({ status }) => status);

/** The job has looked at everything that was due. */
async function looked(): Promise<void> {
  const due = () => app.sql(`SELECT 1 FROM door_hold WHERE next_try <= clock_timestamp() AND state <> 'ended'`);
  await expect.poll(due, patience).toEqual([]);
}

const told = ({ sn }: Panel) => fromFeed(app, `SELECT 1 FROM feed WHERE kind = 'holdNotEnded' AND sn = $1`, [sn]);

describe('a hold with an end', () => {
  it('begins when the panel says so, shows its end, and is ended once', async () => {
    const one = await panel();
    await act(one, { action: 'normalOpen', minutes: 30 });
    expect(await stateOf(one)).toMatchObject({ mode: 'normal', until: null });
    await carryOut(one, opens);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('held');
    const left = Date.parse((await stateOf(one)).until ?? '') - Date.now();
    expect([left > 25 * 60_000, left < 31 * 60_000]).toEqual([true, true]);
    expect(await closings(one)).toEqual([]);
    await elapse(one);
    await carryOut(one, closes);
    await expect.poll(() => stateOf(one), patience).toMatchObject({ mode: 'normal', until: null });
    expect(await closings(one)).toEqual(['done']);
    await looked();
    expect(await app.sql(`SELECT state, next_try FROM door_hold WHERE door_id = $1`, [one.doorId])).toEqual([
      { state: 'ended', next_try: null },
    ]);
    expect(await told(one)).toEqual([]);
  });

  it('does not exist where the panel refused to hold the door', async () => {
    const one = await panel();
    await act(one, { action: 'normalOpen', minutes: 5 });
    await carryOut(one, opens, -11);
    expect((await stateOf(one)).mode).toBe('normal');
    expect(await app.sql(`SELECT 1 FROM door_hold WHERE door_id = $1`, [one.doorId])).toEqual([]);
  });

  it('that the panel does not end is tried again, and told once', async () => {
    const one = await held();
    await elapse(one, '2 minutes');
    await carryOut(one, closes, -11);
    await elapse(one, '2 minutes');
    await carryOut(one, closes, -11);
    expect(await told(one)).toHaveLength(1);
    expect((await stateOf(one)).mode).toBe('held');
    await elapse(one, '2 minutes');
    await carryOut(one, closes);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('normal');
    expect(await told(one)).toHaveLength(1);
    expect(await closings(one)).toEqual(['failed', 'failed', 'done']);
  });

  it('waits for a panel that is away, and queues nothing meanwhile; after a day it is left to people', async () => {
    const one = await held();
    await app.sql(`UPDATE device SET last_seen_at = now() - interval '1 hour' WHERE sn = $1`, [one.sn]);
    await setOnline(app, one.sn, false);
    await elapse(one, '2 minutes');
    await looked();
    expect(await closings(one)).toEqual([]);
    await expect.poll(() => told(one), patience).toHaveLength(1);
    expect(await stateOf(one)).toMatchObject({ mode: 'held' });
    await elapse(one, '25 hours');
    await looked();
    expect(await app.sql(`SELECT next_try FROM door_hold WHERE door_id = $1`, [one.doorId])).toEqual([
      { next_try: null },
    ]);
    expect(await closings(one)).toEqual([]);
  });
});

describe('a later order', () => {
  it('to hold the door takes the place of the end', async () => {
    const one = await held();
    await act(one, { action: 'normalOpen' });
    // The newer order has not reached the panel yet: nothing is sent that would undo it.
    await elapse(one);
    await looked();
    expect(await closings(one)).toEqual([]);
    await carryOut(one, opens);
    await expect.poll(() => stateOf(one), patience).toMatchObject({ mode: 'held', until: null });
    await looked();
    expect(await closings(one)).toEqual([]);
  });

  it('to hold it that the panel refuses leaves the first as it was', async () => {
    const one = await held();
    const { until } = await stateOf(one);
    await act(one, { action: 'normalOpen', minutes: 600 });
    await carryOut(one, opens, -11);
    expect(await stateOf(one)).toMatchObject({ mode: 'held', until });
  });

  it('to close it is the end', async () => {
    const one = await held();
    await act(one, { action: 'close' });
    await carryOut(one, closes);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('normal');
    await elapse(one);
    await looked();
    expect(await closings(one)).toEqual(['done']);
  });

  it('is the newest even where the answer to the one before comes late', async () => {
    const one = await panel();
    const hold = await act(one, { action: 'normalOpen', minutes: 5 });
    expect((await next(one)).id).toBe(hold);
    const close = await act(one, { action: 'close' });
    expect((await next(one)).id).toBe(close);
    await answer(one, close);
    await answer(one, hold);
    expect(await stateOf(one)).toMatchObject({ mode: 'normal', until: null });
    expect(await app.sql(`SELECT state FROM door_hold WHERE door_id = $1`, [one.doorId])).toEqual([{ state: 'ended' }]);
  });
});

describe('an order', () => {
  it('says why in the audit log', async () => {
    const one = await panel();
    await act(one, { action: 'normalOpen', minutes: 15, reason: 'delivery' });
    const [row] = await app.sql<{ detail: object }>(
      `SELECT detail FROM audit WHERE action = 'POST /admin/v1/doors/actions' ORDER BY seq DESC LIMIT 1`,
    );
    expect(row?.detail).toMatchObject({ action: 'normalOpen', minutes: 15, reason: 'delivery', asked: [one.doorId] });
  });

  it.each([
    [{ action: 'open', minutes: 5 }, 'minutes'],
    [{ action: 'normalOpen', minutes: 0 }, 'minutes'],
    [{ action: 'normalOpen', minutes: 1_441 }, 'minutes'],
    [{ action: 'open', reason: 'x'.repeat(201) }, 'reason'],
  ])('%j is refused', async (order, field) => {
    const { status, body } = await app.admin('POST', '/doors/actions', { all: true, ...order });
    expect([status, body.errors]).toMatchObject([400, [{ field }]]);
  });

  it('to hold all doors until an end is one command for a panel, and each door has its end', async () => {
    const sn = 'HOLD-ALL';
    const device = await approved(app, sn);
    await registryCode(device, `~DeviceName=${sn},MachineType=8,LockCount=2,ReaderCount=2`);
    await quiet(app, device);
    const ids = ((await app.admin('GET', `/doors?sn=${sn}`)).body.items as { id: string }[]).map(({ id }) => id);
    await app.admin('POST', '/doors/actions', { doorIds: ids, action: 'normalOpen', minutes: 10 });
    const one = { sn, device, doorId: ids[0] ?? '' };
    await carryOut(one, 'CONTROL DEVICE 010001FF');
    for (const doorId of ids)
      await expect.poll(async () => (await stateOf({ ...one, doorId })).mode, patience).toBe('held');
    for (const doorId of ids) await elapse({ ...one, doorId });
    for (let door = 1; door <= 2; door++) {
      const { id, text } = await next(one);
      expect(text).toMatch(/^CONTROL DEVICE 010[12]0100$/);
      await answer(one, id);
    }
    for (const doorId of ids)
      await expect.poll(async () => (await stateOf({ ...one, doorId })).mode, patience).toBe('normal');
  });
});

describe('after the clock was set back', () => {
  /** As if it had been an hour later when all of this was noted down. */
  const setBack = ({ doorId }: Panel) =>
    app.sql(
      `UPDATE door_hold SET sent_at = sent_at + interval '1 hour', until = until + interval '1 hour',
         next_try = next_try + interval '1 hour' WHERE door_id = $1`,
      [doorId],
    );

  it('a new hold is a hold, and has its end', async () => {
    const one = await held();
    await act(one, { action: 'close' });
    await carryOut(one, closes);
    await setBack(one);
    await act(one, { action: 'normalOpen', minutes: 30 });
    await carryOut(one, opens);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('held');
    expect((await stateOf(one)).until).not.toBeNull();
    await elapse(one);
    await carryOut(one, closes);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('normal');
  });

  it('a hold does not last longer: in doubt it is ended', async () => {
    const one = await held();
    await setBack(one);
    await carryOut(one, closes);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('normal');
    expect(await closings(one)).toEqual(['done']);
  });

  it('behind its order, too: a hold ends by a clock that nobody sets', async () => {
    const [one, other] = [await held(), await held()];
    const until = (time: string) =>
      app.sql(`UPDATE door_hold SET until = now() + $2::interval, next_try = now() + $2::interval WHERE door_id = $1`, [
        one.doorId,
        time,
      ]);
    await until('5 seconds');
    // What is ended after that was looked at after that.
    await elapse(other);
    await carryOut(other, closes);
    await until('20 minutes');
    await carryOut(one, closes);
    await expect.poll(async () => (await stateOf(one)).mode, patience).toBe('normal');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LeasedReaderService } from '../../../src/outbound/reader/leased-reader.service.js';
import type { Publisher, ReaderSetup } from '../../../src/outbound/reader/publisher.js';
import { ReaderSettingsService } from '../../../src/outbound/reader/reader-settings.service.js';
import { claimReaders, noteProgress } from '../../../src/outbound/reader/reader-store.js';
import { SealedBox } from '../../../src/platform/crypto/sealed-box.js';
import { startApp, type TestApp } from '../../support/app.js';
import { storeEvents } from '../../support/events.js';

const patience = { timeout: 60_000, interval: 20 };

interface Heard {
  readonly at: string;
  readonly id: string;
  readonly setting: unknown;
}

/** What the readers of both gateways have published. */
const heard: Heard[] = [];
const setups = new Map<string, ReaderSetup>();

/** A kind of reader that writes down what it gets. */
const probe = (at: string) => ({
  name: 'probe',
  connect: (setup: ReaderSetup): Promise<Publisher> => {
    setups.set(at, setup);
    return Promise.resolve({
      wants: ({ type }) => type === 'access.granted' || type === 'feed.gap',
      publish: (messages) => {
        heard.push(...messages.map(({ id }) => ({ at, id, setting: setup.settings })));
        return Promise.resolve();
      },
      close: () => Promise.resolve(void setups.delete(at)),
    });
  },
});

let first: TestApp;
let second: TestApp;
let living: TestApp | null = null;
beforeAll(async () => {
  first = await startApp();
  second = await startApp({ databaseUrl: first.databaseUrl });
  first.app.get(LeasedReaderService).add(probe('first'));
  second.app.get(LeasedReaderService).add(probe('second'));
});
afterAll(async () => {
  await living?.stop();
  await second.stop();
  await first.stop();
});

const put = (app: TestApp, settings: object, secrets: Record<string, string> = {}, after?: string) =>
  app.work.run((tx) => app.app.get(ReaderSettingsService).put(tx, 'probe', { settings, secrets, after }));
const state = async () => (await second.app.get(ReaderSettingsService).get(second.work.manager, 'probe')).state;
/** Which gateway is connected. */
const owners = () => [...setups.keys()];
const connected = async () => {
  // One that has lost its lease hangs up when it looks next.
  await expect.poll(async () => [(await state()).connected, owners().length], patience).toEqual([true, 1]);
  const [owner] = owners();
  return owner ?? '';
};
const leaseOwner = async () =>
  (await first.sql<{ owner: string }>('SELECT lease_owner AS owner FROM feed_reader'))[0]?.owner;
const eventIds = async (app = first) =>
  (
    await app.sql<{ id: string }>(`SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed
    WHERE kind = 'event' ORDER BY position`)
  ).map(({ id }) => id);

describe('a reader that gateways share', () => {
  it('begins with what comes after it was set, on one of them, with its secrets', async () => {
    await storeEvents(first, {});
    await put(first, { n: 1 }, { password: 'hush' });
    const owner = await connected();
    expect(setups.get(owner)).toMatchObject({ settings: { n: 1 }, secrets: { password: 'hush' } });
    await storeEvents(second, {}, {});
    await expect.poll(() => heard.map(({ id }) => id), patience).toEqual((await eventIds()).slice(1));
    await expect.poll(async () => (await state()).lagSeconds, patience).toBe(0);
  });

  it('has its secrets sealed in the database', async () => {
    const [row] = await first.sql<{ text: string }>('SELECT row_to_json(r)::text AS text FROM feed_reader r');
    expect(row?.text).not.toContain('hush');
    expect(row?.text).not.toContain(Buffer.from('hush').toString('hex'));
  });

  it('takes up other settings at once, wherever they were set, and goes on where it was', async () => {
    heard.length = 0;
    await put(second, { n: 2 });
    await expect.poll(() => [...setups.values()].map(({ settings }) => settings), patience).toEqual([{ n: 2 }]);
    expect([...setups.values()].map(({ secrets }) => secrets)).toEqual([{}]);
    await storeEvents(first, {});
    await expect.poll(() => heard.map(({ setting }) => setting), patience).toEqual([{ n: 2 }]);
    expect(heard.map(({ id }) => id)).toEqual((await eventIds()).slice(-1));
  });

  it('goes where it is told to', async () => {
    heard.length = 0;
    await put(first, { n: 3 }, {}, 'start');
    await expect.poll(() => heard.map(({ id }) => id), patience).toEqual(await eventIds());
    await expect(put(first, { n: 3 }, {}, '999999999999999')).rejects.toThrow('after must not be above');
  });

  it('waits after a restore until it is set again', async () => {
    await connected();
    await first.sql('UPDATE feed_reader SET is_paused = true, lease_owner = NULL, lease_until = NULL');
    const { manager } = first.work;
    const claims = await claimReaders(manager, new SealedBox(Buffer.alloc(32, 7)), {
      names: ['probe'],
      owner: 'third',
      leaseMs: 60_000,
    });
    expect(claims.size).toBe(0);
    await put(first, { n: 3 });
    expect(await first.sql('SELECT is_paused FROM feed_reader')).toEqual([{ is_paused: false }]);
    await connected();
  });

  it('does not move by what was published under older settings', async () => {
    const owner = (await leaseOwner()) ?? '';
    const { position } = await state();
    const { manager } = first.work;
    expect(await noteProgress(manager, { name: 'probe', owner, revision: 1 }, { position: 0 })).toBe(false);
    expect(await noteProgress(manager, { name: 'probe', owner: 'another', revision: 4 }, { position: 0 })).toBe(false);
    expect((await state()).position).toBe(position);
    expect(await noteProgress(manager, { name: 'probe', owner, revision: 4 }, { position })).toBe(true);
  });

  it('waits for a lease that another gateway has, and takes it when that is over', async () => {
    await connected();
    // As a gateway leaves it that was killed: nobody prolongs it any more.
    await first.sql(`UPDATE feed_reader SET lease_owner = 'killed', lease_until = now() + interval '2 seconds'`);
    heard.length = 0;
    await storeEvents(first, {});
    await expect.poll(() => owners(), patience).toEqual([]);
    await expect.poll(() => leaseOwner(), patience).not.toBe('killed');
    await connected();
    await expect.poll(async () => (await state()).lagSeconds, patience).toBe(0);
    expect(heard.map(({ id }) => id)).toContain((await eventIds()).at(-1));
  });

  it('goes on with the other gateway as soon as the one that has it stops', async () => {
    const owner = await connected();
    const [goes, stays] = owner === 'first' ? [first, second] : [second, first];
    await goes.app.close();
    await expect.poll(() => owners(), { timeout: 60_000 }).toEqual([owner === 'first' ? 'second' : 'first']);
    heard.length = 0;
    await storeEvents(stays, {});
    await expect.poll(() => heard.length, patience).toBe(1);
  });

  it('is told what was removed before it came to it, and goes on behind that', async () => {
    const stays = owners()[0] === 'first' ? first : second;
    const rows = await stays.sql<{ position: number }>('SELECT position FROM feed ORDER BY position');
    const removed = rows[1]?.position ?? 0;
    await stays.sql('DELETE FROM feed WHERE position <= $1', [removed]);
    await stays.sql('UPDATE feed_horizon SET position = $1', [removed]);
    // A gateway that has not read these entries before they were removed.
    const third = await startApp({ databaseUrl: first.databaseUrl });
    third.app.get(LeasedReaderService).add(probe('third'));
    await stays.app.close();
    await expect.poll(() => owners(), patience).toEqual(['third']);
    heard.length = 0;
    await put(third, { n: 4 }, {}, '0');
    await expect
      .poll(() => heard.map(({ id }) => id), patience)
      .toEqual([`msg_${removed}`, ...(await eventIds(third))]);
    living = third;
  });

  it('ends when it is removed', async () => {
    const { app, work } = living ?? second;
    const readers = app.get(ReaderSettingsService);
    await work.run((tx) => readers.remove(tx, 'probe'));
    await expect.poll(() => owners(), patience).toEqual([]);
    await expect(readers.get(work.manager, 'probe')).rejects.toThrow('probe is not set');
    await expect(work.run((tx) => readers.remove(tx, 'probe'))).rejects.toThrow('probe is not set');
  });
});

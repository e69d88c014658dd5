import { expect } from 'vitest';
import { SyncService } from '../../src/sync/sync.service.js';
import type { TestApp } from './app.js';
import { approved, brief, registryCode, type RawDevice } from './raw-device.js';

/** The return code for each command, and what else the device does before it answers. */
type Answers = (text: string, id: string) => number | Promise<number>;

/** A raw device that has registered with the given options. */
export interface Panel {
  readonly device: RawDevice;
  readonly sn: string;
  /** Ids of its doors, by number from 1. */
  readonly doors: readonly string[];
  /** Polls and acknowledges until there are no more commands. @returns the commands, without those of its setup */
  settle(answers?: Answers): Promise<string[]>;
  upload(table: string, rows: string | readonly string[]): Promise<readonly [number, string]>;
}

const isSetup = (text: string) => /^(SET OPTIONS|DATA COUNT|DATA UPDATE timezone)/.test(text);

export async function panel(app: TestApp, sn: string, options: string): Promise<Panel> {
  const device = await approved(app, sn);
  await registryCode(device, `~DeviceName=${sn},MachineType=101,LockCount=1,ReaderCount=1,${options}`);
  const { items } = (await app.admin('GET', `/doors?sn=${sn}`)).body as { items: { id: string; sn: string }[] };
  const doors = items.filter((door) => door.sn === sn).map(({ id }) => id);
  return {
    device,
    sn,
    doors,
    settle: (answers) => settle(app, device, answers),
    upload: (table, rows) => {
      const lines = typeof rows === 'string' ? [rows] : rows;
      const path = `/iclock/cdata?table=tabledata&tablename=${table}&count=${lines.length}`;
      return brief(device.post(path, lines.join('\n')));
    },
  };
}

async function settle(app: TestApp, device: RawDevice, answers: Answers = () => 0): Promise<string[]> {
  const texts: string[] = [];
  for (let quiet = 0; quiet < 2;) {
    await worked(app);
    const command = /^C:(\d+):([\s\S]*)$/.exec(await device.poll());
    if (!command) {
      quiet++;
      continue;
    }
    quiet = 0;
    const [, id = '', text = ''] = command;
    await counted(app, device, id, text);
    if (!isSetup(text)) texts.push(text);
    await device.result(`ID=${id}&Return=${await answers(text, id)}&CMD=DATA`);
  }
  return texts;
}

/** When it is asked for a count of users, it answers with the number that it acknowledged. */
export async function counted(app: TestApp, device: RawDevice, id: string, text: string): Promise<void> {
  if (text !== 'DATA COUNT user') return;
  const held = `SELECT count(*)::int AS n FROM ledger WHERE sn = $1 AND table_name = 'user' AND held_hash IS NOT NULL`;
  const [users] = await app.sql<{ n: number }>(held, [device.sn]);
  await device.post(`/iclock/querydata?type=count&cmdid=${id}&tablename=user`, `user=${users?.n ?? 0}`);
}

/**
 * All changes are processed: none is due, and polls know what came of them. A commit is seen a moment before the gateway
 * that made it hears of it, and only then does it look into the queue of a device that had nothing.
 */
export async function worked(app: TestApp): Promise<void> {
  const due = () => app.sql('SELECT 1 FROM change WHERE due_at <= clock_timestamp() LIMIT 1');
  // Thousands of people take minutes where the machine does much else.
  await expect.poll(due, { timeout: 180_000 }).toEqual([]);
  await app.app.get(SyncService).wake();
}

/** Acknowledges commands until sync has processed all changes and has nothing more to send. */
export async function quiet(app: TestApp, device: RawDevice): Promise<void> {
  for (;;) {
    await worked(app);
    const [, id, text = ''] = /^C:(\d+):([\s\S]*)$/.exec(await device.poll()) ?? [];
    if (id === undefined) return;
    await counted(app, device, id, text);
    await device.result(`ID=${id}&Return=0&CMD=DATA`);
  }
}

/** A person with a level that opens the doors of these panels. */
export async function granted(
  app: TestApp,
  pin: string,
  panels: readonly Pick<Panel, 'doors'>[],
  facts: object = {},
): Promise<string> {
  const level = await app.admin('POST', '/access-levels', {
    name: `Level of ${pin}`,
    doorIds: panels.flatMap(({ doors }) => doors),
  });
  const { id } = level.body as { id: string };
  expect((await app.admin('POST', '/persons', { pin, ...facts, accLevelIds: [id] })).status).toBe(201);
  return id;
}

/** The smallest JPEG that a decoder accepts: one pixel, of the given grey. */
export const jpeg = async (grey: number): Promise<string> => {
  const { default: sharp } = await import('sharp');
  const image = sharp({ create: { width: 8, height: 8, channels: 3, background: { r: grey, g: grey, b: grey } } });
  return (await image.jpeg().toBuffer()).toString('base64');
};

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { apiToken, startApp, type TestApp } from '../support/app.js';
import { storeEvents } from '../support/events.js';
import { codeOf, hasCurl } from '../support/recipe.js';

const [once = '', loop = '', stream = ''] = codeOf('curl', 'sh');
const patience = { timeout: 60_000 };

describe.skipIf(!hasCurl)('the recipe for curl', () => {
  let app: TestApp;
  let folder: string;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    app = await startApp();
    folder = await mkdtemp(join(tmpdir(), 'postern-curl-'));
    await storeEvents(app, {}, {}, {});
  });
  /** The shells with everything that they have started. */
  function endShells(): void {
    for (const { pid } of running.splice(0)) {
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  }
  afterEach(endShells);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await app.stop();
  });

  function shell(script: string): { output: string; errors: string } {
    const told = { output: '', errors: '' };
    const child = spawn('bash', ['--norc', '--noprofile', '-c', script], {
      cwd: folder,
      detached: true,
      env: { PATH: process.env.PATH, URL: app.url, TOKEN: apiToken },
    });
    running.push(child);
    child.stdout.on('data', (chunk: Buffer) => (told.output += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (told.errors += String(chunk)));
    return told;
  }
  const ids = async () =>
    (
      await app.sql<{ id: string }>(`SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed
        WHERE kind = 'event' ORDER BY position`)
    ).map(({ id }) => id);

  interface Page {
    readonly code: number;
    readonly data: { readonly items: { readonly id: string }[]; readonly nextCursor: string };
  }
  const idsIn = ({ data }: Page) => data.items.map(({ id }) => id);

  it('shows a page', async () => {
    const told = shell(once);
    await expect.poll(() => told.output.trimEnd().endsWith('}'), patience).toBe(true);
    const page = JSON.parse(told.output) as Page;
    expect([page.code, idsIn(page), told.errors]).toEqual([0, (await ids()).slice(0, 2), '']);
  });

  it('keeps the cursor and no page where the call is refused', async () => {
    await writeFile(join(folder, 'cursor.txt'), 'abc');
    const told = shell(loop);
    await expect.poll(() => told.errors, patience).toContain('"code":-1');
    endShells();
    expect(await readFile(join(folder, 'cursor.txt'), 'utf8')).toBe('abc');
    await expect(readFile(join(folder, 'messages.jsonl'))).rejects.toThrow('ENOENT');
    await rm(join(folder, 'cursor.txt'));
  });

  it('keeps everything in a loop, each once, through a break', async () => {
    const pages = async () =>
      (await readFile(join(folder, 'messages.jsonl'), 'utf8').catch(() => ''))
        .split('\n')
        .filter(Boolean)
        .flatMap((line) => idsIn(JSON.parse(line) as Page));
    const first = shell(loop);
    await expect.poll(pages, patience).toEqual(await ids());
    await storeEvents(app, {});
    await expect.poll(pages, patience).toEqual(await ids());
    const cursor = async () => (await readFile(join(folder, 'cursor.txt'), 'utf8')).trim();
    const [last] = await app.sql<{ position: string }>('SELECT max(position)::text AS position FROM feed');
    await expect.poll(cursor, patience).toBe(String(last?.position));
    endShells();
    await storeEvents(app, {}, {});
    shell(loop);
    await expect.poll(pages, patience).toEqual(await ids());
    expect(first.output).toBe('');
  });

  it('follows the stream', async () => {
    const told = shell(stream);
    const messages = () =>
      [...told.output.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => (JSON.parse(data) as { id: string }).id);
    await expect.poll(messages, patience).toEqual(await ids());
    await storeEvents(app, {});
    await expect.poll(messages, patience).toEqual(await ids());
  });
});

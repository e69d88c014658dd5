import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { press } from '../../src/tools/simulator/keyboard.js';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { adminToken, startApp, type TestApp } from '../support/app.js';

const tour =
  readFileSync('README.md', 'utf8').split('\n## A tour with the simulator\n')[1]?.split('\n## ')[0]?.trim() ?? '';
const blocks = [...tour.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
  language,
  text: text.trim(),
}));
const typed = blocks.filter(({ language }) => language === 'text').map(({ text }) => text);

let app: TestApp;
let panel: SimulatedPanel;
let running: Promise<unknown>;
const folder = mkdtempSync(join(tmpdir(), 'postern-tour-'));

beforeAll(async () => {
  app = await startApp();
  const pace = { pollSeconds: 0.2, retrySeconds: 0.2 };
  panel = new SimulatedPanel({ url: app.url, sn: 'DEMO1', doors: 4, zone: 'Europe/Madrid', ...pace });
  running = panel.run();
  mkdirSync(join(folder, 'data'));
  writeFileSync(join(folder, 'data', 'first-run.txt'), `admin password: x\nadmin token: ${adminToken}\n`);
});

afterAll(async () => {
  await panel.stop();
  await running;
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** Runs the shell blocks in one shell; between two of them whatever the reader does in the meantime. */
async function walk(meanwhile: (block: number) => Promise<void>): Promise<string[]> {
  const mark = '@@ next';
  const script = blocks
    .filter(({ language }) => language === 'sh')
    .map(({ text }) => `${text.replace('http://127.0.0.1:8088', app.url)}\necho; echo '${mark}'; read -r _`);
  const shell = spawn('sh', ['-eu', '-c', script.join('\n')], { cwd: folder });
  const said: string[] = [''];
  const faults: Buffer[] = [];
  shell.stderr.on('data', (chunk: Buffer) => faults.push(chunk));
  for await (const line of createInterface({ input: shell.stdout })) {
    if (line !== mark) {
      said.push(`${said.pop() ?? ''}${line}\n`);
      continue;
    }
    await meanwhile(said.length);
    said.push('');
    shell.stdin.write('\n');
  }
  expect(Buffer.concat(faults).toString()).toBe('');
  return said.map((text) => text.trim());
}

const hasCurl = spawnSync('curl', ['--version']).status === 0;

describe.skipIf(!hasCurl)("the README's tour", () => {
  it('works word for word', async () => {
    await expect.poll(async () => (await app.admin('GET', '/devices/DEMO1')).status).toBe(200);
    const printed: string[] = [];
    const badge = () => press(panel, typed[0] ?? '', (line) => void printed.push(line));
    const rights = () => panel.rows('userauthorize').map(({ pin }) => pin);
    const said = await walk(async (block) => {
      if (block === 4) {
        await expect.poll(rights, { timeout: 60_000 }).toEqual(['1001']);
        await badge();
      }
      if (block === 5) {
        // The remote opening is answered before its event is sent.
        const has = (code: number) => panel.journal.stored.some(({ event }) => event === code);
        await expect.poll(() => [has(8), panel.journal.waiting], { timeout: 60_000 }).toEqual([true, 0]);
        const sync = async () => (await app.admin('GET', '/devices/DEMO1')).body.sync as object;
        await expect.poll(sync, { timeout: 60_000 }).toMatchObject({ inSync: true });
      }
      if (block === 7) {
        await expect.poll(() => panel.rows('user'), { timeout: 60_000 }).toEqual([]);
        await badge();
      }
    });
    const success = '{"code":0,"message":"success","data":null}';
    expect(said).toHaveLength(8);
    expect(said[1]).toBe("approved\n[ 'DEMO1-1', 'DEMO1-2', 'DEMO1-3', 'DEMO1-4' ]");
    expect(said[3]).toBe(success);
    expect(said[4]).toBe(success);
    expect(said[5]).toMatch(/\| DEMO1-1 \| Remote Opening \| '/);
    expect(said[5]).toMatch(/\| DEMO1-1 \| Normal Verify Open \| 1001'/);
    expect(said[5]?.replace(/\s+/g, ' ')).toContain(
      '{ desired: 7, acked: 7, failed: 0, blocked: 0, extra: 0, unknown: 0, foreign: 0, inSync: true, reason: null }',
    );
    expect(said[5]).toContain('CONTROL DEVICE 01010105');
    expect(said[6]).toMatch(/^\{"code":0,"message":"success","data":null\}\n\{"ok":true,/);
    expect(printed[0]).toBe('badge 123456789 at door 1: opens');
    expect(printed[1]).toMatch(/^badge 123456789 at door 1: (?!opens)/);
  });
});

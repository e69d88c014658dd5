import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SimulatedPanel } from '../../src/tools/simulator/panel.js';
import { keepAliveAgent } from '../../src/tools/simulator/transport.js';
import { adminToken } from '../processes.js';

const doorsOfPanel = 4;

/** Panels whose doors are on the board. @returns them; the caller stops them */
export async function connectDoors(url: string, doors: number): Promise<readonly SimulatedPanel[]> {
  const agent = keepAliveAgent(url);
  const panels = Array.from(
    { length: doors / doorsOfPanel },
    (_, index) => new SimulatedPanel({ url, sn: `BOARD${index + 1}`, doors: doorsOfPanel, agent }),
  );
  for (const panel of panels) {
    await panel.connect();
    await panel.sendState();
  }
  await fetch(`${url}/admin/v1/setup/finish`, { method: 'POST', headers: { authorization: `Bearer ${adminToken}` } });
  return panels;
}

/** Doors open and close, so many times a second. @returns how many states were told */
export async function changeDoors(panels: readonly SimulatedPanel[], perSecond: number, ms: number): Promise<number> {
  const sent: Promise<unknown>[] = [];
  const begin = performance.now();
  for (let at = 0; performance.now() - begin < ms; at++) {
    const panel = panels[at % panels.length];
    const door = 1 + (Math.floor(at / panels.length) % doorsOfPanel);
    if (panel?.doors.isOpen(door)) panel.doors.close(door);
    else panel?.doors.open(door, 5, '');
    if (panel) sent.push(panel.sendState().catch(() => undefined));
    await sleep(Math.max(0, begin + ((at + 1) * 1_000) / perSecond - performance.now()));
  }
  await Promise.all(sent);
  return sent.length;
}

/** People by the thousand, past all rules: it is the list that is measured. */
export async function addPeople(databaseUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(
    `INSERT INTO person (id, pin, name, last_name, department_id)
     SELECT md5('bench' || n), (1000000 + n)::text, 'Person ' || n, 'Bench', d.id
     FROM generate_series(1, $1::int) n, (SELECT id FROM department ORDER BY id LIMIT 1) d`,
    [count],
  );
  await client.query('ANALYZE person');
  await client.end();
}

import { connect } from 'node:net';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { frameOf, stamp } from './dc09-panel.js';

const accounts = ['A001', 'A002', 'A003', 'A004', 'A005', 'A006'];
const messagesOfEach = 12;
/** So many are acknowledged before the gateway is killed, with the next message that is sent. */
const killAfter = 25;

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.prepare({ DC09_PORT: '0' });
  await gateway.start();
  for (const account of accounts) {
    const panel = { id: account, name: account, account };
    expect((await callAdmin('POST', `${gateway.url}/admin/v1/intrusion/panels`, panel)).status).toBe(201);
  }
});

afterAll(() => gateway.remove());

/** It has another port after each start. */
async function receiver(): Promise<number> {
  const port = () => Number(/DC-09 to \S+, port (\d+)/.exec(gateway.output)?.[1] ?? 0);
  await vi.waitUntil(() => port() > 0, { timeout: 180_000 });
  return port();
}

/**
 * @param sent called when the message is on its way
 * @returns whether the message was acknowledged before the connection ended
 */
function tell(port: number, frame: Buffer, sent: () => void): Promise<boolean> {
  return new Promise((resolve) => {
    let heard = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(frame);
      sent();
    });
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
      if (!heard.endsWith('\r')) return;
      resolve(heard.includes('"ACK"'));
      socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(false));
  });
}

const three = (value: number) => String(value).padStart(3, '0');

async function stored(): Promise<string[]> {
  const client = new Client({ connectionString: await gateway.databaseUrl() });
  await client.connect();
  const query = `SELECT panel_id, point_no AS point FROM intrusion_event WHERE code = '1130'`;
  const { rows } = await client.query<{ panel_id: string; point: number }>(query).finally(() => client.end());
  return rows.map(({ panel_id, point }) => `${panel_id} ${point}`).sort();
}

describe('messages of intrusion panels while the gateway is killed', () => {
  it('are each stored exactly once where they were acknowledged', async () => {
    const acknowledged: string[] = [];
    let broken = 0;
    let listening = receiver();
    let restarted: Promise<void> | undefined;

    /**
     * `kill -9` while at least this message is not answered: panels that speak in turn may all have their answers at the
     * moment when one of them looks. Nobody calls again before the next one listens.
     */
    const restart = () => {
      if (restarted !== undefined || acknowledged.length < killAfter) return;
      const killed = gateway.kill();
      restarted = killed.then(() => gateway.start());
      listening = restarted.then(() => receiver());
    };

    const panel = async (account: string) => {
      for (let point = 1; point <= messagesOfEach; point++) {
        const sequence = `0${three(point)}`;
        const frame = frameOf(`"ADM-CID"${sequence}L0#${account}[#${account}|1130 01 ${three(point)}]${stamp()}`);
        while (!(await tell(await listening, frame, restart))) broken++;
        acknowledged.push(`${account} ${point}`);
      }
    };
    await Promise.all(accounts.map(panel));
    await restarted;
    expect(acknowledged).toHaveLength(accounts.length * messagesOfEach);
    expect(broken).toBeGreaterThan(0);
    expect(await stored()).toEqual(acknowledged.sort());
  });
});

import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { GatewayProcess } from '../../support/gateway-process.js';
import { callAdmin } from '../../support/http.js';
import { hasNatsServer, NatsServer } from '../../support/nats-server.js';
import { newTally, Uploader } from '../../support/uploader.js';

const patience = { timeout: 60_000, interval: 50 };
const perKill = process.env.POSTERN_TEST_VOLUME === 'full' ? 2_000 : 200;
const kills = process.env.POSTERN_TEST_VOLUME === 'full' ? 5 : 1;

let gateway: GatewayProcess;
let server: NatsServer;
beforeAll(async () => {
  if (!hasNatsServer) return;
  server = await NatsServer.start();
  gateway = await GatewayProcess.prepare();
  await gateway.start();
});
afterAll(async () => {
  if (!hasNatsServer) return;
  await gateway.remove();
  await server.remove();
});

it.skipIf(!hasNatsServer)(
  'kill -9 of the gateway that follows the feed loses nothing',
  async () => {
    const sql = new pg.Client({ connectionString: await gateway.databaseUrl() });
    const nats = await connect({ servers: server.url.replace('nats://', ''), noAsyncTraces: true });
    await sql.connect();
    await callAdmin('POST', `${gateway.url}/admin/v1/devices`, { sn: 'NATSKILL' });
    await callAdmin('PUT', `${gateway.url}/admin/v1/nats`, { url: server.url });
    const manager = await jetstreamManager(nats);
    const kept = async () =>
      (await manager.streams.info('POSTERN', { subjects_filter: 'postern.>' }).catch(() => null))?.state.messages ?? 0;
    const uploader = new Uploader('NATSKILL', gateway.url, 10);
    const tally = newTally();
    for (let kill = 0; kill < kills; kill++) {
      const before = await kept();
      uploader.record(perKill);
      const uploaded = uploader.upload(tally);
      // In the middle of it.
      await expect.poll(kept, patience).toBeGreaterThan(before + perKill / 10);
      await gateway.kill();
      // Another gateway would wait for the end of the lease.
      await sql.query(`UPDATE feed_reader SET lease_until = now()`);
      await gateway.start();
      await uploaded;
    }
    const events = async () =>
      (
        await sql.query<{ id: string }>(
          `SELECT 'evt_' || replace(ref::text, '-', '') AS id FROM feed WHERE kind = 'event' ORDER BY position`,
        )
      ).rows.map(({ id }) => id);
    const ids = await events();
    expect(ids.length).toBeGreaterThanOrEqual(kills * perKill);
    const last = async () =>
      (
        await sql.query<{ left: number }>(
          `SELECT count(*)::int AS left FROM feed WHERE position > (SELECT position FROM feed_reader)`,
        )
      ).rows[0]?.left;
    await expect.poll(last, patience).toBe(0);
    const found: string[] = [];
    const { state } = await manager.streams.info('POSTERN');
    for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
      const message = await manager.streams.getMessage('POSTERN', { seq });
      const id = message?.header.get('Nats-Msg-Id') ?? '';
      if (id.startsWith('evt_')) found.push(id);
    }
    process.stdout.write(
      `${ids.length} events, ${kills} kills: ${found.length} kept, ${new Set(found).size} different\n`,
    );
    expect([...found].sort()).toEqual([...ids].sort());
    uploader.close();
    await nats.close();
    await sql.end();
  },
  240_000,
);

// `npm run test:ha`: three PostgreSQL under Patroni, HAProxy, pgbouncer and Caddy of Debian before two gateways, with
// devices that upload through all of it. The primary is killed, then a gateway, then one is stopped as for an upgrade. Not
// part of `npm test`: it needs Debian, apt, root and three minutes. Packages are unpacked below /tmp, nothing is installed.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  chmodSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Buffer } from 'node:buffer';
import { setTimeout as sleep } from 'node:timers/promises';
import { URL } from 'node:url';
import pg from 'pg';
import { writeConfigs } from './ha-configs.mjs';

const packages = ['patroni', 'haproxy', 'pgbouncer', 'caddy', 'postgresql-15', 'etcd-server', 'python3-psycopg2'];
const kept = '/tmp/postern-ha';
const main = new URL('../dist/src/main.js', import.meta.url).pathname;
const adminToken = 'ha-admin-token-0123456789abcd';
const devices = 20;
const say = (line) => console.log(`${new Date().toISOString().slice(11, 23)} ${line}`);

const children = [];
const folder = mkdtempSync('/tmp/postern-ha-run-');
chmodSync(folder, 0o755);

function unpack() {
  const [debs, root] = [join(kept, 'debs'), join(kept, 'root')];
  mkdirSync(join(debs, 'partial'), { recursive: true });
  if (!existsSync(join(root, 'usr/bin/patroni'))) {
    const options = ['-y', '--no-install-recommends', '--download-only', '-o', `Dir::Cache::archives=${debs}`];
    execFileSync('apt-get', ['update'], { stdio: 'ignore' });
    execFileSync('apt-get', ['install', ...options, ...packages], { stdio: 'ignore' });
    for (const deb of readdirSync(debs)) if (deb.endsWith('.deb')) execFileSync('dpkg', ['-x', join(debs, deb), root]);
  }
  return root;
}

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const root = unpack();
/** What the machine has already is not downloaded. */
const bin = (name) =>
  [root, '/'].flatMap((at) => ['sbin', 'bin'].map((dir) => join(at, 'usr', dir, name))).find(existsSync);
const environment = {
  PATH: `${join(root, 'usr/lib/postgresql/15/bin')}:${process.env.PATH}`,
  HOME: folder,
  LC_ALL: 'C',
  LD_LIBRARY_PATH: join(root, 'usr/lib/x86_64-linux-gnu'),
  PYTHONPATH: join(root, 'usr/lib/python3/dist-packages'),
};
const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, 'nobody'])));

function run(name, program, args, { env = environment, user = {} } = {}) {
  const child = spawn(program, args, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'], ...user });
  const log = join(folder, `${name}.log`);
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (part) => writeFileSync(log, part, { flag: 'a' }));
  children.push(child);
  return child;
}

const ask = (url, { method = 'GET', body, headers } = {}) =>
  new Promise((resolve) => {
    const request = http.request(url, { method, agent: false, headers, timeout: 15_000 }, (response) => {
      let text = '';
      response.on('data', (part) => (text += part)).on('end', () => resolve({ status: response.statusCode, text }));
      response.on('error', () => resolve({ status: 0, text: '' }));
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve({ status: 0, text: '' }));
    request.end(body);
  });

async function until(what, isSo, seconds = 90) {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > seconds * 1_000)
      throw new Error(`${what}: not after ${seconds} s (logs in ${folder})`);
    await sleep(20);
  }
  return Math.round(performance.now() - began);
}

const ports = {};
for (const name of ['etcd', 'peer', 'haPg', 'haWeb', 'bouncer', 'caddy', 'caddyAdmin', 'g1', 'g2'])
  ports[name] = await freePort();
const nodes = [];
for (const name of ['a', 'b', 'c']) nodes.push({ name, pg: await freePort(), rest: await freePort() });

function startGateway(name, databaseUrl) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    HOST: '127.0.0.1',
    PORT: String(ports[name]),
    DATA_DIR: join(folder, name),
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEY: Buffer.alloc(32, 5).toString('base64'),
    ADMIN_TOKEN: adminToken,
    TRUSTED_PROXIES: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
  };
  return run(name, process.execPath, [main], { env });
}

const readyAt = async (port) => (await ask(`http://127.0.0.1:${port}/health/ready`)).status === 200;
const primaryOf = async () => {
  for (const node of nodes)
    if (!node.isDead && (await ask(`http://127.0.0.1:${node.rest}/primary`)).status === 200) return node;
  return null;
};

const tally = { refused: new Map(), broken: 0, acknowledged: [] };
let isOver = false;

/** One event after the other; what was not acknowledged is sent again. */
async function device(sn) {
  for (let index = 1; !isOver;) {
    const at = new Date(Date.UTC(2026, 4, 1) + index * 1_000).toISOString().replace('T', ' ').slice(0, 19);
    const body = `time=${at}\tpin=0\tcardno=0\teventaddr=0\tevent=206\tinoutstatus=2\tverifytype=200\tindex=${index}`;
    const url = `http://127.0.0.1:${ports.caddy}/iclock/cdata?SN=${sn}&table=rtlog`;
    const { status, text } = await ask(url, {
      method: 'POST',
      body,
      headers: { 'content-length': Buffer.byteLength(body) },
    });
    if (status === 200 && text === 'OK') tally.acknowledged.push(`${sn} ${index++}`);
    else {
      if (status === 0) tally.broken++;
      else tally.refused.set(status, (tally.refused.get(status) ?? 0) + 1);
      await sleep(100);
    }
  }
}
const more = (count) => {
  const goal = tally.acknowledged.length + count;
  return until(`${count} more acknowledged`, () => tally.acknowledged.length >= goal);
};

/** Whether a stream comes through all proxies byte by byte. */
const streams = () =>
  new Promise((resolve) => {
    const headers = { authorization: `Bearer ${adminToken}` };
    const request = http.get(`http://127.0.0.1:${ports.caddy}/admin/v1/events/stream`, { headers }, (response) => {
      response.once('data', () => (resolve(response.statusCode), request.destroy()));
    });
    request.setTimeout(10_000, () => (resolve(0), request.destroy()));
    request.on('error', () => resolve(0));
  });

async function play() {
  writeConfigs({ folder, root, nodes, ports, user: { uid, gid } });
  const etcd = ['--data-dir', join(folder, 'etcd'), '--listen-client-urls', `http://127.0.0.1:${ports.etcd}`];
  const peers = [
    '--listen-peer-urls',
    `http://127.0.0.1:${ports.peer}`,
    '--advertise-client-urls',
    `http://127.0.0.1:${ports.etcd}`,
  ];
  const cluster = [
    '--initial-advertise-peer-urls',
    `http://127.0.0.1:${ports.peer}`,
    '--initial-cluster',
    `default=http://127.0.0.1:${ports.peer}`,
  ];
  run('etcd', bin('etcd'), [...etcd, ...peers, ...cluster]);
  await until('etcd', async () => (await ask(`http://127.0.0.1:${ports.etcd}/health`)).status === 200);
  for (const node of nodes)
    node.child = run(node.name, 'python3', [bin('patroni'), join(folder, `${node.name}.yml`)], { user: { uid, gid } });
  run('haproxy', bin('haproxy'), ['-db', '-f', join(folder, 'haproxy.cfg')]);
  run('pgbouncer', bin('pgbouncer'), [join(folder, 'bouncer.ini')], { user: { uid, gid } });
  run('caddy', bin('caddy'), ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile']);
  await until('a primary', primaryOf);
  const isSynchronous = async () => {
    for (const { rest } of nodes) if ((await ask(`http://127.0.0.1:${rest}/sync`)).status === 200) return true;
    return false;
  };
  await until('a synchronous standby', isSynchronous);
  say('Patroni has a primary and a synchronous standby');

  const direct = `postgres://postern:x@127.0.0.1:${ports.haPg}/postgres?sslmode=disable`;
  const first = startGateway('g1', direct);
  await until('the first gateway', () => readyAt(ports.g1));
  startGateway('g2', `postgres://postern:x@127.0.0.1:${ports.bouncer}/postern?sslmode=disable`);
  await until('the gateway behind pgbouncer', () => readyAt(ports.g2));
  const sns = Array.from({ length: devices }, (_, n) => `HA-${n}`);
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  for (const sn of sns) {
    const answer = await ask(`http://127.0.0.1:${ports.caddy}/admin/v1/devices`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ sn }),
    });
    if (answer.status !== 201) throw new Error(`device ${sn}: ${answer.status} ${answer.text}`);
  }
  const streamed = await streams();
  say(`a stream through Caddy and HAProxy: ${streamed}`);
  if (streamed !== 200) throw new Error('no stream came through');
  const loads = sns.map(device);
  await more(1_000);

  const primary = await primaryOf();
  const postmaster = Number(readFileSync(join(folder, primary.name, 'data/postmaster.pid'), 'utf8').split('\n')[0]);
  primary.isDead = true;
  process.kill(primary.child.pid, 'SIGKILL');
  const tree = spawnSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
  for (const pid of [postmaster, ...tree.stdout.split('\n').map(Number)].filter(Boolean)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  }
  say(`primary ${primary.name} was killed after ${tally.acknowledged.length} acknowledged events`);
  say(`promoted after ${await until('another primary', primaryOf)} ms`);
  const readyMs = await Promise.all(['g1', 'g2'].map((name) => until(`${name} ready`, () => readyAt(ports[name]))));
  say(`ready ${readyMs[0]} ms after the promotion, behind pgbouncer ${readyMs[1]} ms`);
  await more(1_000);

  process.kill(first.pid, 'SIGKILL');
  const before = tally.broken;
  await more(500);
  say(`one gateway was killed: ${tally.broken - before} hang-ups`);
  const again = startGateway('g1', direct);
  await until('the first gateway again', () => readyAt(ports.g1));
  const [broken, refused] = [tally.broken, [...tally.refused.values()].reduce((all, n) => all + n, 0)];
  const ended = new Promise((done) => again.once('exit', done));
  process.kill(again.pid, 'SIGTERM');
  const code = await ended;
  await more(500);
  const lately = [...tally.refused.values()].reduce((all, n) => all + n, 0) - refused;
  say(`one gateway was stopped (exit ${code}): ${tally.broken - broken} hang-ups, ${lately} refusals`);
  isOver = true;
  await Promise.all(loads);

  const client = new pg.Client({ connectionString: direct });
  await client.connect();
  const { rows } = await client.query(`SELECT sn || ' ' || log_id AS name FROM event WHERE event_no = 206`);
  const gaps = await client.query(`SELECT count(*)::int AS n FROM feed WHERE kind = 'feedGap'`);
  await client.end();
  const stored = new Set(rows.map(({ name }) => name));
  const lost = tally.acknowledged.filter((name) => !stored.has(name));
  const doubled = rows.length - stored.size;
  say(
    `${tally.acknowledged.length} acknowledged, ${lost.length} lost, ${doubled} doubled, feed.gap told ${gaps.rows[0].n} times`,
  );
  say(
    `refused: ${[...tally.refused].map(([status, n]) => `${status} ${n} times`).join(', ') || 'none'}; hang-ups: ${tally.broken}`,
  );
  if (lost.length > 0 || doubled > 0 || code !== 0 || Math.min(...readyMs) > 5_000) throw new Error('it did not hold');
}

try {
  await play();
  console.log('test:ha passed');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  isOver = true;
  for (const child of children.reverse()) {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has ended.
    }
  }
  await sleep(6_000);
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
  if (process.exitCode !== 1) rmSync(folder, { recursive: true, force: true });
  process.exit();
}

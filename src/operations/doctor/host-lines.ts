import { X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { keyFile, keyPath, readKeys, readKeyState } from '../../platform/auth/encryption-key.js';
import { fingerprintOf } from '../../platform/crypto/key-ring.js';
import type { Config } from '../../platform/config.js';
import { firstRunFile } from '../../platform/auth/first-run-file.js';
import type { TlsPair } from '../../platform/tls-pair.js';
import { dayMs, line, plural, type Found } from './line.js';

export const key = line({
  id: 'key',
  needs: 'database',
  cases: {
    missing: {
      severity: 'fault',
      words: ({ path }) => `there is none in ${path}, and the database has one`,
      todo: 'Bring the key back from where it was kept: without it photos, templates and passwords cannot be read.',
    },
    other: {
      severity: 'fault',
      words: () => `not this database's`,
      todo: 'Give the key that this database was set up with, or the one that `postern rotate-key` changed it to.',
    },
    beside: {
      severity: 'warning',
      words: ({ path }) => `lies beside the data, in ${path}`,
      todo: 'Whoever takes the disk has both. Move it into ENCRYPTION_KEY or ENCRYPTION_KEY_FILE, and keep a copy.',
    },
    unfinished: {
      severity: 'warning',
      words: ({ key: old }) => `${old} was changed, and something is still sealed by it`,
      todo: 'Run `postern rotate-key` again: it goes on where it was broken off.',
    },
  },
  look: async ({ query, config }): Promise<Found<'missing' | 'other' | 'beside' | 'unfinished'>[]> => {
    const { sealing, before } = await readKeyState({ query });
    const path = keyPath(config);
    const keys = readKeys(config);
    if (keys === null) return sealing === undefined ? [] : [{ code: 'missing', params: { path: path ?? '' } }];
    const held = keys.map(fingerprintOf);
    if (sealing !== undefined && !held.includes(sealing)) return [{ code: 'other' }];
    const isBeside = config.databaseUrl === null && path === join(config.dataDir, keyFile);
    return [
      ...(isBeside ? [{ code: 'beside', params: { path } } as const] : []),
      ...before.map((one) => ({ code: 'unfinished', params: { key: one } }) as const),
    ];
  },
});

const patienceMs = 2_000;

interface Answer {
  readonly status: number;
  readonly text: string;
}

const addressOf = ({ host }: Config) => (host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host);

/** Whether somebody takes connections at the port of intrusion panels; where it is off or any port, nobody is looked for. */
function isHeard(config: Config): Promise<boolean> {
  const { dc09Port: port } = config;
  if (!port) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: addressOf(config), port, timeout: patienceMs });
    const end = (isThere: boolean) => () => {
      socket.destroy();
      resolve(isThere);
    };
    socket.on('connect', end(true)).on('timeout', end(false)).on('error', end(false));
  });
}

/** What PORT answers to whoever asks whether the gateway is ready; null = nobody listens. */
function asked(config: Config): Promise<Answer | null> {
  const { port, tls } = config;
  const options = {
    host: addressOf(config),
    port,
    path: '/health/ready',
    timeout: patienceMs,
    rejectUnauthorized: false,
  };
  return new Promise((resolve, reject) => {
    const call = (tls ? httpsRequest : httpRequest)(options, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => (text = (text + part).slice(0, 10_000)));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      answer.on('error', reject);
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNREFUSED' ? resolve(null) : resolve({ status: 0, text: error.message }),
    );
    call.end();
  });
}

function stateIn(text: string): { status?: unknown; reason?: unknown } {
  try {
    return JSON.parse(text) as object;
  } catch {
    return {};
  }
}

const isLoopback = (host: string) => /^(localhost|127\..*|::1)$/i.test(host);

/** Nobody on the way reads what the console is told. */
const isProtected = ({ host, tls, trustedProxies }: Config) =>
  tls !== null || isLoopback(host) || trustedProxies !== null;

export const ports = line({
  id: 'ports',
  needs: 'nothing',
  cases: {
    foreign: {
      severity: 'fault',
      words: ({ port }) => `PORT shows another program on ${port}`,
      todo: 'End the other program, or set PORT to a free one.',
    },
    unready: {
      severity: 'fault',
      words: ({ reason }) => `PORT shows that the gateway is not ready: ${reason}`,
      todo: 'See the other lines, and the log of the gateway.',
    },
    unheard: {
      severity: 'fault',
      words: ({ port }) => `nobody listens at DC09_PORT ${port}, although the gateway runs`,
      todo: 'Start the gateway with DC09_PORT set: intrusion panels report to nobody.',
    },
    plain: {
      severity: 'warning',
      words: () => 'PORT shows the console without TLS: passwords can be read on the way',
      todo: 'Set TLS_CERT and TLS_KEY, or HOST=127.0.0.1 behind a proxy with TLS and TRUSTED_PROXIES.',
    },
  },
  look: async ({ config }): Promise<Found<'foreign' | 'unready' | 'unheard' | 'plain'>[]> => {
    const { port, dc09Port } = config;
    const plain: Found<'plain'>[] = isProtected(config) ? [] : [{ code: 'plain' }];
    const answer = port === 0 ? null : await asked(config);
    if (answer === null) return plain;
    const { status, reason } = stateIn(answer.text);
    if (status === 'ok')
      return (await isHeard(config)) ? plain : [{ code: 'unheard', params: { port: dc09Port ?? 0 } }, ...plain];
    if (status === 'unavailable') return [{ code: 'unready', params: { reason: String(reason) } }, ...plain];
    return [{ code: 'foreign', params: { port } }];
  },
});

const warnDays = 14;

export const certificates = line({
  id: 'tls',
  needs: 'nothing',
  cases: {
    ended: {
      severity: 'fault',
      words: ({ variable, day }) => `certificate of ${variable} has ended on ${day}`,
      todo: 'Put a new certificate into the file: the gateway reads it again by itself.',
    },
    ends: {
      severity: 'warning',
      words: ({ variable, days }) => `certificate of ${variable} ends in ${plural(days, 'day')}`,
      todo: 'Put a new certificate into the file: the gateway reads it again by itself.',
    },
  },
  look: ({ config, now }) => {
    const { tls, deviceTls } = config;
    const pairs: [string, TlsPair | null][] = [
      ['TLS_CERT', tls],
      ['DEVICE_TLS_CERT', deviceTls === tls ? null : deviceTls],
    ];
    return Promise.resolve(
      pairs.flatMap(([variable, pair]): Found<'ended' | 'ends'>[] => {
        if (pair === null) return [];
        const end = new Date(new X509Certificate(pair.cert).validTo);
        const days = Math.floor((end.getTime() - now().getTime()) / dayMs);
        if (days >= warnDays) return [];
        if (days < 0) return [{ code: 'ended', params: { variable, day: end.toISOString().slice(0, 10) } }];
        return [{ code: 'ends', params: { variable, days } }];
      }),
    );
  },
});

/** Fewer may well stand behind one router. */
const severalDevices = 5;

export const proxy = line({
  id: 'proxy',
  needs: 'database',
  cases: {
    oneAddress: {
      severity: 'warning',
      words: ({ count, address }) => `all ${count} devices call from one address, ${address}: set TRUSTED_PROXIES`,
      todo: 'Set TRUSTED_PROXIES to the address of the proxy; where the devices stand behind one router, it is well.',
    },
  },
  look: async ({ query, config }) => {
    if (config.trustedProxies !== null) return [];
    const [row] = await query<{ count: number; address: string | null }>(
      `SELECT count(*)::int AS count, CASE WHEN min(address) = max(address) THEN min(address) END AS address
       FROM device WHERE status = 'approved' AND online AND address IS NOT NULL`,
    );
    if (!row?.address || row.count < severalDevices) return [];
    return [{ code: 'oneAddress', params: { count: row.count, address: row.address } }];
  },
});

const goodToken = 32;

export const secrets = line({
  id: 'secrets',
  needs: 'nothing',
  cases: {
    firstRun: {
      severity: 'warning',
      words: ({ path }) => `${path} is still there`,
      todo: 'Change the password, keep the token elsewhere and delete the file.',
    },
    short: {
      severity: 'warning',
      words: ({ variable }) => `${variable} is short`,
      todo: 'Make a long one, such as with `openssl rand -base64 32`.',
    },
  },
  look: ({ config }): Promise<Found<'firstRun' | 'short'>[]> => {
    const path = join(config.dataDir, firstRunFile);
    const tokens = { API_TOKEN: config.apiToken, ADMIN_TOKEN: config.adminToken };
    const short = Object.entries(tokens).filter(([, token]) => token !== null && token.length < goodToken);
    return Promise.resolve([
      ...(existsSync(path) ? [{ code: 'firstRun', params: { path } } as const] : []),
      ...short.map(([variable]) => ({ code: 'short', params: { variable } }) as const),
    ]);
  },
});

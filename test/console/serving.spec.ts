import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceListener } from '../../src/devices/push/device-listener.js';
import { Draining } from '../../src/platform/draining.js';
import { startApp, type TestApp } from '../support/app.js';

const page = '<!doctype html><meta property="csp-nonce" nonce="POSTERN_NONCE"><script nonce="POSTERN_NONCE"></script>';
const script = `console.log('${'x'.repeat(2000)}');`;

let folder = '';
let app: TestApp;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postern-console-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'assets/page-abc.js'), script);
  writeFileSync(join(folder, 'assets/page-abc.js.br'), brotliCompressSync(script));
  writeFileSync(join(folder, 'assets/page-abc.js.gz'), gzipSync(script));
  app = await startApp({ env: { DEVICE_PORT: '0' }, consoleFolder: folder });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

interface Raw {
  readonly status: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The bytes of an answer, as a browser gets them. */
function raw(path: string, headers = '', port = Number(new URL(app.url).port)): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`),
    );
    socket.on('data', (part) => parts.push(part));
    socket.on('error', reject);
    socket.on('close', () => {
      const all = Buffer.concat(parts);
      const end = all.indexOf('\r\n\r\n');
      const [status = '', ...lines] = all.subarray(0, end).toString().split('\r\n');
      const pairs = lines.map((line) => /^([^:]+): (.*)$/.exec(line) ?? []);
      resolve({
        status,
        headers: new Map(pairs.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
        body: all.subarray(end + 4),
      });
    });
  });
}

describe('the page of the console', () => {
  it('is where / leads', async () => {
    const { status, headers } = await raw('/');
    expect([status, headers.get('location')]).toEqual(['HTTP/1.1 302 Found', '/console/']);
  });

  it('is a link on a page that says why the gateway does not work, where it does not', async () => {
    await app.sql(`UPDATE migrations SET name = name || ' of another'`);
    const { status, headers, body } = await raw('/');
    await app.sql(`UPDATE migrations SET name = replace(name, ' of another', '')`);
    expect([status, headers.get('cache-control')]).toEqual(['HTTP/1.1 200 OK', 'no-store']);
    expect(body.toString()).toContain('Not ready: the database is not migrated');
    expect(body.toString()).toContain('<a href="/console/">Console</a>');
    expect((await raw('/')).headers.get('location')).toBe('/console/');
  });

  it('is where / leads also while the gateway stops: it works until then', async () => {
    const stopping = await startApp({ consoleFolder: folder });
    try {
      stopping.app.get(Draining, { strict: false }).begin();
      const port = Number(new URL(stopping.url).port);
      const [ready, root] = [await raw('/health/ready', '', port), await raw('/', '', port)];
      expect([ready.status, root.status]).toEqual(['HTTP/1.1 503 Service Unavailable', 'HTTP/1.1 302 Found']);
    } finally {
      await stopping.stop();
    }
  });

  it.each(['/console', '/console/', '/console/doors?q=1', '/console/people/1001'])(
    'is answered to %s',
    async (path) => {
      const { status, headers, body } = await raw(path);
      expect(status).toBe('HTTP/1.1 200 OK');
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toBe('camera=(self)');
      expect(headers.has('cross-origin-opener-policy')).toBe(false);
      const [, nonce = ''] = /nonce="([^"]+)"/.exec(body.toString()) ?? [];
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);
      expect(body.toString()).toBe(page.replaceAll('POSTERN_NONCE', nonce));
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' blob: data:; ` +
          "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; " +
          "require-trusted-types-for 'script'",
      );
    },
  );

  it('has another nonce each time', async () => {
    const nonces = await Promise.all(
      [1, 2, 3].map(async () => (await raw('/console/')).headers.get('content-security-policy')),
    );
    expect(new Set(nonces).size).toBe(3);
  });

  it('is for GET alone', async () => {
    expect((await app.request('POST', '/console/doors')).status).toBe(404);
  });

  it('is not on the port of devices', async () => {
    const port = app.app.get(DeviceListener).ownPort ?? 0;
    for (const path of ['/', '/console/', '/console/assets/page-abc.js']) {
      expect((await raw(path, '', port)).status).not.toMatch(/ (200|302) /);
    }
  });
});

describe('a file of the console', () => {
  it.each([
    ['', undefined, Buffer.from(script)],
    ['Accept-Encoding: gzip\r\n', 'gzip', gzipSync(script)],
    ['Accept-Encoding: gzip, br\r\n', 'br', brotliCompressSync(script)],
  ])('is sent as it was compressed: %j', async (accepted, encoding, bytes) => {
    const { status, headers, body } = await raw('/console/assets/page-abc.js', accepted);
    expect(status).toBe('HTTP/1.1 200 OK');
    expect(headers.get('content-type')).toBe('application/javascript; charset=utf-8');
    expect(headers.get('content-encoding')).toBe(encoding);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(body.equals(bytes)).toBe(true);
  });

  it.each(['page-other.js', '../index.html', '%2e%2e/index.html'])(
    'that is missing stays missing: %s',
    async (name) => {
      const { status, body } = await raw(`/console/assets/${name}`);
      expect(status).toMatch(/^HTTP\/1.1 (404|403) /);
      expect(body.toString()).not.toContain('<!doctype html>');
    },
  );
});

describe('without a built console', () => {
  it('there is the status page, and nothing under /console', async () => {
    const bare = await startApp();
    try {
      expect((await bare.request('GET', '/')).text).toContain('Running, and ready for devices.');
      expect((await bare.request('GET', '/console/')).status).toBe(404);
    } finally {
      await bare.stop();
    }
  });
});

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.js';
import { startupBanner } from '../../src/bootstrap/startup-banner.js';
import { ownCommand } from '../../src/platform/own-command.js';
import { freshDatabase } from '../support/database.js';
import { GatewayProcess } from '../support/gateway-process.js';

const cleanUp: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const step of cleanUp.reverse()) await step();
});

describe('one port for devices and people', () => {
  it('is refused by the name of the second variable', async () => {
    const gateway = await GatewayProcess.prepare({ PORT: '8088', DEVICE_PORT: '8088' });
    cleanUp.push(() => gateway.remove());
    expect(await gateway.runToEnd()).toEqual({ code: 1, signal: null });
    expect(gateway.output).toBe(
      'DEVICE_PORT must be another port than PORT; leave it out for one port for everything\n',
    );
  });

  it('may be 0 twice: any two that are free', () => {
    expect(loadConfig({ PORT: '0', DEVICE_PORT: '0' })).toMatchObject({ port: 0, devicePort: 0 });
  });

  it('blames HOST where no listener can have that address', async () => {
    const database = await freshDatabase();
    cleanUp.push(() => database.drop());
    const gateway = await GatewayProcess.prepare({ HOST: '192.0.2.1', DEVICE_PORT: '0', DATABASE_URL: database.url });
    cleanUp.push(() => gateway.remove());
    expect(await gateway.runToEnd()).toEqual({ code: 1, signal: null });
    expect(gateway.output).toMatch(/(^|\n)HOST: listen EADDRNOTAVAIL[^\n]*\n$/);
  });
});

describe('how to point a device here', () => {
  const folder = mkdtempSync(join(tmpdir(), 'postern-welcome-'));
  cleanUp.push(() => rm(folder, { recursive: true }));
  const secrets = { adminToken: null, adminPassword: null };
  const said = (env: Record<string, string>, devicePort = 8088) =>
    startupBanner(loadConfig({ DATA_DIR: folder, ...env }), { port: 8088, devicePort }, secrets);

  it('names an address and the port that devices have', () => {
    const text = said({ DEVICE_PORT: '0' }, 40123);
    expect(text).toMatch(/server address \S+, port 40123,/);
    expect(text).toMatch(/http:\/\/localhost:8088\/docs/);
    expect(text).toMatch(/HTTPS off\. Then approve/);
  });

  it('is the address that is listened on, where that is one', () => {
    expect(said({ HOST: '192.168.1.5' })).toContain('server address 192.168.1.5, port 8088,');
    expect(said({ HOST: '2001:db8::5' })).toContain('http://[2001:db8::5]:8088/docs');
  });

  it.each(['127.0.0.1', 'localhost', '::1'])('is that none can call at %s', (host) => {
    const text = said({ HOST: host });
    expect(text).toContain(`No device can call: HOST=${host} is this machine alone.`);
    expect(text).not.toContain('server address');
    expect(text).toMatch(/The simulator can: npm run simulate -- --url http:\/\/\S+:8088\./);
  });

  it('names the commands of this copy: a clone, a package, or a package that npx runs', () => {
    expect(ownCommand('simulate', { npm_command: 'exec' }, true)).toBe('npm run simulate --');
    expect(ownCommand('simulate', {}, false)).toBe('postern simulate');
    expect(ownCommand('simulate', { npm_command: 'exec' }, false)).toBe('npx postern simulate');
  });

  it('is the address of the proxy, where one calls this machine alone', () => {
    const text = said({ HOST: '127.0.0.1', TRUSTED_PROXIES: '127.0.0.1' });
    expect(text).toContain('Point a device at your proxy');
    expect(text).toContain('The proxy passes on to http://127.0.0.1:8088.');
    expect(text).not.toContain('No device can call');
  });

  it('says where intrusion panels report, if they may', () => {
    const config = loadConfig({ DATA_DIR: folder, HOST: '192.168.1.5', DC09_PORT: '0' });
    const text = startupBanner(config, { port: 8088, devicePort: 8088, dc09Port: 12_300 }, secrets);
    expect(text).toContain('SIA DC-09 to 192.168.1.5, port 12300 (TCP and UDP)');
    expect(said({})).not.toContain('DC-09');
  });

  it('says that HTTPS has to be on under TLS', () => {
    const config = { ...loadConfig({ DATA_DIR: folder }), tls: { cert: '', key: '', files: { cert: '', key: '' } } };
    const text = startupBanner(config, { port: 8443, devicePort: 8443 }, secrets);
    expect(text).toMatch(/HTTPS on/);
    expect(text).toContain('POST https://localhost:8443/admin/v1/devices/<serial number>/approve');
  });
});

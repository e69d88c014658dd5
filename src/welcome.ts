import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hostname, networkInterfaces } from 'node:os';
import type { FirstRunSecrets } from './auth/bootstrap.js';
import type { Config } from './config.js';
import { firstRunFile } from './first-run.js';

/** The address that a device on the same network would type. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? hostname();
}

/** Where the secrets of the first start are, also at later ones. */
function secretsLine({ dataDir, adminToken: given }: Config, { adminToken, adminPassword }: FirstRunSecrets): string[] {
  const file = join(dataDir, firstRunFile);
  if (adminToken ?? adminPassword) return [`  Kept in          ${file}`];
  return existsSync(file) && given === null ? [`  Admin token      in ${file}`] : [];
}

/** What the start prints: addresses, how to point a device here, and the secrets of a first run. */
export function welcome(config: Config, port: number, secrets: FirstRunSecrets): string {
  const scheme = config.tls ? 'https' : 'http';
  const here = `${scheme}://${['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host}:${port}`;
  const devicePort = config.devicePort ?? port;
  const lines = [
    'Postern is running.',
    `  Status page      ${here}/        (the console comes later)`,
    `  Swagger UI       ${here}/docs    (facade, /api)`,
    `                   ${here}/docs/admin`,
    `  Point a device here: menu COMM. > Cloud Server Setting (ADMS): server address ${ownAddress()}, port ${devicePort},`,
    '                   domain name off, proxy off. Then approve its serial number:',
    `                   POST ${here}/admin/v1/devices/<serial number>/approve`,
    ...(secrets.adminToken ? [`  Admin token      ${secrets.adminToken}`] : []),
    ...(secrets.adminPassword ? [`  Admin password   ${secrets.adminPassword}   (operator admin)`] : []),
    ...secretsLine(config, secrets),
  ];
  return lines.join('\n');
}

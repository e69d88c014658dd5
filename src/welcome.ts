import { hostname, networkInterfaces } from 'node:os';
import type { FirstRunSecrets } from './auth/bootstrap.js';
import type { Config } from './config.js';

/** The address that a device on the same network would type. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? hostname();
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
    ...((secrets.adminToken ?? secrets.adminPassword) ? [`  Kept in          ${config.dataDir}/first-run.txt`] : []),
  ];
  return lines.join('\n');
}

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isIPv6 } from 'node:net';
import { hostname } from 'node:os';
import type { FirstRunSecrets } from '../platform/auth/bootstrap.js';
import type { Config } from '../platform/config.js';
import { isEverywhere, ownAddresses } from '../platform/network/own-addresses.js';
import { firstRunFile } from '../platform/auth/first-run-file.js';
import { ownCommand } from '../platform/own-command.js';

/** The ports that are really used: each of them may be given as 0. */
interface Ports {
  readonly port: number;
  readonly devicePort: number;
  /** Left out = intrusion panels report nowhere. */
  readonly dc09Port?: number | null;
}

const isLoopback = (host: string) => /^(localhost|127\..*|::1|::ffff:127\..*)$/i.test(host);

/** The address to enter in a device on the same network. */
const ownAddress = (): string => ownAddresses()[0] ?? hostname();

/** Where the secrets of the first start are, at later starts, too. */
function secretsLine({ dataDir, adminToken: given }: Config, { adminToken, adminPassword }: FirstRunSecrets): string[] {
  const file = join(dataDir, firstRunFile);
  if (adminToken ?? adminPassword) return [`  Kept in          ${file}`];
  return existsSync(file) && given === null ? [`  Admin token      in ${file}`] : [];
}

const hasDeviceTls = ({ devicePort, deviceTls, tls }: Config) => (devicePort === null ? tls : deviceTls) !== null;

/** What to enter in a device, or why no device can call. */
function deviceLines(config: Config, { devicePort }: Ports, here: string): string[] {
  const { host } = config;
  if (isLoopback(host) && config.trustedProxies !== null) {
    return [
      '  Point a device at your proxy (menu COMM. > Cloud Server Setting): nothing else on the network reaches this',
      `                   HOST=${host}. The proxy passes on to ${here}. Then approve its serial number:`,
    ];
  }
  if (isLoopback(host)) {
    return [
      `  No device can call: HOST=${host} is this machine alone. Start with HOST=0.0.0.0, or an address of this`,
      `                   machine. The simulator can: ${ownCommand('simulate')} --url ${here}. Approve its serial number:`,
    ];
  }
  const address = isEverywhere(host) ? ownAddress() : host;
  const https = hasDeviceTls(config)
    ? 'HTTPS on (a device that cannot needs DEVICE_PORT and DEVICE_TLS=off)'
    : 'HTTPS off';
  return [
    `  Point a device here: menu COMM. > Cloud Server Setting (ADMS): server address ${address}, port ${devicePort},`,
    `                   domain name off, proxy off, ${https}. Then approve its serial number:`,
  ];
}

/** What to enter in an intrusion panel. */
const intrusionLines = ({ host }: Config, { dc09Port = null }: Ports): string[] =>
  dc09Port === null
    ? []
    : [`  Intrusion panels SIA DC-09 to ${isEverywhere(host) ? ownAddress() : host}, port ${dc09Port} (TCP and UDP)`];

/** Practical for trying things out, and open to everybody otherwise. */
const approvalLines = ({ deviceApproval }: Config): string[] =>
  deviceApproval === 'auto'
    ? [
        '  DEVICE_APPROVAL=auto: whoever calls with a new serial number is served at once, without anybody looking at it.',
        '                   Its events count, and what its area gives, people among it, goes to it: for trials and set-up.',
      ]
    : [];

/** What the start prints: addresses, how to point a device here, and the secrets of a first start. */
export function startupBanner(config: Config, ports: Ports, secrets: FirstRunSecrets): string {
  const { host, tls } = config;
  const name = isEverywhere(host) ? 'localhost' : isIPv6(host) ? `[${host}]` : host;
  const at = (isSecure: boolean, port: number) => `${isSecure ? 'https' : 'http'}://${name}:${port}`;
  const here = at(tls !== null, ports.port);
  const lines = [
    'Postern is running.',
    `  Console          ${here}/        (sign in as admin)`,
    ...(config.apiDocs
      ? [`  Swagger UI       ${here}/docs    (facade, /api)`, `                   ${here}/docs/admin`]
      : []),
    ...deviceLines(config, ports, at(hasDeviceTls(config), ports.devicePort)),
    `                   POST ${here}/admin/v1/devices/<serial number>/approve`,
    ...approvalLines(config),
    ...intrusionLines(config, ports),
    ...(secrets.setupSecret
      ? [`  Set up           ${here}/console/setup#setup=${secrets.setupSecret}   (once, 30 minutes)`]
      : []),
    ...(secrets.adminToken ? [`  Admin token      ${secrets.adminToken}`] : []),
    ...(secrets.adminPassword ? [`  Admin password   ${secrets.adminPassword}   (operator admin)`] : []),
    ...secretsLine(config, secrets),
  ];
  return lines.join('\n');
}

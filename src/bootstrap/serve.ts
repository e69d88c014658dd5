import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import { builtConsole } from './built-console.js';
import { createApp, newNestLog } from './create-app.js';
import type { Config } from '../platform/config.js';
import { prepareSchema } from '../platform/database/migrate.js';
import { Draining } from '../platform/draining.js';
import type { End } from './shutdown.js';
import { about, aboutListening } from '../platform/errors.js';
import { firstRun } from './first-run.js';
import { Dc09Listener } from '../devices/intrusion/dc09-listener.js';
import { DeviceListener } from '../devices/push/device-listener.js';
import { loadEncryptionKey } from '../platform/auth/encryption-key.js';
import { admit } from './admit.js';
import { startupBanner } from './startup-banner.js';

/** Brings the database up to date, starts the application on it and prints where it is. */
export async function serve(config: Config, databaseUrl: string, log: Logger, end: End, say: (line: string) => void) {
  const prepared = prepareSchema(config, databaseUrl);
  await (config.databaseUrl ? prepared.catch(about('DATABASE_URL')) : prepared);
  end.check();
  const seal = loadEncryptionKey(config);
  const platform = { config, databaseUrl, seal, log, gatewayId: await admit(databaseUrl, seal) };
  const app = await createApp(platform, { consoleFolder: builtConsole() });
  end.push(() => app.close());
  await app.init();
  const secrets = await firstRun(app, config);
  end.check();
  // Nest would also print why it cannot listen: our last line says it, and names the variable.
  app.useLogger(false);
  await app.listen(config.port, config.host).catch(aboutListening('PORT'));
  app.useLogger(newNestLog());
  end.push(() => drain(app, config, end.hurried));
  const { port } = app.getHttpServer().address() as AddressInfo;
  const ports = { port, devicePort: app.get(DeviceListener).ownPort ?? port, dc09Port: app.get(Dc09Listener).port };
  say(startupBanner(config, ports, secrets));
}

/** Whoever spreads the calls over several gateways learns that this one stops, before it does. */
async function drain(app: NestFastifyApplication, { drainSeconds }: Config, hurried: AbortSignal): Promise<void> {
  app.get(Draining, { strict: false }).begin();
  app.get(DeviceListener).drain();
  await sleep(drainSeconds * 1_000, undefined, { signal: hurried }).catch(() => undefined);
}

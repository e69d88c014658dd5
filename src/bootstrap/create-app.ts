import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import { useApi } from './use-facade.js';
import { aboutListening } from '../platform/errors.js';
import { useAdmin } from './use-admin.js';
import { withQuery } from '../platform/http/token-in-path.js';
import { requestIdOf } from '../platform/http/request-id.js';
import { answerUnreadableUrl } from './unreadable-url.js';
import type { Platform } from './platform.module.js';
import { Dc09Listener } from '../devices/intrusion/dc09-listener.js';
import { DeviceListener } from '../devices/push/device-listener.js';
import { TlsCertificateService } from '../operations/tls-certificate.service.js';

/** The messages that Nest itself prints. */
export const newNestLog = () => new ConsoleLogger({ logLevels: ['error', 'warn'] });

/** Photos and templates arrive whole; a larger body is refused. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Main, tests and tools all use this. With `preview` nothing is started, not even a database connection: that is enough
 * to write the OpenAPI documents. `consoleFolder` has the built console; null = a status page stands in its place.
 */
export async function createApp(
  platform: Platform,
  { preview = false, consoleFolder = null }: { preview?: boolean; consoleFolder?: string | null } = {},
): Promise<NestFastifyApplication> {
  const { tls } = platform.config;
  const adapter = new FastifyAdapter({
    bodyLimit: mostBytes,
    keepAliveTimeout: 60_000,
    skipMiddie: true,
    genReqId: requestIdOf,
    frameworkErrors: answerUnreadableUrl(platform.config.trustedProxies),
    rewriteUrl: ({ url = '/' }) => withQuery(url),
    routerOptions: { ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, maxParamLength: 500 },
    ...(tls ? { https: { cert: tls.cert, key: tls.key } } : {}),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.of(platform), adapter, {
    bodyParser: false,
    logger: preview ? false : newNestLog(),
    abortOnError: false,
    preview,
  });
  useApi(app, platform.config);
  useAdmin(app, platform.config, consoleFolder);
  const shared = app.getHttpAdapter().getInstance();
  if (preview) return app;
  const devices = app.get(DeviceListener);
  await devices.serveOn(shared, platform.config).catch(aboutListening('DEVICE_PORT'));
  await app.get(Dc09Listener).listenOn(platform.config).catch(aboutListening('DC09_PORT'));
  const certificates = app.get(TlsCertificateService);
  certificates.watch('TLS_CERT', shared.server, tls);
  const { deviceTls } = platform.config;
  certificates.watch(deviceTls === tls ? 'TLS_CERT (DEVICE_PORT)' : 'DEVICE_TLS_CERT', devices.ownServer, deviceTls);
  return app;
}

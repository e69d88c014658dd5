import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { createApp } from '../../src/bootstrap/create-app.js';
import { bootstrapSecrets } from '../../src/platform/auth/bootstrap.js';
import { loadConfig } from '../../src/platform/config.js';
import { SealedBox } from '../../src/platform/crypto/sealed-box.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { newLog } from '../../src/platform/log.js';
import { SeenFaults } from './seen-faults.js';
import { watchAnswers } from './answers.js';
import { freshDatabase } from './database.js';

export const adminToken = 'test-admin-token-0123456789';
export const apiToken = 'test-api-token-0123456789a';

export interface Answer {
  readonly status: number;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shape of an answer is what tests are about
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly databaseUrl: string;
  readonly work: UnitOfWork;
  /** A call of the facade with the test's token; parameters go into the query unless there is a body. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  admin(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Any request, in the form of a device or a stranger. */
  request(
    method: string,
    path: string,
    init?: { body?: string | Buffer; headers?: Record<string, string> },
  ): Promise<Answer>;
  sql<T = Record<string, unknown>>(query: string, parameters?: unknown[]): Promise<T[]>;
  stop(): Promise<void>;
}

/**
 * The whole server on a database of its own (or on `databaseUrl`, for a second gateway beside the first). Every answer
 * under /api, whoever the caller is, is checked against the OpenAPI document: after a fault the next call rejects, or
 * else `stop`.
 */
export async function startApp({
  env = {},
  databaseUrl,
  isNoted = true,
  logInto,
  consoleFolder = null,
  seal = new SealedBox(Buffer.alloc(32, 7)),
}: {
  env?: Record<string, string>;
  databaseUrl?: string;
  isNoted?: boolean;
  logInto?: DestinationStream;
  consoleFolder?: string | null;
  seal?: SealedBox;
} = {}): Promise<TestApp> {
  const database = databaseUrl ? { url: databaseUrl, drop: () => Promise.resolve() } : await freshDatabase();
  const config = loadConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    ADMIN_TOKEN: adminToken,
    API_TOKEN: apiToken,
    SITE_TIME_ZONE: 'Europe/Madrid',
    LOG_LEVEL: 'fatal',
    // The terminals of tests are on this machine.
    PULL_ALLOW_LOCAL: 'true',
    // Only specs about it switch it on, so that the devices of all others get no commands but those of the test.
    FIRST_SURVEY: 'off',
    ...env,
  });
  const faults = new SeenFaults();
  const platform = {
    config,
    databaseUrl: database.url,
    seal,
    log: logInto ? newLog(config.logLevel, logInto) : faults.log(config.logLevel),
  };
  const app = await createApp(platform, { consoleFolder });
  const wrongAnswers = watchAnswers(app, isNoted);
  await app.init();
  const work = app.get(UnitOfWork);
  await work.run((tx) => bootstrapSecrets(tx, config));
  await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;

  const request: TestApp['request'] = async (method, path, init = {}) => {
    const answer = await fetch(url + path, {
      method,
      ...(init.body === undefined ? {} : { body: init.body as string }),
      headers: init.headers ?? {},
    });
    const text = await answer.text();
    if (answer.status === 500) faults.tell(`${method} ${path}`);
    nothingWrong(wrongAnswers());
    return { status: answer.status, text, body: parse(text), headers: answer.headers };
  };
  const call = (token: Record<string, string>) => (method: string, path: string, body?: unknown) =>
    request(method, path, {
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { ...token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    });

  return {
    app,
    url,
    databaseUrl: database.url,
    work,
    request,
    api: call({ access_token: apiToken }),
    admin: (method, path, body) => call({ authorization: `Bearer ${adminToken}` })(method, `/admin/v1${path}`, body),
    sql: (query, parameters) => work.manager.query(query, parameters),
    stop: async () => {
      await app.close();
      await database.drop();
      nothingWrong(wrongAnswers());
    },
  };
}

function nothingWrong(faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

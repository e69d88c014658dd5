import { existsSync, readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { titles, type Side } from './sides.js';

const uiPaths: Readonly<Record<Side, string>> = { facade: 'docs', admin: 'docs/admin' };

/** Beside `src`, and beside `dist` once it is built. */
const folders = ['../../../openapi/', '../../../../openapi/'].map((path) => new URL(path, import.meta.url));

/**
 * A document as `npm run openapi` wrote it. Making it from the declarations takes a second of the processor and 50 MB of
 * memory, so no gateway does that. Nest keeps what it gets for as long as the gateway runs and writes it out twice: so it
 * gets something that is read when it is written.
 */
function written(side: Side): OpenAPIObject {
  const file = folders.map((folder) => new URL(`${side}.json`, folder)).find((one) => existsSync(one));
  if (!file) throw new Error(`openapi/${side}.json is missing: the installation is not whole`);
  return { toJSON: () => JSON.parse(readFileSync(file, 'utf8')) as unknown } as unknown as OpenAPIObject;
}

/** Serves both Swagger UIs and their documents; each document is read when it is first asked for. */
export function serveDocuments(app: INestApplication): void {
  // The longer path comes first: the static files of one must not answer for the other.
  for (const side of ['admin', 'facade'] as const) {
    SwaggerModule.setup(uiPaths[side], app, () => written(side), {
      jsonDocumentUrl: `openapi/${side}.json`,
      raw: ['json'],
      customSiteTitle: titles[side],
      swaggerOptions: {
        persistAuthorization: true,
        docExpansion: 'none',
        filter: true,
        ...(side === 'admin' ? { tagsSorter: 'alpha' } : {}),
      },
    });
  }
}

import type { INestApplication } from '@nestjs/common';
import { asyncApiText } from '../outbound/envelope/async-api.js';
import { clientEvents } from '../outbound/envelope/client-events.js';
import { typesPage } from '../outbound/envelope/types-page.js';
import { generatedFiles } from '../platform/openapi/generated-files.js';

/** Everything that `npm run openapi` writes, by its path: what is asked for, and what goes out. */
export const openapiFiles = (app: INestApplication): Readonly<Record<string, string>> => ({
  ...generatedFiles(app),
  'openapi/events.asyncapi.json': asyncApiText(),
  'clients/typescript/src/events.ts': clientEvents(),
  'docs/event-types.md': typesPage(),
});

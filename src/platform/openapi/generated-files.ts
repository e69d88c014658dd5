import type { INestApplication } from '@nestjs/common';
import { clientTypes } from './typescript-client.js';
import { documentOf } from './documents.js';
import { postmanCollection } from './postman.js';

const jsonText = (value: object) => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The files that are generated from the declarations, by their paths: both documents, a Postman collection, the types
 * for a client, and those for the console.
 */
export function generatedFiles(app: INestApplication): Readonly<Record<string, string>> {
  const facade = documentOf(app, 'facade');
  const admin = documentOf(app, 'admin');
  return {
    'openapi/facade.json': jsonText(facade),
    'openapi/admin.json': jsonText(admin),
    'openapi/postman.json': jsonText(postmanCollection(facade)),
    'clients/typescript/src/api.ts': clientTypes(facade, 'facade'),
    'console/src/api/types.ts': clientTypes(admin, 'admin'),
  };
}

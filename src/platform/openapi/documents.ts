import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { triedAdmin } from './admin-examples.js';
import { isOtherForm, withChapters } from './chapters.js';
import { tried } from './examples.js';
import { withPictureBodies } from './picture-bodies.js';
import { titles, type Side } from './sides.js';
import { ruleOf } from '../operator/route-rules.js';
import { takesIfMatch } from '../operator/versioned-rows.js';

interface About {
  readonly description: string;
  readonly paths: RegExp;
  readonly secure: (builder: DocumentBuilder) => DocumentBuilder;
}

/** The version of the contract, not of the build: a release that changes no call does not change the documents. */
const contractVersion = '1.0';

const sides: Readonly<Record<Side, About>> = {
  facade: {
    description: 'Paths, parameters and codes as the clients of a CVSecurity server know them.',
    paths: /^\/api\//,
    secure: (builder) =>
      builder
        .addApiKey({ type: 'apiKey', in: 'query', name: 'access_token' }, 'access_token')
        .addSecurityRequirements('access_token'),
  },
  admin: {
    description:
      'What an installer and the console use. The token stands in the header: `Authorization: Bearer <token>`.\n\n' +
      'Errors are problem details (RFC 9457): 400 for a body or query that cannot be meant (`errors` names each field), ' +
      '401 without a token that is known, 403 with one that is not meant for this, 404, 409 where it is not possible now ' +
      '(a device that is away or cannot do it, a name that is taken), 503 while the database is away. A field of a body ' +
      'or a parameter of a query that is not listed here is refused.\n\n' +
      'Lists are read page by page: `nextCursor` of an answer is `cursor` of the next call, null at the end. `docs/how-to.md` ' +
      'of the repository has a call for each usual task.',
    paths: /^\/admin\/v1\//,
    secure: (builder) => builder.addSecurity('admin', { type: 'http', scheme: 'bearer' }),
  },
};

/**
 * Looking through all controllers takes most of the time of a document, so both documents are made of one look. It is
 * large, so it is not kept for longer than it takes to make them.
 */
const looks = new WeakMap<INestApplication, WeakRef<OpenAPIObject>>();

function everythingOf(app: INestApplication): OpenAPIObject {
  const known = looks.get(app)?.deref();
  if (known) return known;
  const made = SwaggerModule.createDocument(app, new DocumentBuilder().build(), { autoTagControllers: false });
  looks.set(app, new WeakRef(made));
  return made;
}

/** @returns the document of one API, with only those schemas that it uses */
export function documentOf(app: INestApplication, side: Side): OpenAPIObject {
  const { description, paths, secure } = sides[side];
  const builder = new DocumentBuilder()
    .setTitle(titles[side])
    .setDescription(description)
    .setVersion(contractVersion)
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/', 'This gateway');
  const all = everythingOf(app);
  const named = secure(builder).build();
  const own = withPictureBodies(
    Object.fromEntries(Object.entries(all.paths).filter(([path]) => paths.test(path))),
  );
  const { schemas = {}, ...components } = { ...named.components, ...all.components };
  const responses: Record<string, object> = {};
  const document: OpenAPIObject = {
    ...all,
    ...named,
    paths: sorted(mapped(own, (item, path) => withIds(withShared(item, responses), path))),
    components: { ...components, responses: responses as Responses, schemas: sorted(used(own, schemas)) },
  };
  return side === 'facade' ? withChapters(tried(document, isOtherForm)) : triedAdmin(withVersions(withPermissions(document)));
}

const mapped = <T>(record: Record<string, T>, of: (value: T, name: string) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, of(value, name)]));

type PathItem = OpenAPIObject['paths'][string];

/** Operation ids are made of the path, `getDoorList`: names of our methods may change at any time. */
const withIds = (item: PathItem, path: string): PathItem =>
  mapped(item as Record<string, object>, (operation, verb) => ({ ...operation, operationId: idOf(verb, path) }));

/** What an operator needs for each call; a token of the admin API has all permissions of the part that it opens. */
const withPermissions = (document: OpenAPIObject): OpenAPIObject => ({
  ...document,
  paths: mapped(document.paths, (item, path) =>
    mapped(item as Record<string, object>, (operation, verb) => {
      const rule = ruleOf(verb.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'));
      return { ...operation, 'x-permission': rule.permission, ...(rule.isConfirmed ? { 'x-confirm': true } : {}) };
    }),
  ),
});

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The `updatedAt` that was read, in quotation marks: if it is another one by now, nothing is changed (412); `*` = ' +
    'whatever it is',
  schema: { type: 'string', example: '"2026-05-01T08:00:00.123Z"' },
} as const;

const changedMeanwhile = {
  description: 'Somebody else has changed it since it was read (`urn:postern:changed`); `current` is it as it is now',
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/ProblemDto' },
          {
            type: 'object',
            properties: {
              current: { type: 'object', nullable: true, description: 'Its view; null = it is gone, or not for you' },
            },
          },
        ],
      },
    },
  },
} as const;

/** What can be edited takes the version that was read. */
const withVersions = (document: OpenAPIObject): OpenAPIObject => ({
  ...document,
  components: {
    ...document.components,
    responses: { ...document.components?.responses, Status412: changedMeanwhile } as unknown as Responses,
  },
  paths: mapped(document.paths, (item, path) =>
    mapped(item as Record<string, { parameters?: object[]; responses: object }>, (operation, verb) => {
      if (!takesIfMatch(verb.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ':$1'))) return operation;
      return {
        ...operation,
        parameters: [...(operation.parameters ?? []), ifMatch],
        responses: { ...operation.responses, 412: { $ref: '#/components/responses/Status412' } },
      };
    }),
  ),
});

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;

/** Refusals by HTTP status are the same at every call, so each is in the document once. */
function withShared(item: PathItem, shared: Record<string, object>): PathItem {
  const share = (response: object, status: string) => {
    if (Number(status) < 400) return response;
    const name = `Status${status}`;
    shared[name] ??= response;
    return { $ref: `#/components/responses/${name}` };
  };
  return mapped(item as Record<string, { responses: Record<string, object> }>, (operation) => ({
    ...operation,
    responses: mapped(operation.responses, share),
  }));
}

const idOf = (verb: string, path: string) =>
  path
    .replace(/^\/(api|admin\/v1)/, '')
    .replaceAll(/\{(\w+)\}/g, 'of-$1')
    .split(/[/-]/)
    .reduce((id, part) => id + part.charAt(0).toUpperCase() + part.slice(1), verb);

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The schemas that a part of the document refers to, and those that these refer to. */
function used(part: unknown, schemas: Schemas): Schemas {
  const found = new Set<string>();
  const follow = (from: unknown): void => {
    for (const [, name = ''] of JSON.stringify(from).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (found.has(name)) continue;
      found.add(name);
      follow(schemas[name] ?? null);
    }
  };
  follow(part);
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)));
}

/** The order of modules in the app must not change a document. */
const sorted = <T>(record: Record<string, T>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

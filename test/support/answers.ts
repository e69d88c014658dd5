import { appendFileSync, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Ajv, type ValidateFunction } from 'ajv';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { documentOf } from '../../src/platform/openapi/documents.js';

interface Schema {
  readonly [keyword: string]: unknown;
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly enum?: readonly unknown[];
}

interface Described {
  readonly $ref?: string;
  readonly content?: { readonly 'application/json': { readonly schema: Schema } };
}

interface Operation {
  readonly responses: Readonly<Partial<Record<string, Described>>>;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** An answer of the facade, as it was sent. */
interface Answered {
  readonly method: string;
  /** The route's pattern, undefined for an address without a route. */
  readonly pattern: string | undefined;
  readonly status: number;
  readonly text: string;
}

const refusal: Schema = { $ref: '#/components/schemas/Refusal' };

/** Checks answers of the facade against the document of the running app. */
export class AnswerCheck {
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  private readonly checks = new Map<Schema, ValidateFunction>();
  private readonly paths: Paths;
  private readonly responses: Readonly<Partial<Record<string, Described>>>;

  constructor(app: NestFastifyApplication) {
    const { paths, components } = documentOf(app, 'facade');
    this.paths = paths as unknown as Paths;
    this.responses = components?.responses as typeof this.responses;
    this.ajv.addSchema({ $id: 'facade', components: strict({ schemas: components?.schemas }) as object });
  }

  /** @returns what is wrong, or null */
  faultOf({ method, pattern, status, text }: Answered): string | null {
    const described = this.schemaOf(method, pattern, status);
    if (described === null) return `${method} ${pattern} answered ${status}, which its document does not know`;
    const body = parsed(text);
    const schema = branchOf(described, body);
    const check = this.checks.get(schema) ?? this.ajv.compile(strict(schema) as object);
    this.checks.set(schema, check);
    if (check(body)) return says(body);
    const faults = (check.errors ?? []).map(
      ({ instancePath, message, params }) => `  ${instancePath || 'the body'} ${message} ${JSON.stringify(params)}`,
    );
    const what = `${method} ${pattern} answered what its document does not describe:`;
    return [what, ...faults, `  ${text.slice(0, 600)}`].join('\n');
  }

  private schemaOf(method: string, pattern: string | undefined, status: number): Schema | null {
    if (pattern === undefined) return [401, 403, 404, 429].includes(status) ? refusal : null;
    const operation = this.paths[documented(pattern)]?.[method.toLowerCase()];
    const { $ref, ...here } = operation?.responses[String(status)] ?? {};
    const described = $ref === undefined ? here : this.responses[$ref.replace(/^.*\//, '')];
    return described?.content?.['application/json'].schema ?? null;
  }
}

/** The manual's appendix: the exact text of each code. */
const appendix = new Map(
  readFileSync(new URL('../contract/appendix-codes.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
    .map(([code = '', text = '']) => [Number(code), text]),
);

/** The appendix's text for a code. */
export const appendixOf = (code: number): string => appendix.get(code) ?? `the appendix has no ${code}`;

/** The right form of a refusal: the appendix's text, and what is wrong here. */
export const refusalOf = (code: number, detail: unknown, data: unknown = null) => ({
  code,
  message: appendixOf(code),
  detail,
  data,
});

/** What is wrong with the text of a refusal, or null. */
function says(body: unknown): string | null {
  const { code, message } = (body ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code !== 'number' || code >= 0 || message === appendixOf(code)) return null;
  return `${code} says "${String(message)}", in the manual it is "${appendixOf(code)}"`;
}

/** `/door/:id` -> `/door/{id}` */
const documented = (pattern: string) => pattern.replace(/:(\w+)/g, '{$1}');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Chooses between the schemas of success and refusal, so that an error is about one schema and not about two. */
function branchOf(schema: Schema, body: unknown): Schema {
  const [good, refused] = schema.oneOf ?? [];
  if (!good || !refused) return schema;
  return codeIn(body) === 0 ? good : refused;
}

/** The vendor's code of an answer; answers with `ret` have two. */
function codeIn(body: unknown): unknown {
  const { code, ret } = (body ?? {}) as { code?: unknown; ret?: unknown };
  return ret === undefined ? code : ret === 'ok' ? 0 : -1;
}

/**
 * The schema as JSON Schema, which does not know `nullable`, and which allows no other fields than the named ones. The
 * document itself allows them: a field that is added later must not break a client that was made from it.
 */
function strict(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(strict);
  if (typeof part !== 'object' || part === null) return part;
  const { nullable, ...schema } = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, name === '$ref' ? `facade${String(value)}` : strict(value)]),
  );
  const isClosed = isObject(schema.properties) && schema.additionalProperties === undefined;
  const closed = isClosed ? { ...schema, additionalProperties: false } : schema;
  return nullable === true && !isNullEnum(closed.enum) ? { anyOf: [closed, { type: 'null' }] } : withoutType(closed);
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;
const isNullEnum = (values: unknown) => Array.isArray(values) && values.includes(null);
/** `type: object, enum: [null]` is how OpenAPI 3.0 writes null. */
const withoutType = ({ type, ...schema }: Schema) =>
  isNullEnum(schema.enum) ? schema : { ...schema, ...(type === undefined ? {} : { type }) };

/** The file that records which call answered which codes (scripts/operations-coverage.mjs reads it); '' = none. */
const notes = process.env.POSTERN_ANSWERS ?? '';

/** All apps of a worker are made of the same declarations, so one document serves them all. */
let shared: AnswerCheck | undefined;

/** Checks every answer under /api. @returns the faults since the last call */
export function watchAnswers(app: NestFastifyApplication, isNoted: boolean): () => string[] {
  let faults: string[] = [];
  const seen = new Set<string>();
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  const look = (request: FastifyRequest, status: number, text: string) => {
    const { method } = request;
    const pattern = request.routeOptions.url;
    shared ??= new AnswerCheck(app);
    const fault = shared.faultOf({ method, pattern, status, text });
    if (fault !== null) faults.push(fault);
    if (pattern && status === 200) seen.add(`${method} ${documented(pattern)} ${String(codeIn(parsed(text)))}`);
  };
  fastify.addHook('onSend', async (request, reply, payload: unknown) => {
    const pattern = request.routeOptions.url;
    if (!/^\/+api(?!\/iclock)(\/|$|\?)/i.test(pattern ?? request.url) || request.method === 'HEAD') return payload;
    // An answer that is sent piece by piece is looked at as a whole.
    const whole = payload instanceof Readable ? await text(payload) : payload;
    look(request, reply.statusCode, typeof whole === 'string' ? whole : String(whole));
    return whole;
  });
  fastify.addHook('onClose', (_, done) => {
    if (isNoted && notes !== '' && seen.size > 0) appendFileSync(notes, `${[...seen].join('\n')}\n`);
    done();
  });
  return () => {
    const found = faults;
    faults = [];
    return found;
  };
}

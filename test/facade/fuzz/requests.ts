import fc, { type Arbitrary } from 'fast-check';
import type { Operation, Slot } from './operation.js';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly type: string | null;
  readonly body: Buffer | null;
}

/** What a site has, by the name of the parameter; `resource.name` counts before `name`. */
export type Pools = Readonly<Record<string, readonly unknown[]>>;

type Values = Readonly<Record<string, unknown>>;

/** `/api/v2/door/list` -> `door` */
export const resourceOf = (path: string) => /^\/api\/(?:v\d\/)?(?:hep\/)?(\w+)/.exec(path)?.[1] ?? '';

/** What the document allows, drawn from the site where it has something of the name. */
function validValue({ name, schema }: Slot, path: string, pools: Pools): Arbitrary<unknown> {
  const pool = pools[`${resourceOf(path)}.${name}`] ?? pools[name];
  if (pool) return fc.constantFrom(...pool);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? 1, max: Math.min(schema.maximum ?? 50, 1_000) });
  if (schema.type === 'boolean') return fc.boolean();
  const text = fc.string({ maxLength: Math.min(schema.maxLength ?? 20, 20), unit: 'grapheme-ascii' });
  return schema.example === undefined ? text : fc.constantFrom(schema.example, schema.example, schema.example);
}

function validValues(slots: readonly Slot[], path: string, pools: Pools): Arbitrary<Values> {
  const requiredKeys = slots.filter(({ required }) => required).map(({ name }) => name);
  const values = Object.fromEntries(slots.map((slot) => [slot.name, validValue(slot, path, pools)]));
  return fc.record(values, { requiredKeys });
}

/** An address holds no half of a surrogate pair; a body may. */
const textOf = (value: unknown) =>
  (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll(/\p{Surrogate}/gu, '\ufffd');

function pathWith({ path, inPath }: Operation, values: Values): string {
  return inPath.reduce(
    (filled, { name }) => filled.replace(`{${name}}`, encodeURIComponent(textOf(values[name]))),
    path,
  );
}

const queryWith = (values: Values) => {
  const pairs = Object.entries(values).map(([name, value]) => `${name}=${encodeURIComponent(textOf(value))}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

/** Requests as the document describes them. */
export function validRequests(operation: Operation, pools: Pools): Arbitrary<Sent> {
  const { method, path, inPath, inQuery, inBody, takesList } = operation;
  const all = [inPath, inQuery, inBody].map((slots) => validValues(slots, path, pools)) as [
    Arbitrary<Values>,
    Arbitrary<Values>,
    Arbitrary<Values>,
  ];
  return fc.tuple(...all, fc.boolean()).map(([inPathValues, query, fields, asList]) => {
    const body = inBody.length === 0 ? null : json(takesList && asList ? [fields] : fields);
    const address = pathWith(operation, inPathValues) + queryWith(query);
    return { method, path: address, type: body ? 'application/json' : null, body };
  });
}

const long = 'x'.repeat(70_000);
const nested = JSON.parse(`${'['.repeat(20)}1${']'.repeat(20)}`) as unknown;

/** Values that no client should send. */
const hostile: Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    '',
    ' ',
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    '18446744073709551616',
    'NaN',
    '0x1F',
    [],
    ['1', ['2']],
    {},
    { $ne: 1 },
    nested,
    'a\0b',
    '\ud800',
    '😀'.repeat(30),
    "'; DROP TABLE person; --",
    '%',
    '%00',
    '../../etc/passwd',
    '<script>alert(1)</script>',
    '2024-02-30 25:61:61',
    '0000-00-00',
    '9999-12-31 23:59:59',
    '2024-05-31T08:30:00+02:00',
    'Fri Aug 04 15:45:00 CST 2017',
    'x'.repeat(300),
    '__proto__',
    'data:image/png;base64,AAAA',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.double(),
);

/** Bodies that are no objects (docs/field-notes.md, clients 2), and bodies that only look like one. */
const brokenBody = fc.constantFrom<Buffer>(
  Buffer.from('null'),
  Buffer.from(''),
  Buffer.from('{'),
  Buffer.from('{"pin":"1",}'),
  Buffer.from('"text"'),
  Buffer.from('7'),
  Buffer.from('[]'),
  Buffer.from('[null,1,"x",[]]'),
  Buffer.from('pin=1&name=a%ff&pin=2'),
  Buffer.from('{"name":"caf\xe9"}', 'latin1'),
  Buffer.from([0xff, 0xfe, 0x00, 0x7b]),
  Buffer.from(`{"pin":"${long}"}`),
  Buffer.from(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`),
  Buffer.from('{"content":{"pin":"1"},"moduleCode":7}'),
  Buffer.from('{"__proto__":{"pin":"1"},"constructor":1}'),
  Buffer.from('--x\r\nContent-Disposition: form-data; name="pin"\r\n\r\n1\r\n--x--'),
);

const types = fc.constantFrom(
  'application/json',
  'application/json; charset=iso-8859-1',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'nonsense',
);

/** A valid request with something wrong in it: values, missing and unknown parameters, bodies, labels, addresses. */
export function invalidRequests(operation: Operation, pools: Pools): Arbitrary<Sent> {
  const { method, path, inPath, inQuery, inBody, takesList } = operation;
  const broken = (slots: readonly Slot[]) =>
    fc
      .tuple(
        validValues(slots, path, pools),
        fc.dictionary(fc.constantFrom('x', ...slots.map(({ name }) => name)), hostile),
      )
      .map(([good, bad]) =>
        Object.fromEntries(Object.entries({ ...good, ...bad }).filter(([, value]) => value !== undefined)),
      );
  const values = fc
    .tuple(broken(inPath), broken(inQuery), broken(inBody), fc.boolean(), types)
    .map(([pathValues, query, fields, asList, type]) => {
      const body = method === 'GET' ? null : json(takesList && asList ? [fields, fields] : fields);
      return { method, path: pathWith(operation, pathValues) + queryWith(query), type: body ? type : null, body };
    });
  const bodies = fc.tuple(validRequests(operation, pools), brokenBody, types).map(([good, body, type]) => ({
    ...good,
    ...(method === 'GET' ? {} : { body, type }),
  }));
  const addresses = fc
    .tuple(
      validRequests(operation, pools),
      fc.constantFrom('&a', '?&&=', '/', '//', '%ZZ', '?pin=%ff', '?pin=1&pin=2', '#x'),
    )
    .map(([good, more]) => ({ ...good, path: good.path + more }));
  return fc.oneof(
    { arbitrary: values, weight: 4 },
    { arbitrary: bodies, weight: 2 },
    { arbitrary: addresses, weight: 1 },
  );
}

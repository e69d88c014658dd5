import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { kindOf, reachOf } from '../../../src/platform/operator/bounded-names.js';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
}
interface Operation {
  readonly parameters?: readonly { readonly name: string }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Names that sound as if they named something of a part of the site, and do not. */
const ofNoPart = [
  // Of the whole site: time zones, formats of cards, patterns of numbers, firmware, schedules, groups, leave types.
  ...['timeZoneId', 'formatId', 'patternId', 'firmwareId', 'scheduleId', 'groupId'],
  // Parts of a card or of a parameter, numbers on the device, what an entrance calls itself, a code of a contact.
  ...['siteCode', 'extSiteCodes', 'WiegandID', 'WiegandIDIn', 'extBoardId', 'enterPlaceId', 'passCode'],
  // Parts of a sale, what any room may have and what is ordered with one.
  ...['hallCode', 'mealCode', 'facilityIds', 'serviceIds'],
  // A folder of a device, and a number of a person.
  ...['area', 'ssn'],
  // What they name is looked at by its controller or by the walk over all paths (bounds.spec.ts).
  ...['id', 'ids', 'code'],
];

const sounds = /(?:sns?|pins?|ids?|codes?|areas?|departments?)$/i;

const { paths, components } = JSON.parse(readFileSync('openapi/admin.json', 'utf8')) as OpenApi;

function fieldsOf(schema: Schema | undefined, depth = 0): string[] {
  if (!schema || depth > 6) return [];
  const { $ref, properties = {}, items, allOf = [] } = schema;
  return [
    ...($ref === undefined ? [] : fieldsOf(components.schemas[$ref.replace(/^.*\//, '')], depth + 1)),
    ...[items, ...allOf].flatMap((one) => fieldsOf(one, depth + 1)),
    ...Object.entries(properties).flatMap(([name, one]) => [name, ...fieldsOf(one, depth + 1)]),
  ];
}

const bodyOf = ({ requestBody }: Operation) =>
  Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => fieldsOf(schema));

/** What bounds have to look at: `post /admin/v1/doors/actions doorIds`. */
const named = Object.entries(paths).flatMap(([path, operations]) => {
  const resource = path.split('/')[3] ?? '';
  return Object.entries(operations)
    .filter(([method]) => reachOf(resource, method === 'get') !== 'refused')
    .filter(([method]) => reachOf(resource, true) === 'bounded' || method === 'get')
    .flatMap(([method, operation]) => {
      const names = [...(operation.parameters ?? []).map(({ name }) => name), ...bodyOf(operation)];
      return [...new Set(names)].map((name) => ({ resource, name, where: `${method} ${path} ${name}` }));
    });
});

describe('the names that bounds know', () => {
  it('are all that a call of the admin API can name something of a part of the site with', () => {
    const looked = named.filter(({ name }) => sounds.test(name) && !ofNoPart.includes(name));
    expect(looked.length).toBeGreaterThan(200);
    const unknown = looked.filter(({ resource, name }) => kindOf(resource, name) === undefined);
    expect(unknown.map(({ where }) => where)).toEqual([]);
  });
});

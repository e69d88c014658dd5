import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AnyTable } from '../../src/protocol/access-push/table.js';
import { formsNamed, tables } from '../../src/protocol/access-push/tables/all.js';
import { hardwareOnly, listNames, printedTables, pushNames, type PushName } from './push-names.js';

/**
 * Who covers what: a comment `covers <list>: name, name.*` behind two slashes, above the test that does. Names are those
 * of test/contract/push-names; `*` stands for any letters. A marker is believed only where the file holds the evidence
 * of the name (what stands on the wire), or goes through the list itself by `pushNames` or `printedTables`.
 */
interface Marker {
  readonly file: string;
  readonly title: string;
  readonly list: string;
  readonly pattern: string;
}

interface Covered extends PushName {
  readonly list: string;
  readonly tests: readonly Marker[];
  readonly hardware: string;
}

export interface Coverage {
  readonly names: readonly Covered[];
  /** What is wrong, a line each. */
  readonly faults: readonly string[];
}

const testFolder = join(import.meta.dirname, '..');

const testFiles = (): string[] =>
  readdirSync(testFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `test/${file.replaceAll('\\', '/')}`)
    .sort();

const markerForm = /^[ \t]*\/\/ covers ([a-z-]+): (.+)$/gm;
/** The title of the next test: directly behind `it(`, or behind the `)(` of `it.each`. */
const titleForm = /(?:\b(?:it|describe)\(|\)\()\s*(?:'((?:[^'\\]|\\.)+)'|"([^"]+)"|`([^`]+)`)/;

function markersOf(file: string, text: string): Marker[] {
  return [...text.matchAll(markerForm)].flatMap(({ 0: line, 1: list = '', 2: patterns = '', index }) => {
    const found = titleForm.exec(text.slice(index + line.length));
    const title = (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replaceAll("\\'", "'");
    return patterns.split(',').map((pattern) => ({ file, title, list, pattern: pattern.trim() }));
  });
}

const escaped = (text: string) => text.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
const matches = (pattern: string, name: string) =>
  new RegExp(`^${pattern.split('*').map(escaped).join('.*')}$`).test(name);

const through = /\b(?:pushNames|printedTables)\(/;

/** The part of a name that must appear in a file that claims to cover it. */
function evidenceOf(list: string, { name, rest }: PushName): string {
  if (list === 'fields') return name.slice(name.indexOf('.') + 1);
  if (list === 'tables') return name.replace(/ .*/, '');
  return rest[0] !== undefined && ['requests', 'commands', 'controls', 'examples'].includes(list)
    ? rest[0]
    : name.replace(/^~/, '');
}

const fieldsOf = (): PushName[] =>
  printedTables().flatMap(({ name, section, columns, reported }) =>
    [...columns, ...reported].map((column) => ({ name: `${name}.${column}`, section, rest: [] })),
  );

const lists = (): ReadonlyMap<string, readonly PushName[]> =>
  new Map([...listNames().map((list) => [list, pushNames(list)] as const), ['fields', fieldsOf()]]);

/** Samples of a test may stand in a file beside it. */
const beside = (file: string, texts: ReadonlyMap<string, string>): string[] =>
  [...(texts.get(file) ?? '').matchAll(/from '\.\/([\w-]+)\.js'/g)].map(
    ([, name = '']) => texts.get(`${dirname(file)}/${name}.ts`) ?? '',
  );

/** Reads every test file, and compares what it finds with the lists. */
export function coverage(): Coverage {
  const texts = new Map(testFiles().map((file) => [file, readFileSync(join(testFolder, '..', file), 'utf8')]));
  const markers = [...texts].flatMap(([file, text]) => markersOf(file, text));
  const all = lists();
  const hardware = hardwareOnly();
  const faults: string[] = [];
  const isShown = (list: string, name: PushName, { file }: Marker) => {
    const text = texts.get(file) ?? '';
    return through.test(text) || [text, ...beside(file, texts)].some((part) => part.includes(evidenceOf(list, name)));
  };
  for (const { file, title, list, pattern } of markers) {
    if (title === '') faults.push(`${file}: no test behind "covers ${list}: ${pattern}"`);
    if (!(all.get(list) ?? []).some(({ name }) => matches(pattern, name))) {
      faults.push(`${file}: "covers ${list}: ${pattern}" names nothing of test/contract/push-names`);
    }
  }
  const names = [...all].flatMap(([list, entries]) =>
    entries.map((entry): Covered => {
      const claims = markers.filter((marker) => marker.list === list && matches(marker.pattern, entry.name));
      const tests = claims.filter((marker) => isShown(list, entry, marker));
      // A pattern with a star may match names that the file does not show. A full name may not.
      for (const { file, pattern } of claims.filter(
        (claim) => !tests.includes(claim) && !claim.pattern.includes('*'),
      )) {
        faults.push(`${file}: says it covers ${list} ${pattern}, and does not hold ${evidenceOf(list, entry)}`);
      }
      if (tests.length === 0) faults.push(`no test covers ${list} ${entry.name} (${entry.section})`);
      const why = hardware.filter((only) => only.list === list && matches(only.pattern, entry.name));
      return { ...entry, list, tests, hardware: why.map((only) => only.why).join('; ') };
    }),
  );
  return { names, faults };
}

/** Order of the chapters, and where the declarations stand. */
const chapters: readonly (readonly [list: string, heading: string, declared: string])[] = [
  ['requests', 'Requests', 'src/devices/access-push, src/devices/push/device-http.ts'],
  [
    'registration',
    'Parameters of registration and of `table=options`',
    'src/protocol/access-push/parameters/registration.ts',
  ],
  ['configuration', 'Parameters of the server', 'src/protocol/access-push/handshake.ts'],
  ['functions', 'Positions of AccSupportFunList', 'src/protocol/access-push/parameters/functions.ts'],
  ['tables', 'Tables', 'src/protocol/access-push/tables'],
  ['fields', 'Fields', 'src/protocol/access-push/tables'],
  ['commands', 'Commands', 'src/protocol/access-push/command-*.ts'],
  ['controls', 'Codes of CONTROL DEVICE', 'src/protocol/access-push/command-control.ts'],
  ['options', 'Options that are set and asked for', 'src/protocol/access-push/command-options.ts'],
  ['parameters', 'Parameters of doors, readers and devices', 'src/protocol/access-push/parameters'],
  ['events', 'Events', 'src/protocol/access-push/codes/event-table.ts'],
  ['returns', 'Return codes', 'src/protocol/access-push/codes/returns.ts'],
  ['verify-modes', 'Verification modes', 'src/protocol/access-push/codes/verify.ts'],
  ['verify-bits', 'Bits of a verification string', 'src/protocol/access-push/codes/verify.ts'],
  ['error-codes', 'Codes of error logs', 'src/protocol/access-push/codes/errors.ts'],
  ['bio-types', 'Biometric types', 'src/protocol/access-push/parameters/bio-support.ts'],
  ['languages', 'Languages', 'src/protocol/access-push/codes/languages.ts'],
  ['models', 'Models', 'src/protocol/access-push/parameters/functions.ts'],
  ['apb', 'Values of anti-passback', 'src/protocol/access-push/parameters/device.ts'],
  ['interlock', 'Values of interlock', 'src/protocol/access-push/parameters/device.ts'],
  ['examples', 'Example conversations', ''],
];

const testText = ({ file, title }: Marker) => `\`${file}\` "${title}"`;
const shownTests = ({ tests }: Covered) => [...new Set(tests.map(testText))].sort().join('; ');

/** `user: update delete ..., by Pin`: what the declaration says of a table. */
function declaredText(name: string): string {
  const [wireName = ''] = name.split(' ');
  const forms = Object.values<AnyTable>(tables).filter((table) => table.name.toLowerCase() === wireName.toLowerCase());
  const form = name.endsWith('(64)') ? forms[1] : forms[0];
  if (!form) return formsNamed(wireName).join();
  const gated = form.when ? ', only where the device has it' : '';
  return `${form.operations.join(' ')}; ${Object.keys(form.fields).length} fields${gated}`;
}

/** Names that the same tests cover share one line, section by section. */
function linesOf(list: string, names: readonly Covered[]): string[] {
  const groups = new Map<string, Covered[]>();
  for (const name of names) {
    const key = `${name.section}\n${shownTests(name)}\n${name.hardware}`;
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const named = group.map(({ name }) => (list === 'tables' ? `\`${name}\` (${declaredText(name)})` : `\`${name}\``));
    return [
      `- **${first.section}** ${named.join(', ')}`,
      ...[...new Set(first.tests.map(testText))].sort().map((test) => `  - ${test}`),
      ...(first.hardware === '' ? [] : [`  - not verified without hardware: ${first.hardware}`]),
    ];
  });
}

/** docs/protocol-coverage.md. */
export function coverageDocument({ names }: Coverage): string {
  const body = chapters.flatMap(([list, heading, declared]) => {
    const own = names.filter((name) => name.list === list);
    const covered = own.filter(({ tests }) => tests.length > 0).length;
    const where = declared === '' ? '' : `, declared in \`${declared}\``;
    return [`## ${heading}`, '', `${covered} of ${own.length}${where}.`, '', ...linesOf(list, own), ''];
  });
  const covered = names.filter(({ tests }) => tests.length > 0).length;
  return [
    '# What of the protocol is covered by which test',
    '',
    'Security PUSH 3.1.2, every name of it, made by `npm run coverage:protocol` from the lists in',
    '`test/contract/push-names`, the declarations in `src/protocol` and the markers in the tests (CONTRIBUTING.md says how to',
    'set one). `test/contract/protocol-coverage.spec.ts` fails where a name has no test or this page is not fresh.',
    'A test here shows that Postern does as the manual says; what a real device makes of it only hardware shows, and',
    'where that matters most it is said.',
    '',
    `${covered} of ${names.length} names are covered.`,
    '',
    ...body,
  ].join('\n');
}

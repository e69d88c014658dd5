// The floors, from the ground up (docs/architecture.md). A folder may import what stands before it in this list, and
// nothing behind it.
const floors = [
  ['protocol'],
  ['platform'],
  ['core', 'facade'],
  ['modules'],
  ['devices'],
  ['sync'],
  ['outbound'],
  ['operations'],
  ['admin'],
  ['bootstrap'],
];

/** The same among the modules. */
const modules = [
  ['transaction', 'area', 'department'],
  ['person', 'timeZone', 'device', 'file'],
  ['door', 'bioTemplate', 'qrCode'],
  ['accLevel', 'accZone', 'rule', 'areaPerson'],
  ['identification'],
  ['visitor', 'attendance', 'consumption', 'elevator', 'gate', 'ins', 'media', 'muster', 'parking', 'plan', 'space'],
  ['alarm'],
  ['intrusion'],
];

/** Where the program begins; what none of them reaches is dead. */
const entries = '^(src/main|src/tools/(generate-openapi|(simulator|terminal-cli|postern)/main)|bench/main)\\.ts$';

/** Controllers and DTOs of all modules are the top floor with `admin`: one call may use the services of many. */
const top = ['\\.(controller|dto|module)\\.ts$', '^src/(admin|bootstrap|tools)/', '^src/(main|app\\.module)\\.ts$'];

const http = 'node_modules/(fastify|@fastify|@nestjs/(swagger|platform-fastify)|class-validator|class-transformer)/';

const within = (folder) => (names) => `^src/${folder}(${names.join('|')})/`;
const src = within('');
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Each folder against all that stand behind it in the list. */
const onlyDown = (rows, path) => {
  const order = rows.flat();
  return order
    .slice(0, -1)
    .map((name, at) =>
      rule(
        `floor-${name}`,
        'Imports only go down.',
        { path: path([name]), pathNot: top },
        { path: path(order.slice(at + 1)) },
      ),
    );
};

module.exports = {
  forbidden: [
    ...onlyDown(floors, src),
    ...onlyDown(modules, within('modules/')),
    rule('top-floor-on-top', 'Nothing below imports it.', { path: '^src/', pathNot: top }, { path: top }),
    rule(
      'protocol-is-pure',
      'Bytes into values and back: no I/O, no library.',
      { path: src(['protocol']) },
      { pathNot: [src(['protocol']), '^(node:)?(buffer|crypto|util)$'] },
    ),
    rule(
      'simulator-is-the-other-side',
      'It shares the protocol with the gateway and nothing else.',
      { path: '^src/tools/simulator/' },
      { path: '^src/', pathNot: '^src/((tools/simulator|protocol)/|platform/(own-command|version)\\.)' },
    ),
    rule(
      'terminal-cli-is-a-client',
      'It shares the client of port 4370.',
      { path: '^src/tools/terminal-cli/' },
      {
        path: '^src/',
        pathNot: '^src/((tools/terminal-cli|protocol|devices/standalone/client)/|platform/(own-command|version)\\.)',
      },
    ),
    rule(
      'embedded-stands-alone',
      'The embedded PostgreSQL needs Node and pg alone.',
      { path: '^src/platform/database/embedded/' },
      { pathNot: ['^src/platform/database/embedded/', 'node_modules/(pg|@types/pg)/'], dependencyTypesNot: ['core'] },
    ),
    rule(
      'services-know-no-http',
      'The console, the devices and the facade use the same services.',
      { path: src(['core', 'modules', 'sync']), pathNot: top },
      { path: [http, src(['facade']), '^src/platform/http/'] },
    ),
    rule(
      'no-circular',
      'Files that need each other are one file, or the third that both need is missing. Types count.',
      { path: '^src/' },
      { circular: true },
    ),
    rule(
      'reachable',
      'Nobody uses this file.',
      { path: entries },
      {
        path: '^src/',
        pathNot: entries,
        reachable: false,
      },
    ),
    rule(
      'no-dev-dependency',
      'What runs in production stands in "dependencies".',
      { path: '^src/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '/@types/',
      },
    ),
    rule(
      'no-circular-console',
      'A route names its page, which is fetched when it is wanted.',
      { path: '^console/src/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    ),
    rule(
      'features-stand-alone',
      'A page of the console knows the kit and the calls; to other pages it links.',
      { path: '^console/src/features/([^/]+)/' },
      { path: '^console/src/', pathNot: '^console/src/(ui|api|live|i18n|features/$1)/' },
    ),
    rule(
      'kit-knows-no-page',
      'Pages are built from it.',
      { path: '^console/src/(ui|api|live|i18n)/' },
      { path: '^console/src/(app|features)/' },
    ),
    rule('console-is-a-client', 'It shares nothing with the gateway.', { path: '^console/src/' }, { path: '^src/' }),
    rule('resolvable', 'This import leads nowhere.', { path: '^src/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

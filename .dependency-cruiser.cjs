// The floors of the house, from the ground up (docs/architecture.md): a folder may use what stands before it in this
// list, nothing behind it. That also keeps any two of them from using each other.
const floors = [
  ['wire', 'network', 'config', 'errors'],
  ['db', 'auth', 'api', 'simulator'],
  ['change', 'command', 'transaction', 'http', 'ops'],
  ['area', 'department'],
  ['person', 'timeZone', 'device', 'file'],
  ['door', 'bioTemplate', 'qrCode'],
  ['accLevel', 'accZone', 'rule', 'areaPerson'],
  ['identification'],
  ['visitor', 'attendance', 'elevator', 'gate', 'ins', 'media', 'parking'],
  ['stream'],
  ['link'],
  ['sync'],
];

const order = floors.flat();
const features = floors.slice(3, 9).flat();
const domain = ['change', 'command', 'transaction', ...features, 'sync'];

/** Folders or files of src by name, as a pattern. */
const src = (...names) => `^src/(${names.join('|')})(/|\\.ts$)`;

// The top floor, with what stands directly in src (app, main ...): it may use every feature's service, so it is bound by
// none of the floors.
const top = ['\\.(controller|dto|module)\\.ts$', '^src/(admin|zk)/', '^src/(?!config|errors)[^/]+\\.ts$'];

/** What speaks HTTP: no service, entity or pure function of the domain knows it. */
const http = [
  src('api', 'http'),
  'node_modules/(fastify|@fastify|@nestjs/(swagger|platform-fastify)|class-validator|class-transformer)/',
];

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const onlyDown = order
  .slice(0, -1)
  .map((name, floor) =>
    rule(
      `floor-${name}`,
      `${name} stands below these; imports only go down.`,
      { path: src(name), pathNot: top },
      { path: src(...order.slice(floor + 1)) },
    ),
  );

module.exports = {
  forbidden: [
    ...onlyDown,
    rule(
      'wire-is-pure',
      'wire turns bytes into values and back: no input or output, no library, no other folder.',
      { path: src('wire') },
      { pathNot: [src('wire'), '^(node:)?(buffer|crypto|util)$'] },
    ),
    rule(
      'simulator-speaks-wire',
      'The simulator is the other side: it shares the wire with the gateway and nothing else.',
      { path: src('simulator') },
      { path: '^src/', pathNot: src('simulator', 'wire') },
    ),
    rule(
      'embedded-stands-alone',
      'The embedded PostgreSQL needs Node and pg, so that it can be tested and reused without the gateway.',
      { path: '^src/db/embedded/' },
      { pathNot: ['^src/db/embedded/', 'node_modules/(pg|@types/pg)/'], dependencyTypesNot: ['core'] },
    ),
    rule(
      'top-floor-on-top',
      'Nothing below imports a controller, a DTO, the admin API or the application.',
      { path: '^src/', pathNot: top },
      { path: top },
    ),
    rule(
      'domain-knows-no-http',
      'Services, entities and pure functions serve the console, the devices and the facade alike.',
      { path: src(...domain), pathNot: top },
      { path: http },
    ),
    rule(
      'features-know-no-device-side',
      'A feature states its fact in change; sync and link find it there.',
      { path: src(...features) },
      { path: src('link', 'sync') },
    ),
    rule(
      'no-circular',
      'Modules that need each other are one module. Types alone may refer to each other.',
      { path: '^src/' },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    rule(
      'no-orphans',
      'Nobody uses this file.',
      { orphan: true, path: '^src/', pathNot: ['^src/(main|openapi)\\.ts$', '^src/(simulator|zk)/main\\.ts$'] },
      {},
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
    rule('resolvable', 'This import leads nowhere.', { path: '^src/' }, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};

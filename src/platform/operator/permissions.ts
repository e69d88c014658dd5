/** What an operator may do. A permission that ends in `.read` is the reading part of the one without it. */
export const permissions = [
  'watch',
  'door.open',
  'door.hold',
  'door.emergency',
  'alarm.ack',
  'muster',
  'person.face',
  'person.read',
  'person',
  'level',
  'biometrics',
  'erase',
  'visit.read',
  'visit.exit',
  'visit',
  'attendance.read',
  'attendance',
  'device.read',
  'device',
  'door.settings.read',
  'door.settings',
  'rule.read',
  'rule',
  'hours.read',
  'hours',
  'area.read',
  'area',
  'plan.read',
  'plan',
  'wire.read',
  'wire',
  'command.read',
  'command',
  'report',
  'export.visit',
  'export',
  'audit',
  'operator',
  'token',
  'webhook',
  'setting',
  'backup',
] as const;
export type Permission = (typeof permissions)[number];

export const roles = ['admin', 'operator', 'guard', 'reception', 'installer', 'auditor'] as const;
export type Role = (typeof roles)[number];

/** What comes with a permission. */
const parts: Readonly<Partial<Record<Permission, readonly Permission[]>>> = {
  'person.read': ['person.face'],
  'visit.exit': ['visit.read'],
  visit: ['visit.read', 'visit.exit'],
  export: ['export.visit'],
};

const readingPart = (permission: Permission): Permission[] =>
  permissions.filter((other) => other === `${permission}.read`);

const withParts = (some: readonly Permission[]): Permission[] =>
  some.flatMap((permission) => [permission, ...readingPart(permission), ...(parts[permission] ?? [])]);

const site = [
  'device.read',
  'door.settings.read',
  'rule.read',
  'hours.read',
  'area.read',
  'plan.read',
  'wire.read',
  'command.read',
] as const satisfies readonly Permission[];

/** The permissions of each role. An administrator has all. */
const declared: Readonly<Record<Role, readonly Permission[]>> = {
  admin: permissions,
  operator: [
    'watch',
    'door.open',
    'door.hold',
    'door.emergency',
    'alarm.ack',
    'muster',
    'person.read',
    'person',
    'level',
    'biometrics',
    'erase',
    'visit',
    'attendance',
    ...site,
    'report',
    'export',
  ],
  guard: ['watch', 'door.open', 'door.hold', 'door.emergency', 'alarm.ack', 'muster', 'person.face', 'visit.exit'],
  reception: ['watch', 'door.open', 'muster', 'person.face', 'visit', 'export.visit'],
  installer: ['watch', 'door.open', 'device', 'door.settings', 'rule', 'hours', 'area', 'plan', 'wire', 'command'],
  auditor: ['watch', 'person.read', 'visit.read', 'attendance.read', ...site, 'report', 'export', 'audit'],
};

const complete = new Map<Role, readonly Permission[]>(
  roles.map((role) => {
    const own = new Set(withParts(declared[role]));
    return [role, permissions.filter((permission) => own.has(permission))];
  }),
);

/** They are about the whole site: whoever is bound to some areas or departments does not have them. */
const ofWholeSite: ReadonlySet<Permission> = new Set(['audit', 'operator', 'token', 'webhook', 'setting', 'backup']);

/** All permissions of a role, with what comes with them, in the order of the list. */
export const permissionsOf = (role: Role, isBound = false): readonly Permission[] =>
  (complete.get(role) ?? []).filter((permission) => !isBound || !ofWholeSite.has(permission));

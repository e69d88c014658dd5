import type { Permission } from './permissions.js';

/** What an operator needs for a route of the admin API. */
export interface RouteRule {
  /** Null = every operator who is signed in. */
  readonly permission: Permission | null;
  /** It cannot be undone: the password is to be given again before. */
  readonly isConfirmed: boolean;
}

/** Who may read and who may write below a path of the admin API. */
interface Declared {
  readonly read: Permission | null;
  readonly write: Permission | null;
  /** What cannot be undone wants the password again; reading as well where `all` is said. */
  readonly confirmed?: 'writes' | 'all';
}

const both = (permission: Permission): Declared => ({ read: permission, write: permission });
/** Reading has a permission of its own: `hours.read` and `hours`. */
const readable = (
  permission: 'attendance' | 'visit' | 'device' | 'rule' | 'hours' | 'area' | 'command' | 'wire',
): Declared => ({
  read: `${permission}.read`,
  write: permission,
});
const doors: Declared = { read: 'watch', write: 'door.settings' };
const levels: Declared = { read: 'person.read', write: 'level' };
const erasure: Declared = { ...both('erase'), confirmed: 'writes' };

/**
 * Paths below /admin/v1. The longest that a route begins with is the one that counts; a verb before a path is about that
 * verb alone. A route that none is about stops the start.
 */
export const routeRules: Readonly<Record<string, Declared>> = {
  session: { read: null, write: null },
  operators: { ...both('operator'), confirmed: 'writes' },
  'operators/:id/sessions': { ...both('operator'), confirmed: 'all' },
  roles: { read: null, write: null },
  'api-tokens': { ...both('token'), confirmed: 'writes' },
  webhooks: both('webhook'),
  settings: { read: 'setting', write: 'setting' },
  retention: both('setting'),
  doctor: both('setting'),
  backup: both('backup'),
  backups: { ...both('backup'), confirmed: 'writes' },
  // Nothing is made and nothing is told: what is uploaded is read.
  'POST backups/check': both('backup'),
  mqtt: both('setting'),
  nats: both('setting'),
  kafka: both('setting'),
  'device-calls': both('device'),
  simulators: both('device'),
  setup: { read: 'device.read', write: 'setting' },
  audit: both('audit'),
  // More than the last day needs `report` as well.
  statistics: both('watch'),
  'statistics/idle': both('report'),
  events: both('watch'),
  // What is told is looked at message by message.
  feed: both('watch'),
  // What is in them has the permission of its list, too.
  exports: both('export'),
  'GET exports/visits.:format': both('export.visit'),
  // What is told is looked at item by item.
  stream: both('watch'),
  'event-types': both('watch'),
  alarms: { read: 'watch', write: 'alarm.ack' },
  'alarm-kinds': { read: 'watch', write: 'setting' },
  // Each thing that needs somebody is looked at by itself.
  attention: both('watch'),
  // What is found is looked at kind by kind.
  search: both('watch'),
  // One's own, and what others share.
  views: both('watch'),

  doors,
  'POST doors': { read: 'watch', write: 'device' },
  'POST doors/actions': both('door.open'),
  readers: doors,
  'POST readers': { read: 'watch', write: 'device' },
  floors: doors,
  'POST floors/actions': both('door.open'),
  gates: doors,
  'POST gates/actions': both('door.open'),
  'aux-inputs': doors,
  'aux-outputs': doors,
  'POST aux-outputs/actions': both('door.open'),

  persons: { read: 'person.read', write: 'person' },
  'GET persons': both('person.face'),
  'GET persons/:pin/access': both('person.read'),
  'GET persons/:pin/devices': both('person.read'),
  'GET persons/:pin/identity-card': both('person.read'),
  'GET persons/:pin/templates': both('biometrics'),
  'POST persons/:pin/templates': both('biometrics'),
  'PUT persons/:pin/templates': both('biometrics'),
  'DELETE persons/:pin/templates': both('biometrics'),
  'PUT persons/:pin/levels': both('level'),
  'POST persons/:pin/erase': erasure,
  'DELETE persons/:pin?history=erase': erasure,
  'templates/check': both('biometrics'),
  imports: both('person'),
  cards: { read: 'person.read', write: 'person' },
  // Everybody who may read of people may watch.
  explain: both('person.read'),
  departments: { read: 'person.face', write: 'person' },
  'PUT departments/:code/levels': both('level'),
  contacts: { read: 'person.read', write: 'person' },
  'contact-number-patterns': readable('device'),

  'access-levels': levels,
  'elevator-levels': levels,
  'gate-levels': levels,
  'visitor-levels': { read: 'visit.read', write: 'level' },
  'time-zones': readable('hours'),
  holidays: readable('hours'),
  areas: readable('area'),
  // What areas are called stands above their doors.
  'GET areas': both('watch'),
  zones: { read: 'watch', write: 'area' },
  'PUT zones/:id/persons': both('muster'),
  'DELETE zones/:id/persons': both('muster'),

  musters: both('muster'),
  plans: { read: 'watch', write: 'plan' },
  recorders: readable('device'),
  cameras: { read: 'watch', write: 'device' },

  visitors: readable('visit'),
  'DELETE visitors/:pin?history=erase': erasure,
  visits: readable('visit'),
  'POST visits/:id/exit': both('visit.exit'),
  // It is made anew each time.
  'GET visits/:id/qr': both('visit'),
  'visitor-reservations': readable('visit'),
  'visitor-block-list': readable('visit'),

  // Which doors a room has decides where people may pass; who reserves it is the desk's.
  spaces: { read: 'visit.read', write: 'level' },
  'space-facilities': { read: 'visit.read', write: 'level' },
  'space-services': { read: 'visit.read', write: 'level' },
  'space-reservations': readable('visit'),

  attendance: readable('attendance'),
  shifts: readable('attendance'),
  'leave-types': readable('attendance'),
  ins: { read: 'person.read', write: 'person' },

  devices: readable('device'),
  'POST devices/:sn/enroll': both('biometrics'),
  'devices/:sn/commands': readable('command'),
  'devices/:sn/identifications': both('watch'),
  'devices/:sn/reported': { read: 'device.read', write: 'person' },
  'devices/:sn/users': { read: 'device.read', write: 'person' },
  'devices/:sn/wire': readable('wire'),
  'device-uploads': readable('device'),
  commands: readable('command'),
  // Whoever opens a door is told what became of it; of other commands nothing without `command.read`.
  'GET commands/:id': both('watch'),
  firmware: readable('device'),
  media: readable('device'),
  sync: readable('device'),

  'consumption/accounts': { read: 'person.read', write: 'person' },
  'consumption/records': { read: 'person.read', write: 'person' },
  'consumption/sources': both('webhook'),

  'intrusion/panels': readable('device'),
  'intrusion/partitions': readable('device'),
  'intrusion/points': readable('device'),
  'intrusion/strangers': readable('device'),
  'intrusion/events': both('watch'),

  'parking/areas': readable('device'),
  'parking/channels': readable('device'),
  'POST parking/channels/:id/open': both('door.open'),
  'parking/spaces': readable('device'),
  'parking/entrances': readable('device'),
  'parking/car-types': readable('device'),
  'parking/discounts': readable('device'),
  'parking/fixed-vehicles': { read: 'person.read', write: 'person' },
  'parking/person-plates': { read: 'person.read', write: 'person' },
  // Who says that a car is there opens for it.
  'parking/plates-seen': { read: 'watch', write: 'door.open' },
  'parking/plates': { read: 'person.read', write: 'person' },
  'parking/tariffs': readable('device'),
  'parking/quote': both('device.read'),
  'parking/stays': { read: 'watch', write: 'device' },
  'parking/payments': both('watch'),
  'parking/records': { read: 'watch', write: 'device' },

  'anti-passback-rules': readable('rule'),
  'camera-bindings': readable('rule'),
  'device-parameters': readable('device'),
  'door-verification-rules': readable('rule'),
  'expansion-boards': readable('device'),
  'first-card-rules': readable('rule'),
  'gate-pass-rules': readable('rule'),
  'input-schedules': readable('rule'),
  'interlock-rules': readable('rule'),
  linkages: readable('rule'),
  'multi-card-rules': readable('rule'),
  'ntp-servers': readable('device'),
  'person-groups': { read: 'rule.read', write: 'rule' },
  'person-verification-rules': readable('rule'),
  'reader-wiegand-formats': readable('device'),
  'scheduled-outputs': readable('rule'),
  'super-user-rules': readable('rule'),
  'verification-schedules': readable('rule'),
  'wiegand-formats': readable('device'),
};

const base = /^\/+admin\/+v1\/+/i;

/** `/admin/v1/doors/:id` -> `doors/:id` */
export const pathIn = (pattern: string): string => pattern.replace(base, '');

/** `/admin/v1/doors/:id` -> `doors` */
export const resourceIn = (pattern: string): string => pathIn(pattern).split(/[/?]/)[0] ?? '';

/** `POST doors/actions` and `doors/actions`, then `POST doors` and `doors`. */
function declaredFor(method: string, call: string): Declared | undefined {
  const whole = routeRules[`${method} ${call}`];
  if (whole) return whole;
  const words = call.replace(/\?.*$/, '').split('/');
  for (let count = words.length; count > 0; count--) {
    const part = words.slice(0, count).join('/');
    const declared = routeRules[`${method} ${part}`] ?? routeRules[part];
    if (declared) return declared;
  }
  return undefined;
}

/** A parameter that makes another call of a route, as the declarations have it behind its path. */
export const callOf = (pattern: string, query: unknown): string =>
  [(query as { readonly history?: unknown }).history].flat().includes('erase') ? `${pattern}?history=erase` : pattern;

/**
 * What an operator needs for a route.
 * @param pattern of the route, with parameters as `:id`, or what `callOf` makes of it
 * @throws Error if no declaration is about it
 */
export function ruleOf(method: string, pattern: string): RouteRule {
  const path = pathIn(pattern);
  const isRead = method === 'GET' || method === 'HEAD';
  const declared = declaredFor(isRead ? 'GET' : method, path);
  if (!declared) throw new Error(`no permission is declared for ${method} ${pattern} (route-rules.ts)`);
  const { confirmed } = declared;
  return {
    permission: isRead ? declared.read : declared.write,
    isConfirmed: confirmed === 'all' || (confirmed === 'writes' && !isRead),
  };
}

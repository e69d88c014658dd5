import type { Order } from '../../core/command/order.js';
import { isAntique } from '../../protocol/attendance-push/handshake.js';
import { flagOf, optionOf, type Options } from '../../protocol/access-push/dialect.js';

/** What a device can be asked for about persons. Its events are fetched elsewhere. */
export type Fetched = 'users' | 'templates' | 'photos';

/** Types of appendix 18 that an option names, `0:1:0:...`; null where the device does not send it. */
function typesIn(options: Options, name: string): number[] | null {
  const text = optionOf(options, name);
  return text === '' ? null : text.split(':').flatMap((place, type) => (place.trim() === '1' ? [type] : []));
}

const query = (table: string, filter = '*'): Order => ({ type: 'query', table, filter });
const byType = (table: string, types: readonly number[]) => types.map((type) => query(table, `Type=${type}`));

const finger = 1;

/** Fingers as templatev10 where the device does not know the hybrid protocol; else each type by itself (9.1.4). */
function templates(options: Options): Order[] {
  const types = typesIn(options, 'MultiBioDataSupport');
  const fingers = flagOf(options, 'FingerFunOn') && !types?.includes(finger) ? [query('templatev10')] : [];
  if (types) return [...fingers, ...byType('biodata', types)];
  return flagOf(options, 'BioDataFun') || flagOf(options, 'VisilightFun') ? [...fingers, query('biodata')] : fingers;
}

function photos(options: Options): Order[] {
  const types = typesIn(options, 'MultiBioPhotoSupport');
  if (types) return byType('biophoto', types);
  return flagOf(options, 'BioPhotoFun') ? [query('biophoto')] : [];
}

const asked: Readonly<Record<Fetched, (options: Options) => Order[]>> = {
  users: () => [query('user')],
  templates,
  photos,
};

/** What an attendance terminal is asked for, and whether it has to send all its data of persons again. */
export interface AttFetch {
  readonly orders: readonly Order[];
  /**
   * Data that is requested by a stamp of 0 (Attendance PUSH 4.5): there is no query for it, or not on this firmware.
   */
  readonly again: boolean;
}

/**
 * A terminal of an old version does not send all its users on request, and no terminal sends pictures on request
 * (Attendance PUSH 12.3).
 */
export function attFetch(
  what: Fetched,
  { options, pushVersion }: { readonly options: Options; readonly pushVersion: string | null },
): AttFetch {
  const again = { orders: [], again: true };
  if (what === 'photos' || isAntique(pushVersion)) return again;
  if (what === 'users') return { orders: [query('user')], again: false };
  const types = typesIn(options, 'MultiBioDataSupport') ?? [];
  const hasOthers = types.length === 0 || (!types.includes(finger) && flagOf(options, 'FingerFunOn'));
  return { orders: byType('biodata', types), again: hasOthers };
}

/** The queries that bring what a device holds; none where it can hold nothing of the kind. */
export const fetchOrders = (what: Fetched, options: Options): readonly Order[] => asked[what](options);

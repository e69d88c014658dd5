import type { DeviceModule } from '../../modules/device/device.entity.js';
import type { LevelBusiness } from '../../modules/accLevel/level-places.js';
import { kinds, type Kind, type Unread } from './items.js';
import { oldLists } from './old-lists.js';
import { oldRows, ShortList, type OldList, type OldRow } from './old-list.js';
import { OldServerError } from './old-server-error.js';
import type { OldServer } from './old-server.js';
import { said } from './old-values.js';

/** What the old server has apart from people and history: few enough objects for memory. */
export interface OldSite {
  readonly areas: readonly OldRow[];
  readonly departments: readonly OldRow[];
  readonly devices: readonly { readonly row: OldRow; readonly module: DeviceModule }[];
  readonly doors: readonly OldRow[];
  readonly readers: readonly OldRow[];
  readonly floors: readonly OldRow[];
  readonly gates: readonly OldRow[];
  readonly levels: Readonly<Record<LevelBusiness, readonly OldRow[]>>;
  /** Kinds whose list was not read to its end: who is missing in it may be there. */
  readonly partial: ReadonlySet<Kind>;
}

export const emptySite: OldSite = {
  areas: [],
  departments: [],
  devices: [],
  doors: [],
  readers: [],
  floors: [],
  gates: [],
  levels: { acc: [], ele: [], psg: [], vis: [] },
  partial: new Set(),
};

/** Files tell of people alone. */
export const untoldSite: OldSite = { ...emptySite, partial: new Set(kinds) };

interface Reading {
  readonly server: OldServer;
  readonly only: ReadonlySet<Kind>;
  /** Lists that are needed, although they are not taken over. */
  readonly needs: ReadonlySet<Kind>;
  readonly unread: (unread: Unread) => void;
}

/** Where an object of a kind is typed in here. */
export const typedIn: Readonly<Partial<Record<Kind, string>>> = {
  areas: 'POST /admin/v1/areas',
  departments: 'POST /admin/v1/departments',
  devices: 'POST /admin/v1/devices',
  doors: 'POST /admin/v1/doors',
  readers: 'POST /admin/v1/readers',
  floors: 'POST /admin/v1/floors',
  gates: 'POST /admin/v1/gates',
  levels: 'POST /admin/v1/access-levels',
  people: 'POST /admin/v1/persons/import',
};

const modules: Readonly<Record<string, DeviceModule>> = { acc: 'acc', att: 'att', ele: 'ele', psg: 'psg', ins: 'ins' };

/** @throws OldServerError when the server is away or does not take the token at all */
export async function readOldSite({ server, only, needs, unread }: Reading): Promise<OldSite> {
  const partial = new Set<Kind>();
  const rows = async (kind: Kind, list: OldList): Promise<OldRow[]> => {
    if (!only.has(kind) && !needs.has(kind)) return [];
    const read: OldRow[] = [];
    try {
      read.push(...(await oldRows(server, list)));
    } catch (error) {
      if (!isAboutList(error)) throw error;
      partial.add(kind);
      unread({ kind, what: `the list ${list.paths[0] ?? ''}`, why: error.message, where: typedIn[kind] ?? '' });
    }
    return read;
  };
  const all = await rows('devices', oldLists.devices);
  const elevators = await rows('devices', oldLists.elevators);
  const entrances = await rows('devices', oldLists.entrances);
  return {
    devices: devicesOf([
      [all, 'acc'],
      [elevators, 'ele'],
      [entrances, 'psg'],
    ]),
    doors: await rows('doors', oldLists.doors),
    readers: await rows('readers', oldLists.readers),
    floors: await rows('floors', oldLists.floors),
    gates: await rows('gates', oldLists.gates),
    departments: await rows('departments', oldLists.departments),
    levels: {
      acc: await rows('levels', oldLists.accLevels),
      ele: await rows('levels', oldLists.eleLevels),
      psg: await rows('levels', oldLists.psgLevels),
      vis: await rows('levels', oldLists.visLevels),
    },
    areas: await rows('areas', oldLists.areas),
    partial,
  };
}

/** One list is missing or short; the others can be read. */
export const isAboutList = (error: unknown): error is Error =>
  error instanceof ShortList || (error instanceof OldServerError && !['away', 'noAccess'].includes(error.fault));

/** A device that is in several lists counts once; the list of its own business decides what it is. */
function devicesOf(lists: readonly (readonly [readonly OldRow[], DeviceModule])[]): OldSite['devices'] {
  const bySn = new Map<string, OldSite['devices'][number]>();
  for (const [rows, usual] of lists) {
    for (const row of rows) bySn.set(said(row, 'sn'), { row, module: modules[said(row, 'module')] ?? usual });
  }
  return [...bySn.values()];
}

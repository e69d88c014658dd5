import { useQueries } from '@tanstack/react-query';
import { addressOf, callLoosely } from '../../api/call.js';
import { useMay, type Permission } from '../../api/session.js';
import { everyPage, type Whole } from '../../api/whole-list.js';

/** Something that a field chooses. Parts of a device have its serial number and their own. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly sn?: string;
  readonly number?: number;
}

type Raw = Readonly<Record<string, unknown>>;

interface Source {
  readonly path: string;
  readonly permission: Permission;
  readonly id: string;
  readonly name: string;
  /** The id is a number in bodies. */
  readonly isNumber?: boolean;
  /** The list has neither pages nor an order. */
  readonly isWhole?: boolean;
}

const byId = (path: string, permission: Permission, name = 'name'): Source => ({ path, permission, id: 'id', name });

const declared = {
  devices: { path: '/devices', permission: 'device.read', id: 'sn', name: 'name' },
  doors: byId('/doors', 'watch'),
  readers: byId('/readers', 'watch'),
  auxInputs: byId('/aux-inputs', 'watch'),
  auxOutputs: byId('/aux-outputs', 'watch'),
  hours: { ...byId('/time-zones', 'hours.read'), isNumber: true },
  groups: byId('/person-groups', 'rule.read'),
  schedules: byId('/verification-schedules', 'rule.read'),
  formats: byId('/wiegand-formats', 'device.read'),
  patterns: byId('/contact-number-patterns', 'device.read', 'pattern'),
  eventTypes: { path: '/event-types', permission: 'watch', id: 'eventNo', name: 'name', isNumber: true, isWhole: true },
  departments: { path: '/departments', permission: 'person.face', id: 'code', name: 'name' },
  leaveTypes: { path: '/leave-types', permission: 'attendance.read', id: 'leaveTypeNo', name: 'leaveTypeName' },
  areas: { path: '/areas', permission: 'watch', id: 'code', name: 'name' },
  floors: byId('/floors', 'watch'),
  gates: byId('/gates', 'watch'),
  recorders: byId('/recorders', 'device.read'),
  intrusionPanels: byId('/intrusion/panels', 'device.read'),
  parkingAreas: byId('/parking/areas', 'device.read'),
  parkingCarTypes: byId('/parking/car-types', 'device.read'),
  parkingEntrances: byId('/parking/entrances', 'device.read'),
  parkingSpaces: byId('/parking/spaces', 'device.read'),
  spaces: byId('/spaces', 'visit.read'),
  spaceFacilities: byId('/space-facilities', 'visit.read'),
  spaceServices: byId('/space-services', 'visit.read'),
} as const satisfies Record<string, Source>;

export type SourceName = keyof typeof declared;
export type Choices = Readonly<Partial<Record<SourceName, readonly Choice[]>>>;

const sources: Readonly<Record<SourceName, Source>> = declared;

export const hasNumbers = (name: SourceName): boolean => sources[name].isNumber === true;

const textIn = (raw: Raw, name: string) => {
  const value = raw[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

const choiceOf = ({ id, name }: Source, raw: Raw): Choice => ({
  id: textIn(raw, id),
  name: textIn(raw, name) || textIn(raw, id),
  ...(typeof raw.sn === 'string' ? { sn: raw.sn } : {}),
  ...(typeof raw.number === 'number' ? { number: raw.number } : {}),
});

async function read(source: Source, signal: AbortSignal): Promise<Choice[]> {
  const ask = (query: Record<string, unknown>) =>
    callLoosely('GET', source.path, { query, signal }) as Promise<Whole<Raw>>;
  const { items } = await (source.isWhole ? ask({}) : everyPage(ask));
  return items.map((raw) => choiceOf(source, raw));
}

/** What fields choose from; null until all of it is there. What may not be read is empty. */
export function useSources(names: readonly SourceName[]): Choices | null {
  const may = useMay();
  const asked = useQueries({
    queries: names.map((name) => ({
      queryKey: ['records', 'source', addressOf(sources[name].path)],
      queryFn: ({ signal }: { signal: AbortSignal }) => read(sources[name], signal),
      enabled: may(sources[name].permission),
      staleTime: 30_000,
    })),
  });
  if (asked.some(({ isLoading }) => isLoading)) return null;
  return Object.fromEntries(names.map((name, at) => [name, asked[at]?.data ?? []]));
}

import type { ItemOf } from '../../api/call.js';
import { useT, type Translate } from '../../i18n/t.js';

export type Alarm = ItemOf<'GET /alarms'>;

export const kindName = (t: Translate, kind: string) => t.loose(`alarms.kind-${kind}`, kind);
const nameIn = (params: object, name: string): string => {
  const value = (params as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : '';
};

/** The door; else the point or the partition of an intrusion panel; else the device. */
export const placeName = ({ doorName, deviceName, sn, params }: Alarm) =>
  doorName ??
  [deviceName ?? sn, nameIn(params, 'pointName') || nameIn(params, 'partitionName')].filter(Boolean).join(', ');

/** On a field of 16 by 16: the more urgent, the more points. */
const shapes = [
  'M8 0l8 8-8 8-8-8z',
  'M8 1l7.500 13.500H0.500z',
  'M2 2h12v12H2z',
  'M8 2a6 6 0 100 12A6 6 0 008 2z',
] as const;

/** Shape, word and colour, in that order. */
export function Priority({ priority }: { readonly priority: number }) {
  const t = useT();
  return (
    <span className={`priority priority-${String(priority)}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
        <path d={shapes[priority - 1] ?? shapes[3]} fill="currentColor" />
      </svg>
      {t.loose(`alarms.priority-${String(priority)}`, String(priority))}
    </span>
  );
}

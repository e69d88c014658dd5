import { useQuery } from '@tanstack/react-query';
import { useAreaNames } from '../../api/choices.js';
import type { ItemOf } from '../../api/call.js';
import { wholeList } from '../../api/whole-list.js';
import { useT, type Translate } from '../../i18n/t.js';
import type { Column } from '../../ui/column.js';
import { firmwareOf } from '../../ui/firmware.js';
import { Icon } from '../../ui/icon.js';
import { Time } from '../../ui/time.js';

export type Device = ItemOf<'GET /devices'>;

export const stateOf = (t: Translate, { status, online }: Device) =>
  status === 'approved'
    ? t(online ? 'devices.online' : 'devices.offline')
    : t.loose(`devices.status-${status}`, status);

const isServed = ({ status }: Device) => status === 'approved';

/** What it should hold and does not is counted; what it holds besides is told by its own page. */
function syncOf(t: Translate, { sync: { inSync, desired, acked } }: Device): string {
  if (inSync) return t('devices.inSync');
  return desired > acked ? t('devices.differs', { count: desired - acked }) : t('devices.outOfSync');
}

function Clock({ device: { lastSeenAt, warnings } }: { readonly device: Device }) {
  const t = useT();
  if (lastSeenAt === null) return null;
  if (!warnings.some(({ code }) => code === 'clockDrift')) return t('devices.clockRight');
  return (
    <span className="device-off" title={t('ui.warning-clockDrift')}>
      <Icon name="warning" size={14} /> {t('devices.clockOff')}
    </span>
  );
}

/** By serial number. It seldom changes, and the list itself is fetched anew with every change of a device. */
function useFirmware(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['firmwareNow'],
    queryFn: async ({ signal }) => {
      const { items } = await wholeList('GET /devices', { with: 'capabilities' }, signal);
      return new Map(items.map(({ sn, capabilities }) => [sn, firmwareOf(capabilities)]));
    },
    staleTime: 60_000,
  });
  return data ?? new Map<string, string>();
}

export function useColumns(): Column<Device>[] {
  const t = useT();
  const areas = useAreaNames();
  const firmware = useFirmware();
  const text = (key: string, title: string, width: number, cell: (device: Device) => string | null) => ({
    ...{ key, title, width, isHiddenOnPhone: true },
    cell: (device: Device) => <bdi>{cell(device)}</bdi>,
  });
  return [
    { key: 'name', title: t('devices.name'), width: 180, sort: 'name', cell: ({ name }) => <bdi>{name}</bdi> },
    { ...text('sn', t('devices.sn'), 130, ({ sn }) => sn), sort: 'sn' },
    { ...text('type', t('devices.type'), 120, ({ type }) => type), sort: 'type' },
    text('area', t('device.area'), 120, ({ areaCode }) => areas.get(areaCode) ?? areaCode),
    { key: 'status', title: t('devices.status'), width: 110, sort: 'status', cell: (device) => stateOf(t, device) },
    {
      key: 'sync',
      title: t('device.tab-sync'),
      width: 130,
      cell: (device) => isServed(device) && syncOf(t, device),
    },
    {
      key: 'clock',
      title: t('devices.clock'),
      width: 90,
      isHiddenOnPhone: true,
      cell: (device) => isServed(device) && <Clock device={device} />,
    },
    text('firmware', t('device.firmware'), 140, ({ sn }) => firmware.get(sn) ?? ''),
    {
      key: 'seen',
      title: t('devices.seen'),
      width: 100,
      sort: 'lastSeenAt',
      isHiddenOnPhone: true,
      cell: ({ lastSeenAt }) => lastSeenAt && <Time at={lastSeenAt} />,
    },
  ];
}

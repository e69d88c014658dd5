import { In, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { Device } from '../../modules/device/device.entity.js';
import { withChildren } from '../../platform/operator/bounds.js';
import type { SyncStatusService } from '../../sync/status/sync-status.service.js';
import type { DevicesQuery, DeviceView } from './device.dto.js';

/** The devices that a query means. @returns serial numbers of no others; null = all that `where` finds */
export async function chosenDevices(
  tx: EntityManager,
  sync: SyncStatusService,
  { status, areaCode, module, online, inSync }: DevicesQuery,
): Promise<{ where: FindOptionsWhere<Device>; sns: string[] | null }> {
  const where: FindOptionsWhere<Device> = {
    ...(status ? { status } : {}),
    ...(module ? { module } : {}),
    ...(online ? { online: online === 'true' } : {}),
    ...(areaCode === undefined ? {} : { areaCode: In((await withChildren(tx, 'area', [areaCode])) ?? []) }),
  };
  if (!inSync) return { where, sns: null };
  const found = await tx.find(Device, { select: { sn: true }, where });
  const numbers = await sync.summary(
    tx,
    found.map(({ sn }) => sn),
  );
  return { where, sns: found.map(({ sn }) => sn).filter((sn) => numbers.get(sn)?.inSync === (inSync === 'true')) };
}

/** In a list they are longer than all the rest. */
export function withoutCapabilities({ capabilities: _, ...view }: DeviceView): DeviceView {
  return view;
}

import type { EntityManager } from 'typeorm';
import type { CommandFilter, CommandListService } from '../../core/command/command-list.service.js';
import { Door } from '../../modules/door/door.entity.js';
import { instantOf } from '../common/instant.js';
import { cursorNumber, pageOf, usualLimit } from '../common/page.js';
import type { CountedPage } from '../common/search-page.js';
import { toCommandView, type CommandView, type DeviceCommandsQuery } from './command.dto.js';

/** The commands that a query means. */
export async function commandFilter(
  tx: EntityManager,
  { status, type, actor, doorId, from, to, cursor, q, sort }: DeviceCommandsQuery,
  sn: string | undefined,
): Promise<Omit<CommandFilter, 'limit'>> {
  return {
    ...{ sn, status, type, origin: actor, q, isAscending: sort !== undefined && !sort.startsWith('-') },
    door: doorId === undefined ? undefined : await doorOf(tx, doorId, sn),
    from: instantOf('from', from),
    to: instantOf('to', to),
    after: cursorNumber(cursor),
  };
}

export async function commandPage(
  lists: CommandListService,
  tx: EntityManager,
  filter: Omit<CommandFilter, 'limit'>,
  { limit = usualLimit, count }: DeviceCommandsQuery,
): Promise<CountedPage<CommandView>> {
  const rows = await lists.list(tx, { ...filter, limit: limit + 1 });
  const total = count === 'true' ? { total: await lists.count(tx, filter) } : {};
  return { ...pageOf(rows, limit, ({ id }) => id, toCommandView), ...total };
}

/** A door that does not exist, or that another device has, has no commands. */
async function doorOf(tx: EntityManager, id: string, sn: string | undefined): Promise<{ sn: string; no: number }> {
  const door = await tx.findOneBy(Door, sn === undefined ? { id } : { id, deviceSn: sn });
  return { sn: door?.deviceSn ?? '', no: door?.number ?? 0 };
}

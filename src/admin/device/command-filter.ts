import type { EntityManager } from 'typeorm';
import type { CommandFilter } from '../../core/command/command-list.js';
import { Door } from '../../modules/door/door.entity.js';
import { instantOf } from '../common/instant.js';
import { cursorNumber } from '../common/page.js';
import type { DeviceCommandsQuery } from './command.dto.js';

/** The commands that a query means. */
export async function commandFilter(
  tx: EntityManager,
  { status, type, actor, doorId, from, to, cursor }: DeviceCommandsQuery,
  sn: string | undefined,
): Promise<Omit<CommandFilter, 'limit'>> {
  return {
    ...{ sn, status, type, origin: actor },
    door: doorId === undefined ? undefined : await doorOf(tx, doorId, sn),
    from: instantOf('from', from),
    to: instantOf('to', to),
    before: cursorNumber(cursor),
  };
}

/** A door that does not exist, or that another device has, has no commands. */
async function doorOf(tx: EntityManager, id: string, sn: string | undefined): Promise<{ sn: string; no: number }> {
  const door = await tx.findOneBy(Door, sn === undefined ? { id } : { id, deviceSn: sn });
  return { sn: door?.deviceSn ?? '', no: door?.number ?? 0 };
}

import type { Command } from '../../core/command/command.js';
import type { Upgrade } from '../../modules/file/upgrade.service.js';
import type { UpgradeMethod } from '../../protocol/access-push/command-upgrade.js';
import { CommandView, toCommandView } from './command.dto.js';
import { OneOf, Shown, Text } from '../common/fields.js';

const methods: readonly UpgradeMethod[] = [1, 2, 3];

export class UpgradeBody {
  @Text('Id of the firmware', { min: 1, max: 64 }) firmwareId!: string;
  @OneOf('How it is fetched: 1 as base64 text, 2 as it is, 3 in ranges; left out = as the device can', methods, {
    optional: true,
  })
  method?: UpgradeMethod;
}

export class UpgradeView {
  @Shown('Id') id!: string;
  @Shown('Serial number') sn!: string;
  @Shown('Id of the firmware, which may be gone by now') firmwareId!: string;
  @Shown('Name of its file') name!: string;
  @Shown('Bytes of its file') size!: number;
  @Shown('MD5 of its file') md5!: string;
  @Shown('How it is fetched', { enum: [...methods] }) method!: number;
  @Shown('Bytes of the file that have gone to the device') fetchedBytes!: number;
  @Shown('When the device last fetched some', { nullable: true, type: String }) fetchedAt!: string | null;
  @Shown('Version that the device reported before') firmwareBefore!: string;
  @Shown('Version that it reports now') firmwareNow!: string;
  @Shown('Asked for at') createdAt!: string;
  @Shown('The command; its end is the result', { type: CommandView, nullable: true }) command!: CommandView | null;
}

export const toUpgradeView = (upgrade: Upgrade, command: Command | null): UpgradeView => ({
  id: upgrade.id,
  sn: upgrade.sn,
  firmwareId: upgrade.firmwareId,
  name: upgrade.name,
  size: upgrade.size,
  md5: upgrade.md5,
  method: upgrade.method,
  fetchedBytes: upgrade.fetched,
  fetchedAt: upgrade.fetchedAt?.toISOString() ?? null,
  firmwareBefore: upgrade.firmwareBefore,
  firmwareNow: upgrade.firmwareNow,
  createdAt: upgrade.createdAt.toISOString(),
  command: command && toCommandView(command),
});

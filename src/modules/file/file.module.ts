import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { FileLinkService } from './file-links.service.js';
import { FileStoreService } from './file-store.service.js';
import { FirmwareService } from './firmware.service.js';
import { UpgradeService } from './upgrade.service.js';

@Module({
  imports: [CommandModule, DeviceModule],
  providers: [FileLinkService, FileStoreService, FirmwareService, UpgradeService],
  exports: [FileLinkService, FileStoreService, FirmwareService, UpgradeService],
})
export class FileModule {}

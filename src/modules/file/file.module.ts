import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { DeviceModule } from '../device/device.module.js';
import { FileLinks } from './file-links.service.js';
import { FileStore } from './file-store.service.js';
import { FirmwareService } from './firmware.service.js';
import { UpgradeService } from './upgrade.service.js';

@Module({
  imports: [CommandModule, DeviceModule],
  providers: [FileLinks, FileStore, FirmwareService, UpgradeService],
  exports: [FileLinks, FileStore, FirmwareService, UpgradeService],
})
export class FileModule {}

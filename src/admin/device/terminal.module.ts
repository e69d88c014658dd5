import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { DeviceModule } from '../../modules/device/device.module.js';
import { LinkModule } from '../../devices/link.module.js';
import { TerminalController } from './terminal.controller.js';

/** Everything that only concerns terminals of Attendance PUSH. */
@Module({ imports: [CommandModule, DeviceModule, LinkModule], controllers: [TerminalController] })
export class TerminalModule {}

import { Module } from '@nestjs/common';
import { CommandModule } from '../../core/command/command.module.js';
import { FileModule } from '../file/file.module.js';
import { AdMediaController } from './ad-media.controller.js';
import { MediaFileController } from './media-file.controller.js';
import { MediaService } from './media.service.js';
import { ScreenService } from './screen.service.js';
import { ScreenWatchService } from './screen-watch.service.js';

@Module({
  imports: [CommandModule, FileModule],
  controllers: [AdMediaController, MediaFileController],
  providers: [MediaService, ScreenService, ScreenWatchService],
  exports: [MediaService, ScreenService, ScreenWatchService],
})
export class MediaModule {}

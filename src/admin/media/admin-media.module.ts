import { Module } from '@nestjs/common';
import { MediaModule } from '../../modules/media/media.module.js';
import { AdminMediaController } from './media.controller.js';

@Module({ imports: [MediaModule], controllers: [AdminMediaController] })
export class AdminMediaModule {}

import { Module } from '@nestjs/common';
import { CameraModule } from '../../modules/camera/camera.module.js';
import { CameraController } from './camera.controller.js';
import { EventVideoController } from './event-video.controller.js';
import { RecorderController } from './recorder.controller.js';

@Module({ imports: [CameraModule], controllers: [CameraController, EventVideoController, RecorderController] })
export class AdminCameraModule {}

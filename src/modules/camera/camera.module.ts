import { Module } from '@nestjs/common';
import { CameraAlarmService } from './camera-alarm.service.js';
import { CameraService } from './camera.service.js';
import { IvsDeviceController } from './ivs-device.controller.js';
import { OnvifService } from './onvif.service.js';
import { RecorderProbeService } from './recorder-probe.service.js';
import { RecorderService } from './recorder.service.js';
import { SnapshotService } from './snapshot.service.js';
import { VideoService } from './video.service.js';

const services = [CameraAlarmService, CameraService, RecorderService, SnapshotService, VideoService];

/** Recorders and cameras (ivs): their addresses, recordings, pictures and alarms. */
@Module({
  controllers: [IvsDeviceController],
  providers: [OnvifService, RecorderProbeService, ...services],
  exports: services,
})
export class CameraModule {}

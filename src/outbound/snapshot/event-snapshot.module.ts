import { Module } from '@nestjs/common';
import { CameraModule } from '../../modules/camera/camera.module.js';
import { TransactionModule } from '../../modules/transaction/transaction.module.js';
import { FeedModule } from '../feed/feed.module.js';
import { EventSnapshotService } from './event-snapshot.service.js';

/** Pictures of cameras that stand beside events. */
@Module({
  imports: [CameraModule, FeedModule, TransactionModule],
  providers: [EventSnapshotService],
  exports: [EventSnapshotService],
})
export class EventSnapshotModule {}

import { Module } from '@nestjs/common';
import { AccTransactionController, TransactionByIdController } from './acc-transaction.controller.js';
import { DoorTransactionController } from './door-transaction.controller.js';
import { EleTransactionController } from './ele-transaction.controller.js';
import { EventPhotoFileController } from './event-photo.controller.js';
import { FirstLastController } from './first-last.controller.js';
import { HepTransactionController } from './hep-transaction.controller.js';
import { AccMonitorController, HepMonitorController, PsgMonitorController } from './monitor.controller.js';
import { PsgTransactionController } from './psg-transaction.controller.js';
import { TransactionModule } from './transaction.module.js';

/** The read side of events. */
@Module({
  imports: [TransactionModule],
  controllers: [
    AccTransactionController,
    TransactionByIdController,
    DoorTransactionController,
    EleTransactionController,
    EventPhotoFileController,
    FirstLastController,
    HepTransactionController,
    PsgTransactionController,
    AccMonitorController,
    PsgMonitorController,
    HepMonitorController,
  ],
})
export class TransactionApiModule {}
